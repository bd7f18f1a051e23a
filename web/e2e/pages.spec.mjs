// Every page in every language and state: axe, width, titles, policy.
const LANGS = ['fi', 'sv', 'en'];
const SIZES = [[390, 844], [1440, 900]];
const STATIC = ['', 'matter/', 'about/accessibility/', 'about/privacy/', 'about/feedback/'];

async function residentStates(h, page, lang, check) {
  for (const path of STATIC) {
    await page.goto(`${h.url}/${lang}/${path}`);
    await page.waitForTimeout(150);
    await check(`${lang}/${path || 'ask'}`);
  }
  await page.goto(`${h.url}/${lang}/`);
  await page.click('form button[type=submit]');
  await page.waitForSelector('.summary');
  await check(`${lang}/ask with errors`);
  await page.goto(`${h.url}/${lang}/`);
  await h.fillAsk(page, 'مرحبا 😀 <script>alert(1)</script> verylongwordverylongwordverylongwordverylongwordverylongword');
  await check(`${lang}/check`);
  await h.send(page);
  await check(`${lang}/sent`);
  await page.click('.row.noprint button >> nth=-2');
  await page.waitForSelector('#progress');
  await check(`${lang}/matter open`);
}
/** The matter that the queue is searched for: a search looks at so much of the queue at a time. */
async function found(desk, address) {
  for (let cursor = ''; ;) {
    const answer = await desk.request.get(`${address}${cursor}`);
    const page = await answer.json();
    if (page.rows?.length > 0) return page.rows[0][0];
    if (!page.next) throw new Error(`not in the queue: ${answer.status()} ${JSON.stringify(page).slice(0, 300)}`);
    cursor = `&cursor=${page.next}`;
  }
}
/** The resident's page of a matter whose step the desk has just proposed: choosing, its error, a booked time and the question before cancelling. */
async function chosenTimes(h, desk, lang, check, { size, dress }) {
  if (h.mock) return;
  const asked = await (await desk.request.post(`${h.url}/api/v1/contacts`, { headers: { 'Idempotency-Key': `pages-${lang}-${Date.now()}` }, data: { words: 'Polvi', about: 'self', age: 30, area: 'tikkurila', lang, reach: { by: 'code_only' } } })).json();
  const id = await found(desk, `${h.url}/api/v1/queue?q=${asked.code}`);
  const act = async (action, data) => {
    const { version } = await (await desk.request.get(`${h.url}/api/v1/matters/${id}`)).json();
    const answer = await desk.request.post(`${h.url}/api/v1/matters/${id}/${action}`, { headers: { 'Idempotency-Key': `pages-${action}-${Date.now()}`, 'If-Match': `"${version}"` }, data });
    h.assert.equal(answer.status(), 200);
    return answer.json();
  };
  await act('take', {});
  await act('assess', { urgency: 'non_urgent', domains: ['health'], facts: ['general_medicine'], profession: 'nurse' });
  const step = (await act('propose', { service: 'nurse-reception' })).steps[0].id;
  const page = await h.open({ lang, ...size });
  await dress(page);
  await page.goto(`${h.url}/${lang}/matter/`);
  await page.fill('#code', asked.code);
  await page.fill('#secret', asked.secret);
  await page.click('form button[type=submit]');
  await page.waitForSelector('[data-do=choose]');
  await check(`${lang}/matter choosable`, page);
  await page.click('[data-do=choose]');
  await page.waitForSelector('.timetile');
  await page.click('form button[type=submit]');
  await page.waitForSelector('.summary');
  await check(`${lang}/matter choosing`, page);
  await page.locator('.timetile').nth(5).click();
  await page.click('form button[type=submit]');
  await page.waitForSelector('[data-do=cancel]');
  await check(`${lang}/matter booked`, page);
  await page.click('[data-do=cancel]');
  await page.waitForSelector('dialog[open]');
  await check(`${lang}/matter cancelling`, page);
  await page.click('dialog button[type=submit]');
  await page.waitForFunction(() => !document.querySelector('[data-do=cancel]'));
  const { times } = await (await desk.request.get(`${h.url}/api/v1/matters/${id}/times?step=${step}&limit=60`)).json();
  await act('offer-times', { step, slots: [times[50].slot], until: new Date(h.now() + 3_600_000).toISOString() });
  await page.waitForSelector('[data-do=accept]');
  await check(`${lang}/matter offered`, page);
}
async function dayStates(h, page, lang, check) {
  if (h.mock) return;
  await page.goto(`${h.url}/${lang}/desk/day/`);
  await page.waitForSelector('.slot');
  await check(`${lang}/day`);
  await page.click('.dayhead summary');
  await page.locator('.columnhead button').first().click();
  await page.waitForSelector('dialog #from');
  await page.fill('dialog #from', 'x');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.summary');
  await check(`${lang}/day block with errors`);
  await page.fill('dialog #from', '8');
  await page.check('dialog input[value=meeting]');
  await page.click('dialog button[type=submit]');
  await page.waitForFunction(() => !document.querySelector('dialog #from'));
  await check(`${lang}/day block, the question`);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog'));
  await page.locator('.daycounts button').click();
  await page.waitForSelector('dialog[open]');
  await check(`${lang}/day risks`);
  await page.keyboard.press('Escape');
  const booked = page.locator('.slotmenu');
  if (await booked.count()) {
    await booked.first().click();
    await page.waitForSelector('dialog[open]');
    await check(`${lang}/day move`);
    await page.keyboard.press('Escape');
  }
  await page.goto(`${h.url}/${lang}/desk/day/?date=2026-12-06`);
  await page.waitForSelector('.day .empty, .day .slot');
  await check(`${lang}/day of few`);
}
async function deskStates(h, page, lang, check) {
  await page.goto(`${h.url}/${lang}/desk/`);
  await page.waitForSelector('.accounts button');
  await check(`${lang}/desk sign-in`);
  await h.signIn(page, 'desk', (a) => a.role === 'professional', lang);
  await page.waitForSelector('.queue-table tbody tr');
  await check(`${lang}/desk queue`);
  await page.locator('.tab').nth(1).click();
  await page.waitForFunction(() => document.querySelector('.queue').getAttribute('aria-busy') === 'false' && document.querySelectorAll('.queue-table tbody tr').length > 0);
  await page.locator('.queue-table a').first().click();
  await page.waitForSelector('.panel-in');
  await check(`${lang}/desk matter`);
  const take = page.locator('.actions [aria-keyshortcuts="o"]');
  if (await take.count()) { await take.click(); await page.waitForSelector('.actions [aria-keyshortcuts="z"]'); }
  await check(`${lang}/desk toast`);
  const dialog = async (key, wrong) => {
    await page.locator(`.actions [aria-keyshortcuts="${key}"]`).click();
    await page.waitForSelector('dialog[open]');
    if (wrong) await page.click('dialog button[type=submit]');
    await check(`${lang}/desk dialog ${key}`);
  };
  const away = async () => {
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  };
  for (const key of ['h', 'l', 'f']) { await dialog(key, key === 'l'); await away(); }
  await dialog('a', true);
  await page.click('dialog details.folded summary');
  await check(`${lang}/desk dialog a unfolded`);
  await page.check('dialog input[name=urgency][value=days]');
  await page.check('dialog input[name=domains][value=health]');
  await page.check('dialog input[name=facts][value=general_medicine]');
  await page.click('dialog button[type=submit]');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  await check(`${lang}/desk assessed`);
  await dialog('e', false);
  await page.check('dialog input[name=service] >> nth=0');
  await page.click('dialog button[type=submit]');
  await page.waitForFunction(() => !document.querySelector('dialog[open]'));
  const search = page.locator('.actions [aria-keyshortcuts="t"]');
  if (await search.count()) {
    await search.click();
    await page.waitForSelector('.timerow, .dialog .empty');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.summary');
    await check(`${lang}/desk find a time`);
    if (await page.locator('.timerow').count()) {
      await page.check('#together');
      await page.locator('.timerow').first().click();
      await page.locator('dialog .foot-row button.q').first().click();
      await page.waitForSelector('#until');
      await page.click('.timefacts summary');
      await check(`${lang}/desk offer a time`);
    }
    await away();
  }
  await page.locator('.actions [aria-keyshortcuts="r"]').click();
  await page.waitForSelector('dialog #day');
  await check(`${lang}/desk dialog book`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open]');
  await check(`${lang}/desk keys`);
  await page.keyboard.press('Escape');
  await page.goto(`${h.url}/${lang}/desk/?q=zzzqqq`);
  await page.waitForSelector('.queue .empty');
  await check(`${lang}/desk empty`);
}
async function leadStates(h, page, lang, check) {
  await page.context().clearCookies();
  await h.signIn(page, 'lead', (a) => a.role === 'lead', lang);
  await page.waitForSelector('table.rules');
  await page.locator('.chart summary').first().click();
  await check(`${lang}/lead board`);
  await page.locator('table.rules tbody td a').first().click();
  await page.waitForSelector('.definition dl');
  await check(`${lang}/lead definition`);
}
/** `size` and `dress` are for the pages that are opened on the way: as wide as the first, and with what it had put on. */
const everything = async (h, page, lang, check, { size, dress = async () => undefined }) => {
  await residentStates(h, page, lang, check);
  await deskStates(h, page, lang, check);
  await dayStates(h, page, lang, check);
  await page.context().clearCookies();
  await h.signIn(page, 'desk', (a) => a.id === 'desk-tikkurila-1' || h.mock, lang);
  await chosenTimes(h, page, lang, check, { size, dress });
  await leadStates(h, page, lang, check);
};

