// The forecast where a leader works, on a server of its own: a small county with a past, forecasts of earlier days held to what happened.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dayAt as day } from '../../tests/api/day.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.VUORO_BIN ?? join(root, 'build', 'release', 'vuoro');
const run = promisify(execFile);
const lead = (a) => a.role === 'lead';
const DAY = 86_400_000;
const shots = join(root, 'web', 'test-results');
const shot = async (page, name) => { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: join(shots, `forecast-${name}.png`) }); };

/** A made county and its server; `walk` gets the harness with its address and the folder of its forecasts. */
async function county(h, options, walk) {
  const place = mkdtempSync(join(tmpdir(), 'vuoro-forecast-'));
  const ledger = join(place, 'ledger');
  const content = join(root, 'content');
  let server = null;
  let log = '';
  try {
    await run(program, ['demo', '--content', content, '--ledger', ledger, '--residents', String(options.residents), '--days', String(options.days), '--seed', '5'], { maxBuffer: 1 << 26 });
    for (const back of options.foretell ?? []) {
      await run(program, ['twin', 'forecast', '--ledger', ledger, '--content', content, '--until', day(Date.now() - back * DAY), '--replications', '6', '--rows', '0', '--keep'], { maxBuffer: 1 << 26 });
    }
    server = spawn(program, ['serve', '--demo', '--forecasts', 'asked', '--forecast-futures', '6', '--ledger', ledger, '--port', '0', '--web', join(root, 'web', 'dist'), '--content', content], { stdio: ['ignore', 'pipe', 'pipe'] });
    server.stderr.on('data', (d) => { log += d; });
    const url = await new Promise((resolve, reject) => {
      server.stdout.on('data', (d) => { const at = /(http:\/\/[^\s]+)/.exec(String(d)); if (at) resolve(at[1]); });
      server.once('exit', () => reject(new Error(`the server ended: ${log}`)));
    });
    h.alsoOurs(url);
    await walk({ ...h, url }, join(ledger, 'forecasts'), () => log);
  } finally {
    if (server && server.exitCode === null) {
      const gone = new Promise((done) => { server.once('exit', done); });
      server.kill();
      await gone;
    }
    rmSync(place, { recursive: true, force: true });
  }
}
const board = async (h, page, query = '') => (await page.request.get(`${h.url}/api/v1/board/forecast${query}`)).json();
const made = (page) => page.waitForSelector('#alarms-title', { timeout: 240_000 });
const digits = (text) => text.replace(/[\s\u00a0]/g, '');

