const nurse = (a) => a.role === 'professional';
/** The tab of the untaken, with its own rows: at least five have just come in, whatever the county looks like. */
let came = 0;
const untaken = async (page) => {
  for (let n = 0; n < 5; n += 1) {
    const answer = await page.request.post(`${new URL(page.url()).origin}/api/v1/contacts`, { headers: { 'Idempotency-Key': `untaken-number-${came += 1}` },
      data: { words: `Uusi yhteydenotto ${came}`, about: 'self', age: 30, lang: 'fi', reach: { by: 'code_only' } } });
    if (!answer.ok()) throw new Error(await answer.text());
  }
  await page.keyboard.press('2');
  await page.waitForFunction(() => document.querySelector('.tab[aria-pressed=true]')?.textContent.startsWith('Uudet') && document.querySelector('.queue').getAttribute('aria-busy') === 'false' && document.querySelectorAll('.queue-table tbody tr').length > 3);
};
const rowOf = (page) => page.evaluate(() => Number(document.activeElement?.id.replace('row-', '')) || 0);
const ready = (page) => page.waitForSelector('.queue-table tbody tr');
const panelOf = (page, id) => page.waitForFunction((want) => new URLSearchParams(location.search).get('matter') === String(want) && document.querySelector('.panel-in'), id);
/** Moves by Tab to the choice and chooses it. */
const tick = async (page, value) => {
  for (let i = 0; i < 60 && await page.evaluate((v) => document.activeElement?.value !== v, value); i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
};
const said = async (page, key) => { await page.keyboard.press(key); };
/** Waits until the panel shows the action (by its key). */
const can = (page, key) => page.waitForSelector(`.actions [aria-keyshortcuts="${key}"]`);

export const tests = [
  ['sixty moves and actions by keyboard alone', async ({ open, url, signIn, now, setClock, assert }) => {
    const page = await open();
    await signIn(page, 'desk', nurse);
    await ready(page);
    await page.evaluate(() => { globalThis.pressed = 0; addEventListener('keydown', () => { globalThis.pressed += 1; }, true); addEventListener('mousedown', () => { globalThis.mouse = true; }, true); });
    await untaken(page);
    for (let i = 0; i < 12; i += 1) await page.keyboard.press('j');
    for (let i = 0; i < 10; i += 1) await page.keyboard.press('k');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Home');
    const first = await rowOf(page);
    await page.keyboard.press('End');
    assert.notEqual(await rowOf(page), first);
    await page.keyboard.press('Home');
    assert.equal(await rowOf(page), first);
    await panelOf(page, first);
    await can(page, 'o');
    await page.keyboard.press('Enter');
    await can(page, 'z');
    await page.keyboard.press('4');
    await page.keyboard.press('3');
    await page.waitForFunction(() => document.querySelector('.tab[aria-pressed=true]')?.textContent.startsWith('Minulla'));
    await page.waitForFunction((id) => document.querySelector('.queue').getAttribute('aria-busy') === 'false' && document.getElementById(`row-${id}`), first);
    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    for (let i = 0; i < 60 && (await rowOf(page)) !== first; i += 1) { await page.keyboard.press('j'); await page.waitForTimeout(30); }
    assert.equal(await rowOf(page), first);
    await panelOf(page, first);
    await can(page, 'v');
    await said(page, 'v');
    await page.waitForFunction(() => !document.querySelector('.actions [aria-keyshortcuts="v"]'));
    await said(page, 'a');
    await page.waitForSelector('dialog[open]');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowDown');
    for (const value of ['health', 'oral', 'general_medicine']) await tick(page, value);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.waitForFunction(() => /Arvio/.test(document.querySelector('.panel-in')?.textContent ?? ''));
    await can(page, 'e');
    await said(page, 'e');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await can(page, 'r');
    await said(page, 'r');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.type('31.2.2027');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog .summary');
    const inDay = () => page.evaluate(() => document.activeElement?.id === 'day');
    while (!(await inDay())) await page.keyboard.press('Tab');
    await page.keyboard.press('Control+a');
    // Soon; then the clock moves on, so that the visit can be marked as held.
    const begun = new Date(now() + 10 * 60_000);
    const [day, clock] = [{ day: 'numeric', month: 'numeric', year: 'numeric' }, { hour: 'numeric', minute: '2-digit' }]
      .map((form) => new Intl.DateTimeFormat('fi-FI', { timeZone: 'Europe/Helsinki', ...form }).format(begun));
    await page.keyboard.type(day);
    while (await page.evaluate(() => document.activeElement?.id !== 'clock')) await page.keyboard.press('Tab');
    await page.keyboard.type(clock);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.waitForFunction((text) => document.querySelector('.steplist')?.textContent.includes(text), clock);
    await setClock(url, now() + 20 * 60_000);
    await can(page, 'd');
    await said(page, 'd');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.waitForFunction(() => /toteutui/.test(document.querySelector('.steplist')?.textContent ?? ''));
    await can(page, 'l');
    await said(page, 'l');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await can(page, 'i');
    await page.waitForSelector('.toast');
    await said(page, 'u');
    await can(page, 'l');
    const { pressed, mouse } = await page.evaluate(() => ({ pressed: globalThis.pressed, mouse: globalThis.mouse }));
    assert.ok(pressed >= 60, `${pressed} keys`);
    assert.equal(mouse, undefined);
  }],
  ['times left are the server’s, whatever the computer’s clock says', async ({ open, signIn, assert }) => {
    const lefts = async (hours) => {
      const page = await open();
      await page.addInitScript((ahead) => {
        const Shown = Date;
        globalThis.Date = class extends Shown {
          constructor(...parts) { if (parts.length === 0) super(Shown.now() + ahead); else super(...parts); }
          static now() { return Shown.now() + ahead; }
        };
      }, hours * 3_600_000);
      await signIn(page, 'desk', nurse);
      await ready(page);
      return page.locator('.queue-table .due').allTextContents();
    };
    const right = await lefts(0);
    assert.ok(right.length > 10);
    assert.deepEqual(await lefts(-200), right);
    assert.deepEqual(await lefts(50), right);
  }],
  ['letter keys can be turned off; arrows stay', async ({ open, signIn, assert }) => {
    const page = await open();
    await signIn(page, 'desk', nurse);
    await ready(page);
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.uncheck('dialog input[type=checkbox]');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    await page.keyboard.press('j');
    assert.equal(await rowOf(page), 0);
    await page.keyboard.press('?');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.locator('.queue-table a').first().focus();
    await page.keyboard.press('ArrowDown');
    assert.notEqual(await rowOf(page), 0);
    await page.reload();
    await ready(page);
    assert.equal(await page.locator('.hintkeys kbd').count(), 0, 'remembered');
  }],
  ['typing in the search is not a shortcut; it filters, and the address restores it', async ({ open, signIn, assert }) => {
    const page = await open();
    await signIn(page, 'desk', nurse);
    await ready(page);
    await page.keyboard.press('/');
    await page.keyboard.type('zzzqqq');
    await page.waitForSelector('.queue .empty');
    assert.match(page.url(), /q=zzzqqq/);
    assert.equal(await page.locator('dialog[open]').count(), 0);
    await page.reload();
    await page.waitForSelector('.queue .empty');
    assert.equal(await page.inputValue('.find input'), 'zzzqqq');
  }],
  ['two people, one matter: the second is told, and sees the newest', async ({ open, signIn, assert }) => {
    const [a, b] = [await open(), await open()];
    for (const page of [a, b]) { await signIn(page, 'desk', nurse); await ready(page); }
    await untaken(a);
    await a.keyboard.press('j');
    const id = await rowOf(a);
    await b.route('**/api/v1/events', (route) => route.abort());
    await b.goto(b.url().replace(/\?.*/, '') + `?matter=${id}`);
    await can(b, 'o');
    await can(a, 'o');
    await a.keyboard.press('o');
    await can(a, 'z');
    await b.keyboard.press('o');
    await b.waitForSelector('.panel-in .note.late[role=alert]');
    assert.match(await b.textContent('.panel-in .note.late'), /Joku muu muutti/);
  }],
  ['a command whose answer was lost is done once', async ({ open, signIn, assert }) => {
    const page = await open();
    await signIn(page, 'desk', nurse);
    await ready(page);
    await untaken(page);
    await page.keyboard.press('j');
    await can(page, 'o');
    const keys = [];
    await page.route('**/take', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      const answer = await route.fetch();
      return keys.length === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer });
    });
    await page.keyboard.press('o');
    await can(page, 'z');
    for (let i = 0; i < 300 && keys.length < 2; i += 1) await page.waitForTimeout(100);
    assert.equal(keys.length, 2);
    await page.waitForTimeout(300);
    assert.equal(keys[0], keys[1]);
    assert.equal(await page.locator('.note.late').count(), 0);
  }],
  ['a refusal shows the server’s words', async ({ open, signIn, assert }) => {
    const page = await open();
    await signIn(page, 'desk', nurse);
    await ready(page);
    await untaken(page);
    await page.keyboard.press('j');
    await can(page, 'o');
    await page.route('**/take', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: JSON.stringify({ type: 'x', title: 'Toinen ehti ottaa asian', status: 409, detail: 'Valitse jonosta seuraava.', code: 'already-taken' }) }));
    await page.keyboard.press('o');
    await page.waitForSelector('.panel-in .note.late');
    assert.equal(await page.textContent('.panel-in .note.late'), 'Toinen ehti ottaa asian. Valitse jonosta seuraava.');
  }],
  ['thousands of rows: the next fifty come by moving, and a step stays quick', async ({ open, url, signIn, assert }) => {
    const page = await open();
    const account = await signIn(page, 'desk', nurse);
    await ready(page);
    const { counts } = await (await page.request.get(`${url}/api/v1/queue?limit=1`)).json();
    for (let n = counts.all; n < 160; n += 1) {
      const made = await (await page.request.post(`${url}/api/v1/contacts`, { headers: { 'Idempotency-Key': `filler-${n}-of-160` }, data: { words: `Yhteydenotto ${n}`, about: 'self', age: 30, lang: 'fi', reach: { by: 'code_only' } } })).json();
      assert.equal(made.matter.holder.team, account.team);
    }
    await page.reload();
    await ready(page);
    for (let i = 0; i < 5; i += 1) {
      await page.keyboard.press('Home').catch(() => undefined);
      await page.locator('.queue-table a').last().focus();
      const before = await page.locator('.queue-table tbody tr').count();
      if (!(await page.locator('.more').count())) break;
      await page.keyboard.press('j');
      await page.waitForFunction((n) => document.querySelectorAll('.queue-table tbody tr').length > n, before);
    }
    assert.ok((await page.locator('.queue-table tbody tr').count()) > 100);
    const ms = await page.evaluate(async () => {
      document.querySelectorAll('.queue-table a')[20].focus();
      const from = performance.now();
      for (let i = 0; i < 20; i += 1) { document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })); await new Promise((r) => requestAnimationFrame(r)); }
      return (performance.now() - from) / 20;
    });
    assert.ok(ms < 100, `${ms.toFixed(1)} ms a step`);
  }],
  ['signed out meanwhile: the sign-in comes', async ({ open, signIn }) => {
    const page = await open();
    await signIn(page, 'desk', nurse);
    await ready(page);
    await page.context().clearCookies();
    await page.keyboard.press('3');
    await page.waitForSelector('.accounts');
  }],
  ['on a phone the matter is a page of its own, and Back leads to the queue', async ({ open, signIn, assert }) => {
    const page = await open({ width: 390, height: 844 });
    await signIn(page, 'desk', nurse);
    await ready(page);
    await page.locator('.queue-table a').nth(1).click();
    await page.waitForSelector('.panel-in');
    assert.equal(await page.isVisible('.queue'), false);
    await page.goBack();
    await page.waitForSelector('.queue', { state: 'visible' });
  }],
];
