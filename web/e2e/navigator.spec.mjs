// Navigators on a phone, without script, by keyboard alone; and the answers shown at the desk by a code. Needs the real server.
const PHONE = { width: 390, height: 844 };
const NO_SCRIPT = { ...PHONE, javaScriptEnabled: false };
const TEAM = 'desk-tikkurila-1';
const LANGS = ['fi', 'sv', 'en'];
const path = (lang, code = '') => `/${lang}/navigators/${code === '' ? '' : `${code}/`}`;
const heading = (page) => page.locator('h1').textContent();
/** axe cannot run where there is no script: the same page is looked at by a browser that has it. */
async function looked(h, html, lang, where, size = PHONE) {
  const page = await h.open({ lang, ...size });
  await page.route('**/navigators/looked/', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.goto(`${h.url}/${lang}/navigators/looked/`);
  await h.axe(page, where);
  await h.noSideways(page, where);
  await page.close();
}
/** Presses Tab until the focus is on what fits; fails when it never is. */
async function tabTo(h, page, selector, most = 60) {
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press('Tab');
    if (await page.locator(`${selector}:focus`).count() > 0) return;
  }
  h.assert.fail(`the keyboard never came to ${selector}`);
}
const pressed = async (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
const clicked = async (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
const next = 'main form.flow button[value=next]';
const pick = async (page, question, ...codes) => {
  for (const code of codes) await page.check(`input[name="a.${question}"][value="${code}"]`);
  await clicked(page, next);
};

export const tests = process.env.VUORO_URL ? [
  ...LANGS.map((lang) => [`${lang}: a navigator on a phone, without script and by keyboard, to a result that says why`, async (h) => {
    const page = await h.open({ lang, ...NO_SCRIPT });
    await page.goto(h.url + path(lang));
    h.assert.equal(await page.locator('section.card').count(), 7);
    await looked(h, await page.content(), lang, `${lang} list`);
    await page.focus('a[href$="/navigators/worried-about-close/"]');
    await pressed(page, 'Enter');
    await looked(h, await page.content(), lang, `${lang} start`);
    await tabTo(h, page, next);
    await pressed(page, 'Enter');
    // Nothing chosen: said at the field and in the summary, which has the focus and leads to the field.
    await tabTo(h, page, next);
    await pressed(page, 'Enter');
    h.assert.equal(await page.isVisible('.summary'), true);
    h.assert.match(await page.title(), /^(Virhe|Fel|Error): /);
    h.assert.equal(await page.locator('.summary a').getAttribute('href'), '#q-danger');
    h.assert.equal(await page.isVisible('#q-danger-error'), true);
    await looked(h, await page.content(), lang, `${lang} question with an error`);
    for (const [question, ...codes] of [['danger', 'no'], ['afraid', 'no'], ['who', 'partner']]) {
      await page.focus(`input[name="a.${question}"]`);
      await page.keyboard.press('Space');
      for (let n = 0; n < 10 && !(await page.isChecked(`input[name="a.${question}"][value="${codes[0]}"]`)); n += 1) await page.keyboard.press('ArrowDown');
      await pressed(page, 'Enter');
    }
    await looked(h, await page.content(), lang, `${lang} question`);
    await pick(page, 'worry', 'alcohol', 'me');
    await pick(page, 'children', 'yes');
    h.assert.equal(await page.locator('section.outcome').count() >= 2, true, 'results');
    await page.locator('.why summary').first().click();
    h.assert.equal(await page.locator('.why[open] li').count() > 0, true, 'which answer led to it');
    h.assert.equal(await page.locator('.why[open] a[href^="https://"]').count(), 1, 'the rule’s source');
    h.assert.equal(await page.isVisible('.urgent a[href="tel:112"]'), true);
    h.assert.equal(await page.isVisible('a[data-leave]'), true, 'quick exit');
    h.assert.doesNotMatch(page.url(), /[?#]/, 'nothing in the address');
    h.assert.deepEqual(await page.context().cookies(), [], 'no cookie');
    await looked(h, await page.content(), lang, `${lang} result`);
    await looked(h, await page.content(), lang, `${lang} result at 320`, { width: 320, height: 700 });
    await looked(h, await page.content(), lang, `${lang} result wide`, { width: 1440, height: 900 });
  }]),
  ['back, a changed answer and another language keep what was answered', async (h) => {
    const page = await h.open({ ...NO_SCRIPT });
    await page.goto(h.url + path('fi', 'worried-about-close'));
    await clicked(page, next);
    await pick(page, 'danger', 'no');
    await pick(page, 'afraid', 'no');
    await clicked(page, 'main form.flow button[value=back]');
    h.assert.equal(await page.isChecked('input[name="a.afraid"][value=no]'), true);
    await clicked(page, next);
    await page.check('input[name="a.who"][value=partner]');
    await clicked(page, '.langs button[lang=sv]');
    h.assert.match(page.url(), /\/sv\//);
    h.assert.equal(await page.isChecked('input[name="a.who"][value=partner]'), true, 'also what was not sent yet');
    await clicked(page, next);
    await page.click('details summary');
    h.assert.equal(await page.locator('.answers .answer').count(), 3);
    await clicked(page, 'button[value="change.afraid"]');
    await page.check('input[name="a.afraid"][value=yes]');
    await clicked(page, next);
    h.assert.equal(await page.locator('.call-now a').first().getAttribute('href'), 'tel:112');
    h.assert.equal(await page.isVisible('a[href="tel:080005005"]'), true);
    await looked(h, await page.content(), 'sv', 'exit');
    await clicked(page, 'main form.flow .formend button >> nth=0');
    h.assert.equal(await page.isChecked('input[name="a.afraid"][value=yes]'), true, 'back to the answer that led here');
  }],
  ...LANGS.map((lang) => [`${lang}: two questions on one page, on a phone, without script and by keyboard`, async (h) => {
    const page = await h.open({ lang, ...NO_SCRIPT });
    await page.goto(h.url + path(lang, 'older-first-look'));
    await clicked(page, next);
    await pick(page, 'danger', 'no');
    h.assert.equal(await page.locator('main form.flow fieldset').count(), 2);
    await looked(h, await page.content(), lang, `${lang} page`);
    await page.focus('input[name="a.who"][value=self]');
    await page.keyboard.press('Space');
    await pressed(page, 'Enter');
    // Only the age is missing: the summary leads to it.
    h.assert.deepEqual(await page.locator('.summary a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))), ['#q-age']);
    h.assert.equal(await page.locator('.summary:focus').count(), 1, 'the summary has the focus');
    h.assert.equal(await page.isChecked('input[name="a.who"][value=self]'), true);
    await looked(h, await page.content(), lang, `${lang} page with an error`);
    await page.check('input[name="a.age"][value="75+"]');
    await clicked(page, next);
    h.assert.equal(await page.locator('input[name="a.home"]').first().isVisible(), true);
    await clicked(page, 'main form.flow button[value=back]');
    h.assert.equal(await page.isChecked('input[name="a.age"][value="75+"]'), true, 'back to the page');
    await looked(h, await page.content(), lang, `${lang} page wide`, { width: 1440, height: 900 });
  }]),
  ['a group is answered several times without script, put aside, gone on with and changed at the end', async (h) => {
    const page = await h.open({ ...NO_SCRIPT });
    await page.goto(h.url + path('fi', 'therapy-example'));
    await clicked(page, next);
    for (const question of ['danger', 'chores', 'people', 'rest']) {
      await page.locator(`input[name="a.${question}"]:not([type=hidden])`).last().check();
      await clicked(page, next);
    }
    await page.fill('#q-tried-what', 'Kävely');
    await page.check('input[name="a.tried-helped"][value=some]');
    await tabTo(h, page, 'button[value="add.tried"]');
    await pressed(page, 'Enter');
    h.assert.equal(await page.locator('#q2-tried-what:focus').count(), 1, 'the focus is on the new one');
    h.assert.equal(await page.inputValue('#q-tried-what'), 'Kävely');
    await looked(h, await page.content(), 'fi', 'group twice');
    await page.keyboard.type('Päiväkirja');
    await pressed(page, 'Enter');
    h.assert.deepEqual(await page.locator('.summary a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))), ['#q2-tried-helped']);
    await looked(h, await page.content(), 'fi', 'group with an error');
    await looked(h, await page.content(), 'fi', 'group at 320', { width: 320, height: 700 });
    await page.check('input[name="a2.tried-helped"][value=no]');
    await clicked(page, next);
    await page.click('details summary');
    h.assert.match(await page.textContent('.answers'), /Keino 2: Mitä kokeilit\?/);
    await clicked(page, 'button[value=keep]');
    const code = (await page.textContent('.codebox')).trim();
    const later = await h.open({ ...NO_SCRIPT });
    await later.goto(h.url + path('fi'));
    await later.fill('#code', code);
    await clicked(later, 'main form button');
    await later.check('input[name="a.wish"][value=talk]');
    await clicked(later, next);
    h.assert.equal(await later.isVisible('section.outcome'), true);
    await looked(h, await later.content(), 'fi', 'result with a group');
    await clicked(later, 'button[value="change.tried-what"] >> nth=0');
    await clicked(later, 'button[value="remove.1.tried"]');
    h.assert.equal(await later.inputValue('#q-tried-what'), 'Päiväkirja');
    await clicked(later, 'button[value="remove.1.tried"]');
    h.assert.equal(await later.locator('button[value="add.tried"]:focus').count(), 1);
    await looked(h, await later.content(), 'fi', 'group not once');
    await clicked(later, next);
    h.assert.equal(await later.isVisible('section.outcome'), true);
    h.assert.match(await later.textContent('.answers'), /ei yhtään/);
  }],
  ['a code is given without script, gone on with, and opened once at the desk', async (h) => {
    const page = await h.open({ lang: 'sv', ...NO_SCRIPT });
    await page.goto(h.url + path('sv', 'worried-about-close'));
    await page.selectOption('#area', 'tikkurila');
    await clicked(page, next);
    await pick(page, 'danger', 'no');
    await pick(page, 'afraid', 'no');
    await page.click('details summary');
    await clicked(page, 'button[value=keep]');
    const later = (await page.textContent('.codebox')).trim();
    await looked(h, await page.content(), 'sv', 'code');
    await page.goto(h.url + path('sv'));
    await page.fill('#code', '7K4M-2XQW-9HTR');
    await clicked(page, 'main form button');
    h.assert.equal(await page.isVisible('#code-error'), true);
    await looked(h, await page.content(), 'sv', 'wrong code');
    await page.fill('#code', later);
    await clicked(page, 'main form button');
    await pick(page, 'who', 'partner');
    await pick(page, 'worry', 'gambling');
    await pick(page, 'children', 'no');
    h.assert.equal(await heading(page), 'Så kommer du vidare');
    await clicked(page, '.share button');
    const code = (await page.textContent('.codebox')).trim();
    h.assert.notEqual(code, later, 'other answers, another code');

    for (const size of [PHONE, { width: 1440, height: 900 }]) {
      const desk = await h.open(size);
      await h.signIn(desk, 'desk/answers', (a) => a.id === TEAM);
      await desk.waitForSelector('#code');
      await h.axe(desk, 'answers');
      await desk.click('form button');
      await desk.waitForSelector('.summary');
      await desk.fill('#code', '7K4M-2XQW-9HTR');
      await desk.keyboard.press('Enter');
      await desk.waitForFunction(() => /Koodilla ei ole/.test(document.querySelector('.field .error')?.textContent ?? ''));
      await desk.fill('#code', size === PHONE ? code : later);
      await desk.keyboard.press('Enter');
      await desk.waitForSelector('.answers');
      h.assert.match(await desk.textContent('.kept'), size === PHONE ? /Apua pelaamiseen ja velkoihin/ : /Kysymykset jäivät kesken/);
      h.assert.equal(await desk.locator('.answers .answer').count(), size === PHONE ? 5 : 2);
      await h.axe(desk, 'answers opened');
      await h.noSideways(desk, 'answers opened');
    }
    const other = await h.open();
    await h.signIn(other, 'desk/answers', (a) => a.id === 'desk-myyrmaki-1');
    await other.waitForSelector('#code');
    await other.fill('#code', code);
    await other.keyboard.press('Enter');
    await other.waitForSelector('.note');
    h.assert.match(await other.textContent('.note'), /Koodi on jo käytetty/);
    await page.goto(h.url + path('en'));
    await page.fill('#code', code);
    await clicked(page, 'main form button');
    h.assert.match(await page.textContent('#code-error'), /A professional has opened/);
  }],
  ['with script: the contact form begins with what the guide led to, printing, and a quick exit that leaves nothing', async (h) => {
    const page = await h.open({ ...PHONE });
    const sizes = [];
    const weigh = async (response) => { if (/\.js$/.test(response.url())) sizes.push((await response.body()).length); };
    page.on('response', weigh);
    await page.goto(h.url + path('fi', 'what-help'));
    await clicked(page, next);
    for (let n = 0; n < 12 && await page.locator('section.outcome').count() === 0; n += 1) {
      const input = page.locator('main form.flow input[name^="a."]:not([type=hidden])');
      await (await page.locator('input[name="a.danger"]:not([type=hidden])').count() > 0 ? page.locator('input[name="a.danger"][value=no]') : input.first()).check();
      await clicked(page, next);
    }
    page.off('response', weigh);
    h.assert.ok(sizes.length > 0 && sizes.reduce((a, b) => a + b, 0) < 100_000, `script: ${sizes}`);
    h.assert.equal(await page.isVisible('[data-print]'), true);
    await page.emulateMedia({ media: 'print' });
    h.assert.equal(await page.isVisible('.share'), false);
    h.assert.equal(await page.isVisible('section.outcome h2'), true);
    await page.emulateMedia({ media: 'screen' });
    await page.locator('a[data-words]').first().click();
    await page.waitForFunction(() => /Kävin läpi oppaan/.test(document.querySelector('#words')?.value ?? ''));
    h.assert.doesNotMatch(page.url(), /[?]/);
    // The result goes along while the words tell it, and not when they no longer do.
    const sent = [];
    await page.route('**/api/v1/contacts', (route) => { sent.push(route.request().postDataJSON()); return route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"status":409,"title":"-","code":"draft-changed"}' }); });
    for (const words of [null, 'Jotain ihan muuta.']) {
      if (words) { await page.goBack(); await page.fill('#words', words); }
      await page.check('input[name=about][value=self]');
      await page.check('input[name=reach][value=code_only]');
      await page.click('button[type=submit]');
      await page.click('section .formend button:not(.q)');
      await page.waitForSelector('.note.late');
    }
    h.assert.match(sent[0].ledBy, /^what-help:[a-z-]+$/);
    h.assert.equal(sent.at(-1).words, 'Jotain ihan muuta.');
    h.assert.equal(sent.at(-1).ledBy, undefined);
    await page.goto(h.url + path('fi', 'worried-about-close'));
    await page.route('https://www.ilmatieteenlaitos.fi/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>sää</title>' }));
    await page.click('a[data-leave]');
    await page.waitForURL('https://www.ilmatieteenlaitos.fi/**');
    h.foreign();
    await page.goBack();
    h.assert.doesNotMatch(page.url(), /worried-about-close/, 'the way back leads past it');
  }],
] : [];