export const tests = [
  ['a leader asks for a forecast, sees first what it is worth, then alarms with their reason, then each promise; torn files are named', (h0) => county(h0, { residents: 1500, days: 70, foretell: [35] }, async (h, folder) => {
    const page = await h.open();
    await h.signIn(page, 'lead/forecast', lead, 'fi', h.url);
    // What was foretold five weeks ago is there already; a new one is asked for here.
    await made(page);
    h.assert.equal((await board(h, page)).record.judged, 0, 'held to what happened only when the next is made');
    h.assert.match(await page.textContent('.note'), /Vielä ei tiedetä, kuinka hyvin ennuste täällä osuu/);
    // On a quick machine it is over before anybody could look: the page itself notes that it said so.
    await page.evaluate(() => {
      const look = () => { if (document.querySelector('[data-do=forecast][aria-disabled=true]')) document.body.dataset.wasBusy = 'yes'; };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-disabled'] });
    });
    await page.click('[data-do=forecast]');
    await page.waitForFunction(() => document.body.dataset.wasBusy === 'yes' && document.querySelector('[data-do=forecast]')?.getAttribute('aria-disabled') === 'false' && document.querySelector('table.came'), null, { timeout: 240_000 });

    const { forecast, record } = await board(h, page);
    h.assert.notEqual(record.trust, 'unknown');
    const words = { worse: /osunut huonommin kuin oletus/, no_better: /ei ole täällä osunut paremmin/, better: /on täällä osunut paremmin/ }[record.trust];
    const order = await page.evaluate(() => [...document.querySelectorAll('.forecast .note, .forecast #alarms-title, .forecast .whole, .forecast .fans')].map((e) => e.className || e.id));
    h.assert.match(order[0], /^note/, 'what history says stands before any figure');
    h.assert.match(await page.textContent('.note'), words);
    h.assert.equal(await page.locator('li.alarm').count(), forecast.alarms.length);
    if (forecast.alarms.length === 0) h.assert.match(await page.textContent('[data-part=no-alarm]'), /Ei hälytyksiä/);
    else h.assert.match(await page.locator('li.alarm').first().textContent(), /Jos mikään ei muutu.*Tähän asti samassa ajassa.*Tavallista enemmän/s);

    // Chart, sentence and table are of the same numbers.
    h.assert.equal(await page.locator('.fancard').count(), forecast.rows.length);
    const card = page.locator('.fancard').first();
    const row = forecast.rows[0];
    h.assert.ok((await card.locator('svg').getAttribute('aria-label')).includes(row.title));
    h.assert.equal(await card.locator('svg .dot').count(), row.past.length, 'a dot for each past week');
    await card.locator('summary').click();
    h.assert.equal(await card.locator('tbody tr').count(), 12);
    const first = (await card.locator('tbody tr').first().locator('td').allTextContents()).map(digits);
    h.assert.deepEqual(first.slice(1, 4), [[1, 2], [3, 4], [5, 6]].map(([a, b]) => `${Math.round(row.broken[0][a])}–${Math.round(row.broken[0][b])}`));
    const came = (await page.locator('table.came').first().locator('tbody tr').first().locator('td').allTextContents()).map(digits);
    h.assert.equal(came[2], String(record.forecasts[0].happened), 'what happened is what the ledger says');

    // One team only, kept in the address.
    await page.selectOption('#team', row.team);
    await page.waitForFunction((name) => [...document.querySelectorAll('.fancard h3 small')].every((s) => s.textContent.startsWith(name)), row.teamName);
    h.assert.match(page.url(), new RegExp(`team=${row.team}`));
    await page.selectOption('#team', '');

    await h.axe(page, 'forecast at 1440');
    await h.noSideways(page, 'forecast at 1440');
    await shot(page, 'fi-1440');
    await page.locator('.whole').scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelector('.whole').scrollIntoView());
    await shot(page, 'fi-1440-rows');
    // The board's slot says the same and leads here.
    await page.goto(`${h.url}/fi/lead/`);
    await page.waitForSelector('.slot a');
    await page.waitForFunction(() => !/Ennustetta ei vielä ole/.test(document.querySelector('.slot').textContent));
    h.assert.match(await page.textContent('.slot'), forecast.alarms.length > 0 ? /hälytys/ : /Ei hälytyksiä/);
    await page.click('.slot a');
    await made(page);

    for (const lang of ['fi', 'sv', 'en']) {
      const small = await h.open({ lang, width: 390, height: 844 });
      await h.signIn(small, 'lead/forecast', lead, lang, h.url);
      await made(small);
      await h.axe(small, `${lang} forecast at 390`);
      await h.noSideways(small, `${lang} forecast at 390`);
      h.assert.doesNotMatch(await small.evaluate(() => document.body.innerText), /\b(forecast|board|chart|slot)\.[a-z]/i, 'no text is missing');
      await shot(small, `${lang}-390`);
    }

    // Somebody tears the newest file: it is named, the one before is shown, and nothing breaks.
    const newest = readdirSync(folder).filter((f) => /^\d{4}-/.test(f)).sort().at(-1);
    const whole = readFileSync(join(folder, newest), 'utf8');
    writeFileSync(join(folder, newest), whole.slice(0, whole.length / 3));
    await page.reload();
    await page.waitForSelector('[data-part=skipped]');
    h.assert.ok((await page.textContent('[data-part=skipped]')).includes(newest));
    await made(page);
    await h.axe(page, 'a torn file');
    // With an alarm of our own making, the reason is there in words and the queue behind it.
    const torn = JSON.parse(whole);
    for (const r of torn.rows) r.alarm = false;
    const at = torn.rows.find((r) => r.service !== null && torn.care.some((c) => c.team === r.team && c.service === r.service));
    const spread = (n) => [n, n - 1, n + 1, n - 2, n + 2, n - 3, n + 3];
    Object.assign(at, { alarm: true, past: Array.from({ length: 12 }, () => 2), soon: spread(40), broken: at.broken.map((_, w) => spread(w < 2 ? 3 : 12)) });
    writeFileSync(join(folder, newest), JSON.stringify(torn));
    await page.reload();
    await made(page);
    h.assert.equal(await page.locator('li.alarm').count(), 1);
    const said = await page.textContent('li.alarm');
    h.assert.match(said, /noin 40 kertaa .*38–42.*Tähän asti samassa ajassa 8 kertaa/s);
    await shot(page, 'alarm-1440');
    // No alarm when there is nothing.
    writeFileSync(join(folder, newest), JSON.stringify({ ...torn, rows: torn.rows.map((r) => ({ ...r, alarm: false })) }));
    await page.reload();
    await page.waitForSelector('[data-part=no-alarm]');
    // On paper: no buttons, the numbers stay.
    await page.emulateMedia({ media: 'print' });
    h.assert.equal(await page.locator('[data-do=forecast]').isVisible(), false);
    h.assert.ok(await page.locator('.fancard svg').first().isVisible());
  })],
  ['a county with too short a past says why there is no forecast, and professionals may not see it', (h0) => county(h0, { residents: 300, days: 8 }, async (h, folder, log) => {
    const page = await h.open();
    await h.signIn(page, 'lead/forecast', lead, 'fi', h.url);
    await page.waitForSelector('[data-part=none]');
    await h.axe(page, 'no forecast yet');
    await page.focus('[data-do=forecast]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-part=failed]', { timeout: 60_000 });
    h.assert.match(await page.textContent('[data-part=failed]'), /liian lyhyeltä ajalta/);
    h.assert.match(log(), /history-thin/);
    await h.axe(page, 'a failed run');
    await shot(page, 'failed-1440');
    const other = await h.open();
    await h.signIn(other, 'lead/forecast', (a) => a.id === 'desk-tikkurila-1', 'fi', h.url);
    await other.waitForSelector('.note.late');
    h.assert.match(await other.textContent('.note.late'), /Roolisi|oikeutta/);
  })],
];
