// The telephone from three sides: an exchange that tells of calls, the desk that calls back and writes contacts down, the lead. Needs the
// real server: the mock has no exchange.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const nurse = (a) => a.id === 'desk-tikkurila-1';
let n = 0;

/** One signed request of the exchange; `at` is the tests' time. */
async function tell(h, event) {
  const secret = readFileSync(process.env.VUORO_EXCHANGE_SECRET, 'utf8').trim();
  const at = Math.floor(h.now() / 1000);
  const body = JSON.stringify({ line: 'tikkurila', at: new Date(at * 1000).toISOString().replace(/\.\d+/, ''), ...event });
  const signature = createHmac('sha256', secret).update(`demo\n${at}\n${body}`).digest('hex');
  const answer = await fetch(`${h.url}/api/v1/telephone/events`, { method: 'POST', body,
    headers: { 'Content-Type': 'application/json', 'Vuoro-Exchange': 'demo', 'Vuoro-Timestamp': String(at), 'Vuoro-Signature': `v1=${signature}` } });
  h.assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}
/** A caller asks to be called back: the matter's number and code. */
async function caller(h, page, language = 'fi') {
  n += 1;
  const call = `e2e-${Date.now()}-${n}`;
  await tell(h, { call, event: 'offered' });
  const told = await tell(h, { call, event: 'callback_asked', number: `+35840${String(Date.now()).slice(-6)}${n}`, language });
  const queue = await (await page.request.get(`${h.url}/api/v1/queue?filter=callbacks&q=${told.matter}`)).json();
  h.assert.equal(queue.rows.length, 1, 'the caller waits in the queue');
  return { id: queue.rows[0][0], code: told.matter, call };
}
async function desk(h, options = {}) {
  const page = await h.open(options);
  await h.signIn(page, 'desk', nurse, options.lang ?? 'fi');
  await page.waitForSelector('.queue-table tbody tr');
  return page;
}
async function open(h, page, m, lang = 'fi') {
  await page.goto(`${h.url}/${lang}/desk/?filter=callbacks&matter=${m.id}`);
  await page.waitForSelector('.callback button');
}
const press = async (page, words) => { await page.locator('.callback button', { hasText: words }).first().click(); };
const tries = (page, count) => page.waitForFunction((wanted) => document.querySelectorAll('.callback ol li').length === wanted, count);
const read = async (h, page, m) => (await page.request.get(`${h.url}/api/v1/matters/${m.id}`)).json();
const later = async (h, minutes) => h.setClock(h.url, new Date(h.now() + minutes * 60_000).toISOString());
const promise = (m, rule) => m.promises.filter((p) => p.rule === rule && p.state !== 'void').at(-1);
const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png`, fullPage: true }); };

const all = [
  ['three tries fail and the policy follows; another caller is reached and the promise is kept', async (h) => {
    const page = await desk(h);
    const silent = await caller(h, page);
    const reached = await caller(h, page);
    await page.keyboard.press('5');
    await page.waitForSelector(`#row-${silent.id}`);
    await open(h, page, silent);
    h.assert.match(await page.textContent('.callback'), /Soita nyt/);
    h.assert.match(await page.textContent('.callback a[href^="tel:+35840"]'), /^\+358/);
    await h.axe(page, 'a call-back');
    await shot(page, 'callback-fi-1440');
    await press(page, 'Ei vastannut');
    await tries(page, 1);
    h.assert.match(await page.textContent('.callback'), /Seuraava yritys lasketaan/);
    // One press too many is taken back with the one before it left.
    await later(h, 31);
    await press(page, 'Varattu');
    await tries(page, 2);
    await page.waitForSelector('.actions button:has-text("Kumoa")');
    await page.keyboard.press('u');
    await tries(page, 1);
    await press(page, 'Varattu');
    await tries(page, 2);
    await later(h, 31);
    await press(page, 'Ei vastannut');
    await tries(page, 3);
    await page.waitForSelector('.callback .note');
    h.assert.match(await page.textContent('.callback .note'), /Yritykset on käytetty .*lähetä viesti viimeistään.*Asia pysyy auki/s);
    h.assert.match(await page.textContent('.promiselist'), /Viesti, kun emme tavoita puhelimella/);
    await h.axe(page, 'tries used up');
    await shot(page, 'callback-unreached-1440');
    let m = await read(h, page, silent);
    h.assert.deepEqual([m.state, promise(m, 'OWN-UNREACHED').state], ['open', 'running'], 'never silently closed');
    await later(h, 1);  // no two tries of one second
    await press(page, 'Viesti lähetetty');
    await tries(page, 4);
    m = await read(h, page, silent);
    h.assert.deepEqual([m.callback.waiting, promise(m, 'OWN-UNREACHED').state], [true, 'kept']);

    await open(h, page, reached);
    await press(page, 'Tavoitettiin');
    await page.waitForFunction(() => /Tavoitettu/.test(document.querySelector('.callback')?.textContent ?? ''));
    await page.waitForFunction(() => [...document.querySelectorAll('.promiselist dt')].some((dt) => /Takaisinsoitto/.test(dt.textContent) && /pidetty/i.test(dt.nextElementSibling.textContent)));
    m = await read(h, page, reached);
    h.assert.equal(promise(m, 'OWN-CALLBACK').state, 'kept');
    const left = await (await page.request.get(`${h.url}/api/v1/queue?filter=callbacks&q=${reached.code}`)).json();
    h.assert.equal(left.rows.length, 0, 'out of the part of call-backs');
  }],
  ['what the exchange tells reaches the open page, out of order too', async (h) => {
    const page = await desk(h);
    const m = await caller(h, page);
    await open(h, page, m);
    await tell(h, { call: m.call, event: 'callback_tried', result: 'busy' });
    await tries(page, 1);
    h.assert.match(await page.textContent('.callback ol'), /Varattu puhelinvaihde/);
    await tell(h, { call: m.call, event: 'answered' });
    const same = await tell(h, { call: m.call, event: 'callback_tried', result: 'busy' });
    h.assert.equal((await read(h, page, m)).callback.tries.length, same.result === 'repeated' ? 1 : 2);
  }],
  ['the panel reads in three languages and fits a narrow window', async (h) => {
    for (const lang of ['fi', 'sv', 'en']) {
      const page = await desk(h, { lang, width: 390, height: 844 });
      const m = await caller(h, page, lang);
      await open(h, page, m, lang);
      await h.noSideways(page, `call-back ${lang}`);
      await h.axe(page, `call-back ${lang}`);
      await shot(page, `callback-${lang}-390`);
      h.assert.doesNotMatch(await page.textContent('.callback'), /calls\.|try\./, 'every text is there');
    }
  }],
  ['a contact is written down with the keyboard alone during a call', async (h) => {
    const page = await desk(h);
    await page.goto(`${h.url}/fi/desk/new/`);
    await page.waitForSelector('#words');
    const tabTo = async (id) => {
      for (let i = 0; i < 40; i += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
        await page.keyboard.press('Tab');
      }
      h.assert.fail(`Tab does not reach ${id}`);
    };
    await page.keyboard.press('Control+Enter');
    await tabTo('words');
    await page.keyboard.type('Polvi turposi eilen, kävely sattuu');
    await tabTo('age');
    await page.keyboard.type('71');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#reach_phone-error');
    await h.axe(page, 'new contact with a fault');
    await page.click('#reach_phone');
    await page.keyboard.type('040 000 1234');
    await page.focus('#spokenLanguage');
    await tabTo('needs-hearing');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#needWords-error');
    await tabTo('needWords');
    await page.keyboard.type('Kutsu tyttären kautta');
    await tabTo('take');
    await page.keyboard.press('Space');
    await shot(page, 'new-fi-1440');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.codebox');
    h.assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the result is told');
    h.assert.match(await page.textContent('main'), /Yhteydenottoon on vastattu nyt/);
    h.assert.match(await page.textContent('main'), /Seuraava lupaus/);
    await h.axe(page, 'a saved contact');
    await shot(page, 'new-saved-1440');
    const code = (await page.textContent('.codebox')).trim();
    const secret = (await page.textContent('.secretbox')).trim();
    await page.click('main a[href*="matter="]');
    await page.waitForSelector('.panel-in');
    h.assert.match(await page.textContent('.panel-in'), /Polvi turposi eilen/);
    h.assert.match(await page.textContent('.panel-in'), /puhelin/);
    await page.click('[data-do=told]');
    await page.waitForSelector('dialog input[value=hearing]:checked');
    h.assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('dialog input[name=needs]:checked')].map((b) => b.value)), ['hearing', 'other']);
    h.assert.equal(await page.inputValue('dialog #needWords'), 'Kutsu tyttären kautta');
    await page.keyboard.press('Escape');
    const resident = await h.open({ width: 390, height: 844 });
    await resident.goto(`${h.url}/fi/matter/`);
    await resident.fill('#code', code);
    await resident.fill('#secret', secret);
    await resident.click('form button[type=submit]');
    await resident.waitForSelector('#progress');
  }],
  ['the form for a contact in three languages, wide and narrow; a referral is asked of a professional only', async (h) => {
    for (const lang of ['fi', 'sv', 'en']) {
      const page = await desk(h, { lang, width: 390, height: 844 });
      await page.goto(`${h.url}/${lang}/desk/new/`);
      await page.waitForSelector('#words');
      h.assert.equal(await page.isVisible('.referral'), false);
      await page.check('input[name=channel][value=professional]');
      h.assert.equal(await page.isVisible('.referral'), true);
      await page.check('input[name=referral][value=yes]');
      await page.check('input[name=reach][value=code_only]');
      await page.fill('#words', 'Lähete: selkäkipu');
      await h.noSideways(page, `new contact ${lang}`);
      await h.axe(page, `new contact ${lang}`);
      await shot(page, `new-${lang}-390`);
      await page.click('form button[type=submit]');
      await page.waitForSelector('.codebox');
      await h.noSideways(page, `saved contact ${lang}`);
      h.assert.doesNotMatch(await page.textContent('main'), /new\.|source\./, 'every text is there');
    }
  }],
  ['the lead sees how the lines were answered', async (h) => {
    const first = await h.open();
    await h.signIn(first, 'desk', nurse);
    await first.waitForSelector('.queue-table tbody tr');
    await caller(h, first);
    for (const [lang, width] of [['fi', 1440], ['sv', 390], ['en', 1440]]) {
      const page = await h.open({ lang, width, height: 900 });
      await h.signIn(page, 'lead', (a) => a.role === 'lead', lang);
      await page.waitForSelector('#lines-title');
      await page.waitForSelector('[aria-labelledby=lines-title] tbody tr');
      await h.axe(page, `lines ${lang}`);
      await h.noSideways(page, `lines ${lang}`);
      await page.locator('#lines-title').scrollIntoViewIfNeeded();
      await shot(page, `lines-${lang}-${width}`);
    }
  }],
];
export const tests = process.env.VUORO_EXCHANGE_SECRET ? all : [];
