// Plans where a leader works, on a server of its own: an alarm and its reason, two plans, side by side, a decision, and a month later what happened.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.VUORO_BIN ?? join(root, 'build', 'release', 'vuoro');
const run = promisify(execFile);
const lead = (a) => a.role === 'lead';
const DAY = 86_400_000;
const shots = join(root, 'web', 'test-results');
const shot = async (page, name) => { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: join(shots, `plans-${name}.png`), fullPage: true }); };

/** A made county and its server; `walk` gets the harness with its address and the folders of forecasts and plans. */
async function county(h, walk) {
  const place = mkdtempSync(join(tmpdir(), 'vuoro-plans-'));
  const ledger = join(place, 'ledger');
  const content = join(root, 'content');
  let server = null;
  let log = '';
  try {
    await run(program, ['demo', '--content', content, '--ledger', ledger, '--residents', '1500', '--days', '70', '--seed', '5'], { maxBuffer: 1 << 26 });
    await run(program, ['twin', 'forecast', '--ledger', ledger, '--content', content, '--replications', '4', '--rows', '0', '--keep'], { maxBuffer: 1 << 26 });
    server = spawn(program, ['serve', '--demo', '--test-clock', '--test-long-sessions', '--forecast-futures', '8', '--ledger', ledger, '--port', '0', '--web', join(root, 'web', 'dist'), '--content', content], { stdio: ['ignore', 'pipe', 'pipe'] });
    server.stderr.on('data', (d) => { log += d; });
    const url = await new Promise((resolve, reject) => {
      server.stdout.on('data', (d) => { const at = /(http:\/\/[^\s]+)/.exec(String(d)); if (at) resolve(at[1]); });
      server.once('exit', () => reject(new Error(`the server ended: ${log}`)));
    });
    h.alsoOurs(url);
    await walk({ ...h, url }, ledger);
  } finally {
    if (server && server.exitCode === null) {
      const gone = new Promise((done) => { server.once('exit', done); });
      server.kill();
      await gone;
    }
    rmSync(place, { recursive: true, force: true });
  }
}
/** The newest forecast gets an alarm about a queue that plans can change: a desk is always one. */
function alarmIn(folder) {
  const newest = readdirSync(folder).filter((f) => /^\d{4}-/.test(f)).sort().at(-1);
  const f = JSON.parse(readFileSync(join(folder, newest), 'utf8'));
  for (const r of f.rows) r.alarm = false;
  const row = f.rows.find((r) => r.service === null && f.care.some((c) => c.team === r.team && c.service === null));
  const spread = (n) => [n, n - 1, n + 1, n - 2, n + 2, n - 3, n + 3];
  Object.assign(row, { alarm: true, past: Array.from({ length: 10 }, () => 2), soon: spread(40), broken: row.broken.map((_, w) => spread(w < 2 ? 3 : 12)) });
  writeFileSync(join(folder, newest), JSON.stringify(f));
  return row;
}
const api = async (h, page, path) => (await page.request.get(`${h.url}/api/v1/board/plans${path}`)).json();
const digits = (text) => text.replace(/[\s\u00a0]/g, '');

