// Telephone exchanges, call-backs and contacts that the desk writes down, through HTTP.
import { createHmac } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { House, cookieOf, newKey } from './house.mjs';
import { holds, is, same, test } from './report.mjs';

const SECRET = 'a secret of the tests that nobody else uses';
const T = 'desk-tikkurila-1';
const iso = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');

/** A folder with the demo exchange's secret, for --exchange-secrets. */
export function exchangeSecrets() {
  const folder = join(House.scratch, 'exchanges');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'demo.secret');
  writeFileSync(file, `${SECRET}\n`);
  chmodSync(file, 0o600);
  return folder;
}

/** `house`: one of its own whose clock this moves. `real`: one on the machine's clock, for the example in the handbook. */
export async function telephone(house, real) {
  let clock = Date.parse('2026-11-18T07:00:00Z') / 1000;   // a Wednesday, 9.00 in Helsinki
  let staff;
  let calls = 0;
  const call = () => `call-${++calls}`;
  const setClock = async (to) => { clock = to; is(await house.ask('POST', 'demo-clock', { body: { now: clock } }), 204); staff = await house.logIn(T); };
  const sign = (raw, { exchange = 'demo', at = clock, secret = SECRET } = {}) => ({
    'Vuoro-Exchange': exchange, 'Vuoro-Timestamp': String(at), 'Vuoro-Signature': `v1=${createHmac('sha256', secret).update(`${exchange}\n${at}\n${raw}`).digest('hex')}`,
  });
  const tell = (body, { headers = {}, local, ...how } = {}) => {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    return house.ask('POST', 'telephone/events', { raw, local, headers: { ...sign(raw, how), ...headers } });
  };
  const event = (more = {}) => ({ call: call(), event: 'offered', at: iso(clock), line: 'tikkurila', ...more });
  let numbers = 1_000_000;
  const asked = (more = {}) => event({ event: 'callback_asked', number: `+35840${++numbers}`, ...more });
  const matterOf = async (told) => is(await house.ask('GET', `matters/${(await house.find(staff, told.matter)).id}`, { as: staff }), 200).json;
  const promise = (m, rule) => m.promises.filter((p) => p.rule === rule && p.state !== 'void').at(-1);
  const ok = async (id, action, body) => is(await house.act(staff, id, action, body), 200).json;

  await test('an exchange shows its secret with every request', async () => {
    await setClock(clock);
    is(await tell(event()), 200);
    for (const how of [{ secret: 'another secret that is long enough' }, { exchange: 'other' }, { headers: { 'Vuoro-Signature': '' } }, { headers: { 'Vuoro-Signature': `v1=${'0'.repeat(64)}` } }, { headers: { 'Vuoro-Timestamp': String(clock + 1) } }]) {
      is(await tell(event(), { ...how, local: '127.0.0.9' }), 401, 'bad-signature');
    }
    is(await house.ask('POST', 'telephone/events', { body: event(), local: '127.0.0.9' }), 401, 'bad-signature');
    is(await tell(event(), { at: clock - 301 }), 401, 'stale-request');
    is(await tell(event(), { at: clock + 330 }), 401, 'stale-request');
    is(await tell(event(), { headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
    const once = event();
    is(await tell(once, { headers: { Cookie: 'vuoro_session=0' } }), 200);
    for (let n = 0; n < 5; ++n) await tell(event(), { secret: 'wrong', local: '127.0.0.9' });
    is(await tell(event(), { local: '127.0.0.9' }), 429, 'too-many-tries');
    is(await tell(event()), 200);
    holds(!house.log.includes(SECRET), 'the secret is not in the log');
  });

  await test('what is no event is refused, each field with its reason', async () => {
    is(await tell('{"'), 400, 'json-incomplete');
    is(await tell('{}', { headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    is(await tell('x'.repeat(1_048_577)), 413);
    const reasons = async (body) => Object.fromEntries(is(await tell(body), 422, 'field-errors').json.errors.map((e) => [e.field, e.reason]));
    same(await reasons({}), { call: 'missing', event: 'missing', at: 'missing', line: 'missing' }, 'nothing');
    same(await reasons([]), { '': 'wrong-type' }, 'an array');
    for (const [more, field, reason] of [
      [{ event: 'rang' }, 'event', 'not-a-choice'], [{ line: 'nowhere' }, 'line', 'not-a-choice'], [{ at: '2026-11-18 09:00' }, 'at', 'not-an-instant'],
      [{ at: iso(clock + 330) }, 'at', 'in-future'], [{ at: iso(clock - 72 * 3600 - 1) }, 'at', 'too-old'], [{ call: 'x'.repeat(201) }, 'call', 'too-long'],
      [{ event: 'callback_asked' }, 'number', 'missing'], [{ event: 'callback_asked', number: 'anonymous' }, 'number', 'not-a-telephone-number'],
      [{ event: 'callback_tried' }, 'result', 'missing'], [{ event: 'callback_tried', result: 'reached' }, 'result', 'not-a-choice'], [{ event: 'offered', result: 'busy' }, 'result', 'unknown-field'],
      [{ language: 'FI' }, 'language', 'not-a-choice'], [{ name: 'Aino' }, 'name', 'unknown-field'],
    ]) same(await reasons(event(more)), { [field]: reason }, `${field} ${reason}`);
    same(await reasons({ events: [] }), { events: 'too-few' }, 'an empty batch');
    same(await reasons({ events: 1 }), { events: 'wrong-type' }, 'no batch');
    same(await reasons({ events: Array.from({ length: 501 }, () => event()) }), { events: 'too-many' }, 'a large batch');
  });

  await test('a request to be called back is a matter in the line\'s queue, and its number is nowhere but with the matter', async () => {
    const id = call();
    for (const what of ['offered', 'queued']) same(is(await tell(event({ call: id, event: what })), 200).json, { result: 'accepted' }, what);
    const told = is(await tell(asked({ call: id, number: '040 555 0199' })), 200).json;
    same(told.result, 'accepted', 'asked');
    const row = await house.find(staff, told.matter);
    same([row.channel, row.tries, row.tryFrom >= iso(clock), row.promiseRule !== null], ['callback', 0, true, true], 'the row');
    const m = await matterOf(told);
    same([m.reach, m.holder.teamCode], [{ by: 'phone', value: '+358405550199' }, 'desk-tikkurila'], 'who and where');
    same([m.callback.waiting, m.callback.counted, m.callback.of, m.callback.tries], [true, 0, 3, []], 'nobody has tried');
    same(promise(m, 'OWN-CALLBACK').state, 'running', 'the promise runs');
    const page = is(await house.ask('GET', 'queue?filter=callbacks&limit=200', { as: staff }), 200).json;
    holds(page.rows.some((r) => r[1] === told.matter), 'in the part of call-backs');
    for (const file of readdirSync(house.ledger)) holds(!readFileSync(join(house.ledger, file)).includes('405550199'), `the number stands in ${file}`);
  });

  await test('told twice it is one, another content under the same telling is refused, and asking again is the same matter', async () => {
    const ask = asked();
    const first = is(await tell(ask), 200).json;
    same(is(await tell(ask), 200).json, { result: 'repeated', matter: first.matter }, 'repeated');
    is(await tell({ ...ask, number: '+358409999999' }), 422, 'key-conflict');
    await setClock(clock + 600);
    const again = is(await tell({ ...asked(), number: ask.number }), 200).json;
    same(again.matter, first.matter, 'the same caller');
    const m = await matterOf(first);
    same(m.contactsCount, 2, 'counted');
    same(m.timeline.filter((e) => e.kind === 'callback_asked').length, 2, 'both are told');
  });

  await test('events in any order come to the same', async () => {
    const ends = [];
    const begin = clock - 3600;
    const orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2], [3, 0, 0, 2, 1, 3]];
    for (const order of orders) {
      const id = call();
      const number = `+35850${++numbers}`;
      const all = [
        { call: id, event: 'offered', at: iso(begin), line: 'tikkurila' },
        { call: id, event: 'callback_asked', at: iso(begin + 60), line: 'tikkurila', number },
        { call: id, event: 'callback_tried', at: iso(begin + 1860), line: 'tikkurila', result: 'busy' },
        { call: id, event: 'callback_reached', at: iso(begin + 3000), line: 'tikkurila' },
      ];
      let last;
      for (const n of order) last = is(await tell(all[n]), 200).json.matter ?? last;
      const m = await matterOf({ matter: last });
      const { next, ...callback } = m.callback;
      ends.push(JSON.stringify([callback, next, m.promises.filter((p) => p.state !== 'void').map((p) => [p.rule, p.state, p.started, p.ended]).sort()]));
    }
    for (const end of ends) same(end, ends[0], 'an order');
    const [callback, , promises] = JSON.parse(ends[0]);
    same([callback.waiting, callback.reached], [false, iso(begin + 3000)], 'reached');
    holds(promises.some(([rule, state]) => rule === 'OWN-CALLBACK' && state === 'kept'), () => `kept: ${ends[0]}`);
  });

  await test('a batch: each event has its own result, and one that is wrong holds up no other', async () => {
    const { json } = is(await tell({ events: [event(), event({ line: 'nowhere' }), asked(), 7] }), 200);
    same([json.accepted, json.refused, json.results.map((r) => r.result)], [2, 2, ['accepted', 'refused', 'accepted', 'refused']], 'results');
    same(json.results[1].errors.map((e) => [e.field, e.reason]), [['line', 'not-a-choice']], 'why');
    holds(json.results[2].matter, 'the matter of the call-back');
    const many = Array.from({ length: 200 }, () => event());
    same(is(await tell({ events: many }), 200).json.accepted, 200, 'many');
    same(is(await tell({ events: many }), 200).json.results.map((r) => r.result).filter((r) => r !== 'repeated'), [], 'many again');
  });

  await test('an exchange whose clock is a little ahead is taken as of the arrival, and told', async () => {
    await setClock(clock + 60);
    const told = is(await tell(asked({ at: iso(clock + 120) })), 200).json;
    holds(told.takenAs < iso(clock + 60), `taken as ${told.takenAs}`);
    same((await matterOf(told)).callback.asked, told.takenAs, 'asked');
    holds(!('takenAs' in is(await tell(asked({ at: iso(clock - 120) })), 200).json), 'the past is as told');
  });

  await test('three failed tries: the promise to write begins, undo takes it back, a letter keeps it', async () => {
    const { id } = await matterOf(is(await tell(asked()), 200).json);
    const after = (instant, seconds) => iso(Date.parse(instant) / 1000 + seconds);
    let m = await ok(id, 'call-tried', { result: 'no_answer' });
    same([m.callback.counted, m.callback.next, m.undo !== null], [1, after(m.callback.tries[0].at, 1800), true], 'the first');
    await setClock(clock + 60);
    m = await ok(id, 'call-tried', { result: 'busy' });
    same([m.callback.counted, m.callback.tries.length], [1, 2], 'too soon to count');
    for (const n of [2, 3]) {
      await setClock(clock + 1830);
      m = await ok(id, 'call-tried', { result: 'no_answer' });
      same(m.callback.counted, n, `try ${n}`);
    }
    same([m.state, m.callback.unreached, m.callback.next, m.callback.after], ['open', m.callback.tries.at(-1).at, null, 'message'], 'used up, and open');
    same(promise(m, 'OWN-UNREACHED').state, 'running', 'the promise to write');
    m = await ok(id, 'undo', {});
    same([m.callback.unreached, promise(m, 'OWN-UNREACHED'), m.callback.counted], [null, undefined, 2], 'taken back');
    await setClock(clock + 5);
    await ok(id, 'call-tried', { result: 'no_answer' });
    await setClock(clock + 600);
    m = await ok(id, 'call-tried', { result: 'letter_sent' });
    same([promise(m, 'OWN-UNREACHED').state, m.callback.waiting], ['kept', true], 'written to, and still waited for');
    await setClock(clock + 5);
    is(await house.act(staff, id, 'call-tried', { result: 'busy' }, { headers: { Prefer: 'return=minimal' } }), 204);
    is(await house.act(staff, id, 'call-tried', { result: 'none' }), 422, 'wrong-result');
    is(await house.act(staff, id, 'call-tried', { result: 'rang' }), 422, 'field-errors');
    await setClock(clock + 600);
    m = await ok(id, 'call-tried', { result: 'reached' });
    same([m.callback.waiting, m.callback.reached], [false, m.callback.tries.at(-1).at], 'reached');
    is(await house.act(staff, id, 'call-tried', { result: 'reached' }), 409, 'no-callback-waiting');
  });

  await test('the resident sees that they were called', async () => {
    const made = is(await house.ask('POST', 'desk/contacts', { as: staff, key: newKey(), body: { ...House.contact(), channel: 'callback' } }), 201).json;
    await ok(made.matter.id, 'call-tried', { result: 'no_answer' });
    const me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: made.code, secret: made.secret } }), 204));
    same(is(await house.ask('GET', 'my-matter', { as: me }), 200).json.progress.map((p) => p.what), ['asked', 'call_tried'], 'progress');
  });

  await test('the desk writes a contact down for whoever cannot: every channel, the same limits', async () => {
    const write = (more = {}, how = {}) => house.ask('POST', 'desk/contacts', { as: staff, key: newKey(), body: { ...House.contact(), channel: 'phone', ...more }, ...how });
    for (const [channel, answered] of [['phone', true], ['callback', false], ['walk_in', true], ['letter', false], ['partner', false], ['professional', false]]) {
      const { json } = is(await write({ channel }), 201);
      same([json.matter.channel, json.matter.holder.teamCode, json.matter.code], [channel, 'desk-tikkurila', json.code], channel);
      same(json.matter.timeline.some((e) => e.kind === 'contact_answered'), answered, `${channel} answered`);
      is(await house.ask('POST', 'resident-session', { body: { code: json.code, secret: json.secret } }), 204);
    }
    const taken = is(await write({ take: 'yes', spokenLanguage: 'so', interpreter: 'yes' }), 201).json.matter;
    same([taken.holder.me, taken.spokenLanguage, taken.interpreter], [true, 'so', true], 'taken, with an interpreter');
    const referral = is(await write({ channel: 'professional', referral: 'yes' }), 201).json.matter;
    holds(referral.timeline.some((e) => e.kind === 'fact_recorded' && e.detail.fact === 'referral_arrived'), 'the referral is recorded');
    const reasons = async (more) => is(await write(more), 422, 'field-errors').json.errors.map((e) => [e.field, e.reason]);
    same(await reasons({ referral: 'yes' }), [['referral', 'unknown-field']], 'a referral is a professional\'s');
    same(await reasons({ channel: 'web' }), [['channel', 'not-a-choice']], 'not the web');
    same(await reasons({ words: '' }), [['words', 'missing']], 'words');
    same(await reasons({ words: 'x'.repeat(10_001) }), [['words', 'too-long']], 'too long');
    same(await reasons({ reach: { by: 'phone' } }), [['reach.value', 'missing']], 'no number');
    const key = newKey();
    const twice = await Promise.all([1, 2].map(() => write({}, { key })));
    same(twice.map((a) => a.status), [201, 201], 'a retry is told the same');
    same(twice[0].json.code, twice[1].json.code, 'one matter');
    is(await write({}, { key: undefined }), 400, 'idempotency-key-missing');
    is(await write({}, { as: undefined }), 401, 'login-needed');
    is(await write({}, { as: await house.logIn('lead') }), 403, 'not-for-you');
    is(await write({}, { headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    is(await write({}, { raw: 'x'.repeat(1_048_577) }), 413);
    staff = await house.logIn(T);
  });

  await test('the lead sees how the lines were answered', async () => {
    await setClock(clock + 86_400);
    for (const [wait, end] of [[30, 'answered'], [90, 'answered'], [200, 'abandoned']]) {
      const id = call();
      for (const [what, after] of [['offered', 0], ['queued', 1], [end, 1 + wait]]) is(await tell({ call: id, event: what, at: iso(clock - 3600 + after), line: 'korso' }), 200);
    }
    const lead = await house.logIn('lead');
    const day = iso(clock).slice(0, 10);
    const { json } = is(await house.ask('GET', `board/telephone?from=${day}&until=${day}`, { as: lead }), 200);
    const korso = json.lines.find((l) => l.line === 'korso');
    same([korso.offered, korso.answered, korso.abandoned, korso.medianWaitSeconds], [3, 2, 1, 30], 'korso');
    same(json.all.offered, 3, 'the day has no other calls');
    const month = is(await house.ask('GET', 'board/telephone', { as: lead }), 200).json;
    holds(month.all.callbacksReachedSameDay >= 1 && month.all.callbacksAsked > month.all.callbacksReachedSameDay, () => JSON.stringify(month.all));
    is(await house.ask('GET', 'board/telephone?from=never', { as: lead }), 422, 'field-errors');
    is(await house.ask('GET', `board/telephone?from=${day}&until=2026-01-01`, { as: lead }), 422, 'field-errors');
    is(await house.ask('GET', `board/telephone?from=2024-01-01&until=${day}`, { as: lead }), 422, 'field-errors');
    is(await house.ask('GET', 'board/telephone', { as: staff }), 403, 'not-for-you');
    is(await house.ask('GET', 'board/telephone'), 401, 'login-needed');
  });

  await test('the example of docs/telephone.md works as it stands', async () => {
    const text = readFileSync(new URL('../../docs/telephone.md', import.meta.url), 'utf8');
    const example = /```sh\n(# Tell of one call[\s\S]*?)```/.exec(text)?.[1];
    holds(example, 'the example is there');
    const run = spawnSync('sh', ['-eu', '-c', example], { encoding: 'utf8', env: { PATH: process.env.PATH, VUORO: `http://127.0.0.1:${real.port}`, SECRET: join(House.scratch, 'exchanges', 'demo.secret') } });
    same(run.status, 0, run.stderr);
    const answer = JSON.parse(run.stdout);
    same(answer.result, 'accepted', run.stdout);
    holds(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(answer.matter), run.stdout);
  });

  await test('secrets that others could read stop the start', async () => {
    const folder = join(House.scratch, 'open-secrets');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'demo.secret'), `${SECRET}\n`);
    chmodSync(join(folder, 'demo.secret'), 0o644);
    const refused = house.run('serve', '--ledger', join(House.scratch, 'never', 'county'), '--port', '0', '--web', join(House.scratch, 'web'), '--exchange-secrets', folder);
    same(refused.status, 1, 'it does not open');
    holds(/demo\.secret/.test(refused.stderr) && !refused.stderr.includes(SECRET), refused.stderr);
  });
}