export const tests = [
  ...LANGS.flatMap((lang) => SIZES.map(([width, height]) => [`axe finds nothing, ${lang} at ${width} px`, async (h) => {
    const page = await h.open({ lang, width, height });
    await everything(h, page, lang, (where, p = page) => h.axe(p, `${where} ${width} px`), { size: { width, height } });
  }])),
  ...LANGS.map((lang) => [`nothing is wider than 320 px, ${lang}, also with text spacing`, async (h) => {
    const page = await h.open({ lang, width: 320, height: 700 });
    const dress = (p) => p.route('**/*.css', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()}\n*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}` });
    });
    await dress(page);
    await everything(h, page, lang, (where, p = page) => h.noSideways(p, where), { size: { width: 320, height: 700 }, dress });
  }]),
  ['200 % text at 390 px and right-to-left at 360 px do not scroll sideways', async (h) => {
    const big = await h.open({ width: 390, height: 844 });
    const rule = async (page, css) => page.route('**/*.css', async (route) => { const a = await route.fetch(); await route.fulfill({ response: a, body: `${await a.text()}\n${css}` }); });
    const grow = (page) => rule(page, 'html{font-size:200%}');
    await grow(big);
    await everything(h, big, 'fi', (where, p = big) => h.noSideways(p, `200 % ${where}`), { size: { width: 390, height: 844 }, dress: grow });
    const rtl = await h.open({ width: 360, height: 740 });
    const turn = (page) => page.addInitScript(() => addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; }));
    await turn(rtl);
    await everything(h, rtl, 'fi', (where, p = rtl) => h.noSideways(p, `rtl ${where}`), { size: { width: 360, height: 740 }, dress: turn });
  }],
  ['one h1, a title of its own, landmarks and languages on every page', async (h) => {
    const page = await h.open();
    const titles = new Set();
    for (const lang of LANGS) for (const path of [...STATIC, 'desk/', 'desk/day/', 'lead/']) {
      await page.goto(`${h.url}/${lang}/${path}`);
      await page.waitForSelector('h1');
      const seen = await page.evaluate(() => ({ h1: document.querySelectorAll('h1').length, main: document.querySelectorAll('main').length, lang: document.documentElement.lang, title: document.title, current: document.querySelector('.langs a[aria-current]')?.lang }));
      h.assert.equal(seen.h1, 1, `${lang}/${path}`);
      h.assert.equal(seen.main, 1);
      h.assert.equal(seen.lang, lang);
      h.assert.equal(seen.current, lang);
      titles.add(`${lang} ${seen.title}`);
    }
    h.assert.equal(titles.size, 24, 'titles are unique in each language');
  }],
  ['the policy is strict and no page breaks it', async (h) => {
    const page = await h.open();
    const answer = await page.goto(`${h.url}/fi/`);
    const policy = answer.headers()['content-security-policy'] ?? '';
    h.assert.match(policy, /default-src 'self'/);
    h.assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval/);
    h.assert.equal(await page.evaluate(() => document.querySelectorAll('[style], style, script:not([src]):not([type="application/json"])').length), 0);
  }],
  ['an address that is nobody’s gets a page in all three languages', async (h) => {
    for (const [width, height] of SIZES) {
      const page = await h.open({ width, height });
      const answer = await page.goto(`${h.url}/fi/no-such-page/`);
      h.assert.equal(answer.status(), 404);
      h.assert.deepEqual(await page.locator('main section').evaluateAll((list) => list.map((s) => s.lang)), LANGS);
      await h.axe(page, `missing page ${width}`);
      await h.noSideways(page, `missing page ${width}`);
    }
  }],
  ['without script nobody fills in a form that cannot be sent: the page says whom to call', async (h) => {
    for (const lang of LANGS) for (const path of ['', 'matter/']) {
      const page = await h.open({ lang, javaScriptEnabled: false });
      await page.goto(`${h.url}/${lang}/${path}`);
      h.assert.equal(await page.isVisible('form'), false, `${lang}/${path}`);
      h.assert.equal(await page.isVisible('main .note a[href="tel:116117"]'), true, `${lang}/${path}`);
    }
  }],
  ['/ leads to the reader’s language', async (h) => {
    for (const [lang, expected] of [['sv', 'sv'], ['en', 'en'], ['fi', 'fi']]) {
      const page = await h.open({ lang });
      await page.goto(`${h.url}/`);
      h.assert.match(page.url(), new RegExp(`/${expected}/$`));
    }
  }],
  ['forced colours and print keep the content', async (h) => {
    const page = await h.open({ forcedColors: 'active' });
    await h.signIn(page, 'desk', (a) => a.role === 'professional');
    await page.waitForSelector('.queue-table tbody tr');
    await page.locator('.queue-table a').nth(1).click();
    await page.waitForSelector('.panel-in');
    await h.axe(page, 'forced colours');
    await page.emulateMedia({ media: 'print', forcedColors: 'none' });
    h.assert.equal(await page.isVisible('.queue'), false);
    h.assert.equal(await page.isVisible('.panel-in h2'), true);
    h.assert.equal(await page.isVisible('.actions'), false);
  }],
];
