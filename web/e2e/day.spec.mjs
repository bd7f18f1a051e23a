// The demonstration day: one person's evening contact becomes a matter of health and money, a visit of two professionals and a time that
// somebody gave back; and the same day of a man without digital means, who calls and gets a letter. Needs the real server's program and pdftotext.
import { ASK, can, cannot, command, keptOnBoard, newKey, read, sendDialog, textOfPdf } from './harness.mjs';
import { ownServer } from './own-server.mjs';

const TEAM = 'desk-hakunila';
const inTeam = (code) => (a) => a.id === `${code}-1`;
/** The county's own week to care, which both days are about. */
const RULE = 'PT-PTH7';
const PROMISE = 'Hoitoon viikossa';
const [PHYSIO, COUNSELLOR, NURSE] = ['Fysioterapeutti 3', 'Sosiaaliohjaaja 1', 'Hoitaja 12'];
const FACTS = ['general_medicine', 'reason_illness_like'];

/** Waits until an element of the page has all of the words; says what it had when it does not. */
async function says(page, selector, ...words) {
  const has = (w) => [...document.querySelectorAll(w.selector)].some((e) => w.words.every((x) => e.textContent.replaceAll('\u00a0', ' ').includes(x)));
  await page.waitForFunction(has, { selector, words }).catch(async (error) => {
    const now = await page.locator(selector).allTextContents();
    throw new Error(`${selector} does not say ${words.join(' + ')} but ${JSON.stringify(now)}`, { cause: error });
  });
}
/** From now on every reload of the page is seen. */
const mark = (page) => page.evaluate(() => { globalThis.notReloaded = true; });
const slotOf = (page, step) => page.locator(`.slot:has(.placeline[data-step="${step}"])`);
async function staffAt(h, surface, code, path = '') {
  const page = await h.open();
  await h.signIn(page, surface, inTeam(code), 'fi', h.url);
  if (path) await page.goto(`${h.url}/fi/${surface}/${path}`);
  return page;
}
async function assess(page, ...domains) {
  await can(page, 'a');
  await page.keyboard.press('a');
  await page.waitForSelector('dialog[open]');
  await page.check('dialog input[name=urgency][value=non_urgent]');
  for (const domain of domains) await page.check(`dialog input[name=domains][value=${domain}]`);
  for (const fact of FACTS) await page.check(`dialog input[name=facts][value=${fact}]`);
  await sendDialog(page);
  await can(page, 'e');
}
async function propose(page, service) {
  const steps = await page.locator('.steplist > li').count();
  await can(page, 'e');
  await page.keyboard.press('e');
  await page.waitForSelector('dialog[open]');
  await page.check(`dialog input[name=service][value=${service}]`);
  await sendDialog(page);
  await page.waitForFunction((n) => document.querySelectorAll('.steplist > li').length > n, steps);
}
/** Opens the search for a time of the service, from a day on; `legend` is how the page names that day. */
async function findTimes(page, service, from, legend, where = 'here') {
  await can(page, 't');
  await page.keyboard.press('t');
  await page.waitForSelector('dialog .timefilters');
  const steps = page.locator('dialog .steppick .choice');
  if (await steps.count() > 0) await steps.filter({ hasText: service }).locator('input').check();
  await page.fill('dialog .timefilters input[type=date]', from);
  if (where === 'everywhere') await page.locator('dialog .timefilters .choice input').first().check();
  await page.waitForFunction((words) => document.querySelector('dialog [aria-labelledby=times-list]')?.getAttribute('aria-busy') === 'false'
    && document.querySelector('dialog .timeday legend')?.textContent.replaceAll('\u00a0', ' ').includes(words), legend);
}
const timeRow = (page, clock, worker) => page.locator('dialog .timerow', { hasText: clock }).filter({ hasText: worker }).first();
/** What somebody else did before, or does elsewhere: asks, is assessed, is given the nurse's time. */
async function othersTime(h, staff, day, clock) {
  const asked = await (await staff.request.post(`${h.url}/api/v1/contacts`, { headers: { 'Idempotency-Key': newKey() },
    data: { words: 'Korva on kipeä', about: 'self', age: 40, area: 'hakunila', lang: 'fi', reach: { by: 'code_only' } } })).json();
  const id = (await (await staff.request.get(`${h.url}/api/v1/queue?q=${asked.code}`)).json()).rows[0][0];
  await command(h, staff, id, 'take', {});
  await command(h, staff, id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: FACTS, profession: 'nurse' });
  const step = (await command(h, staff, id, 'propose', { service: 'nurse-reception' })).steps[0].id;
  const { times } = await (await staff.request.get(`${h.url}/api/v1/matters/${id}/times?step=${step}&from=${day}&until=${day}&limit=100`)).json();
  const time = times.find((t) => t.worker === NURSE && t.at === clock);
  h.assert.ok(time, `${NURSE} works at ${clock}`);
  await command(h, staff, id, 'book-times', { step, slots: [time.slot] });
  return { ...asked, id, step };
}
async function givesBack(h, m) {
  const context = await h.open();
  await context.request.post(`${h.url}/api/v1/resident-session`, { data: { code: m.code, secret: m.secret } });
  const answer = await context.request.post(`${h.url}/api/v1/my-matter/cancel-time`, { headers: { 'Idempotency-Key': newKey() }, data: { step: m.step } });
  h.assert.equal(answer.status(), 200, await answer.text());
}

