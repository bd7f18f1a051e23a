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
const everything = async (h, page, lang, check) => {
  await residentStates(h, page, lang, check);
  await deskStates(h, page, lang, check);
  await leadStates(h, page, lang, check);
};

export const tests = [
  ...LANGS.flatMap((lang) => SIZES.map(([width, height]) => [`axe finds nothing, ${lang} at ${width} px`, async (h) => {
    const page = await h.open({ lang, width, height });
    await everything(h, page, lang, (where) => h.axe(page, `${where} ${width} px`));
  }])),
  ...LANGS.map((lang) => [`nothing is wider than 320 px, ${lang}, also with text spacing`, async (h) => {
    const page = await h.open({ lang, width: 320, height: 700 });
    await page.route('**/*.css', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()}\n*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}` });
    });
    await everything(h, page, lang, (where) => h.noSideways(page, where));
  }]),
  ['200 % text at 390 px and right-to-left at 360 px do not scroll sideways', async (h) => {
    const big = await h.open({ width: 390, height: 844 });
    const rule = async (page, css) => page.route('**/*.css', async (route) => { const a = await route.fetch(); await route.fulfill({ response: a, body: `${await a.text()}\n${css}` }); });
    await rule(big, 'html{font-size:200%}');
    await everything(h, big, 'fi', (where) => h.noSideways(big, `200 % ${where}`));
    const rtl = await h.open({ width: 360, height: 740 });
    await rtl.addInitScript(() => addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; }));
    await everything(h, rtl, 'fi', (where) => h.noSideways(rtl, `rtl ${where}`));
  }],
  ['one h1, a title of its own, landmarks and languages on every page', async (h) => {
    const page = await h.open();
    const titles = new Set();
    for (const lang of LANGS) for (const path of [...STATIC, 'desk/', 'lead/']) {
      await page.goto(`${h.url}/${lang}/${path}`);
      await page.waitForSelector('h1');
      const seen = await page.evaluate(() => ({ h1: document.querySelectorAll('h1').length, main: document.querySelectorAll('main').length, lang: document.documentElement.lang, title: document.title, current: document.querySelector('.langs a[aria-current]')?.lang }));
      h.assert.equal(seen.h1, 1, `${lang}/${path}`);
      h.assert.equal(seen.main, 1);
      h.assert.equal(seen.lang, lang);
      h.assert.equal(seen.current, lang);
      titles.add(`${lang} ${seen.title}`);
    }
    h.assert.equal(titles.size, 21, 'titles are unique in each language');
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
