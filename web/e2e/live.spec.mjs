// The three surfaces side by side: what one does, the others see without reload.
import { ASK } from './harness.mjs';

const inTeam = (a) => a.role === 'professional';
const other = (first) => (a) => a.role === 'professional' && a.teamCode !== first.teamCode;
const can = (page, key) => page.waitForSelector(`.actions [aria-keyshortcuts="${key}"]`);

export const tests = [
  ['a resident asks in Arabic script; the team sees it, hands it over, books, holds the visit; all three surfaces move by themselves', async ({ open, url, signIn, fillAsk, send, assert }) => {
    const desk = await open();
    // Which team do such asks come to? A first ask tells.
    const probe = await desk.request.post(`${url}/api/v1/contacts`, { headers: { 'Idempotency-Key': `probe-${Date.now()}`, 'Accept-Language': 'fi' },
      data: { words: 'Selkäkipu', about: 'self', age: 27, lang: 'fi', spokenLanguage: 'ar', interpreter: 'yes', reach: { by: 'sms', value: '050 000 0000' } } });
    const home = (await probe.json()).matter.holder.team;
    const first = await signIn(desk, 'desk', (a) => inTeam(a) && a.team === home);
    await desk.waitForSelector('.queue-table tbody tr');
    const order = async () => desk.locator('.queue-table tbody tr a').evaluateAll((links) => links.map((l) => l.id));
    await desk.locator('.queue-table a').nth(3).focus().catch(() => undefined);
    const before = await order();
    const openNow = async () => Number((await desk.textContent('.queue .head p')).replace(/[\s\u00a0]/g, '').match(/\d+/)[0]);
    const was = await openNow();

    const resident = await open({ width: 390, height: 844 });
    await resident.goto(`${url}/fi/`);
    await fillAsk(resident, ASK.ar);
    const { code } = await send(resident);

    // The count moves by itself; rows within the loaded part are told, not pushed under the cursor.
    await desk.waitForFunction((n) => Number((document.querySelector('.queue .head p')?.textContent ?? '').replace(/[\s\u00a0]/g, '').match(/\d+/)?.[0]) > n, was);
    const during = await order();
    assert.deepEqual(during.slice(0, before.length), before, 'rows do not move by themselves');
    await desk.keyboard.press('s');
    await desk.waitForFunction(() => !document.querySelector('.news button'));
    await desk.waitForTimeout(300);
    await desk.keyboard.press('/');
    await desk.keyboard.type(code);
    await desk.waitForFunction((c) => location.search.includes(c) && document.querySelector('.queue')?.getAttribute('aria-busy') === 'false' && document.querySelectorAll('.queue-table tbody tr').length === 1, code);
    await desk.locator('.queue-table a').focus();
    await desk.keyboard.press('ArrowDown');
    await desk.waitForFunction((c) => document.querySelector('.panel-in')?.textContent.includes(c), code);
    assert.equal(await desk.locator('#panel-title').evaluate((h) => getComputedStyle(h).direction), 'rtl');

    await resident.click('.row.noprint button >> nth=-2');
    await resident.waitForSelector('#progress');
    await can(desk, 'o');
    await desk.keyboard.press('o');
    await can(desk, 'h');
    await resident.waitForFunction(() => /otettiin käsittelyyn/.test(document.querySelector('#progress')?.parentElement.textContent ?? ''));

    // Hand-over: the giver holds it until the receiver accepts.
    await desk.keyboard.press('h');
    await desk.waitForSelector('dialog[open]');
    const giver = await resident.textContent('#holder + p b');
    const second = await open();
    const taker = await signIn(second, 'desk', other(first));
    await second.waitForSelector('.queue');
    await desk.selectOption('dialog #team', taker.teamCode);
    await desk.check('dialog input[name=reason] >> nth=0');
    await desk.click('dialog button[type=submit]');
    await can(desk, 'w');
    assert.equal(await resident.textContent('#holder + p b'), giver, 'still with the giver');
    await second.keyboard.press('4');
    await second.waitForFunction((c) => document.querySelectorAll('.queue-table tbody tr').length > 0, code);
    await second.keyboard.press('/');
    await second.keyboard.type(code);
    await second.waitForFunction((c) => location.search.includes(c) && document.querySelector('.queue')?.getAttribute('aria-busy') === 'false' && document.querySelectorAll('.queue-table tbody tr').length === 1, code);
    await second.locator('.queue-table a').focus();
    await second.keyboard.press('ArrowDown');
    await can(second, 'y');
    await second.keyboard.press('y');
    await can(second, 'a');
    await resident.waitForFunction((was) => document.querySelector('#holder + p b')?.textContent !== was, giver);

    const lead = await open();
    await signIn(lead, 'lead', (a) => a.role === 'lead');
    await lead.waitForSelector('table.rules');
    const board = await lead.textContent('table.rules');

    await second.keyboard.press('a');
    await second.waitForSelector('dialog[open]');
    await second.check('dialog input[name=urgency][value=days]');
    await second.check('dialog input[name=domains][value=health]');
    await second.check('dialog input[name=facts][value=general_medicine]');
    await second.click('dialog button[type=submit]');
    await can(second, 'e');
    await second.waitForFunction(() => !document.querySelector('dialog[open]'));
    await resident.waitForFunction(() => document.querySelectorAll('.promises li').length >= 3);
    await lead.waitForFunction((was) => document.querySelector('table.rules')?.textContent !== was, board);
    await second.keyboard.press('e');
    await second.waitForSelector('dialog[open]');
    await second.check('dialog input[name=service] >> nth=0');
    await second.click('dialog button[type=submit]');
    await can(second, 'r');
    await second.waitForFunction(() => !document.querySelector('dialog[open]'));
    await second.keyboard.press('r');
    await second.waitForSelector('dialog[open]');
    const soon = new Date(Date.now() + 3 * 86_400_000);
    await second.fill('dialog #day', `${soon.getUTCDate()}.${soon.getUTCMonth() + 1}.${soon.getUTCFullYear()}`);
    await second.fill('dialog #clock', '9.20');
    await second.click('dialog button[type=submit]');
    await can(second, 'd');
    await second.waitForFunction(() => !document.querySelector('dialog[open]'));
    await resident.waitForFunction(() => /9\.20/.test(document.querySelector('.now')?.textContent ?? ''));
    await second.keyboard.press('d');
    await second.waitForSelector('dialog[open]');
    await second.click('dialog button[type=submit]');
    await second.waitForFunction(() => /toteutui/.test(document.querySelector('.steplist')?.textContent ?? ''));
    await resident.waitForFunction(() => /Käynti toteutui/.test(document.querySelector('#progress')?.parentElement.textContent ?? ''));
    await resident.waitForFunction(() => document.querySelectorAll('.promises li.d').length >= 3, null);
    assert.ok((await second.locator('.panel-in .chip.ok').count()) >= 3, 'kept at the desk too');
  }],
  ['the stream is cut: the page says so, reconnects and misses nothing', async ({ open, url, signIn, mock, assert }) => {
    if (!mock) return;
    const desk = await open();
    await signIn(desk, 'desk', inTeam);
    await desk.waitForSelector('.queue-table tbody tr');
    await desk.keyboard.press('j');
    const open_ = async () => Number(/\d+/.exec(await desk.textContent('.queue .head p'))[0]);
    const was = await open_();
    mock.cutStreams();
    await desk.waitForSelector('.queue .note.soon');
    mock.openMatter({ words: 'Katkon aikana', about: 'self', lang: 'fi', reach: { by: 'code_only' } }, 72);
    await desk.waitForFunction(() => !document.querySelector('.queue .note.soon'), null, { timeout: 15_000 });
    await desk.waitForSelector('.news button', { timeout: 15_000 });
    assert.equal(await open_(), was + 1);
    void url;
  }],
];