const all = [
  ['the demonstration day: asked in Arabic at 21.40, two professionals on one visit, a time given back is offered and taken', async (h) => {
    const { open, setClock, assert } = h;
    await setClock(h.url, '2031-11-18T21:40:00+02:00');
    const resident = await open({ width: 390, height: 844 });
    await resident.goto(`${h.url}/fi/`);
    await resident.waitForSelector('#area option[value=hakunila]', { state: 'attached' });
    await h.fillAsk(resident, ASK.ar, { area: 'hakunila' });
    const { code } = await h.send(resident);
    assert.match(await resident.textContent('.now'), /huomenna/, 'the law counts from the next opening day');
    await resident.click('.row.noprint button >> nth=-2');
    await resident.waitForSelector('#progress');
    await mark(resident);

    // Wednesday morning: hers is in the queue with its promise, and the team takes it.
    await setClock(h.url, '2031-11-19T07:52:00+02:00');
    const lead = await open();
    await h.signIn(lead, 'lead', (a) => a.role === 'lead', 'fi', h.url);
    await lead.waitForSelector('table.rules');
    const desk = await staffAt(h, 'desk', TEAM);
    await desk.waitForSelector('.queue-table tbody tr');
    await mark(desk);
    assert.equal(await desk.locator('.queue-table tbody tr').count(), 1);
    await says(desk, '.queue-table tbody tr', ASK.ar.slice(0, 20), 'tänään');
    await desk.keyboard.press('j');
    await says(desk, '.panel-in', code, 'arabia, tulkki');
    await can(desk, 'o');
    await desk.keyboard.press('o');
    await can(desk, 'z');
    await says(resident, '#progress + ol', 'otti asiasi hoitaakseen');
    await desk.keyboard.press('v');
    await cannot(desk, 'v');
    await says(resident, '#progress + ol', 'Sait vastauksen');
    await assess(desk, 'health', 'social');
    await says(desk, '.panel-in', 'Perusterveydenhuolto', 'Sosiaalihuolto');
    await says(resident, '.promises li.c', PROMISE, '26. marraskuuta');
    const id = Number(new URL(desk.url()).searchParams.get('matter'));

    // One visit, two professionals of two teams: the counsellor comes to the same hour as the team's own physiotherapist.
    await propose(desk, 'social-counselling');
    await propose(desk, 'nurse-reception');
    await findTimes(desk, 'Sosiaaliohjaus', '2031-11-27', '27. marraskuuta', 'everywhere');
    await desk.check('#together');
    await timeRow(desk, '9.00', COUNSELLOR).click();
    await desk.locator('dialog .together label', { hasText: PHYSIO }).locator('input').check();
    await says(desk, 'dialog .picked', COUNSELLOR, PHYSIO);
    await sendDialog(desk);
    await says(desk, '.steplist > li', 'Sosiaaliohjaus', COUNSELLOR, PHYSIO, '2 ammattilaista samalla käynnillä');
    await says(resident, '#next', '27. marraskuuta', '9.00');
    await says(resident, 'section.visit', 'Tapaat:', COUNSELLOR, ' ja ', PHYSIO);
    const visit = (await read(h, desk, id)).steps.find((s) => s.serviceCode === 'social-counselling');
    for (const team of [TEAM, 'adult-social-work']) {
      const page = await staffAt(h, 'desk/day', team, '?date=2031-11-27');
      const column = page.locator('.column', { hasText: team === TEAM ? PHYSIO : COUNSELLOR });
      await column.locator('.slot[data-state=booked]').waitFor();
      assert.equal(await column.locator('.slot[data-state=booked]').count(), 1, team);
      if (team === TEAM) assert.match(await slotOf(page, visit.id).textContent(), /9\.00.*27 v.*tulkki/);
    }

    // The nurse has nothing before the promised week is over. She takes what there is, and asks for an earlier morning on her page.
    await findTimes(desk, 'Hoitajan vastaanotto', '2031-11-28', '28. marraskuuta');
    assert.match(await timeRow(desk, '10.15', NURSE).textContent(), /puhuu kieltä.*lupaus rikkoutuu/);
    await timeRow(desk, '10.15', NURSE).click();
    await sendDialog(desk);
    const nurse = (await read(h, desk, id)).steps.find((s) => s.serviceCode === 'nurse-reception').id;
    const late = await staffAt(h, 'desk/day', TEAM, '?date=2031-11-28');
    await slotOf(late, nurse).waitFor();
    await says(late, `.placeline[data-step="${nurse}"]`, '10.15', 'riski', 'tulkki');
    const oldSlot = await slotOf(late, nurse).getAttribute('data-slot');
    const friday = await staffAt(h, 'desk/day', TEAM, '?date=2031-11-21');
    await friday.waitForSelector('.daygrid .slot');
    for (const page of [late, friday]) await mark(page);
    const other = await othersTime(h, desk, '2031-11-21', '2031-11-21T07:15:00Z');
    await slotOf(friday, other.step).waitFor();
    const freed = await slotOf(friday, other.step).getAttribute('data-slot');
    const hers = resident.locator('section.visit', { hasText: 'Hoitajan vastaanotto' });
    await hers.locator('[data-do=choose]').click();
    await resident.click('[data-do=earlier] summary');
    await resident.check('[data-do=earlier] input[value=morning]');
    await resident.click('[data-do=earlier] button[type=submit]');
    await says(resident, '.note[role=status]', 'Ilmoitamme, jos sopiva aika');

    // Somebody else gives a time back; the rule asks her, and nobody's page is loaded again.
    await givesBack(h, other);
    await friday.locator(`.slot[data-slot="${freed}"][data-state=free]`).waitFor();
    await setClock(h.url, '2031-11-19T09:30:00+02:00');
    await friday.locator(`.slot[data-slot="${freed}"][data-state=held] .placeline[data-step="${nurse}"]`).waitFor();
    await says(desk, '.steplist > li', 'Hoitajan vastaanotto', 'Tarjottu asukkaalle');
    await says(resident, 'section.now.visit', '21. marraskuuta', '9.15', 'Nykyinen aikasi on voimassa');
    await resident.click('[data-do=accept]');
    await resident.waitForFunction(() => !document.querySelector('[data-do=accept]'));
    await says(resident, '#next', '21. marraskuuta', '9.15');
    await says(resident, 'section.visit', 'Hoitajan vastaanotto', NURSE);
    await says(resident, 'section.visit', 'Sosiaaliohjaus', '27. marraskuuta', '9.00');
    await friday.locator(`.slot[data-slot="${freed}"][data-state=booked] .placeline[data-step="${nurse}"]`).waitFor();
    assert.doesNotMatch(await slotOf(friday, nurse).textContent(), /riski/, 'the promise is kept by this time');
    await late.locator(`.slot[data-slot="${oldSlot}"][data-state=free]`).waitFor();
    await says(desk, '.steplist > li', 'Hoitajan vastaanotto', '21. marraskuuta');
    assert.equal(await keptOnBoard(lead, RULE), '0', 'not yet');

    // Friday, after the nurse: the promise is kept everywhere, and the visit of two still stands.
    await setClock(h.url, '2031-11-21T10:10:00+02:00');
    await can(desk, 'd');
    await desk.keyboard.press('d');
    await desk.waitForSelector('dialog[open]');
    await desk.locator('dialog .choice', { hasText: 'Hoitajan vastaanotto' }).locator('input').check();
    await sendDialog(desk);
    await desk.waitForFunction((title) => [...document.querySelectorAll('.promiselist dt')].some((dt) => dt.textContent.includes(title) && /pidetty/.test(dt.nextElementSibling.textContent)), PROMISE);
    await says(resident, '.promises li.d', PROMISE);
    await says(resident, '#progress + ol', 'Käynti toteutui');
    await says(resident, '#next', '27. marraskuuta', '9.00');
    await lead.waitForFunction((rule) => [...document.querySelectorAll('table.rules a')].some((a) => a.href.includes(`rule=${rule}`) && a.href.includes('state=kept') && /^1\b/.test(a.textContent)), RULE);
    for (const page of [resident, desk, friday, late]) assert.equal(await page.evaluate(() => globalThis.notReloaded), true);
  }],
  ['the same day by telephone: staff write a man’s call down, book his time and print the letter; his clock is hers', async (h) => {
    const { setClock, assert } = h;
    await setClock(h.url, '2031-11-19T09:05:00+02:00');
    const desk = await staffAt(h, 'desk', TEAM, 'new/');
    await desk.waitForSelector('#area option[value=hakunila]', { state: 'attached' });
    assert.ok(await desk.isChecked('input[name=channel][value=phone]'));
    await desk.fill('#words', 'Selkä on kipeä eikä parane. Vuokra on maksamatta. Ei tietokonetta, vastaus kirjeellä.');
    await desk.fill('#age', '78');
    await desk.selectOption('#area', 'hakunila');
    await desk.check('input[name=reach][value=letter]');
    await desk.fill('#reach_letter', 'Matti Meikäläinen\nEsimerkkitie 5 A 12\n01200 Vantaa');
    await desk.check('input[name=take]');
    await desk.click('form button[type=submit]');
    await desk.waitForSelector('.codebox');
    assert.match(await desk.textContent('main'), /Yhteydenottoon on vastattu nyt.*Seuraava lupaus/s);
    const code = (await desk.textContent('.codebox')).trim();
    await desk.click('main a[href*="matter="]');
    await says(desk, '.panel-in', code, 'Selkä on kipeä', 'puhelin', 'Esimerkkitie 5 A 12');
    const id = Number(new URL(desk.url()).searchParams.get('matter'));
    await assess(desk, 'health', 'social');
    await says(desk, '.promiselist', PROMISE);

    // Someone of 27 asks the same in the web form the same morning, and is assessed as he was: the dates are the same.
    const web = await (await desk.request.post(`${h.url}/api/v1/contacts`, { headers: { 'Idempotency-Key': newKey() },
      data: { words: ASK.ar, about: 'self', age: 27, area: 'hakunila', lang: 'fi', spokenLanguage: 'ar', interpreter: 'yes', reach: { by: 'code_only' } } })).json();
    const hers = (await (await desk.request.get(`${h.url}/api/v1/queue?q=${web.code}`)).json()).rows[0][0];
    await command(h, desk, hers, 'take', {});
    await command(h, desk, hers, 'answer', {});
    await command(h, desk, hers, 'assess', { urgency: 'non_urgent', domains: ['health', 'social'], facts: FACTS, profession: 'nurse' });
    const clockOf = async (matter) => Object.fromEntries((await read(h, desk, matter)).promises.map((p) => [p.rule, [p.due?.slice(0, 10) ?? null, p.state]]));
    const [his, her] = [await clockOf(id), await clockOf(hers)];
    for (const rule of ['TH51-CONTACT', 'TH51-HTA', 'TH51A-FIRST', RULE]) assert.deepEqual([rule, his[rule]], [rule, her[rule]]);
    assert.deepEqual(his[RULE], ['2031-11-26', 'running']);

    // His time, in the call; then the letter.
    await propose(desk, 'nurse-reception');
    await findTimes(desk, 'Hoitajan vastaanotto', '2031-11-20', 'Huomenna');
    await timeRow(desk, '9.45', NURSE).click();
    await sendDialog(desk);
    await says(desk, '.steplist > li', 'Hoitajan vastaanotto', '9.45', NURSE);
    const link = desk.locator('[data-do=letter]');
    assert.equal(await link.textContent(), 'Tulosta kirje');
    const letter = await desk.request.get(new URL(await link.getAttribute('href'), h.url).href);
    assert.equal(letter.headers()['content-type'], 'application/pdf');
    const text = textOfPdf(await letter.body());
    for (const part of ['Matti Meikäläinen', 'Esimerkkitie 5 A 12', '01200 Vantaa', '20. marraskuuta 2031', 'kello 9.45', 'Esimerkkikatu 3', '300 metriä', '09 000 1000', code]) assert.ok(text.includes(part), `${part} in:\n${text}`);
    assert.doesNotMatch(text, /selkä|kipeä|vuokra|hoitaja|sosiaali|lääkäri/i, 'neither the reason nor the service');
    const day = await staffAt(h, 'desk/day', TEAM, '?date=2031-11-20');
    await says(day, '.slot[data-state=booked]', '9.45', '78 v');
  }],
];
/** Each in a county of its own, whose ledger is checked at the end; the tests' clock comes back to where it was. The Wednesday of both tests is
 *  well ahead of any machine's clock: the shifts become bookable now, and the time of a ledger does not go back. */
const inOwnCounty = (run) => async (h) => {
  if (h.mock) return;
  const { ahead } = h.world;
  const server = await ownServer({ from: '2031-11-18', weeks: 2 });
  try {
    h.alsoOurs(server.url);
    await run({ ...h, url: server.url });
    await server.check();
  } finally {
    h.world.ahead = ahead;
    await h.close();
    await server.close();
  }
};
export const tests = all.map(([name, run]) => [name, inOwnCounty(run)]);
