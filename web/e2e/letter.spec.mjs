// The telephone version for a man without digital means: staff book for him, note what he needs, and print the letter. And what the
// resident sees of the way and of calendars. Needs the real server and pdftotext.
import { command, newKey, read, residentPage, textOfPdf } from './harness.mjs';

const TEAM = 'desk-tikkurila';
const nurse = (a) => a.id === `${TEAM}-1`;

async function asked(h, page, more) {
  const answer = await page.request.post(`${h.url}/api/v1/contacts`, { headers: { 'Idempotency-Key': newKey() },
    data: { words: 'Polvi on kipeä eikä parane', about: 'self', age: 78, area: 'tikkurila', lang: 'fi', reach: { by: 'letter', value: 'Matti Meikäläinen\nEsimerkkitie 5 A 12\n01300 Vantaa' }, ...more } });
  h.assert.equal(answer.status(), 201, await answer.text());
  const made = await answer.json();
  const queue = await (await page.request.get(`${h.url}/api/v1/queue?q=${made.code}`)).json();
  return { id: queue.rows[0][0], code: made.code, secret: made.secret };
}
async function proposed(h, page, more) {
  const m = await asked(h, page, more);
  await command(h, page, m.id, 'take', {});
  await command(h, page, m.id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: [], profession: 'nurse' });
  await command(h, page, m.id, 'propose', { service: 'nurse-reception' });
  return m;
}
async function desk(h, m, options) {
  const page = await h.open(options);
  await h.signIn(page, 'desk', nurse);
  if (m) {
    await page.goto(`${h.url}/fi/desk/?matter=${m.id}`);
    await page.waitForSelector('[data-do=letter]');
  }
  return page;
}

