// The forecast on the lead's board: made beside the server, kept, held to what happened; and everything that can go wrong with it.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayAt } from './day.mjs';
import { events } from './http.mjs';
import { holds, is, none, same, test } from './report.mjs';

const DAY = 86_400;
const FUTURES = ['--forecast-futures', '4'];
const day = (s) => dayAt(s * 1000);
const wait = (ms) => new Promise((wake) => { setTimeout(wake, ms); });

/** `house`: a made county of some weeks, with its own clock; `thin`: a county with next to no past; `calm`: one that makes no forecasts. */
export async function forecast(house, thin, calm) {
  const lead = await house.logIn('lead');
  const folder = join(house.ledger, 'forecasts');
  const board = async (query = '', at = house, as = lead, lang = 'fi') => is(await at.ask('GET', `board/forecast${query}`, { as, lang }), 200).json;
  const over = async (at = house, as = lead) => {
    for (let n = 0; n < 6000; ++n) {
      const { run } = await board('', at, as);
      if (run.state !== 'running') return run;
      await wait(100);
    }
    throw new Error('the run does not end');
  };
  const files = () => readdirSync(folder).filter((f) => /^\d{4}-/.test(f)).sort();

  await test('who may see it and who may ask for it; a county without one says so', async () => {
    const desk = await house.logIn('desk-tikkurila-1');
    for (const [method, path] of [['GET', 'board/forecast'], ['POST', 'board/forecast/runs']]) {
      is(await house.ask(method, path), 401, 'login-needed');
      is(await house.ask(method, path, { as: desk }), 403, 'not-for-you');
      is(await house.ask(method, `${path}?x=1`, { as: lead }), 422, 'field-errors');
    }
    is(await house.ask('POST', 'board/forecast/runs', { as: lead, headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
    const empty = await board();
    same([empty.forecast, empty.record.trust, empty.record.judged, empty.run.state, empty.mayRun, empty.skipped], [null, 'unknown', 0, 'never', true, []], 'nothing yet');
  });

  await test('on demand: one at a time, told on the stream, and then it is there', async () => {
    let heard;
    // Who asks before the stream is open would not hear of the beginning.
    await new Promise((open) => {
      heard = events(house.port, '/api/v1/events', { Cookie: lead }, (f, now) => { if (now === 'open') open(); return f.filter((e) => e.name === 'forecast').length >= 2; }, 600_000);
    });
    const began = is(await house.ask('POST', 'board/forecast/runs', { as: lead }), 202).json;
    same([began.state, began.by, began.ended], ['running', 'asked', null], 'begun');
    for (const lang of ['fi', 'sv', 'en']) is(await house.ask('POST', 'board/forecast/runs', { as: lead, lang }), 409, 'forecast-running');
    same((await over()).state, 'done', house.log.slice(-300));
    same((await heard).filter((e) => e.name === 'forecast').length, 2, 'told at the beginning and at the end');
    const { forecast: f, record } = await board();
    same([f.weeks, f.soonWeeks, f.futures, f.stale], [12, 4, 4, false], 'head');
    holds(f.rows.length > 5 && f.care.length > 0, 'rows and queues');
    none(f.rows.filter((r) => r.broken.length !== 12 || r.due.length !== 12 || r.past.length > 12).map((r) => r.rule), 'rows without twelve weeks');
    none([...f.rows.flatMap((r) => [r.soon, r.all, ...r.broken]), ...f.care.flatMap((c) => [...c.queue, ...c.waitedDays])].filter(([, a, b, c, d, e, g]) => !(e <= c && c <= a && a <= b && b <= d && d <= g)).map(String), 'bands are not in one another');
    none(f.rows.filter((r) => r.title === r.rule || (r.service !== null && !r.serviceName)).map((r) => r.rule), 'rows without names');
    same(f.alarms.length, f.rows.filter((r) => r.alarm).length, 'each alarm has its row');
    same([record.trust, record.judged], ['unknown', 0], 'nothing is over yet');
    same(files().length, 1, 'kept once');
    holds(!existsSync(join(folder, 'scratch')), 'nothing is left lying about');
    none(Object.keys(JSON.parse(readFileSync(join(folder, files()[0]), 'utf8'))).filter((k) => /name|person|words/i.test(k)), 'personal data');
  });

  await test('narrowed by team and by rule; what the county does not have is refused by name', async () => {
    const all = (await board()).forecast;
    const { team, rule } = all.rows[0];
    const ofTeam = (await board(`?team=${team}`)).forecast;
    holds(ofTeam.rows.length > 0 && ofTeam.rows.every((r) => r.team === team), 'the team only');
    holds((await board(`?team=${team}&rule=${rule}`)).forecast.rows.every((r) => r.team === team && r.rule === rule), 'both');
    same(ofTeam.teams.length, all.teams.length, 'the teams to choose from stay');
    for (const name of ['team', 'rule']) same(is(await house.ask('GET', `board/forecast?${name}=nobody`, { as: lead }), 422, 'field-errors').json.errors[0].field, name, name);
  });

  await test('forecasts of earlier days are held to what happened, beside "as before"', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const back of [35, 16]) {
      const made = house.run('twin', 'forecast', '--ledger', house.ledger, '--content', 'content', '--until', day(now - back * DAY), '--replications', '4', '--rows', '0', '--keep');
      same(made.status, 0, made.stderr.slice(-500));
    }
    same(is(await house.ask('POST', 'board/forecast/runs', { as: lead }), 202).json.state, 'running');
    await over();
    const { record } = await board();
    same(record.judged, 2, 'both have weeks that are over');
    same(record.forecasts.map((j) => [j.day, j.ofWeeks, j.bands]), [16, 35].map((back) => [record.forecasts[back === 16 ? 0 : 1].day, 12, null]), 'the newest first; no bands of part of the weeks');
    holds(record.forecasts[0].weeks >= 1 && record.forecasts[1].weeks >= 4, 'weeks that are over');
    holds(record.rows.length > 0 && record.rowWeeks === 4 && record.rowDay === record.forecasts[1].day, 'rows of the newest whose alarm weeks are over');
    holds(record.error > 0 && record.errorAsBefore > 0 && record.insideShare > 0, 'errors');
    holds(record.days >= 28 && record.trust !== 'unknown', 'four weeks are enough for a word');
    same(record.trust, record.error > record.errorAsBefore ? 'worse' : record.error > 0.95 * record.errorAsBefore ? 'no_better' : 'better', 'the word is what the errors say');
    // The same number by hand: what the ledger's own judge counted for those rows cannot be more than it counted in all.
    holds(record.rows.reduce((n, r) => n + r.happened, 0) <= record.forecasts[1].happened + 1e-9, 'rows are part of the whole');
    same((await board('', house, lead, 'sv')).record.trust, record.trust, 'in every language');
  });

  await test('a torn file, a file of another format, a torn record: named and skipped, never a 5xx', async () => {
    const newest = files().at(-1);
    const path = join(folder, newest);
    const whole = readFileSync(path, 'utf8');
    const asOf = (await board()).forecast.asOf;
    const broken = (change) => { const f = JSON.parse(whole); change(f); return JSON.stringify(f); };
    for (const [why, text] of [
      ['torn', whole.slice(0, whole.length / 2)], ['empty', ''], ['no JSON', 'nonsense'], ['another thing', '[]'], ['bytes', '\u0000\u0001'],
      ['a band upside down', broken((f) => { f.rows[0].broken[0] = [1, 5, 1, 0, 9, 0, 9]; })], ['too few weeks', broken((f) => { f.rows[0].broken.pop(); })],
      ['a negative number', broken((f) => { f.rows[0].due[0] = -1; })], ['no day', broken((f) => { f.from = '2026-13-01'; })], ['weeks', broken((f) => { f.weeks = 0; })],
      ['a chance above one', broken((f) => { f.promises = [{ promise: 1, matter: 1, chance: 1.5 }]; })],
    ]) {
      writeFileSync(path, text);
      const seen = await board();
      same(seen.skipped.map((s) => s.file), [newest], why);
      holds(seen.skipped[0].why.includes(newest) && seen.forecast !== null && seen.forecast.asOf < asOf, `${why}: an older one is used`);
    }
    writeFileSync(path, broken((f) => { f.format = 99; }));
    same(new Set(await Promise.all(['fi', 'sv', 'en'].map(async (lang) => (await board('', house, lead, lang)).skipped[0].why))).size, 3, 'said in three languages');
    writeFileSync(path, broken((f) => { delete f.promises; }));
    same((await board()).skipped, [], 'chances may be absent');
    const record = join(folder, 'record.json');
    const kept = readFileSync(record, 'utf8');
    writeFileSync(record, kept.slice(0, kept.length - 20));
    const without = await board();
    same([without.skipped.map((s) => s.file), without.record.trust, without.record.judged], [['record.json'], 'unknown', 0], 'a torn record');
    writeFileSync(record, kept);
    renameSync(folder, `${folder}-away`);
    same([(await board()).forecast, (await board()).record.judged], [null, 0], 'no folder');
    mkdirSync(folder);
    mkdirSync(path);
    same((await board()).skipped.map((s) => s.file), [newest], 'a folder where a file should be');
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-away`, folder);
    writeFileSync(path, whole);
    same([(await board()).forecast.asOf, (await board()).skipped], [asOf, []], 'whole again');
  });

  await test('an alarm says what stands behind it, and in which weeks', async () => {
    const path = join(folder, files().at(-1));
    const whole = readFileSync(path, 'utf8');
    const f = JSON.parse(whole);
    for (const r of f.rows) r.alarm = false;
    const row = f.rows.find((r) => r.service !== null && f.care.some((c) => c.team === r.team && c.service === r.service));
    const spread = (n) => [n, n - 1, n + 1, n - 2, n + 2, n - 3, n + 3];
    Object.assign(row, { alarm: true, past: [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2], soon: spread(40), broken: row.broken.map((_, w) => spread(w < 2 ? 3 : 12)) });
    writeFileSync(path, JSON.stringify(f));
    const { alarms, rows } = (await board()).forecast;
    same([alarms.length, rows[0].alarm], [1, true], 'the alarm and its row stand first');
    same([alarms[0].rule, alarms[0].pastMean, alarms[0].pastWeeks, alarms[0].weeks], [row.rule, 2, 12, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]], 'what, against what, when');
    holds(alarms[0].behind !== null && alarms[0].behind.queueThen.length === 7, 'the queue behind it');
    writeFileSync(path, whole);
  });

  await test('the desk hears of a promise that is likely to be late only where forecasts have been worth it', async () => {
    const path = join(folder, files().at(-1));
    const record = join(folder, 'record.json');
    const [whole, kept] = [path, record].map((f) => readFileSync(f, 'utf8'));
    let found;
    for (const { id: account } of is(await house.ask('GET', 'demo-accounts'), 200).json.filter((a) => a.role === 'professional')) {
      const as = await house.logIn(account);
      const rows = [...(await house.rows(as)).values()].filter((r) => r.due !== null && Date.parse(r.due) > Date.now());
      if (rows.length > 1) { found = { as, rows }; break; }
    }
    holds(found, 'some team has promises that run');
    const [first, second] = await Promise.all(found.rows.slice(0, 2).map(async (r) => ({ row: r, ids: is(await house.ask('GET', `matters/${r.id}`, { as: found.as }), 200).json.promises.map((p) => p.id) })));
    const f = JSON.parse(whole);
    f.promises = [...first.ids.map((promise) => ({ promise, matter: first.row.id, chance: 0.7 })), ...second.ids.map((promise) => ({ promise, matter: second.row.id, chance: 0.4 }))];
    writeFileSync(path, JSON.stringify(f));
    const marks = async (errors) => {
      const r = JSON.parse(kept);
      for (const j of r.forecasts) Object.assign(j, errors);
      writeFileSync(record, JSON.stringify(r));
      await board();
      const rows = await house.rows(found.as);
      return [first, second].map(({ row }) => rows.get(row.code).lateChance);
    };
    same(await marks({ error: 5, errorAsBefore: 10 }), [0.7, null], 'likely is said, less than half is not');
    same(await marks({ error: 11, errorAsBefore: 10 }), [null, null], 'a forecast that is worse says nothing');
    for (const [file, text] of [[path, whole], [record, kept]]) writeFileSync(file, text);
    await board();
  });

  await test('too short a past: the run fails in words, the server goes on; where none are made it says so', async () => {
    const as = await thin.logIn('lead');
    is(await thin.ask('POST', 'board/forecast/runs', { as }), 202);
    const run = await over(thin, as);
    same([run.state, run.fault], ['failed', 'history-thin'], 'why');
    same(new Set(await Promise.all(['fi', 'sv', 'en'].map(async (lang) => (await board('', thin, as, lang)).run.why))).size, 3, 'in three languages');
    holds(/history-thin/.test(thin.log) && !/\[error\]/.test(thin.log), 'and in the log');
    await thin.kill('--demo', '--test-clock');
    same((await board('', thin, await thin.logIn('lead'))).run.fault, 'history-thin', 'it is known after a restart');
    const quiet = await calm.logIn('lead');
    is(await calm.ask('POST', 'board/forecast/runs', { as: quiet }), 409, 'forecast-off');
    same((await board('', calm, quiet)).mayRun, false, 'off');
  });

  await test('a run that takes too long is ended; one that the server leaves behind is known as such', async () => {
    const reopen = async (...more) => { await house.kill('--demo', '--test-clock', '--test-long-sessions', ...more); return house.logIn('lead'); };
    let as = await reopen('--forecast-minutes', '0', '--forecast-futures', '5000');
    is(await house.ask('POST', 'board/forecast/runs', { as }), 202);
    same((await over(house, as)).fault, 'too-slow', 'ended');
    as = await reopen('--forecast-futures', '5000');
    is(await house.ask('POST', 'board/forecast/runs', { as }), 202);
    await wait(500);
    as = await reopen(...FUTURES);
    const { run, forecast: f } = await board('', house, as);
    same([run.state, run.fault], ['failed', 'interrupted'], 'after a kill');
    holds(f !== null, 'the forecast from before is there');
  });

  await test('the night makes one by itself, once', async () => {
    await house.kill('--demo', '--test-clock', '--test-long-sessions', '--forecasts', 'nightly', ...FUTURES);
    const as = await house.logIn('lead');
    const setClock = async (at) => is(await house.ask('POST', 'demo-clock', { body: { now: at } }), 204);
    const midnight = (Math.floor(Date.now() / 1000 / DAY) + 2) * DAY;
    await setClock(midnight - 2 * 3600);
    // What was due today while the server was closed may have begun by now: let it end.
    await over(house, as);
    const before = (await board('', house, as)).run.began;
    await setClock(midnight - 2 * 3600 + 60);
    same((await board('', house, as)).run.began, before, 'not before half past three');
    await setClock(midnight + 4 * 3600);
    const run = await over(house, as);
    holds(run.by === 'night' && run.state === 'done' && run.began > before, JSON.stringify(run));
    await setClock(midnight + 9 * 3600);
    same((await over(house, as)).began, run.began, 'not twice the same day');
  });
}
