// The three surfaces side by side: what one does, the others see without reload.
import { connect, createServer } from 'node:net';
import { ASK, can, cannot, keptOnBoard, sendDialog } from './harness.mjs';

/** The server behind a wire that can be cut and mended. */
async function cuttable(url) {
  const { hostname, port } = new URL(url);
  const ends = new Set();
  let whole = true;
  const wire = createServer((near) => {
    if (!whole) { near.destroy(); return; }
    const far = connect(Number(port), hostname);
    for (const [one, other] of [[near, far], [far, near]]) {
      ends.add(one);
      one.on('error', () => undefined).on('close', () => { ends.delete(one); other.destroy(); }).pipe(other);
    }
  });
  await new Promise((ready) => wire.listen(0, '127.0.0.1', ready));
  const cut = () => { whole = false; for (const end of ends) end.destroy(); };
  return { url: `http://127.0.0.1:${wire.address().port}`, cut, mend: () => { whole = true; }, close: () => { cut(); wire.close(); } };
}
const inTeam = (a) => a.role === 'professional';
/** The promise that the demonstration keeps: the county's own week to care. */
const RULE = 'PT-PTH7';
const PROMISE = 'Hoitoon viikossa';
export const tests = [
  ['the demonstration: asked in Arabic at 21.40, first in the morning’s queue, handed over, booked, held; kept on all three surfaces', async (h) => {
    const { open, signIn, fillAsk, send, setClock, world, assert } = h;
    const server = process.env.VUORO_EMPTY_URL;
    if (!server) return;
    h.alsoOurs(server);
    const ahead = world.ahead;
    try {
      // Tuesday evening: a resident asks in her own script.
      await setClock(server, '2026-11-17T21:40:00+02:00');
      const resident = await open({ width: 390, height: 844 });
      await resident.goto(`${server}/fi/`);
      await resident.waitForSelector('#area option[value=hakunila]', { state: 'attached' });
      await fillAsk(resident, ASK.ar, { area: 'hakunila' });
      const { code } = await send(resident);
      assert.match(await resident.textContent('.now'), /huomenna/, 'the law counts from the next opening day');
      await resident.click('.row.noprint button >> nth=-2');
      await resident.waitForSelector('#progress');

      // Wednesday morning: others ask too. Their law ends the same day, and she came first.
      await setClock(server, '2026-11-18T07:10:00+02:00');
      for (const words of ['Korva on kipeä', 'Resepti loppuu viikonloppuna', 'Äiti kaatui eilen, miten toimin?']) {
        const answer = await resident.request.post(`${server}/api/v1/contacts`, { headers: { 'Idempotency-Key': `other-${words}`.replace(/[^ -~]/g, '-') },
          data: { words, about: 'self', age: 40, area: 'hakunila', lang: 'fi', reach: { by: 'code_only' } } });
        assert.equal(answer.status(), 201);
      }
      await setClock(server, '2026-11-18T07:52:00+02:00');
      const lead = await open();
      await signIn(lead, 'lead', (a) => a.role === 'lead', 'fi', server);
      await lead.waitForSelector('table.rules');
      const second = await open();
      const taker = await signIn(second, 'desk', (a) => a.teamCode === 'desk-korso', 'fi', server);
      await second.waitForSelector('.queue .empty');
      await second.keyboard.press('4');
      const desk = await open();
      await signIn(desk, 'desk', (a) => a.teamCode === 'desk-hakunila', 'fi', server);
      await desk.waitForFunction(() => document.querySelectorAll('.queue-table tbody tr').length === 4);
      const first = desk.locator('.queue-table tbody tr').first();
      assert.match(await first.textContent(), new RegExp(ASK.ar.slice(0, 20)), 'hers is the first row');
      assert.match(await first.textContent(), /tänään/);

      // The morning team takes it, answers, assesses and offers it to the team that it belongs to.
      await desk.keyboard.press('j');
      await desk.waitForFunction((c) => document.querySelector('.panel-in')?.textContent.includes(c), code);
      assert.equal(await desk.locator('#panel-title').evaluate((t) => getComputedStyle(t).direction), 'rtl');
      await can(desk, 'o');
      await desk.keyboard.press('o');
      await can(desk, 'z');
      await resident.waitForFunction(() => /otti asiasi hoitaakseen/.test(document.querySelector('#progress')?.parentElement.textContent ?? ''));
      await desk.keyboard.press('v');
      await cannot(desk, 'v');
      await desk.keyboard.press('a');
      await desk.waitForSelector('dialog[open]');
      await desk.check('dialog input[name=urgency][value=non_urgent]');
      await desk.check('dialog input[name=domains][value=health]');
      await desk.check('dialog input[name=facts][value=general_medicine]');
      await desk.check('dialog input[name=facts][value=reason_illness_like]');
      await desk.selectOption('dialog #profession', 'physiotherapist');
      await sendDialog(desk);
      await can(desk, 'e');
      await resident.waitForFunction((title) => document.querySelector('.promises')?.textContent.includes(title), PROMISE);
      assert.equal(await keptOnBoard(lead, RULE), '0');
      const giver = await resident.textContent('#holder + p b');
      await desk.keyboard.press('h');
      await desk.waitForSelector('dialog[open]');
      await desk.selectOption('dialog #team', taker.teamCode);
      await desk.check('dialog input[name=reason][value=continuity]');
      await sendDialog(desk);
      await can(desk, 'w');
      assert.equal(await resident.textContent('#holder + p b'), giver, 'still with the giver');

      // The other team's page, open all the while, shows it; the team accepts, proposes and books.
      await second.waitForSelector('.queue-table tbody tr');
      await second.locator('.queue-table a').first().click();
      await can(second, 'y');
      await second.keyboard.press('y');
      await can(second, 'e');
      await resident.waitForFunction((was) => document.querySelector('#holder + p b')?.textContent !== was, giver);
      await second.keyboard.press('e');
      await second.waitForSelector('dialog[open]');
      await second.check('dialog input[name=service][value=physio-direct]');
      await sendDialog(second);
      await can(second, 'r');
      await second.keyboard.press('r');
      await second.waitForSelector('dialog[open]');
      await second.fill('dialog #day', '20.11.2026');
      await second.fill('dialog #clock', '9.20');
      await sendDialog(second);
      await can(second, 'd');
      await resident.waitForFunction(() => /9\.20/.test(document.querySelector('.now')?.textContent ?? ''));

      // Friday after the visit: held. Nobody reloads a page.
      await setClock(server, '2026-11-20T10:10:00+02:00');
      await second.keyboard.press('d');
      await second.waitForSelector('dialog[open]');
      await sendDialog(second);
      await second.waitForFunction((title) => [...document.querySelectorAll('.panel-in dl.facts dt')].some((dt) => dt.textContent.includes(title) && /pidetty/.test(dt.nextElementSibling.textContent)), PROMISE);
      await resident.waitForFunction((title) => [...document.querySelectorAll('.promises li.d')].some((li) => li.textContent.includes(title)), PROMISE);
      await resident.waitForFunction(() => /Käynti toteutui/.test(document.querySelector('#progress')?.parentElement.textContent ?? ''));
      await lead.waitForFunction((rule) => [...document.querySelectorAll('table.rules a')].some((a) => a.href.includes(`rule=${rule}`) && a.href.includes('state=kept') && /^1\b/.test(a.textContent)), RULE);
    } finally {
      world.ahead = ahead;
    }
  }],
  ['the stream is cut: the page says so, reconnects and misses nothing', async ({ open, url, signIn, alsoOurs, assert }) => {
    const wire = await cuttable(url);
    alsoOurs(wire.url);
    try {
      const desk = await open();
      await signIn(desk, 'desk', inTeam, 'fi', wire.url);
      await desk.waitForSelector('.queue-table tbody tr');
      await desk.keyboard.press('j');
      const openNow = async () => Number((await desk.textContent('.queue .head p')).replace(/\s/g, '').match(/\d+/)[0]);
      const was = await openNow();
      wire.cut();
      await desk.waitForSelector('.queue .note.soon');
      const answer = await desk.request.post(`${url}/api/v1/contacts`, { headers: { 'Idempotency-Key': 'while-cut-1' }, data: { words: 'Katkon aikana', about: 'self', lang: 'fi', reach: { by: 'code_only' } } });
      assert.equal(answer.status(), 201);
      wire.mend();
      await desk.waitForFunction(() => !document.querySelector('.queue .note.soon'), null, { timeout: 20_000 });
      await desk.waitForFunction((n) => Number(document.querySelector('.queue .head p').textContent.replace(/\s/g, '').match(/\d+/)[0]) === n, was + 1);
    } finally {
      wire.close();
    }
  }],
];
