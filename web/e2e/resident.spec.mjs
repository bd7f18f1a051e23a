import { ASK } from './harness.mjs';

const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png`, fullPage: true }); };

export const tests = [
  ['empty answers: summary takes focus, title says so, links lead to the fields', async ({ open, url, assert, focused }) => {
    const page = await open();
    await page.goto(`${url}/fi/`);
    await page.click('form button[type=submit]');
    await page.waitForSelector('.summary');
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'summary');
    assert.match(await page.title(), /^Virhe: /);
    const links = await page.locator('.summary a').allTextContents();
    assert.equal(links.length, 3);
    const own = await page.locator('.error').allTextContents();
    for (const text of links) assert.ok(own.some((o) => o.endsWith(text)), `"${text}" is also at its field`);
    await page.click('.summary a >> nth=0');
    assert.equal((await focused(page)).id, 'words');
    await page.click('.summary a >> nth=1');
    assert.equal((await focused(page)).id, 'about');
  }],
  ['first Tab is the skip link, and focus is not moved at load', async ({ open, url, assert, focused }) => {
    const page = await open();
    await page.goto(`${url}/fi/`);
    await page.waitForTimeout(300);
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).text, 'Siirry sisältöön');
  }],
  ['by keyboard alone, in Arabic script, to the code; then back with code and secret', async ({ open, url, assert }) => {
    const page = await open({ width: 390, height: 844 });
    await page.goto(`${url}/fi/`);
    await page.focus('#words');
    await page.keyboard.type(ASK.ar);
    assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById('words')).direction), 'rtl');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('27');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    for (const expected of ['sv', 'en', 'ar']) { await page.keyboard.press('ArrowDown'); assert.equal(await page.inputValue('#spokenLanguage'), expected); }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.equal(await page.evaluate(() => document.querySelector('input[name=needs]:checked')?.value), 'interpreter');
    await page.keyboard.press('ArrowUp');
    assert.equal((await page.evaluate(() => document.activeElement.value)), 'other', 'arrows go round the boxes');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.querySelector('input[name=reach]:checked')?.value), 'sms');
    await page.keyboard.press('Tab');
    await page.keyboard.type('050 000 0000');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.answers');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'focus stands on the new heading');
    assert.equal((await page.locator('.answer dd span.keep').first().textContent()), ASK.ar);
    await page.locator('section .formend button').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.codebox');
    const code = (await page.textContent('.codebox')).trim();
    const secret = (await page.textContent('.secretbox')).trim();
    assert.ok((await page.textContent('.now')).length > 10, 'what happens next');
    assert.ok((await page.locator('.promises li').count()) >= 1, 'promises');
    assert.equal(await page.evaluate(() => sessionStorage.getItem('vuoro.ask')), null, 'the draft is gone after sending');

    const later = await open({ width: 390, height: 844 });
    await later.goto(`${url}/fi/matter/`);
    await later.fill('#code', code.toLowerCase());
    await later.fill('#secret', `${secret}x`);
    await later.keyboard.press('Enter');
    await later.waitForSelector('.summary');
    await later.fill('#secret', secret);
    await later.keyboard.press('Enter');
    await later.waitForSelector('#progress');
    assert.equal(await later.locator('blockquote').textContent(), ASK.ar);
    assert.equal(await later.locator('blockquote').evaluate((q) => getComputedStyle(q).direction), 'rtl');
  }],
  ['language switch, reload and Back keep what was typed', async ({ open, url, assert }) => {
    const page = await open();
    await page.goto(`${url}/fi/`);
    await page.fill('#words', 'Selkä on kipeä <b>&amp;</b> 😀');
    await page.check('input[name=about][value=other]');
    await page.check('input[name=reach][value=email]');
    await page.fill('#reach_email', 'a@example.com');
    await page.click('.langs a[lang=sv]');
    await page.waitForURL('**/sv/');
    await page.waitForFunction(() => document.getElementById('words').value !== '');
    assert.equal(await page.inputValue('#words'), 'Selkä on kipeä <b>&amp;</b> 😀');
    assert.equal(await page.isChecked('input[name=about][value=other]'), true);
    assert.equal(await page.inputValue('#reach_email'), 'a@example.com');
    await page.reload();
    await page.waitForFunction(() => document.getElementById('words').value !== '');
    await page.click('form button[type=submit]');
    await page.waitForSelector('.answers');
    await page.goBack();
    await page.waitForSelector('form:not([hidden])');
    assert.equal(await page.inputValue('#words'), 'Selkä on kipeä <b>&amp;</b> 😀');
  }],
  ['a lost answer and a double click make one matter', async ({ open, url, assert, fillAsk }) => {
    const page = await open();
    const keys = [];
    let codes = [];
    await page.route('**/api/v1/contacts', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const answer = await route.fetch();
      codes.push((await answer.json()).code);
      // The first answers are lost on the way although the server has done its work.
      if (keys.length < 3) return route.abort('connectionreset');
      return route.fulfill({ response: answer });
    });
    await page.goto(`${url}/fi/`);
    await fillAsk(page, 'Tarvitsen apua kotiin', { spoken: 'fi' });
    await page.locator('section .formend button').first().dblclick();
    await page.waitForSelector('[role=status] .note');
    await page.waitForSelector('.codebox', { timeout: 20_000 });
    assert.equal(keys.length, 3);
    assert.equal(new Set(keys).size, 1, 'one key');
    assert.equal(new Set(codes).size, 1, 'one matter');
  }],
  ['offline: says so, keeps the text, sends when asked again', async ({ open, url, assert, fillAsk }) => {
    const page = await open();
    await page.clock.install();
    let down = true;
    await page.route('**/api/v1/contacts', (route) => (down ? route.abort('internetdisconnected') : route.continue()));
    await page.goto(`${url}/sv/`);
    await fillAsk(page, 'Jag behöver hjälp hemma', { spoken: 'sv' });
    await page.click('section .formend button >> nth=0');
    await page.waitForSelector('[role=status] .note');
    for (let i = 0; i < 40 && !(await page.locator('.note.late').count()); i += 1) await page.clock.runFor(2000);
    await page.waitForSelector('.note.late');
    assert.match(await page.textContent('.answers'), /Jag behöver hjälp hemma/);
    down = false;
    await page.click('section .formend button >> nth=0');
    await page.waitForSelector('.codebox');
  }],
  ['a refused field comes back to its question', async ({ open, url, assert, fillAsk }) => {
    const page = await open();
    await page.route('**/api/v1/contacts', (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ type: 'x', title: 'x', status: 422, detail: 'x', code: 'field-errors', errors: [{ field: 'reach.value', reason: 'x', message: 'Numero ei kelpaa' }] }) }));
    await page.goto(`${url}/fi/`);
    await fillAsk(page, 'Apua', { spoken: 'fi' });
    await page.click('section .formend button >> nth=0');
    await page.waitForSelector('.summary');
    await page.click('.summary a');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'reach_sms');
  }],
  ['needs: chosen with boxes, kept over Back and another language, asked for in words, and seen by the desk', async (h) => {
    const { url, assert } = h;
    const page = await h.open({ width: 390, height: 844 });
    await page.goto(`${url}/fi/`);
    await page.check('input[name=needs][value=wheelchair]');
    await page.check('input[name=needs][value=other]');
    await page.fill('#words', 'Olkapää on kipeä');
    await page.check('input[name=about][value=self]');
    await page.waitForFunction(() => document.querySelector('#area option[value=tikkurila]'));
    await page.selectOption('#area', 'tikkurila');
    await page.selectOption('#spokenLanguage', 'so');
    await page.check('input[name=needs][value=interpreter]');
    await page.check('input[name=reach][value=code_only]');
    await h.axe(page, 'needs');
    await h.noSideways(page, 'needs at 390');
    await shot(page, 'ask-needs-fi-390');
    await page.click('form button[type=submit]');
    await page.waitForSelector('#needWords-error');
    await page.click('.summary a');
    assert.equal((await h.focused(page)).id, 'needWords');
    await page.keyboard.type('Avustajakoira tulee mukaan');
    await page.click('.langs a[lang=sv]');
    await page.waitForURL('**/sv/');
    await page.waitForFunction(() => document.getElementById('words').value !== '');
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('input[name=needs]:checked')].map((b) => b.value)), ['interpreter', 'wheelchair', 'other']);
    await page.click('form button[type=submit]');
    await page.waitForSelector('.answers');
    assert.match(await page.textContent('.answers'), /Tolk\nRullstol.*\nAnnat behov: Avustajakoira tulee mukaan/);
    await shot(page, 'ask-check-needs-sv-390');
    let sent = null;
    page.on('request', (request) => { if (request.url().endsWith('/contacts')) sent = request.postDataJSON(); });
    const { code } = await h.send(page);
    assert.deepEqual([sent.interpreter, sent.needs, sent.needWords, sent.spokenLanguage], ['yes', ['wheelchair', 'other'], 'Avustajakoira tulee mukaan', 'so']);
    if (h.mock) return;
    const staff = await h.open();
    await h.signIn(staff, 'desk', (a) => a.id === 'desk-tikkurila-1');
    await staff.waitForSelector('.queue-table tbody tr');
    const asked = (await (await staff.request.get(`${url}/api/v1/queue?q=${code}`)).json()).rows[0];
    assert.ok(asked, 'the desk finds it');
    const m = await (await staff.request.get(`${url}/api/v1/matters/${asked[0]}`)).json();
    assert.deepEqual([m.interpreter, m.needs], [true, ['wheelchair', 'other']]);
  }],
  ['without script: the numbers stand above, in place of the form, and below', async ({ open, url, assert }) => {
    const page = await open({ javaScriptEnabled: false });
    for (const lang of ['fi', 'sv', 'en']) {
      await page.goto(`${url}/${lang}/`);
      assert.equal(await page.locator('form').getAttribute('action'), `/${lang}/ask`);
      assert.equal(await page.locator('input[name=about]').count(), 4);
      for (const number of ['112', '116117']) {
        const links = page.locator(`a[href="tel:${number}"]`);
        assert.equal(await links.count(), 3);
        for (let i = 0; i < 3; i += 1) assert.equal(await links.nth(i).isVisible(), true);
      }
      assert.ok(await page.locator('noscript').count());
    }
  }],
  ['leaving quickly wipes the draft', async ({ open, url, assert, foreign }) => {
    const page = await open();
    await page.goto(`${url}/fi/`);
    await page.fill('#words', 'salaista');
    await page.route((to) => !to.href.startsWith(url), (route) => route.abort());
    assert.equal(await page.evaluate(() => sessionStorage.length), 1);
    // Only this test may ask for another host; the request is stopped before it leaves.
    await page.click('a.exit').catch(() => undefined);
    await page.waitForTimeout(200);
    await page.goto(`${url}/fi/about/privacy/`);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    assert.deepEqual(foreign(), ['https://www.ilmatieteenlaitos.fi/']);
  }],
];
