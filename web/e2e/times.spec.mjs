// Free times from three sides: the desk that finds them, the resident who chooses, the day view that moves and blocks. Needs the real
// server: the mock has no slots.
import { closed, command, newKey, read, residentPage as resident } from './harness.mjs';

const TEAM = 'desk-tikkurila';
const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png` }); };
const nurse = (a) => a.id === `${TEAM}-1`;

/** A matter in the team's hands with a service proposed; `page` is signed in at the desk. */
async function proposed(h, page, service = 'nurse-reception') {
  const asked = await (await page.request.post(`${h.url}/api/v1/contacts`, { headers: { 'Idempotency-Key': newKey() },
    data: { words: 'Polvi on kipeä eikä parane', about: 'self', age: 30, area: 'tikkurila', lang: 'fi', spokenLanguage: 'ar', interpreter: 'yes', reach: { by: 'code_only' } } })).json();
  const queue = await (await page.request.get(`${h.url}/api/v1/queue?q=${asked.code}`)).json();
  const id = queue.rows[0][0];
  await command(h, page, id, 'take', {});
  await command(h, page, id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: ['general_medicine', 'reason_illness_like'], profession: 'nurse' });
  const matter = await command(h, page, id, 'propose', { service });
  return { id, code: asked.code, secret: asked.secret, step: matter.steps[0].id };
}
const free = async (h, page, m, query = '') => (await (await page.request.get(`${h.url}/api/v1/matters/${m.id}/times?step=${m.step}&limit=100${query}`)).json()).times;
async function desk(h, options) {
  const page = await h.open(options);
  await h.signIn(page, 'desk', nurse);
  await page.waitForSelector('.queue-table tbody tr');
  return page;
}
async function find(h, page, m) {
  await page.goto(`${h.url}/fi/desk/?matter=${m.id}`);
  await page.waitForSelector('.actions [aria-keyshortcuts="t"]');
  await page.keyboard.press('t');
  await page.waitForSelector('.timerow');
}
const dayAfter = (date, days) => new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const today = (h) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(h.now());

const all = [
  ['a resident chooses a time, takes it to the calendar, moves it and cancels it', async (h) => {
    const staff = await desk(h);
    const m = await proposed(h, staff);
    const page = await resident(h, m, { width: 390, height: 844 });
    await page.click('[data-do=choose]');
    await page.waitForSelector('.timetile');
    await page.click('form button[type=submit]');
    await page.waitForSelector('.summary');
    await page.locator('.timetile').nth(4).click();
    await page.click('form button[type=submit]');
    await page.waitForSelector('[data-do=cancel]');
    const first = (await read(h, staff, m.id)).steps[0];
    h.assert.equal(first.state, 'booked');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-do=calendar]')]);
    const words = await (await page.request.get(`${h.url}/api/v1/my-matter/calendar.ics`)).text();
    h.assert.equal(file.suggestedFilename(), 'vuoro.ics');
    h.assert.doesNotMatch(words, /Hoitaja|vastaanotto|terveysasema/i, 'the calendar does not tell what for');
    await page.click('[data-do=choose]');
    await page.waitForSelector('.timetile');
    h.assert.equal(await page.locator(`#time-${first.slots[0].slot}`).count(), 0, 'the time one has is not offered again');
    await page.locator('.timetile').nth(9).click();
    await page.click('form button[type=submit]');
    await page.waitForSelector('[data-do=cancel]');
    const second = (await read(h, staff, m.id)).steps[0];
    h.assert.equal(second.state, 'booked');
    h.assert.notEqual(second.slots[0].slot, first.slots[0].slot);
    h.assert.ok((await free(h, staff, m)).some((t) => t.slot === first.slots[0].slot), 'the first time is free again');
    await page.click('[data-do=cancel]');
    await page.waitForSelector('dialog[open]');
    await page.click('dialog button[type=submit]');
    await page.waitForFunction(() => !document.querySelector('[data-do=cancel]'));
    h.assert.match(await page.textContent('.note[role=status]'), /peruttu/);
    h.assert.notEqual((await read(h, staff, m.id)).steps[0].state, 'booked');
  }],
  ['Back leads from the choosing to the matter', async (h) => {
    const staff = await desk(h);
    const m = await proposed(h, staff);
    const page = await resident(h, m);
    await page.click('[data-do=choose]');
    await page.waitForSelector('.timetile');
    await page.goBack();
    await page.waitForSelector('#progress');
  }],
  ['the desk books the proposal with one press, moves the time, and undo takes it back to the old one', async (h) => {
    const page = await desk(h);
    const m = await proposed(h, page);
    await find(h, page, m);
    h.assert.match(await page.textContent('.proposals .first'), /Kevein sopiva ensin.*lupaus (pitää|rikkoutuu)/s);
    await page.click('.proposals .first button >> nth=0');
    await closed(page);
    await page.waitForSelector('.toast');
    const before = (await read(h, page, m.id)).steps[0];
    h.assert.equal(before.state, 'booked');
    await page.keyboard.press('t');
    await page.waitForSelector('.timerow');
    await page.locator('.timerow').nth(6).click();
    await page.click('dialog button[type=submit]');
    await closed(page);
    await page.waitForFunction(() => /siirretty/.test(document.querySelector('.toast')?.textContent ?? ''));
    h.assert.notEqual((await read(h, page, m.id)).steps[0].slots[0].slot, before.slots[0].slot);
    await page.keyboard.press('u');
    await page.waitForFunction(() => !document.querySelector('.toast'));
    const after = (await read(h, page, m.id)).steps[0];
    h.assert.equal(after.state, 'booked');
    h.assert.deepEqual(after.slots.map((s) => s.slot), before.slots.map((s) => s.slot));
  }],
  ['the search over all units says the unit of each visit and how long the way there is', async (h) => {
    const WAY = { fi: /matka noin \d+ min/, sv: /cirka \d+ min resa/, en: /about \d+ min away/ };
    const staff = await desk(h);
    const m = await proposed(h, staff);
    for (const [lang, width] of [['fi', 390], ['sv', 390], ['en', 1440], ['fi', 1440]]) {
      const page = await h.open({ lang, width, height: 900 });
      await h.signIn(page, 'desk', nurse, lang);
      await page.goto(`${h.url}/${lang}/desk/?matter=${m.id}`);
      await page.waitForSelector('.actions [aria-keyshortcuts="t"]');
      await page.keyboard.press('t');
      await page.waitForSelector('.timerow');
      h.assert.doesNotMatch(await page.innerText('dialog'), WAY[lang], 'the own unit\'s times say no way');
      await page.locator('.timefilters .choice input').first().check();
      await page.waitForFunction(() => new Set([...document.querySelectorAll('.timerow small')].map((x) => /\d+ min\D.*?(\d+) min/.exec(x.textContent)?.[1]).filter(Boolean)).size > 1);
      const shown = await page.locator('.timerow', { hasText: /Tikkuril|Dickursb/ }).first().innerText();
      const told = (await free(h, page, m, '&team=all')).find((t) => t.teamCode.endsWith('tikkurila') && t.travel !== null);
      h.assert.match(shown, WAY[lang]);
      h.assert.ok(shown.includes(`${told.travel} min`), `${shown} has ${told.travel}`);
      h.assert.match(await page.innerText('.proposals li'), WAY[lang]);
      await h.axe(page, `times everywhere ${lang} ${width}`);
      await h.noSideways(page, `times everywhere ${lang} ${width}`);
      await shot(page, `times-way-${lang}-${width}`);
    }
  }],
  ['the desk books two professionals in one visit', async (h) => {
    const page = await desk(h);
    const m = await proposed(h, page);
    const times = await free(h, page, m);
    const pair = times.find((t, i) => times.some((o, j) => j !== i && o.at === t.at && o.workerCode !== t.workerCode));
    await find(h, page, m);
    await page.check('#together');
    await page.click(`.timerow:has(#slot-${pair.slot})`);
    await page.locator('.together input').first().check();
    await page.click('dialog button[type=submit]');
    await closed(page);
    const step = (await read(h, page, m.id)).steps[0];
    h.assert.equal(step.slots.length, 2);
    h.assert.equal(new Set(step.slots.map((s) => s.at)).size, 1, 'they begin together');
    h.assert.equal(new Set(step.slots.map((s) => s.workerCode)).size, 2);
    await page.waitForFunction(() => /2 ammattilaista samalla käynnillä/.test(document.querySelector('.steplist')?.textContent ?? ''));
  }],
  ['a resident with a time asks for an earlier one, is offered it, and keeps the old until the new is accepted', async (h) => {
    const staff = await desk(h);
    const m = await proposed(h, staff);
    const times = await free(h, staff, m);
    await command(h, staff, m.id, 'book-times', { step: m.step, slots: [times.at(-1).slot] });
    const page = await resident(h, m, { width: 390, height: 844 });
    await page.click('[data-do=choose]');
    await page.click('[data-do=earlier] summary');
    await page.check('[data-do=earlier] input[value=morning]');
    await page.click('[data-do=earlier] button[type=submit]');
    await page.waitForFunction(() => /Ilmoitamme, jos sopiva aika/.test(document.querySelector('.note[role=status]')?.textContent ?? ''));
    h.assert.equal((await read(h, staff, m.id)).steps[0].earlier.untilMinute, 720);
    await find(h, staff, m);
    h.assert.match(await staff.textContent('[data-do=earlier] summary'), /Odottaa aiempaa aikaa/);
    const until = new Date(new Date(h.now()).getTime() + 7_200_000).toISOString().replace(/\.\d+/, '');
    await command(h, staff, m.id, 'offer-times', { step: m.step, slots: [times[4].slot], until });
    await page.waitForSelector('[data-do=accept]');
    h.assert.match(await page.textContent('section.now.visit'), /Nykyinen aikasi on voimassa/);
    await page.waitForSelector('[data-do=cancel]');
    await page.click('[data-do=accept]');
    await page.waitForFunction(() => !document.querySelector('[data-do=accept]'));
    const step = (await read(h, staff, m.id)).steps[0];
    h.assert.deepEqual([step.slots.map((s) => s.slot), step.earlier], [[times[4].slot], null]);
  }],
  ['the desk proposes a course, books all its sessions with one professional as one, and cancels from the second on', async (h) => {
    const page = await desk(h);
    const m = await proposed(h, page);
    await command(h, page, m.id, 'refuse', { step: m.step });
    await page.goto(`${h.url}/fi/desk/?matter=${m.id}`);
    await page.waitForSelector('.actions button');
    await page.locator('.actions button', { hasText: 'Ehdota' }).first().click();
    await page.check('dialog input[value="course:nurse-follow-up"]');
    await page.click('dialog button[type=submit]');
    await closed(page);
    await page.waitForFunction(() => /3\/3/.test(document.querySelector('.steplist')?.textContent ?? ''));
    const sessions = async () => (await read(h, page, m.id)).steps.filter((s) => s.session);
    await page.keyboard.press('t');
    await page.click('[data-do=book-same]');
    await closed(page);
    const booked = await sessions();
    h.assert.deepEqual(booked.map((s) => s.state), ['booked', 'booked', 'booked']);
    h.assert.equal(new Set(booked.map((s) => s.slots[0].workerCode)).size, 1);
    await page.keyboard.press('t');
    await page.locator('.steppick input').nth(1).check();
    await page.click('[data-do=cancel-person]');
    await closed(page);
    h.assert.deepEqual((await sessions()).map((s) => s.state), ['booked', 'proposed', 'proposed']);
  }],
  ['the desk puts a step on the waiting list with wishes, and takes it off', async (h) => {
    const page = await desk(h);
    const m = await proposed(h, page);
    await find(h, page, m);
    await page.click('[data-do=earlier] > summary');
    await page.selectOption('[data-do=earlier] select >> nth=0', '540');
    await page.click('[data-do=earlier] details summary');
    await page.locator('[data-do=earlier] details input').first().check();
    await page.click('[data-do=earlier] button.q');
    await closed(page);
    const { earlier } = (await read(h, page, m.id)).steps[0];
    h.assert.deepEqual([earlier.fromMinute, earlier.untilMinute, earlier.teams.length], [540, 1440, 1]);
    await find(h, page, m);
    await page.click('[data-do=earlier] button.link');
    await closed(page);
    h.assert.equal((await read(h, page, m.id)).steps[0].earlier, null);
  }],
  ['the desk offers a time and the resident accepts it; neither page is loaded again', async (h) => {
    const page = await desk(h);
    const m = await proposed(h, page);
    const theirs = await resident(h, m, { width: 390, height: 844 });
    const marked = async (p) => p.evaluate(() => { globalThis.notReloaded = true; });
    await find(h, page, m);
    await marked(page);
    await marked(theirs);
    await page.locator('.timerow').nth(30).click();
    await page.locator('dialog .foot-row button.q').first().click();
    await page.waitForSelector('#until');
    await page.click('dialog button[type=submit]');
    await closed(page);
    await page.waitForFunction(() => /Tarjottu asukkaalle/.test(document.querySelector('.steplist')?.textContent ?? ''));
    await theirs.waitForSelector('[data-do=accept]');
    h.assert.match(await theirs.textContent('.now.visit'), /Vastaa viimeistään.*paikkasi jonossa säilyy/s);
    await theirs.click('[data-do=accept]');
    await theirs.waitForSelector('[data-do=cancel]');
    await page.waitForFunction(() => /varattu/.test(document.querySelector('.steplist .chip')?.textContent ?? ''));
    for (const p of [page, theirs]) h.assert.equal(await p.evaluate(() => globalThis.notReloaded), true);
  }],
  ['an offer is withdrawn by the desk, and declined by the resident; the step waits both times', async (h) => {
    const page = await desk(h);
    const m = await proposed(h, page);
    const theirs = await resident(h, m);
    for (const how of ['withdrawn', 'declined']) {
      const times = await free(h, page, m);
      await command(h, page, m.id, 'offer-times', { step: m.step, slots: [times[40].slot], until: new Date(h.now() + 3_600_000).toISOString() });
      await theirs.waitForSelector('[data-do=accept]');
      if (how === 'declined') await theirs.click('[data-do=decline]');
      else {
        await page.goto(`${h.url}/fi/desk/?matter=${m.id}`);
        await page.waitForSelector('.actions [aria-keyshortcuts="c"]');
        await page.keyboard.press('c');
        await page.check('dialog input[name=how][value=withdrawn]');
        await page.click('dialog button[type=submit]');
        await closed(page);
      }
      await theirs.waitForFunction(() => !document.querySelector('[data-do=accept]'));
      await theirs.waitForSelector('[data-do=choose]');
      h.assert.equal((await read(h, page, m.id)).steps[0].state, 'proposed');
    }
  }],
  ['two people take the same time: the second is told why, and sees a fresh list', async (h) => {
    const staff = await desk(h);
    const [one, two] = [await proposed(h, staff), await proposed(h, staff)];
    const [a, b] = [await resident(h, one), await resident(h, two)];
    for (const page of [a, b]) { await page.click('[data-do=choose]'); await page.waitForSelector('.timetile'); }
    const slot = await a.locator('.timetile input').nth(12).getAttribute('value');
    for (const page of [a, b]) await page.check(`#time-${slot}`);
    await a.click('form button[type=submit]');
    await a.waitForSelector('[data-do=cancel]');
    await b.click('form button[type=submit]');
    await b.waitForSelector('.note.late[role=alert]');
    h.assert.match(await b.textContent('.note.late'), /ehti mennä toiselle/);
    await b.waitForFunction((s) => !document.querySelector(`#time-${s}`) && document.querySelector('.timetile'), slot);
    await b.locator('.timetile').nth(2).click();
    await b.click('form button[type=submit]');
    await b.waitForSelector('[data-do=cancel]');
    // The same at the desk.
    const three = await proposed(h, staff);
    await find(h, staff, three);
    const row = staff.locator('.timerow input').nth(8);
    const taken = Number(await row.getAttribute('value'));
    await row.check();
    const four = await proposed(h, staff);
    await command(h, staff, four.id, 'book-times', { step: four.step, slots: [taken] });
    await staff.click('dialog button[type=submit]');
    await staff.waitForSelector('dialog .note.late[role=alert]');
    await staff.waitForFunction((s) => !document.querySelector(`#slot-${s}`) && document.querySelector('.timerow'), taken);
  }],
  ['the day view moves a booking by dragging and by keyboard, with undo', async (h) => {
    const staff = await desk(h);
    const date = dayAfter(today(h), 1);
    const m = await proposed(h, staff);
    const times = (await free(h, staff, m, `&from=${date}&until=${date}`));
    await command(h, staff, m.id, 'book-times', { step: m.step, slots: [times[0].slot] });
    await staff.goto(`${h.url}/fi/desk/day/?date=${date}`);
    const source = staff.locator(`.placeline[data-step="${m.step}"]`);
    await source.waitFor();
    const target = times.find((t) => t.workerCode !== times[0].workerCode);
    await source.dragTo(staff.locator(`.slot[data-slot="${target.slot}"]`));
    await staff.waitForSelector(`.slot[data-slot="${target.slot}"] .placeline[data-step="${m.step}"]`);
    await staff.click('.toast button');
    await staff.waitForSelector(`.slot[data-slot="${times[0].slot}"] .placeline[data-step="${m.step}"]`);
    await staff.focus(`#day-slot-${times[0].slot}`);
    await staff.keyboard.press('Tab');
    await staff.keyboard.press('Enter');
    await staff.waitForSelector('dialog input[name=slot]');
    const chosen = Number(await staff.locator('dialog input[name=slot]').nth(2).getAttribute('value'));
    await staff.locator('dialog input[name=slot]').nth(2).check();
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.waitForSelector(`.slot[data-slot="${chosen}"] .placeline[data-step="${m.step}"]`);
    // Arrows go from time to time, and the booking leads to its matter.
    await staff.focus(`#day-slot-${chosen}`);
    await staff.keyboard.press('ArrowDown');
    h.assert.match((await h.focused(staff)).id, /^day-slot-/);
    h.assert.notEqual((await h.focused(staff)).id, `day-slot-${chosen}`);
    await staff.click(`#day-slot-${chosen}`);
    await staff.waitForSelector('.panel-in');
    h.assert.match(staff.url(), new RegExp(`matter=${m.id}$`));
  }],
  ['a move decided on an older version is refused, and the day is read again', async (h) => {
    const staff = await desk(h);
    const date = dayAfter(today(h), 1);
    const m = await proposed(h, staff);
    const times = await free(h, staff, m, `&from=${date}&until=${date}`);
    await command(h, staff, m.id, 'book-times', { step: m.step, slots: [times[0].slot] });
    await staff.route('**/api/v1/events', (route) => route.abort());
    await staff.goto(`${h.url}/fi/desk/day/?date=${date}`);
    await staff.locator(`.placeline[data-step="${m.step}"]`).waitFor();
    await command(h, staff, m.id, 'book-times', { step: m.step, slots: [times[3].slot] });
    await staff.locator(`.placeline[data-step="${m.step}"]`).dragTo(staff.locator(`.slot[data-slot="${times[1].slot}"]`));
    await staff.waitForSelector('.day .note.late[role=alert]');
    await staff.waitForSelector(`.slot[data-slot="${times[3].slot}"] .placeline[data-step="${m.step}"]`);
    h.assert.equal((await read(h, staff, m.id)).steps[0].slots[0].slot, times[3].slot);
  }],
  ['blocking says how many bookings it cancels; the step then waits, and an open day and the resident see it', async (h) => {
    const staff = await desk(h);
    const date = dayAfter(today(h), 2);
    const m = await proposed(h, staff);
    const time = (await free(h, staff, m, `&from=${date}&until=${date}`)).at(-1);
    await command(h, staff, m.id, 'book-times', { step: m.step, slots: [time.slot] });
    const theirs = await resident(h, m);
    await theirs.waitForSelector('[data-do=cancel]');
    await staff.goto(`${h.url}/fi/desk/day/?date=${date}`);
    await staff.locator(`.placeline[data-step="${m.step}"]`).waitFor();
    const watching = await desk(h);
    await watching.goto(`${h.url}/fi/desk/day/?date=${date}`);
    await watching.locator(`.slot[data-slot="${time.slot}"][data-state=booked]`).waitFor();
    const where = () => watching.locator(`.slot[data-slot="${time.slot}"]`).evaluate((e) => Math.round(e.getBoundingClientRect().top));
    const top = await where();
    await staff.locator(`.column:has([data-slot="${time.slot}"]) .columnhead button`).click();
    await staff.waitForSelector('dialog #from');
    await staff.click('dialog button[type=submit]');
    await staff.waitForSelector('.summary');
    await staff.check('dialog input[name=reason][value=absence]');
    await staff.click('dialog button[type=submit]');
    await staff.waitForFunction(() => !document.querySelector('dialog #from'));
    h.assert.match(await staff.textContent('dialog'), /peruu 1 varauksen/);
    h.assert.equal((await read(h, staff, m.id)).steps[0].state, 'booked', 'nothing yet');
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.locator(`.slot[data-slot="${time.slot}"][data-state=blocked]`).waitFor();
    await watching.locator(`.slot[data-slot="${time.slot}"][data-state=blocked]`).waitFor();
    h.assert.equal(await where(), top, 'nothing moved on the other page');
    h.assert.notEqual((await read(h, staff, m.id)).steps[0].state, 'booked');
    await theirs.waitForFunction(() => !document.querySelector('[data-do=cancel]'));
    await theirs.waitForSelector('[data-do=choose]');
    await staff.click('.toast button');
    await staff.locator(`.slot[data-slot="${time.slot}"][data-state=booked]`).waitFor();
    h.assert.equal((await read(h, staff, m.id)).steps[0].state, 'booked', 'undo gives the booking back');
    await theirs.waitForSelector('[data-do=cancel]');
  }],
  ['blocking one of two professionals says that the whole visit goes, and a blocked time is given back later', async (h) => {
    const staff = await desk(h);
    const date = dayAfter(today(h), 5);
    const m = await proposed(h, staff);
    const times = await free(h, staff, m, `&from=${date}&until=${date}`);
    const one = times.find((t) => times.some((o) => o.at === t.at && o.workerCode !== t.workerCode));
    const other = times.find((o) => o.at === one.at && o.workerCode !== one.workerCode);
    await command(h, staff, m.id, 'book-times', { step: m.step, slots: [one.slot, other.slot] });
    await staff.goto(`${h.url}/fi/desk/day/?date=${date}`);
    await staff.locator(`.column:has([data-slot="${one.slot}"]) .columnhead button`).click();
    await staff.check('dialog input[name=reason][value=meeting]');
    await staff.click('dialog button[type=submit]');
    await staff.waitForSelector('dialog .risklist');
    const said = await staff.textContent('dialog');
    h.assert.match(said, /Koko käynti peruuntuu, myös: /);
    h.assert.ok(said.includes(m.code) && said.includes(other.worker), said);
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.locator(`.slot[data-slot="${other.slot}"][data-state=free]`).waitFor();
    await staff.click(`#day-slot-${one.slot}`);
    await staff.check('dialog input[value=all]');
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.locator(`.slot[data-slot="${other.slot}"][data-state=booked]`).waitFor();
    h.assert.equal((await read(h, staff, m.id)).steps[0].slots.length, 2, 'the whole visit is back');
  }],
  ['after two missed visits the desk is told, and the resident is asked to call', async (h) => {
    const staff = await desk(h);
    const m = await proposed(h, staff);
    for (const last of [false, true]) {
      await command(h, staff, m.id, 'book', { step: m.step, at: new Date(h.now() + 60_000).toISOString().replace(/\.\d+/, ''), minutes: 20, mode: 'visit' });
      await command(h, staff, m.id, 'miss', { step: m.step });
      if (!last) m.step = (await command(h, staff, m.id, 'propose', { service: 'nurse-reception' })).steps.at(-1).id;
    }
    for (const [lang, width] of [['fi', 390], ['sv', 1440], ['en', 1440]]) {
      await staff.setViewportSize({ width, height: 844 });
      await staff.goto(`${h.url}/${lang}/desk/?matter=${m.id}`);
      await staff.waitForSelector('[data-note=missed]');
      await h.axe(staff, `${lang} missed`);
      await h.noSideways(staff, `${lang} missed`);
    }
    await staff.goto(`${h.url}/fi/desk/?q=${m.code}`);
    await staff.getByText('ei tullut').first().waitFor();
    await command(h, staff, m.id, 'propose', { service: 'nurse-reception' });
    const page = await resident(h, m, { width: 390, height: 844 });
    await page.click('[data-do=choose]');
    await page.waitForSelector('[data-note=call-first]');
    h.assert.equal(await page.locator('.timetile').count(), 0, 'nothing to choose from');
    await h.axe(page, 'call first');
    await h.noSideways(page, 'call first');
  }],
  ['a question is open the moment it is there, so that Escape is never lost', async (h) => {
    const page = await h.open();
    await h.signIn(page, 'desk/day', nurse);
    await page.waitForSelector('.daygrid .slot');
    await page.locator('.columnhead button').first().click();
    await page.waitForSelector('dialog[open] #from');
    await page.fill('dialog #from', '8');
    await page.check('dialog input[value=meeting]');
    const open = await page.evaluate(() => new Promise((done) => {
      new MutationObserver(() => {
        const dialog = document.querySelector('dialog');
        if (dialog && !dialog.querySelector('#from')) done(dialog.open);
      }).observe(document.body, { childList: true, subtree: true });
      document.querySelector('dialog button[type=submit]').click();
    }));
    h.assert.equal(open, true);
    await page.keyboard.press('Escape');
    await closed(page);
  }],
  ['what is wrong has the focus the moment it is shown, so that what is typed next is never lost', async (h) => {
    const page = await h.open();
    await h.signIn(page, 'desk/new', nurse);
    await page.waitForSelector('form button[type=submit]');
    const focused = await page.evaluate(() => new Promise((done) => {
      new MutationObserver(() => {
        const summary = document.querySelector('.summary');
        if (summary) done(document.activeElement === summary);
      }).observe(document.body, { childList: true, subtree: true });
      document.querySelector('form button[type=submit]').click();
    }));
    h.assert.equal(focused, true);
  }],
  ['the day goes back and forth by keys, and the address keeps it', async (h) => {
    const page = await h.open();
    await h.signIn(page, 'desk/day', nurse);
    await page.waitForSelector('.daygrid');
    await page.keyboard.press('j');
    await page.waitForFunction((d) => location.search.includes(d), dayAfter(today(h), 1));
    await page.waitForSelector('.daygrid .slot');
    await page.reload();
    await page.waitForSelector('.daygrid .slot');
    h.assert.match(page.url(), new RegExp(dayAfter(today(h), 1)));
    await page.keyboard.press('k');
    await page.waitForFunction(() => location.search === '');
    await page.goBack();
    await page.waitForFunction((d) => location.search.includes(d), dayAfter(today(h), 1));
  }],
];
export const tests = all.map(([name, run]) => [name, async (h) => { if (!h.mock) await run(h); }]);
