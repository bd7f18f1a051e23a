// The life of a contact through HTTP, and what makes it safe: keys, versions, races.
import { House, cookieOf, newKey } from './house.mjs';
import { many } from './http.mjs';
import { holds, is, same, test } from './report.mjs';

const iso = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');

export async function life(house) {
  const T = 'desk-tikkurila-1';
  let staff;
  let clock = Math.floor(Date.now() / 1000);
  const forward = async (seconds) => {
    clock += seconds;
    is(await house.ask('POST', 'demo-clock', { body: { now: clock } }), 204);
    staff = await house.logIn(T);
  };
  const ok = async (as, id, action, body, more) => {
    const answer = await house.act(as, id, action, body, more);
    is(answer, 200);
    same(answer.headers.etag, `"${answer.json.version}"`, 'ETag');
    return answer.json;
  };

  await test('the life of a contact: asked, taken, assessed, booked, missed, booked again, held, closed, reopened', async () => {
    staff = await house.logIn(T);
    const words = 'Vaivaa العربية: olen yskinyt kolme viikkoa';
    const asked = await house.contactMade({ words, spokenLanguage: 'ar', interpreter: 'yes' });
    same(asked.matter.words, words, 'words');
    same(asked.matter.next.kind, 'answer', 'next');
    let me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: asked.code.toLowerCase().replace('-', ' '), secret: asked.secret } }), 204));
    const mine = async () => is(await house.ask('GET', 'my-matter', { as: me }), 200).json;
    const again = async () => { me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: asked.code, secret: asked.secret } }), 204)); };
    const row = await house.find(staff, asked.code);
    holds(row && row.state === 'new' && row.lang === 'ar' && row.interpreter === 1, () => `row ${JSON.stringify(row)}`);
    const id = row.id;
    let m = await ok(staff, id, 'take');
    holds(m.holder.me && m.undo, 'taken by me, can be taken back');
    m = await ok(staff, id, 'undo');
    same(m.holder.staff, 0, 'undone');
    await ok(staff, id, 'take');
    await ok(staff, id, 'release');
    await ok(staff, id, 'take');
    await ok(staff, id, 'answer');
    m = await ok(staff, id, 'assess', { urgency: 'days', domains: ['health'], facts: ['general_medicine', 'reason_illness_like'], profession: 'doctor' });
    same(m.assessed.domains, ['health'], 'domains');
    m = await ok(staff, id, 'facts', { fact: 'doctor_need_found' });
    holds(m.promises.some((p) => p.state === 'running' && p.due), 'a dated promise runs');
    const services = is(await house.ask('GET', 'services', { as: staff }), 200).json;
    house.service = services[0].code;
    m = await ok(staff, id, 'propose', { service: services[0].code, otherwise: 'situation', due: iso(clock + 86_400 * 10) });
    const step = m.steps.at(-1).id;
    await ok(staff, id, 'book', { step, at: iso(clock + 3600), minutes: 20, mode: 'visit' });
    await ok(staff, id, 'cancel-booking', { step, by: 'patient', reason: 'sopi huonosti' });
    await ok(staff, id, 'book', { step, at: iso(clock + 3600), minutes: 20, mode: 'phone' });
    same((await mine()).visit?.mode, 'phone', 'the resident sees the visit');
    await forward(5400);
    await ok(staff, id, 'miss', { step });
    const next = async () => (await ok(staff, id, 'propose', { service: services[0].code, otherwise: 'situation' })).steps.at(-1).id;
    await ok(staff, id, 'refuse', { step: await next() });
    const last = await next();
    await ok(staff, id, 'book', { step: last, at: iso(clock + 600), minutes: 30, mode: 'visit' });
    await forward(1200);
    m = await ok(staff, id, 'complete', { step: last, outcome: 'helped' });
    m = await ok(staff, id, 'close', { reason: 'care_given' });
    same([m.state, m.closedReason], ['closed', 'care_given'], 'closed');
    await again();
    const end = await mine();
    same([end.state, end.next.kind], ['closed', 'closed'], 'the resident sees it closed');
    same(end.progress.map((p) => p.what).filter((w) => w === 'visit_done').length, 1, 'visit in the progress');
    await ok(staff, id, 'reopen', { reason: 'need_returned' });
    same((await mine()).state, 'open', 'open again');
    is(await house.ask('DELETE', 'resident-session', { as: me }), 204);
    is(await house.ask('GET', 'my-matter', { as: me }), 401, 'login-needed');
  });

  await test('a hand-over stays with the giver until accepted; declining answers 204 and the view is gone', async () => {
    const { code } = await house.contactMade();
    const { id } = await house.find(staff, code);
    const other = await house.logIn('desk-myyrmaki-1');
    is(await house.ask('GET', `matters/${id}`, { as: other }), 404, 'unknown-matter');
    let m = await ok(staff, id, 'offer', { team: 'desk-myyrmaki', reason: 'other_area' });
    same([m.holder.teamCode, m.offer.byMe], ['desk-tikkurila', true], 'still the giver\'s');
    const offered = is(await house.ask('GET', 'queue?filter=offered', { as: other }), 200).json;
    holds(offered.rows.some((r) => r[0] === id), 'in the other team\'s offers');
    m = await ok(staff, id, 'withdraw');
    same(m.offer, null, 'withdrawn');
    await ok(staff, id, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    const answer = await house.act(other, id, 'decline', { reason: 'no_capacity' });
    is(answer, 204);
    is(await house.ask('GET', `matters/${id}`, { as: other }), 404, 'unknown-matter');
    await ok(staff, id, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    // Who still provides a step sees the matter after declining, and gets it.
    m = await ok(other, id, 'accept');
    await ok(other, id, 'assess', { urgency: 'days', domains: ['health'] });
    await ok(other, id, 'propose', { service: house.service });
    await ok(other, id, 'offer', { team: 'desk-tikkurila', reason: 'continuity' });
    await ok(staff, id, 'accept');
    await ok(staff, id, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    m = await ok(other, id, 'decline', { reason: 'not_our_task' });
    same(m.holder.teamCode, 'desk-tikkurila', 'declined');
    await ok(staff, id, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    m = await ok(other, id, 'accept');
    same([m.holder.teamCode, m.handsCount], ['desk-myyrmaki', 3], 'moved');
    same(m.steps.length, 1, 'steps');
    is(await house.ask('GET', `matters/${id}`, { as: staff }), 404, 'unknown-matter');
  });

  await test('a promise is extended for a reason of its rule only, once said until when', async () => {
    const { code } = await house.contactMade({ age: 44 });
    const { id } = await house.find(staff, code);
    const m = await ok(staff, id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: ['other_nonurgent_rehab_promotion'] });
    const promise = m.promises.find((p) => p.rule === 'TH51A-OTHER')?.id;
    holds(promise, 'TH51A-OTHER runs');
    const day = (days) => iso(clock + days * 86_400).slice(0, 10);
    is(await house.act(staff, id, 'extend', { promise, reason: 'medical_reason', until: day(200) }), 409, 'extension-not-allowed');
    is(await house.act(staff, id, 'extend', { promise, reason: 'plan_interval' }), 409, 'extension-not-allowed');
    is(await house.act(staff, id, 'extend', { promise, reason: 'plan_interval', until: day(3) }), 409, 'extension-not-allowed');
    for (const until of ['2027-02-29', '2027-2-1', '', 'tomorrow', '2027-01-01T00:00:00Z', '20270101']) {
      const a = is(await house.act(staff, id, 'extend', { promise, reason: 'plan_interval', until }), 422, 'field-errors');
      same(a.json.errors[0].field, 'until', until);
    }
    const after = await ok(staff, id, 'extend', { promise, reason: 'plan_interval', until: day(200) });
    same(after.promises.filter((p) => p.extended).map((p) => [p.id, p.dueDay]), [[promise, day(200)]], 'extended');
    is(await house.act(staff, id, 'extend', { promise, reason: 'plan_interval', until: day(300) }), 409, 'extension-not-allowed');
    const oral = await house.find(staff, (await house.contactMade({ age: 44 })).code);
    const n = await ok(staff, oral.id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: ['other_nonurgent_rehab_promotion'] });
    is(await house.act(staff, oral.id, 'extend', { promise: n.promises.find((p) => p.rule === 'TH51A-OTHER').id, reason: 'plan_interval', until: day(200) }, { headers: { Prefer: 'return=minimal' } }), 204);
    is(await house.act(staff, oral.id, 'extend', { promise, reason: 'plan_interval', until: day(200) }), 404, 'unknown-step');
  });

  await test('one key, one effect: the same body gets the same answer and secret, another body 422', async () => {
    const key = newKey();
    const body = House.contact({ words: 'kerran vain' });
    const first = is(await house.ask('POST', 'contacts', { body, key }), 201).json;
    const before = await house.seq(staff);
    const again = is(await house.ask('POST', 'contacts', { body, key }), 201).json;
    same(again, first, 'the same answer');
    is(await house.ask('POST', 'contacts', { body: House.contact({ words: 'toinen' }), key }), 422, 'key-conflict');
    same(await house.seq(staff), before, 'nothing written');
    const { id, version } = await house.find(staff, first.code);
    const k = newKey();
    is(await house.ask('POST', `matters/${id}/take`, { as: staff, body: {}, key: k, version }), 200);
    const repeated = is(await house.ask('POST', `matters/${id}/take`, { as: staff, body: {}, key: k, version }), 200).json;
    same(repeated.version, version + 1, 'taken once');
    is(await house.ask('POST', `matters/${id}/answer`, { as: staff, body: {}, key: k, version: version + 1 }), 422, 'key-conflict');
  });

  await test('forty duplicates at once have one effect', async () => {
    const key = newKey();
    const body = House.contact({ words: 'neljäkymmentä kertaa' });
    const before = is(await house.ask('GET', 'queue', { as: staff }), 200).json.counts.all;
    const answers = await many(Array.from({ length: 40 }, () => () => house.ask('POST', 'contacts', { body, key })), 40);
    for (const a of answers) is(a, 201);
    same(new Set(answers.map((a) => a.json.code + a.json.secret)).size, 1, 'codes');
    same(is(await house.ask('GET', 'queue', { as: staff }), 200).json.counts.all, before + 1, 'one matter more');
  });

  await test('If-Match: none 428, unreadable 428, old 412, right 200 with or without quotes', async () => {
    const { code } = await house.contactMade();
    const { id, version } = await house.find(staff, code);
    const path = `matters/${id}/take`;
    is(await house.ask('POST', path, { as: staff, body: {}, key: newKey() }), 428, 'version-missing');
    for (const text of ['*', 'W/"1"', '"abc"', '"1", "2"', '-1', '"99999999999"']) {
      is(await house.ask('POST', path, { as: staff, body: {}, key: newKey(), headers: { 'If-Match': text } }), 428, 'version-missing');
    }
    is(await house.ask('POST', path, { as: staff, body: {}, key: newKey(), version: version + 1 }), 412, 'version-changed');
    is(await house.ask('POST', path, { as: staff, body: {}, key: newKey(), headers: { 'If-Match': String(version) } }), 200);
    is(await house.ask('POST', `matters/${id}/release`, { as: staff, body: {}, key: newKey(), version }), 412, 'version-changed');
    is(await house.ask('POST', `matters/${id}/release`, { as: staff, body: {}, key: newKey(), version: version + 1, headers: { Prefer: 'return=minimal' } }), 204);
  });

  await test('of twenty who take at once one succeeds; the others hear that it has changed', async () => {
    const { code } = await house.contactMade();
    const { id, version } = await house.find(staff, code);
    const sessions = await many(Array.from({ length: 20 }, () => () => house.logIn(T)));
    const answers = await many(sessions.map((as) => () => house.ask('POST', `matters/${id}/take`, { as, body: {}, key: newKey(), version })), 20);
    same(answers.filter((a) => a.status === 200).length, 1, 'one takes it');
    same(answers.filter((a) => a.status === 412).length, 19, 'the others');
  });

  await test('numbers at their edges', async () => {
    const edge = async (age, status) => is(await house.ask('POST', 'contacts', { body: House.contact({ age }), key: newKey() }), status);
    for (const age of [0, 130, null]) await edge(age, 201);
    for (const age of [-1, 131, 1.5, '40', true, [], {}, 2 ** 53]) await edge(age, 422);
    for (const number of ['-0', '130', '1e1']) {
      const raw = JSON.stringify(House.contact()).replace('"age":40', `"age":${number}`);
      is(await house.ask('POST', 'contacts', { raw, key: newKey() }), number === '1e1' ? 422 : 201);
    }
    for (const number of ['9223372036854775807', '9223372036854775808', '18446744073709551615', '18446744073709551616', '-9223372036854775809', '4.0', '1e308', '1e-400']) {
      const raw = JSON.stringify(House.contact()).replace('"age":40', `"age":${number}`);
      const a = is(await house.ask('POST', 'contacts', { raw, key: newKey() }), 422, 'field-errors');
      same(a.json.errors[0].field, 'age', number);
    }
    for (const number of ['1e400', '-1e999']) is(await house.ask('POST', 'contacts', { raw: `{"age":${number}}`, key: newKey() }), 400, 'json-number-range');
    for (const limit of ['0', '-1', '201', '1.5', '1e2', '', '99999999999999999999', '0x10', ' 1']) is(await house.ask('GET', `queue?limit=${encodeURIComponent(limit)}`, { as: staff }), 422, 'field-errors');
    const big = (await house.ask('GET', 'queue?limit=201', { as: staff })).json.errors[0];
    same(big.reason, 'too-big', 'limit=201');
    for (const id of ['0', '-1', '4294967295', '4294967296', '1e3', '0x1', '99999999999999999999', '%20', 'abc']) is(await house.ask('GET', `matters/${id}`, { as: staff }), 404, 'unknown-matter');
    const { code } = await house.contactMade();
    const { id } = await house.find(staff, code);
    await ok(staff, id, 'assess', { urgency: 'days', domains: ['health'] });
    const step = (await ok(staff, id, 'propose', { service: house.service })).steps.at(-1).id;
    const at = iso(clock + 7200);
    for (const minutes of [4, 1441, -5, 0, 2 ** 31, 7.5]) is(await house.act(staff, id, 'book', { step, at, minutes, mode: 'visit' }), 422);
    for (const s of [0, -1, 2 ** 32]) is(await house.act(staff, id, 'book', { step: s, at, minutes: 20, mode: 'visit' }), 422);
    is(await house.act(staff, id, 'book', { step: 2 ** 32 - 1, at, minutes: 20, mode: 'visit' }), 404, 'unknown-step');
    const bad = ['2026-13-01T00:00:00Z', '2026-02-29T10:00:00Z', '2026-11-31T10:00:00Z', '2026-11-25T24:00:00Z', '2026-11-25T10:60:00Z', '2026-11-25T10:00:60Z', '2026-11-25T10:00:00', '2026-11-25T10:00:00+02:00',
      '2026-11-25 10:00:00Z', '2026-11-25T10:00Z', '+026-11-25T10:00:00Z', '2026-1a-25T10:00:00Z', '2026-11-25T10:00:00.abcZ', '2026-11-25T10:00:00.12Z', '٢٠٢٦-11-25T10:00:00Z', ''];
    for (const text of bad) {
      const a = is(await house.act(staff, id, 'book', { step, at: text, minutes: 20, mode: 'visit' }), 422, 'field-errors');
      same(a.json.errors[0].field, 'at', text);
    }
    for (const text of ['0000-01-01T00:00:00Z', '1991-12-31T00:00:00Z', '2101-01-01T00:00:00Z', '9999-12-31T23:59:59Z']) is(await house.act(staff, id, 'book', { step, at: text, minutes: 20, mode: 'visit' }), 422, 'bad-time');
    is(await house.act(staff, id, 'book', { step, at: at.replace('Z', '.000Z'), minutes: 1440, mode: 'visit' }), 200);
  });

  await test('every command: what is missing, wrong, too big, not JSON, not there, not now', async () => {
    const { code } = await house.contactMade();
    const { id } = await house.find(staff, code);
    await ok(staff, id, 'take');
    await ok(staff, id, 'answer');
    let m = await ok(staff, id, 'assess', { urgency: 'days', domains: ['health'] });
    m = await ok(staff, id, 'propose', { service: house.service });
    const gone = m.steps.at(-1).id;
    m = await ok(staff, id, 'refuse', { step: gone });
    m = await ok(staff, id, 'propose', { service: house.service });
    const step = m.steps.at(-1).id;
    m = await ok(staff, id, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    const promise = m.promises.find((p) => p.state === 'kept')?.id ?? m.promises[0].id;
    const bodies = {
      take: {}, release: {}, answer: {}, accept: {}, withdraw: {}, undo: {},
      assess: { urgency: 'days', domains: ['health'] }, facts: { fact: 'doctor_need_found' }, propose: { service: house.service },
      book: { step: gone, at: iso(clock + 3600), minutes: 20, mode: 'visit' }, 'cancel-booking': { step, by: 'unit' }, complete: { step, outcome: 'helped' },
      miss: { step }, refuse: { step: gone }, offer: { team: 'desk-myyrmaki', reason: 'workload' }, decline: { reason: 'no_capacity' },
      close: { reason: 'care_given' }, reopen: { reason: 'mistake' }, extend: { promise, reason: 'died' },
    };
    const refused = [];
    for (const [action, body] of Object.entries(bodies)) {
      const path = `matters/${id}/${action}`;
      const { version } = is(await house.ask('GET', `matters/${id}`, { as: staff }), 200).json;
      for (const name of Object.keys(body)) {
        const without = { ...body };
        delete without[name];
        const a = is(await house.ask('POST', path, { as: staff, body: without, key: newKey(), version }), 422, 'field-errors');
        same(a.json.errors[0].field, name, `${action} without ${name}`);
      }
      is(await house.ask('POST', `matters/4294967295/${action}`, { as: staff, body, key: newKey(), version: 1 }), 404, 'unknown-matter');
      // Told to do what cannot be done now: the matter is made such that nearly every command is refused.
      const last = await house.ask('POST', path, { as: staff, body, key: newKey(), version });
      if (last.status === 409) refused.push(action);
      else holds(last.status === 200, () => `${action}: ${last.status} ${last.text}`);
      if (action === 'release') await ok(staff, id, 'take');
    }
    house.refusedCommands = refused;
    holds(refused.length >= 12, `only ${refused.length} refused: ${refused}`);
    // The rest of the 409s: a closed matter takes no command but reopening.
    const second = await house.contactMade();
    const closed = (await house.find(staff, second.code)).id;
    await ok(staff, closed, 'close', { reason: 'mistake' });
    for (const action of ['take', 'release', 'answer', 'assess', 'facts', 'propose', 'offer', 'accept', 'decline', 'withdraw', 'close']) is(await house.act(staff, closed, action, bodies[action]), 409);
    is(await house.act(staff, closed, 'extend', { promise: 1, reason: 'died' }), 404, 'unknown-step');
    is(await house.act(await house.logIn('desk-tikkurila-1'), id, 'nonsense', {}), 404, 'unknown-path');
  });

  await test('Prefer: return=minimal answers every command without a body', async () => {
    const prefer = { headers: { Prefer: 'return=minimal' } };
    const { code } = await house.contactMade();
    const { id } = await house.find(staff, code);
    const other = await house.logIn('desk-myyrmaki-1');
    const quiet = async (as, action, body) => is(await house.act(as, id, action, body, prefer), 204);
    const step = async () => (await house.ask('GET', `matters/${id}`, { as: staff })).json.steps.at(-1).id;
    for (const [action, body] of [['take'], ['undo'], ['take'], ['release'], ['answer'], ['assess', { urgency: 'days', domains: ['health'] }], ['facts', { fact: 'doctor_need_found' }], ['propose', { service: house.service }]]) await quiet(staff, action, body);
    await quiet(staff, 'book', { step: await step(), at: iso(clock + 3600), minutes: 20, mode: 'visit' });
    await quiet(staff, 'cancel-booking', { step: await step(), by: 'unit' });
    await quiet(staff, 'refuse', { step: await step() });
    for (const end of ['miss', 'complete']) {
      await quiet(staff, 'propose', { service: house.service });
      await quiet(staff, 'book', { step: await step(), at: iso(clock + 60), minutes: 20, mode: 'visit' });
      await forward(120);
      await quiet(staff, end, end === 'miss' ? { step: await step() } : { step: await step(), outcome: 'helped' });
    }
    await quiet(staff, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    await quiet(staff, 'withdraw');
    await quiet(staff, 'close', { reason: 'care_given' });
    await quiet(staff, 'reopen', { reason: 'mistake' });
    await quiet(staff, 'offer', { team: 'desk-myyrmaki', reason: 'workload' });
    await quiet(other, 'accept');
  });

  if (house.clockEnds) await test('the clock at its ends makes no fault', async () => {
    for (const now of [0, 4_102_444_800]) {
      is(await house.ask('POST', 'demo-clock', { body: { now } }), 204);
      const a = await house.ask('POST', 'contacts', { body: House.contact(), key: newKey() });
      holds(a.status < 500 && a.status !== 201 || now > 0, () => `${now}: ${a.status} ${a.text}`);
    }
    await forward(0);
    for (const now of [-1, 4_102_444_801, 1.5, '0']) is(await house.ask('POST', 'demo-clock', { body: { now } }), 422, 'field-errors');
  });
  return { staff: () => staff, forward, clock: () => clock };
}