const all = [
  ['a man without digital means calls: staff book his time, note his needs and print the letter', async (h) => {
    const page = await desk(h);
    await page.waitForSelector('.queue-table tbody tr');
    const m = await proposed(h, page, { interpreter: 'yes' });
    await page.goto(`${h.url}/fi/desk/?matter=${m.id}`);
    await page.waitForSelector('.actions [aria-keyshortcuts="t"]');
    await page.keyboard.press('t');
    await page.waitForSelector('.timerow');
    await page.locator('.timerow input, .timerow button').first().click();
    await page.click('dialog button[type=submit]');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    const { steps } = await read(h, page, m.id);
    h.assert.equal(steps[0].state, 'booked');
    await page.click('[data-do=told]');
    await page.waitForSelector('dialog [data-list=untold] li');
    h.assert.match(await page.textContent('dialog'), /puhelimitse tai kirjeellä/);
    await h.axe(page, 'told');
    await page.check('dialog input[value=wheelchair]');
    await page.check('dialog input[value=other]');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('dialog [role=alert]');
    h.assert.equal((await h.focused(page)).id, 'needWords', 'the words are asked for');
    await page.fill('#needWords', 'Avustajakoira tulee mukaan');
    await page.click('dialog button[type=submit]');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    h.assert.deepEqual((await read(h, page, m.id)).needs, ['wheelchair', 'other']);
    const link = page.locator('[data-do=letter]');
    h.assert.equal(await link.textContent(), 'Tulosta kirje');
    const answer = await page.request.get(new URL(await link.getAttribute('href'), h.url).href);
    h.assert.equal(answer.headers()['content-type'], 'application/pdf');
    const text = textOfPdf(await answer.body());
    const at = new Date(steps[0].at);
    const day = new Intl.DateTimeFormat('fi-FI', { timeZone: 'Europe/Helsinki', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
    const clock = new Intl.DateTimeFormat('fi-FI', { timeZone: 'Europe/Helsinki', hour: 'numeric', minute: '2-digit' }).format(at);
    for (const part of ['Matti Meikäläinen', 'Esimerkkitie 5 A 12', '01300 Vantaa', day, `kello ${clock}`, 'Esimerkkikatu 1', '300 metriä', 'tulkki', 'pyörätuolilla', 'Avustajakoira tulee mukaan', '09 000 1000', m.code]) {
      h.assert.ok(text.includes(part), `${part} in:\n${text}`);
    }
    h.assert.doesNotMatch(text, /hoitaja|polvi/i, 'neither the service nor the reason');
    await page.goto(`${h.url}/fi/desk/day/?date=${new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(at)}`);
    await page.waitForSelector(`.placeline[data-step="${steps[0].id}"]`);
    h.assert.match(await page.textContent(`.placeline[data-step="${steps[0].id}"]`), /tulkki.*pyörätuoli.*muu tarve/);
  }],
  ['the panel of what was told fits a narrow screen and works by keyboard', async (h) => {
    const wide = await desk(h);
    await wide.waitForSelector('.queue-table tbody tr');
    const m = await proposed(h, wide);
    const page = await desk(h, m, { width: 390, height: 844 });
    await page.focus('[data-do=told]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog input[value=sight]');
    await h.noSideways(page, 'told at 390');
    await h.axe(page, 'told at 390');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    h.assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-do')), 'told', 'focus comes back');
  }],
  ['a part that does not come says so and can be asked for again; a slow one says that it is coming', async (h) => {
    const page = await desk(h);
    await page.waitForSelector('.queue-table tbody tr');
    const m = await proposed(h, page);
    let way = 'down';
    let go = () => undefined;
    await page.route('**/assets/Told-*.js', async (route) => {
      if (way === 'down') return route.abort('connectionreset');
      await new Promise((done) => { go = done; });
      return route.continue();
    });
    await page.goto(`${h.url}/fi/desk/?matter=${m.id}`);
    await page.focus('[data-do=told]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog [role=alert] [data-do=fetch-again]');
    h.assert.match(await page.textContent('dialog'), /Kerrottu ja tarpeet.*ei saatu ladattua/s);
    await h.axe(page, 'a part that did not come');
    way = 'slow';
    await page.click('[data-do=fetch-again]');
    await page.waitForSelector('[data-do=fetch-again][aria-disabled=true]');
    go();
    await page.waitForSelector('dialog input[value=sight]');
    h.assert.equal(await page.locator('dialog[open]').count(), 1);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    h.assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-do')), 'told', 'focus comes back');
    await page.reload();
    await page.click('[data-do=told]');
    await page.waitForSelector('dialog [role=status]');
    h.assert.equal(await page.textContent('dialog .body'), 'Haetaan…');
    go();
    await page.waitForSelector('dialog input[value=sight]');
  }],
  ['the resident sees the way, and a calendar can read the times until the resident ends it', async (h) => {
    const staff = await desk(h);
    await staff.waitForSelector('.queue-table tbody tr');
    const m = await proposed(h, staff, { reach: { by: 'code_only' } });
    const { steps } = await read(h, staff, m.id);
    await command(h, staff, m.id, 'book', { step: steps[0].id, at: new Date(h.now() + 9 * 86_400_000).toISOString().replace(/T.*/, 'T08:20:00Z'), minutes: 30, mode: 'visit' });
    const page = await residentPage(h, m, { width: 390, height: 844 });
    await page.waitForSelector('[data-do=subscribe]');
    h.assert.match(await page.textContent('main'), /Näin löydät perille:.*300 metriä/s);
    h.assert.match(await page.textContent('main'), /Esteettömyys:/);
    await page.click('[data-do=subscribe]');
    const address = await page.inputValue('#subscribe');
    await h.axe(page, 'subscribe');
    await h.noSideways(page, 'subscribe');
    const stranger = await h.open();
    const calendar = await (await stranger.request.get(address)).text();
    h.assert.match(calendar, /DTSTART:\d{8}T082000Z/);
    h.assert.doesNotMatch(calendar, /Hoitaja|vastaanotto|terveysasema|Esimerkkikatu/i, 'the times only');
    h.assert.ok(!calendar.includes(m.code), 'not the code');
    await page.click('[data-do=unsubscribe]');
    await page.waitForSelector('[data-part=subscribe] [role=status]');
    h.assert.equal((await stranger.request.get(address)).status(), 404, 'it has ended');
  }],
];
export const tests = all.map(([name, run]) => [name, async (h) => { if (!h.mock) await run(h); }]);
