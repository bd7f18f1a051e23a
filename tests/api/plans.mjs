// Plans of leads: begun, changed, lived ahead beside doing nothing, decided once, held to what came; and everything that can go wrong.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { later } from './day.mjs';
import { events } from './http.mjs';
import { holds, is, none, same, test } from './report.mjs';

const DAY = 86_400;
const wait = (ms) => new Promise((wake) => { setTimeout(wake, ms); });
const ROUTES = [['GET', ''], ['POST', ''], ['GET', '/1'], ...['change', 'run', 'cancel', 'decide', 'give-up'].map((a) => ['POST', `/1/${a}`])];

/** `house`: a made county of some weeks, with its own clock; `thin`: a county with next to no past; `calm`: one that lives no plans. */
export async function plans(house, thin, calm) {
  let lead = await house.logIn('lead');
  const folder = join(house.ledger, 'plans');
  const ask = (method, path, body, more = {}) => house.ask(method, `board/plans${path}`, { as: lead, body, ...more });
  const list = async () => is(await ask('GET', ''), 200).json;
  const show = async (n, more) => is(await ask('GET', `/${n}`, undefined, more), 200).json;
  const desk = (more = {}) => ({ kind: 'desk', team: 'desk-tikkurila', amount: 50, unit: 'percent', ...more });
  const draft = (more = {}) => ({ name: 'Nopeampi vastaus', reason: 'Jono kasvaa', weeks: 4, changes: [desk()], ...more });
  const begin = async (more) => is(await ask('POST', '', draft(more)), 201).json;
  const over = async (n, at = house, as = lead) => {
    for (let i = 0; i < 3000; ++i) {
      const plan = is(await at.ask('GET', `board/plans/${n}`, { as }), 200).json;
      if (plan.run.state !== 'running') return plan;
      await wait(100);
    }
    throw new Error('the run does not end');
  };
  const lived = async (n) => { is(await ask('POST', `/${n}/run`), 202); return over(n); };
  const reopen = async (futures = 4, ...more) => { await house.kill('--demo', '--test-clock', '--test-long-sessions', '--forecast-futures', String(futures), ...more); lead = await house.logIn('lead'); };

  await test('who may see, make and decide plans', async () => {
    const staff = await house.logIn('desk-tikkurila-1');
    for (const [method, path] of ROUTES) {
      is(await house.ask(method, `board/plans${path}`), 401, 'login-needed');
      is(await house.ask(method, `board/plans${path}`, { as: staff }), 403, 'not-for-you');
      is(await ask(method, `${path}?x=1`), 422, 'field-errors');
      if (method === 'POST') is(await ask(method, path, {}, { headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
    }
    for (const [method, path] of ROUTES.slice(2)) {
      const body = path.endsWith('change') ? { revision: 1, ...draft() } : /decide|give-up/.test(path) ? { revision: 1, words: 'x' } : undefined;
      for (const n of ['77', 'x', '0', '99999999999']) is(await ask(method, path.replace('1', n), body), 404, 'plan-unknown');
    }
    for (const path of ['', '/1/change', '/1/decide', '/1/give-up']) {
      is(await ask('POST', path, undefined, { raw: '{' }), 400, 'json-incomplete');
      is(await ask('POST', path, undefined, { raw: '{}', headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
      is(await ask('POST', path, undefined, { raw: 'x'.repeat(1_048_577) }), 413);
      is(await ask('POST', path, {}), 422, 'field-errors');
    }
    const empty = await list();
    same([empty.plans, empty.mayRun, empty.skipped], [[], true, []], 'nothing yet');
    holds(empty.places.length > 3 && empty.places.every((p) => p.teamName), 'what can be changed');
  });

  await test('what is wrong with a plan is told by its field, and nothing is kept', async () => {
    const one = (c) => ({ changes: [c] });
    const care = (more) => ({ kind: 'capacity', team: 'oral-korso', service: 'dentist', amount: 5, unit: 'visits_a_week', ...more });
    for (const [body, field, reason] of [
      [{ name: '' }, 'name', 'missing'], [{ name: 'x'.repeat(121) }, 'name', 'too-long'], [{ reason: undefined }, 'reason', 'missing'], [{ reason: 7 }, 'reason', 'wrong-type'],
      [{ weeks: 0 }, 'weeks', 'too-small'], [{ weeks: 53 }, 'weeks', 'too-big'], [{ weeks: 1.5 }, 'weeks', 'wrong-type'], [{ changes: [] }, 'changes', 'too-few'], [{ changes: Array(21).fill(desk()) }, 'changes', 'too-many'],
      [{ changes: 'x' }, 'changes', 'wrong-type'], [one('x'), 'changes.0', 'wrong-type'], [one(desk({ kind: 'magic' })), 'changes.0.kind', 'not-a-choice'], [one(desk({ x: 1 })), 'changes.0.x', 'unknown-field'],
      [one(desk({ team: undefined })), 'changes.0.team', 'missing'], [one(desk({ team: 'nobody' })), 'changes.0.team', 'not-a-choice'], [one(desk({ team: 5 })), 'changes.0.team', 'wrong-type'],
      [one(desk({ service: 'dentist' })), 'changes.0.service', 'not-here'], [one(care({ service: null })), 'changes.0.service', 'missing'], [one(care({ service: 'magic' })), 'changes.0.service', 'not-a-choice'],
      [one(desk({ unit: 'visits_a_week' })), 'changes.0.unit', 'not-here'], [one(care({ unit: 'hours_a_day' })), 'changes.0.unit', 'not-here'], [one(desk({ unit: 'litres' })), 'changes.0.unit', 'not-a-choice'],
      [one(desk({ amount: -101 })), 'changes.0.amount', 'too-small'], [one(desk({ amount: 1e300 })), 'changes.0.amount', 'too-big'], [one(desk({ amount: '5' })), 'changes.0.amount', 'wrong-type'], [one(desk({ amount: null })), 'changes.0.amount', 'missing'],
      [one(desk({ unit: 'hours_a_day', amount: -9 })), 'changes.0.amount', 'too-small'], [one(desk({ kind: 'digital', amount: 101 })), 'changes.0.amount', 'too-big'], [one(desk({ kind: 'digital', amount: -1 })), 'changes.0.amount', 'too-small'],
      [one(desk({ from: '2020-01-01' })), 'changes.0.from', 'before-today'], [one(desk({ from: '2026-02-30' })), 'changes.0.from', 'not-a-day'], [one(desk({ from: '9999-01-01' })), 'changes.0.from', 'not-a-day'],
      [one(desk({ from: later(9), until: later(8) })), 'changes.0.until', 'before-from'], [one(desk({ until: later(-1) })), 'changes.0.until', 'before-from'],
      [one(desk({ cost: { euros: 9, per: 'visit' } })), 'changes.0.cost.per', 'not-here'], [one(desk({ cost: { euros: -1, per: 'month' } })), 'changes.0.cost.euros', 'too-small'], [one(desk({ cost: { euros: 1e10, per: 'month' } })), 'changes.0.cost.euros', 'too-big'],
      [one(desk({ cost: { per: 'month' } })), 'changes.0.cost.euros', 'missing'], [one(desk({ cost: 95 })), 'changes.0.cost', 'wrong-type'], [one(care({ cost: { euros: 1, per: 'year' } })), 'changes.0.cost.per', 'not-a-choice'],
    ]) {
      const { errors } = is(await ask('POST', '', draft(body)), 422, 'field-errors').json;
      holds(errors.some((e) => e.field === field && e.reason === reason && e.message), `${field} ${reason}: ${JSON.stringify(errors)}`);
    }
    const both = is(await ask('POST', '', { ...draft(), name: '', changes: [desk(), desk({ team: 'nobody' })] }), 422, 'field-errors').json.errors.map((e) => e.field);
    same(both, ['name', 'changes.1.team'], 'all at once');
    same((await list()).plans, [], 'nothing is kept');
  });

  await test('begun, changed by whoever saw it last, and told to the others', async () => {
    const heard = events(house.port, '/api/v1/events', { Cookie: lead }, (f) => f.some((e) => e.name === 'forecast'), 60_000);
    await wait(200);
    const plan = await begin();
    same([plan.number, plan.revision, plan.state, plan.run.state, plan.result, plan.came, plan.end, plan.headline], [1, 1, 'draft', 'never', null, null, null, null], 'a draft');
    const { teamName, serviceName, ...given } = plan.changes[0];
    same([plan.changes.length, given.kind, given.team, given.service, given.amount, given.unit, given.from, given.until, given.cost, serviceName], [1, 'desk', 'desk-tikkurila', null, 50, 'percent', null, null, null, null], 'as given');
    holds(teamName !== 'desk-tikkurila', 'with its name');
    await heard;
    const other = is(await ask('POST', '/1/change', { revision: 1, ...draft({ name: 'Toinen' }) }), 200).json;
    same([other.revision, other.name], [2, 'Toinen'], 'changed');
    for (const [path, body] of [['change', draft()], ['decide', { words: 'x' }], ['give-up', { words: 'x' }]]) is(await ask('POST', `/1/${path}`, { revision: 1, ...body }), 412, 'plan-changed');
    is(await ask('POST', '/1/decide', { revision: 2, words: 'Tehdään' }), 409, 'plan-not-lived');
    is(await ask('POST', '/1/cancel'), 409, 'plan-not-running');
    const together = await Promise.all(Array.from({ length: 6 }, (_, i) => ask('POST', '/1/change', { revision: 2, ...draft({ name: `Yhtä aikaa ${i}` }) })));
    same(together.map((a) => a.status).sort(), [200, 412, 412, 412, 412, 412], 'one of many wins');
    await Promise.all(Array.from({ length: 5 }, () => begin({ name: 'Samaan aikaan' })));
    same((await list()).plans.map((p) => p.number), [6, 5, 4, 3, 2, 1], 'each has its number');
    none(Object.keys(JSON.parse(readFileSync(join(folder, '1.json'), 'utf8'))).filter((k) => /person|matter|resident/i.test(k)), 'personal data');
    for (const n of [3, 4, 5, 6]) is(await ask('POST', `/${n}/give-up`, { revision: 1, words: 'Turha' }), 200);
    is(await ask('POST', '/6/give-up', { revision: 2, words: 'Taas' }), 409, 'plan-ended');
    is(await ask('POST', '/6/run'), 409, 'plan-ended');
  });

  await test('lived beside doing nothing: weekly bands, the paired change, the queue it touches first', async () => {
    const plan = await lived(1);
    same([plan.run.state, plan.faults], ['done', []], house.log.slice(-400));
    const r = plan.result;
    same([r.weeks, r.futures, r.queues[0].team, r.queues[0].service, r.queues[0].touched], [4, 4, 'desk-tikkurila', null, true], 'head');
    for (const w of [r.brokenWeeks, r.debtWeeks, ...r.queues.flatMap((q) => [q.brokenWeeks, q.queueWeeks, q.debtWeeks])]) same([w.nothing.length, w.plan.length], [4, 4], 'a figure for each week');
    const close = (a, b) => Math.abs(a - b) < 0.01;
    for (const q of r.queues) holds(close(q.broken.plan[0] - q.broken.nothing[0], q.broken.change) && close(q.queue.plan[0] - q.queue.nothing[0], q.queue.change), 'the change is between the two');
    holds(close(r.brokenWeeks.plan.reduce((n, s) => n + s[0], 0), r.broken.plan[0]), 'weeks come to the whole');
    same([plan.headline.weeks, plan.headline.change, plan.headline.queue.team], [4, r.broken.change, 'desk-tikkurila'], 'headline');
    const again = await lived(1);
    same(again.result.queues, r.queues, 'the same plan, the same figures');
    const renamed = is(await ask('POST', '/1/change', { revision: plan.revision, ...draft({ name: 'Uusi nimi' }) }), 200).json;
    holds(renamed.result !== null, 'other words leave the figures');
    const other = is(await ask('POST', '/1/change', { revision: renamed.revision, ...draft({ weeks: 3 }) }), 200).json;
    same([other.result, other.headline, other.run.state], [null, null, 'never'], 'other weeks take them away');
    const dear = await begin({ changes: [desk({ amount: 0, cost: { euros: 3043.75, per: 'month' } })] });
    const idle = (await lived(dear.number)).result;
    same([idle.broken.change, idle.broken.half, idle.queues.every((q) => q.queue.change === 0)], [0, 0, true], 'nothing changed is exactly doing nothing');
    same(Math.round(idle.cost[0]), 2800, '28 days of a month of 30.4375');
  });

  await test('what only the record can say comes back in words on the plan, and it cannot be decided', async () => {
    const bad = await begin({ changes: [desk(), { kind: 'capacity', team: 'desk-tikkurila', service: 'dentist', amount: -5, unit: 'visits_a_week' }] });
    const seen = await lived(bad.number);
    same([seen.run.state, seen.result, seen.faults.map((f) => [f.change, f.fault])], ['done', null, [[1, 'no-such-service']]], 'why');
    same(new Set(await Promise.all(['fi', 'sv', 'en'].map(async (lang) => (await show(bad.number, { lang })).faults[0].why))).size, 3, 'in three languages');
    is(await ask('POST', `/${bad.number}/decide`, { revision: seen.revision, words: 'x' }), 409, 'plan-not-lived');
  });

  await test('one run at a time, forecasts among them; cancelled within a second; a run that was left behind is known', async () => {
    await reopen(5000);
    const [a, b] = [await begin({ weeks: 52 }), await begin()];
    const began = is(await ask('POST', `/${a.number}/run`), 202).json;
    same([began.run.state, began.run.ended], ['running', null], 'begun');
    is(await ask('POST', `/${b.number}/run`), 409, 'plan-running');
    is(await house.ask('POST', 'board/forecast/runs', { as: lead }), 409, 'plan-running');
    for (const [path, body] of [['change', draft()], ['decide', { words: 'x' }], ['give-up', { words: 'x' }]]) is(await ask('POST', `/${a.number}/${path}`, { revision: a.revision, ...body }), 409, 'plan-running');
    is(await ask('POST', `/${b.number}/cancel`), 409, 'plan-not-running');
    for (let n = 0; (await show(a.number)).run.share === 0 && n < 600; ++n) await wait(100);
    const { share } = (await show(a.number)).run;
    holds(share > 0 && share < 1, `progress ${share}`);
    is(await ask('POST', `/${a.number}/cancel`), 202);
    const from = Date.now();
    same((await over(a.number)).run.state, 'cancelled', 'ended');
    holds(Date.now() - from < 5000, 'soon');
    is(await house.ask('POST', 'board/forecast/runs', { as: lead }), 202);
    is(await ask('POST', `/${b.number}/run`), 409, 'forecast-running');
    await reopen(5000);
    is(await ask('POST', `/${a.number}/run`), 202);
    await wait(300);
    await reopen(5000, '--forecast-minutes', '0');
    same([(await show(a.number)).run.state, (await show(a.number)).run.fault], ['failed', 'interrupted'], 'after a kill');
    same((await lived(a.number)).run.fault, 'too-slow', 'the limit');
    await reopen();
  });

  await test('decided once, with words; from then on it stands', async () => {
    const plan = await begin({ name: 'Päätettävä' });
    const ready = await lived(plan.number);
    for (const words of ['', ' '.repeat(2001)]) is(await ask('POST', `/${plan.number}/decide`, { revision: ready.revision, words }), 422, 'field-errors');
    const all = await Promise.all(Array.from({ length: 4 }, (_, i) => ask('POST', `/${plan.number}/decide`, { revision: ready.revision, words: `Tehdään ${i}` })));
    same(all.map((a) => a.status).sort(), [200, 412, 412, 412], 'exactly once');
    const done = await show(plan.number);
    same([done.state, done.came, done.end.words.startsWith('Tehdään')], ['decided', null, true], 'nothing came of it yet');
    for (const [path, body] of [['change', draft()], ['decide', { words: 'x' }], ['give-up', { words: 'x' }]]) is(await ask('POST', `/${plan.number}/${path}`, { revision: done.revision, ...body }), 409, 'plan-ended');
    is(await ask('POST', `/${plan.number}/run`), 409, 'plan-ended');
    await reopen();
    same((await show(plan.number)).end, done.end, 'after a kill');
  });

  await test('torn files are named and skipped, never a 5xx; a torn result is no result', async () => {
    const { number } = (await list()).plans[0];
    const path = join(folder, `${number}.json`);
    const whole = readFileSync(path, 'utf8');
    for (const text of [whole.slice(0, whole.length / 2), '', '[]', whole.replace('"weeks":4', '"weeks":99'), whole.replace('"state":"decided"', '"state":"draft"'), whole.replace(`"number":${number}`, '"number":1')]) {
      writeFileSync(path, text);
      same((await list()).skipped.map((s) => s.file), [`${number}.json`], text.slice(0, 40));
      is(await ask('GET', `/${number}`), 409, 'plan-damaged');
      is(await ask('POST', `/${number}/give-up`, { revision: 1, words: 'x' }), 409, 'plan-damaged');
    }
    writeFileSync(path, whole.replace('"format":1', '"format":9'));
    same((await list()).skipped.length, 1, 'another format');
    const next = await begin();
    same(next.number, number + 1, 'its number is not taken again');
    writeFileSync(path, whole);
    const result = join(folder, `${number}.result.json`);
    const kept = readFileSync(result, 'utf8');
    for (const text of [kept.slice(0, 500), kept.replace('"weeks":4', '"weeks":5'), '{}']) { writeFileSync(result, text); same([(await show(number)).result, (await show(number)).came], [null, null], 'no result'); }
    writeFileSync(result, kept);
    holds((await show(number)).result !== null && (await list()).skipped.length === 0, 'whole again');
    none(readdirSync(folder).filter((f) => !/^\d+(\.result)?\.json$/.test(f)), 'left lying about');
  });

  await test('weeks later the plan is held to what happened, week by week and with a verdict on its date', async () => {
    const number = (await list()).plans.find((p) => p.state === 'decided').number;
    const { result } = await show(number);
    const setClock = async (days) => is(await house.ask('POST', 'demo-clock', { body: { now: Math.floor(Date.parse(`${result.from}T12:00:00Z`) / 1000) + days * DAY } }), 204);
    await setClock(6);
    same((await show(number)).came, null, 'no week is over');
    await setClock(15);
    const two = (await show(number)).came;
    same([two.weeks, two.complete, two.verdict, two.broken.happened.length, two.queues.length], [2, false, null, 2, result.queues.length], 'two weeks');
    await setClock(29);
    const { came } = await show(number);
    same([came.weeks, came.complete, came.queues[0].broken.happened.length, came.queues[0].queue.happened.length], [4, true, 4, 4], 'all weeks');
    same(came.queues[0].broken.happened.slice(0, 2), two.queues[0].broken.happened, 'what is over does not change');
    same(came.verdict.happened, came.broken.happened.reduce((a, b) => a + b, 0), 'the sum of weeks');
    const [, , , low, high] = result.broken.plan;
    same(came.verdict.word, came.verdict.happened > Math.ceil(high) ? 'worse' : came.verdict.happened < Math.floor(low) ? 'better' : 'as_planned', 'the word is what the numbers say');
    // Nobody worked all that time: whoever waited at the desk still does, and it shows.
    holds(came.queues[0].queue.happened[3] >= came.queues[0].queue.happened[0], 'the queue did not go down');
    holds(came.queues[0].queue.inside <= 4, 'weeks in the band');
    await house.kill('--demo', '--test-clock', '--test-long-sessions');
  });

  await test('too short a past fails in words; a server that lives none says so', async () => {
    const as = await thin.logIn('lead');
    const plan = is(await thin.ask('POST', 'board/plans', { as, body: draft() }), 201).json;
    is(await thin.ask('POST', `board/plans/${plan.number}/run`, { as }), 202);
    const seen = await over(plan.number, thin, as);
    same([seen.run.state, seen.run.fault], ['failed', 'history-thin'], 'why');
    same(new Set(await Promise.all(['fi', 'sv', 'en'].map(async (lang) => is(await thin.ask('GET', `board/plans/${plan.number}`, { as, lang }), 200).json.run.why))).size, 3, 'in three languages');
    const quiet = await calm.logIn('lead');
    const none_ = is(await calm.ask('POST', 'board/plans', { as: quiet, body: draft() }), 201).json;
    same(none_.mayRun, false, 'off');
    is(await calm.ask('POST', `board/plans/${none_.number}/run`, { as: quiet }), 409, 'plan-off');
  });
}