export const tests = [
  ['a leader gets an alarm, opens its reason, makes two plans, compares them, decides one, and a month later sees what happened beside it', (h0) => county(h0, async (h, ledger) => {
    const row = alarmIn(join(ledger, 'forecasts'));
    const page = await h.open();
    await h.signIn(page, 'lead', lead, 'fi', h.url);
    await page.waitForFunction(() => /hälytys/.test(document.querySelector('.slot')?.textContent ?? ''));
    await page.click('.slot a[href$="/lead/forecast/"]');
    await page.waitForSelector('li.alarm');
    h.assert.match(await page.textContent('li.alarm'), /Tähän asti samassa ajassa/);
    await page.click('li.alarm [data-do=plan]');

    // The alarm's team stands there already. What is missing is told at its field.
    await page.waitForSelector('[data-do=save]');
    h.assert.equal(await page.inputValue('[id="changes.0.team"]'), row.team);
    h.assert.equal(await page.inputValue('[id="changes.0.kind"]'), 'desk');
    await h.axe(page, 'new plan');
    await page.fill('#name', '');
    await page.click('[data-do=save]');
    await page.waitForSelector('.summary');
    h.assert.ok((await page.locator('.summary a').count()) >= 3, 'name, reason and amount');
    await h.axe(page, 'new plan with faults');
    await page.fill('#name', 'Nopeampi vastaus');
    await page.fill('#reason', 'Ennuste hälytti.');
    await page.fill('#weeks', '4');
    await page.fill('[id="changes.0.amount"]', '+30');
    await page.fill('[id="changes.0.from"]', '31.2.');
    await page.click('[data-do=save]');
    await page.waitForFunction(() => document.querySelectorAll('.summary a').length === 1);
    await page.fill('[id="changes.0.from"]', '');
    await page.fill('[id="changes.0.cost.euros"]', '6000');
    await h.noSideways(page, 'form at 1440');
    await shot(page, 'form-fi-1440');
    await page.click('[data-do=save]');
    await page.waitForSelector('[data-part=not-lived]');
    h.assert.match(await page.textContent('.changelist'), /vastaamisen nopeus \+30\s%.*6\s000\s€ kuukaudessa/s);

    // Run, with progress, and cancelled once.
    await page.click('[data-do=run]');
    await page.waitForSelector('[data-part=running]');
    await page.waitForSelector('[data-part=sentence]', { timeout: 240_000 });
    const first = await api(h, page, '/1');
    h.assert.deepEqual([first.run.state, first.result.weeks, first.result.futures], ['done', 4, 8]);
    const sentence = await page.textContent('[data-part=sentence]');
    h.assert.match(sentence, /4 viikossa rikkoutu.*kustannus 5\s520\s€\.$/);
    h.assert.equal(await page.locator('.fancard').count(), first.result.queues.length + 1, 'a fan for each queue and the county');
    await page.selectOption('#measure', 'broken');
    const card = page.locator('.fancard').first();
    await card.locator('summary').click();
    const cells = (await card.locator('tbody tr').first().locator('td').allTextContents()).map(digits);
    const [mean, , , low, high] = first.result.queues[0].brokenWeeks.plan[0];
    h.assert.equal(cells[0], digits(`${String(mean < 10 ? Math.round(mean * 10) / 10 : Math.round(mean)).replace('.', ',')}(${Math.round(low)}–${Math.round(high)})`), 'table and fan are of the same numbers');
    await h.axe(page, 'a result');
    await h.noSideways(page, 'result at 1440');
    await shot(page, 'result-fi-1440');

    // A second one, from nothing, with two changes.
    await page.goto(`${h.url}/fi/lead/plans/`);
    await page.click('[data-do=new]');
    await page.fill('#name', 'Vähemmän yhteydenottoja');
    await page.fill('#reason', 'Verkkosivut kertovat enemmän.');
    await page.fill('#weeks', '4');
    await page.selectOption('[id="changes.0.kind"]', 'demand');
    await page.selectOption('[id="changes.0.team"]', row.team);
    await page.fill('[id="changes.0.amount"]', '-20');
    await page.click('[data-do=add-change]');
    await page.selectOption('[id="changes.1.kind"]', 'desk');
    await page.selectOption('[id="changes.1.team"]', row.team);
    await page.selectOption('[id="changes.1.amount-unit"]', 'hours_a_day');
    await page.fill('[id="changes.1.amount"]', '+1,5');
    await page.click('[data-do=save]');
    await page.click('[data-do=run]');
    await page.waitForSelector('[data-part=sentence]', { timeout: 240_000 });
    h.assert.equal((await api(h, page, '/2')).changes[1].amount, 1.5);

    // Side by side.
    await page.goto(`${h.url}/fi/lead/plans/`);
    await page.waitForSelector('.planline');
    await h.axe(page, 'list');
    await shot(page, 'list-fi-1440');
    for (const n of [1, 2]) await page.check(`[data-plan="${n}"] input`);
    await page.click('[data-do=compare]');
    await page.waitForSelector('table.comparison');
    h.assert.equal(await page.locator('table.comparison thead th').count(), 2);
    h.assert.equal(await page.locator('.sides > section').count(), 2);
    h.assert.equal(await page.locator('[data-part=unlike]').count(), 0, 'of the same day and weeks');
    await h.axe(page, 'side by side');
    await h.noSideways(page, 'compare at 1440');
    await shot(page, 'compare-fi-1440');

    // Decided, with words, by keyboard.
    await page.click('table.comparison thead a >> nth=0');
    await page.waitForSelector('[data-do=decide]');
    const chosen = new URL(page.url()).searchParams.get('plan');
    await page.focus('[data-do=decide]');
    await page.keyboard.press('Enter');
    await page.click('[data-do=confirm]');
    await page.waitForSelector('#words-error');
    await h.axe(page, 'deciding');
    await page.fill('#words', 'Tehdään. Rahat ostopalveluista.');
    await page.click('[data-do=confirm]');
    await page.waitForSelector('[data-part=end]');
    h.assert.match(await page.textContent('[data-part=end]'), /Päättänyt.*Rahat ostopalveluista/s);
    h.assert.equal(await page.locator('[data-do=run], [data-do=decide], [data-do=edit]').count(), 0, 'it stands');
    h.assert.equal(await page.locator('[data-part=came]').count(), 0, 'nothing has come of it yet');

    // A month passes.
    const { result } = await api(h, page, `/${chosen}`);
    const moved = await page.request.post(`${h.url}/api/v1/demo-clock`, { data: { now: Math.floor((Date.parse(`${result.from}T12:00:00Z`) + 29 * DAY) / 1000) } });
    h.assert.equal(moved.status(), 204);
    await page.reload();
    await page.waitForSelector('[data-part=verdict]');
    const { came } = await api(h, page, `/${chosen}`);
    h.assert.deepEqual([came.weeks, came.complete], [4, true]);
    const said = await page.textContent('[data-part=came]');
    h.assert.match(said, { better: /paremmin kuin suunniteltiin/, as_planned: /niin kuin suunniteltiin/, worse: /huonommin kuin suunniteltiin/ }[came.queues[0].verdict.word]);
    h.assert.ok(digits(said).includes(`rikkoutui${came.queues[0].verdict.happened}lupau`), said);
    await page.selectOption('#measure', 'broken');
    h.assert.equal(await page.locator('.fancard').first().locator('svg .dot').count(), 4, 'a dot for each week that is over');
    h.assert.match(await page.locator('.fancard').first().textContent(), /suunnitelman 80 %:n välissä/);
    await h.axe(page, 'what came of it');
    await shot(page, 'came-fi-1440');

    for (const lang of ['fi', 'sv', 'en']) {
      const small = await h.open({ lang, width: 390, height: 844 });
      await h.signIn(small, 'lead/plans', lead, lang, h.url);
      for (const [name, query, ready] of [['list', '', '.planline'], ['form', '?new', '[data-do=save]'], ['came', `?plan=${chosen}`, '[data-part=came]'], ['compare', '?compare=1,2', 'table.comparison']]) {
        await small.goto(`${h.url}/${lang}/lead/plans/${query}`);
        await small.waitForSelector(ready);
        await h.axe(small, `${lang} ${name} at 390`);
        await h.noSideways(small, `${lang} ${name} at 390`);
        h.assert.doesNotMatch(await small.evaluate(() => document.body.innerText), /\b(plans|forecast|board|chart)\.[a-z]/i, 'no text is missing');
        await shot(small, `${name}-${lang}-390`);
      }
    }
  })],
  ['what the record cannot carry is said on the plan; a run can be cancelled, a plan given up; two leaders do not overwrite each other', (h0) => county(h0, async (h, ledger) => {
    const page = await h.open();
    await h.signIn(page, 'lead/plans', lead, 'fi', h.url);
    await page.waitForSelector('[data-part=none]');
    await h.axe(page, 'no plans yet');
    await page.click('[data-do=new]');
    await page.fill('#name', 'Liikaa pois');
    await page.fill('#reason', 'Kokeilu.');
    // Whatever stands behind a service's times, nobody can take away so many.
    await page.selectOption('[id="changes.0.team"]', await page.evaluate(async () => (await (await fetch('/api/v1/board/plans')).json()).places.find((p) => p.services.length > 0).team));
    await page.fill('[id="changes.0.amount"]', '-9999');
    await page.click('[data-do=save]');
    await page.click('[data-do=run]');
    await page.waitForSelector('[data-part=faults]', { timeout: 240_000 });
    h.assert.match(await page.textContent('[data-part=faults]'), /Muutos 1: .*(vähentää|julkaistaan vuoroina|samana päivänä)/);
    h.assert.equal(await page.locator('[data-do=decide]').count(), 0, 'nobody can decide it');
    await h.axe(page, 'faults of the record');
    await shot(page, 'faults-fi-1440');
    // Somebody else changes it meanwhile: the second one is told, and sees the change.
    const other = await h.open();
    await h.signIn(other, 'lead/plans', lead, 'fi', h.url);
    await other.goto(`${h.url}/fi/lead/plans/?plan=1&edit`);
    await other.waitForSelector('[data-do=save]');
    await page.click('[data-do=edit]');
    await page.fill('#name', 'Ensimmäinen ehti');
    await page.selectOption('[id="changes.0.kind"]', 'demand');
    await page.fill('[id="changes.0.amount"]', '5');
    await page.fill('#weeks', '52');
    await page.click('[data-do=save]');
    await page.waitForSelector('[data-do=run]');
    await other.fill('#name', 'Toinen myöhästyi');
    await other.click('[data-do=save]');
    await other.waitForSelector('.note.late');
    h.assert.match(await other.textContent('.note.late'), /Joku muutti suunnitelmaa/);
    // Cancelled while it runs.
    await page.click('[data-do=run]');
    await page.waitForSelector('[data-do=cancel]');
    await h.axe(page, 'running');
    await shot(page, 'running-fi-1440');
    await page.click('[data-do=cancel]');
    await page.waitForFunction(() => !document.querySelector('[data-part=running]'), null, { timeout: 60_000 });
    h.assert.match((await api(h, page, '/1')).run.state, /cancelled|done/);
    await page.click('[data-do=give-up]');
    await page.fill('#words', 'Ei tästä.');
    await page.click('[data-do=confirm]');
    await page.waitForSelector('[data-part=end]');
    // A torn file is named in the list, and nothing breaks.
    const file = join(ledger, 'plans', '1.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    await page.goto(`${h.url}/fi/lead/plans/`);
    await page.waitForSelector('[data-part=skipped]');
    await h.axe(page, 'a torn plan');
    const staff = await h.open();
    await h.signIn(staff, 'lead/plans', (a) => a.id === 'desk-tikkurila-1', 'fi', h.url);
    await staff.waitForSelector('.note.late');
    h.assert.match(await staff.textContent('.note.late'), /Roolisi|oikeutta/);
  })],
];
