// Times as slots through HTTP: proposed, held, offered, booked by both sides, moved, blocked, and raced for.
import { cookieOf, newKey } from './house.mjs';
import { holds, is, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';
const SERVICE = 'nurse-reception';

/** `alone`: a house of its own, whose clock this moves by hours. */
export async function times(house, alone) {
  let staff;
  let clock = Math.floor(Date.now() / 1000) + 60;
  const ok = async (id, action, body, more) => {
    const answer = await house.act(staff, id, action, body, more);
    is(answer, 200);
    return answer.json;
  };
  /** A matter with a step that waits for a time, and its resident. */
  const waiting = async (more = {}) => {
    const asked = await house.contactMade({ age: 44, spokenLanguage: 'sv', ...more });
    const { id } = await house.find(staff, asked.code);
    await ok(id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: [], profession: 'nurse' });
    const m = await ok(id, 'propose', { service: SERVICE });
    const me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: asked.code, secret: asked.secret } }), 204));
    return { id, step: m.steps.at(-1).id, me, code: asked.code };
  };
  const free = async (w, query = '') => is(await house.ask('GET', `matters/${w.id}/times?step=${w.step}${query}`, { as: staff }), 200).json;
  const mine = async (w, query = '') => is(await house.ask('GET', `my-matter/times?step=${w.step}${query}`, { as: w.me }), 200).json.times;
  const choose = (w, action, body = {}, more = {}) => house.ask('POST', `my-matter/${action}`, { as: w.me, body: { step: w.step, ...body }, key: newKey(), ...more });
  const step = (m, w) => m.steps.find((s) => s.id === w.step);

  await test('free times come with what speaks for each, in order, and only those that can be booked', async () => {
    staff = await house.logIn(T);
    const w = await waiting();
    const found = await free(w);
    holds(found.times.length > 10, `${found.times.length} times`);
    same(found.times.map((t) => t.at), found.times.map((t) => t.at).toSorted(), 'in order');
    holds(found.times.some((t) => t.slot === found.first), 'the first is among them');
    holds(found.thirdNext, 'third next');
    same([found.visits, found.continuity, found.known], [0, null, null], 'nobody is known yet');
    const everywhere = await free(w, '&team=all&limit=200');
    holds(new Set(everywhere.times.map((t) => t.teamCode)).size > 1, 'other units too');
    // The county's network tells the ways: nobody travels to a call, everybody of the area equally far to one unit, and further to another.
    const own = await waiting({ area: 'tikkurila' });
    const ways = (await free(own, '&team=all&limit=200')).times;
    holds(ways.filter((t) => !['visit', 'group'].includes(t.mode)).every((t) => t.travel === null), 'no way to a call');
    const there = new Map();
    for (const t of ways.filter((x) => x.mode === 'visit')) there.set(t.teamCode, (there.get(t.teamCode) ?? new Set()).add(t.travel));
    holds(there.size > 1 && [...there.values()].every((all) => all.size === 1), 'one way to a unit');
    const [near, ...far] = [...there].map(([code, all]) => [code, [...all][0]]).toSorted((a, b) => a[1] - b[1]);
    same(near[0].endsWith('tikkurila'), true, `the own unit is nearest: ${near}`);
    holds(near[1] > 0 && far.every(([, minutes]) => minutes > near[1] && minutes < 240), JSON.stringify(far));
    const nowhere = await waiting({ area: undefined });
    holds((await free(nowhere, '&team=all')).times.every((t) => t.travel === null), 'nobody knows the way from nowhere');
    holds((await free(w, '&mode=remote')).times.every((t) => t.mode === 'remote'), 'by mode');
    const { workerCode } = found.times[0];
    holds((await free(w, `&worker=${workerCode}`)).times.every((t) => t.workerCode === workerCode), 'by professional');
    is(await house.ask('GET', `matters/${w.id}/times?step=${w.step}&team=nobody`, { as: staff }), 422, 'field-errors');
    is(await house.ask('GET', `matters/${w.id}/times?step=0`, { as: staff }), 422, 'field-errors');
    is(await house.ask('GET', `matters/${w.id}/times`, { as: staff }), 422, 'field-errors');
    is(await house.ask('GET', `matters/${w.id}/times?step=4000000000`, { as: staff }), 404, 'unknown-step');
    const other = await waiting();
    is(await house.ask('GET', `matters/${w.id}/times?step=${other.step}`, { as: staff }), 404, 'unknown-step');
    is(await house.ask('GET', `my-matter/times?step=${other.step}`, { as: w.me }), 404, 'unknown-step');
  });

  await test('one of two gets the time; the other is told, and it is gone from the list', async () => {
    const a = await waiting();
    const b = await waiting();
    const slots = [(await free(a)).times[0].slot];
    const both = await Promise.all([house.act(staff, a.id, 'book-times', { step: a.step, slots }), house.act(staff, b.id, 'book-times', { step: b.step, slots })]);
    same(both.map((r) => r.status).toSorted(), [200, 409], 'one of two');
    same(both.find((r) => r.status === 409).json.code, 'slot-taken', 'why');
    const loser = both[0].status === 409 ? a : b;
    holds(!(await free(loser)).times.some((t) => t.slot === slots[0]), 'gone from the list');
  });

  await test('a retried booking has one effect', async () => {
    const w = await waiting();
    const slots = [(await free(w)).times[0].slot];
    const key = newKey();
    const { version } = is(await house.ask('GET', `matters/${w.id}`, { as: staff }), 200).json;
    const twice = await Promise.all([1, 2].map(() => house.ask('POST', `matters/${w.id}/book-times`, { as: staff, body: { step: w.step, slots }, key, version })));
    same(twice.map((r) => r.status), [200, 200], 'both are told');
    same(step(twice[1].json, w).slots.map((s) => [s.slot, s.state]), [[slots[0], 'booked']], 'booked once');
  });

  await test('held for one, then booked; ended holds free the place', async () => {
    const a = await waiting();
    const b = await waiting();
    const [one, two] = (await free(a)).times.map((t) => t.slot);
    const m = await ok(a.id, 'hold-times', { step: a.step, slots: [one] });
    same(step(m, a).slots.map((s) => s.state), ['held'], 'held');
    is(await house.act(staff, b.id, 'book-times', { step: b.step, slots: [one] }), 409, 'slot-taken');
    is(await house.act(staff, b.id, 'book-times', { step: b.step, slots: [two, two] }), 422, 'slot-named-twice');
    is(await house.act(staff, b.id, 'book-times', { step: b.step, slots: [] }), 422, 'field-errors');
    is(await house.act(staff, b.id, 'book-times', { step: b.step, slots: [4_000_000_000] }), 404, 'unknown-slot');
    await ok(a.id, 'end-hold', { step: a.step, how: 'withdrawn' });
    is(await house.act(staff, a.id, 'end-hold', { step: a.step, how: 'withdrawn' }), 409, 'nothing-held');
    await ok(b.id, 'book-times', { step: b.step, slots: [one] });
    is(await house.act(staff, a.id, 'hold-times', { step: a.step, slots: [two] }, { headers: { Prefer: 'return=minimal' } }), 204);
  });

  await test('an offered time is taken or declined by the person; the place in the queue stays', async () => {
    const w = await waiting();
    const found = await free(w);
    const { slot } = found.times[3];
    const until = new Date(Date.parse(found.asOf) + 7_200_000).toISOString().replace(/\.\d+/, '');
    let m = await ok(w.id, 'offer-times', { step: w.step, slots: [slot], until });
    same(step(m, w).state, 'offered', 'offered');
    const page = is(await house.ask('GET', 'my-matter', { as: w.me }), 200).json;
    same(page.steps.map((s) => [s.state, s.slots[0].until]), [['offered', until]], 'the resident sees it');
    same(is(await choose(w, 'decline-time'), 200).json.steps[0].state, 'proposed', 'declined');
    is(await choose(w, 'decline-time'), 409, 'nothing-held');
    is(await choose(w, 'accept-time'), 409, 'nothing-offered');
    await ok(w.id, 'offer-times', { step: w.step, slots: [slot], until });
    same(is(await choose(w, 'accept-time'), 200).json.steps[0].state, 'booked', 'accepted');
    m = await waiting();
    const other = (await free(m)).times[0].slot;
    await ok(m.id, 'offer-times', { step: m.step, slots: [other], until });
    same(step(await ok(m.id, 'accept-times', { step: m.step }), m).state, 'booked', 'accepted by telephone');
  });

  await test('after too many unused times people call before they choose the next', async () => {
    const w = await waiting();
    const row = async () => {
      const { cols, rows } = is(await house.ask('GET', 'queue?filter=all&limit=200', { as: staff }), 200).json;
      const line = rows.find((r) => r[cols.indexOf('id')] === w.id);
      return line[cols.indexOf('state')];
    };
    let m = is(await house.ask('GET', `matters/${w.id}`, { as: staff }), 200).json;
    same(m.unused, null, 'none yet');
    for (const times of [1, 2]) {
      const { asOf } = await free(w);
      await ok(w.id, 'book', { step: w.step, at: asOf, minutes: 20, mode: 'visit' });
      m = await ok(w.id, 'miss', { step: w.step });
      same([m.unused.times, m.unused.callFirst], [times, times > 1], 'counted');
      holds(m.unused.missed, 'the holder is told');
      same(await row(), 'missed', 'on the list too');
      m = await ok(w.id, 'propose', { service: SERVICE });
      same(m.unused.missed, null, 'the holder has acted');
      w.step = m.steps.at(-1).id;
    }
    const seen = is(await house.ask('GET', `my-matter/times?step=${w.step}`, { as: w.me }), 200).json;
    same([seen.callFirst, seen.times], [true, []], 'nothing to choose from');
    const [time] = (await free(w)).times;
    is(await choose(w, 'choose-time', { slot: time.slot }), 409, 'call-first');
    await ok(w.id, 'book-times', { step: w.step, slots: [time.slot] });
    const moving = is(await house.ask('GET', `my-matter/times?step=${w.step}`, { as: w.me }), 200).json;
    same(moving.callFirst, false, 'what was agreed can be moved');
    is(await choose(w, 'choose-time', { slot: moving.times.find((t) => t.slot !== time.slot).slot }), 200);
  });

  await test('of two booked visits the one that comes first is the next, whichever was proposed first', async () => {
    const w = await waiting();
    const { asOf } = await free(w);
    const at = (minutes) => new Date(Date.parse(asOf) + minutes * 60_000).toISOString().replace(/\.\d+/, '');
    const second = (await ok(w.id, 'propose', { service: SERVICE })).steps.at(-1).id;
    const next = async () => {
      const page = is(await house.ask('GET', 'my-matter', { as: w.me }), 200).json;
      same(page.visit.at, page.next.by, 'the same in both places');
      return page.next.by;
    };
    await ok(w.id, 'book', { step: w.step, at: at(120), minutes: 20, mode: 'visit' });
    await ok(w.id, 'book', { step: second, at: at(60), minutes: 20, mode: 'visit' });
    same(await next(), at(60), 'the later proposed comes first');
    await ok(w.id, 'cancel-booking', { step: second, by: 'unit' });
    await ok(w.id, 'book', { step: second, at: at(180), minutes: 20, mode: 'visit' });
    same(await next(), at(120), 'the first proposed comes first');
  });

  await test('residents choose, move and cancel their own time, and nobody else\'s', async () => {
    const w = await waiting();
    const [one, two] = await mine(w);
    holds(!('workerCode' in one), 'no codes of professionals');
    let page = is(await choose(w, 'choose-time', { slot: one.slot }), 200).json;
    same([page.steps[0].state, page.steps[0].at], ['booked', one.at], 'chosen');
    page = is(await choose(w, 'choose-time', { slot: two.slot }), 200).json;
    same(page.steps[0].at, two.at, 'moved');
    const ics = is(await house.ask('GET', 'my-matter/calendar.ics', { as: w.me, lang: 'en' }), 200).text;
    holds(ics.includes(`DTSTART:${two.at.replaceAll(/[-:]/g, '')}\r\n`), ics);
    holds(ics.split('\r\n').every((l) => Buffer.byteLength(l) <= 75), 'lines of at most 75 octets');
    holds(!/nurse|reception|knee|polvi/i.test(ics), 'it does not say what it is for');
    page = is(await choose(w, 'cancel-time'), 200).json;
    same([page.steps[0].state, page.progress.at(-1).what], ['proposed', 'cancelled'], 'cancelled');
    is(await choose(w, 'cancel-time'), 409, 'step-not-booked');
    const other = await waiting();
    is(await choose(w, 'choose-time', { step: other.step, slot: one.slot }), 404, 'unknown-step');
    for (const action of ['cancel-time', 'decline-time']) is(await choose(w, action, { step: other.step }), 404, 'unknown-step');
    holds((await mine(other)).some((t) => t.slot === two.slot), 'free again');
    const everywhere = await mine(other, '&everywhere=1');
    holds(everywhere.length === 60, `${everywhere.length} times everywhere`);
    for (const action of ['choose-time', 'accept-time', 'decline-time', 'cancel-time', 'cancel-sessions', 'ask-earlier', 'stop-earlier']) {
      is(await choose(w, action, {}, { headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
      is(await house.ask('POST', `my-matter/${action}`, { as: w.me, raw: '{', key: newKey() }), 400, 'json-incomplete');
      is(await choose(w, action, { step: 4_000_000, ...(action === 'choose-time' ? { slot: 1 } : {}) }), 404, 'unknown-step');
      is(await house.ask('POST', `my-matter/${action}`, { as: w.me, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
      is(await house.ask('POST', `my-matter/${action}`, { as: w.me, raw: '{"', key: newKey() }), 400, 'json-incomplete');
      is(await house.ask('POST', `my-matter/${action}`, { as: w.me, raw: '{}', key: newKey(), headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    }
    is(await choose(w, 'choose-time', { slot: (await mine(other))[0].slot }), 200);
    is(await choose(w, 'choose-time', { slot: (await mine(w))[0].slot }), 200);
  });

  await test('a day of the team: what is booked, and a blocked day gives its people a new wait and the unit a debt', async () => {
    const w = await waiting();
    const t = (await free(w)).times.at(-1);
    await ok(w.id, 'book-times', { step: w.step, slots: [t.slot] });
    const date = t.at.slice(0, 10);
    const day = async () => is(await house.ask('GET', `day?date=${date}`, { as: staff }), 200).json;
    const slotOf = (d) => d.workers.flatMap((x) => x.slots).find((s) => s.slot === t.slot);
    const before = await day();
    same(slotOf(before).places.map((p) => [p.matter, p.code, p.state]), [[w.id, w.code, 'booked']], 'whose it is');
    holds(Array.isArray(before.unbooked), 'who has no time though a promise is due');
    const { counts } = before;
    same(counts.places, counts.booked + counts.held + counts.free + counts.blocked, 'the counts add up');
    const lead = is(await house.ask('GET', `day?date=${date}&team=desk-tikkurila`, { as: house.lead }), 200).json;
    same(lead.counts, counts, 'the lead sees the same');
    const elsewhere = await house.logIn('desk-kerava-1');
    same(is(await house.ask('GET', `day?date=${date}&team=desk-tikkurila`, { as: elsewhere }), 200).json.workers, [], 'another team sees nothing');
    is(await house.ask('GET', 'day?date=2027-02-30', { as: staff }), 422, 'field-errors');
    const block = { worker: t.workerCode, from: `${date}T00:00:00Z`, until: `${date}T23:00:00Z`, reason: 'absence' };
    const send = (as, body, more = {}) => house.ask('POST', 'blocks', { as, body, key: newKey(), ...more });
    is(await send(elsewhere, block), 409, 'not-holder');
    is(await send(house.lead, block), 403, 'not-for-you');
    is(await send(staff, { ...block, until: block.from }), 422, 'bad-time');
    is(await send(staff, { ...block, worker: 'nobody' }), 422, 'field-errors');
    is(await house.ask('POST', 'blocks', { as: staff, raw: '{"', key: newKey() }), 400, 'json-incomplete');
    is(await house.ask('POST', 'blocks', { as: staff, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
    is(await house.ask('POST', 'blocks', { as: staff, raw: '{}', key: newKey(), headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    same(is(await send(staff, block), 200).json.cancelled, 1, 'one booking was cancelled');
    same(slotOf(await day()).blocked, 'absence', 'blocked');
    const m = is(await house.ask('GET', `matters/${w.id}`, { as: staff }), 200).json;
    same(step(m, w).state, 'proposed', 'waits again');
    same(is(await house.ask('GET', 'my-matter', { as: w.me }), 200).json.progress.at(-1).what, 'cancelled_by_unit', 'the resident is told who cancelled');
    is(await house.act(staff, w.id, 'book-times', { step: w.step, slots: [t.slot] }), 409, 'slot-blocked');

    const back = (as, body, more = {}) => house.ask('POST', 'unblocks', { as, body, key: newKey(), ...more });
    is(await back(elsewhere, block), 409, 'not-holder');
    is(await back(house.lead, block), 403, 'not-for-you');
    is(await back(staff, { ...block, reason: 'meeting' }), 409, 'nothing-blocked');
    is(await back(staff, { ...block, until: block.from }), 422, 'bad-time');
    is(await back(staff, { ...block, worker: 'nobody' }), 422, 'field-errors');
    is(await house.ask('POST', 'unblocks', { as: staff, raw: '{"', key: newKey() }), 400, 'json-incomplete');
    is(await house.ask('POST', 'unblocks', { raw: '{}', key: newKey() }), 401, 'login-needed');
    is(await house.ask('POST', 'unblocks', { as: staff, raw: '{}', key: newKey(), headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    is(await house.ask('POST', 'unblocks', { as: staff, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
    holds(is(await back(staff, block), 200).json.returned >= 1, 'the times are back');
    same(slotOf(await day()).blocked, null, 'on the lists');
    same(slotOf(await day()).places.map((p) => [p.matter, p.others]), [[w.id, []]], 'booked again: nothing had been done to the matter');
  });

  await test('the waiting list for an earlier time: the booked one is kept until the earlier is accepted', async () => {
    const w = await waiting();
    const found = await free(w, '&limit=200');
    const [soon, late] = [found.times[5].slot, found.times.at(-1).slot];
    await ok(w.id, 'book-times', { step: w.step, slots: [late] });
    const until = new Date(Date.parse(found.asOf) + 3_600_000).toISOString().replace(/\.\d+/, '');
    is(await house.act(staff, w.id, 'offer-times', { step: w.step, slots: [soon], until }), 409, 'step-already-booked');
    is(await house.act(staff, (await waiting()).id, 'offer-times', { step: w.step, slots: [soon], until }), 404, 'unknown-step');
    is(await choose(w, 'stop-earlier'), 409, 'not-listed');
    is(await choose(w, 'ask-earlier', { fromMinute: 600, untilMinute: 600 }), 422, 'bad-time');
    is(await choose(w, 'ask-earlier', { untilMinute: 1441 }), 422, 'field-errors');
    is(await choose(w, 'ask-earlier', { teams: ['nobody'] }), 422, 'field-errors');
    is(await choose(w, 'ask-earlier', { teams: ['desk-korso', 'desk-korso', 'desk-korso', 'desk-korso'] }), 422, 'field-errors');
    const page = is(await choose(w, 'ask-earlier', { fromMinute: 480 }), 200).json;
    same([page.steps[0].state, page.steps[0].earlier.fromMinute, page.steps[0].earlier.offered], ['booked', 480, false], 'listed');
    const m = await ok(w.id, 'ask-earlier', { step: w.step, untilMinute: 960, teams: ['desk-korso'] });
    const e = step(m, w).earlier;
    same([e.since, e.fromMinute, e.untilMinute, e.teams.length], [page.steps[0].earlier.since, 0, 960, 1], 'the new wishes hold, the turn is kept');
    const offered = step(await ok(w.id, 'offer-times', { step: w.step, slots: [soon], until }), w);
    same([offered.state, offered.earlier.offered, offered.slots.map((s) => s.state).toSorted()], ['booked', true, ['booked', 'held']], 'both are theirs');
    is(await house.act(staff, w.id, 'offer-times', { step: w.step, slots: [late], until }), 409, 'not-earlier');
    same(is(await choose(w, 'decline-time'), 200).json.steps[0].slots.map((s) => s.slot), [late], 'declined: the old one stays');
    await ok(w.id, 'offer-times', { step: w.step, slots: [soon], until });
    const taken = is(await choose(w, 'accept-time'), 200).json.steps[0];
    same([taken.slots.map((s) => s.slot), taken.earlier], [[soon], null], 'moved, and off the list');
    holds((await free(await waiting(), '&limit=200')).times.some((t) => t.slot === late), 'the old time is free');
    for (const action of ['ask-earlier', 'stop-earlier']) {
      is(await house.act(staff, w.id, action, { step: w.step }, { version: 99 }), 412, 'version-changed');
      is(await house.act(staff, w.id, action, undefined, { version: 1, raw: 'x'.repeat(1_048_577) }), 413);
      is(await house.act(staff, w.id, action, undefined, { version: 1, raw: '{}', headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
      is(await house.act(staff, w.id, action, { step: w.step }, { headers: { Prefer: 'return=minimal' } }), 204);
    }
    is(await house.act(staff, w.id, 'stop-earlier', { step: w.step }), 409, 'not-listed');
    for (const stop of [() => ok(w.id, 'stop-earlier', { step: w.step }), async () => is(await choose(w, 'stop-earlier'), 200).json]) {
      await ok(w.id, 'ask-earlier', { step: w.step });
      same((await stop()).steps[0].earlier, null, 'off the list');
    }
    await ok(w.id, 'cancel-booking', { step: w.step, by: 'patient' });
    await ok(w.id, 'refuse', { step: w.step });
    is(await house.act(staff, w.id, 'ask-earlier', { step: w.step }), 409, 'step-ended');
    is(await choose(w, 'ask-earlier'), 409, 'step-ended');
  });

  await test('a course is proposed whole, planned, held and booked as one, moved and cancelled from a session on', async () => {
    const all = is(await house.ask('GET', 'courses', { as: staff }), 200).json;
    holds(all.some((c) => c.code === 'nurse-follow-up' && c.sessions === 3), JSON.stringify(all));
    const w = await waiting();
    is(await house.act(staff, w.id, 'propose', { course: 'nobody' }), 422, 'field-errors');
    is(await house.act(staff, w.id, 'propose', {}), 422, 'field-errors');
    const m = await ok(w.id, 'propose', { course: 'nurse-follow-up' });
    const sessions = m.steps.filter((s) => s.session);
    same(sessions.map((s) => [s.session.nth, s.session.of, s.session.first]), [1, 2, 3].map((n) => [n, 3, sessions[0].id]), 'sessions');
    const ids = sessions.map((s) => s.id);
    const ask = async (step, more = '') => house.ask('GET', `matters/${w.id}/course?step=${step}${more}`, { as: staff });
    is(await ask(w.step), 404, 'unknown-step');
    is(await ask(''), 422, 'field-errors');
    is(await house.ask('GET', `matters/${w.id}/course`, { as: staff }), 422, 'field-errors');
    is(await house.ask('GET', `matters/${w.id}/course?step=${ids[0]}`, { as: house.lead }), 403, 'not-for-you');
    const plan = is(await ask(ids[0]), 200).json;
    same(plan.sessions.map((s) => s.step), ids, 'in their order');
    same(plan.same.length, 3, 'a set with one professional');
    same(new Set(plan.same.map((t) => t.workerCode)).size, 1, 'one professional');
    const days = plan.same.map((t) => Math.round(Date.parse(t.at) / 86_400_000));
    holds(days.slice(1).every((d, i) => d - days[i] >= 4 && d - days[i] <= 15), `gaps of ${days}`);
    const slots = plan.same.map((t) => t.slot);
    const quiet = { headers: { Prefer: 'return=minimal' } };
    is(await house.act(staff, w.id, 'hold-sessions', { step: ids[0], slots }, quiet), 204);
    const held = await ok(w.id, 'hold-sessions', { step: ids[0], slots });
    same(held.steps.filter((s) => s.session).map((s) => s.slots[0].state), ['held', 'held', 'held'], 'held as one');
    is(await house.act(staff, w.id, 'book-sessions', { step: ids[0], slots: [slots[0], slots[0], slots[2]] }), 409, 'course-gap');
    is(await house.act(staff, w.id, 'book-sessions', { step: ids[1], slots }), 409, 'no-session');
    is(await house.act(staff, w.id, 'hold-sessions', { step: w.step, slots }), 409, 'no-session');
    is(await house.act(staff, w.id, 'book-sessions', { step: ids[0], slots: [] }), 422, 'field-errors');
    is(await house.act(staff, w.id, 'book-sessions', { step: ids[0], slots: [4_000_000_000] }), 404, 'unknown-slot');
    is(await house.act(staff, w.id, 'hold-sessions', { step: ids[0], slots: [4_000_000_000] }), 404, 'unknown-slot');
    const booked = await ok(w.id, 'book-sessions', { step: ids[0], slots });
    same(booked.steps.filter((s) => s.session).map((s) => [s.state, s.slots[0].slot]), slots.map((s) => ['booked', s]), 'booked as one');
    const onward = is(await ask(ids[1], `&from=${plan.same[1].at.slice(0, 10)}`), 200).json;
    is(await house.act(staff, w.id, 'book-sessions', { step: ids[1], slots: onward.soonest.map((t) => t.slot) }, quiet), 204);
    const page = is(await house.ask('GET', 'my-matter', { as: w.me }), 200).json;
    same(page.steps.filter((s) => s.session).map((s) => s.session.nth), [1, 2, 3], 'the resident sees the sessions');
    same(is(await choose(w, 'cancel-sessions', { step: ids[2] }), 200).json.steps.map((s) => s.state), ['proposed', 'booked', 'booked', 'proposed'], 'the last one');
    is(await choose(w, 'cancel-sessions', { step: ids[2] }), 409, 'step-not-booked');
    is(await house.act(staff, w.id, 'cancel-sessions', { step: ids[1], by: 'nobody' }), 422, 'field-errors');
    is(await house.act(staff, w.id, 'cancel-sessions', { step: ids[1], by: 'unit' }, quiet), 204);
    is(await house.act(staff, w.id, 'cancel-sessions', { step: ids[1], by: 'unit' }), 409, 'step-not-booked');
    same((await ok(w.id, 'cancel-sessions', { step: ids[0], by: 'patient' })).steps.filter((s) => s.session).map((s) => s.state), ['proposed', 'proposed', 'proposed'], 'from here on');
    const other = await waiting();
    for (const [action, body] of [['hold-sessions', { slots }], ['book-sessions', { slots }], ['cancel-sessions', { by: 'unit' }]]) {
      is(await house.act(staff, w.id, action, { step: ids[0], ...body }, { version: 99 }), 412, 'version-changed');
      is(await house.act(staff, w.id, action, { step: other.step, ...body }), 404, 'unknown-step');
      is(await house.act(staff, w.id, action, undefined, { version: 1, raw: 'x'.repeat(1_048_577) }), 413);
      is(await house.act(staff, w.id, action, undefined, { version: 1, raw: '{}', headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    }
  });

  await test('every command on times: refused, done without a body', async () => {
    const until = new Date(Date.now() + 7_200_000).toISOString().replace(/\.\d+/, '');
    const quiet = { headers: { Prefer: 'return=minimal' } };
    for (const action of ['hold-times', 'offer-times', 'book-times', 'accept-times', 'end-hold']) {
      const w = await waiting();
      const slots = [(await free(w)).times[0].slot];
      const body = { step: w.step };
      if (action === 'end-hold') body.how = 'declined';
      if (!['accept-times', 'end-hold'].includes(action)) body.slots = slots;
      if (action === 'offer-times') body.until = until;
      if (['accept-times', 'end-hold'].includes(action)) {
        is(await house.act(staff, w.id, action, body), 409);
        await ok(w.id, 'offer-times', { step: w.step, slots, until });
        is(await house.act(staff, w.id, action, body, quiet), 204);
      } else {
        const other = await waiting();
        is(await house.act(staff, w.id, action, body, quiet), 204);
        is(await house.act(staff, other.id, action, { ...body, step: other.step }), 409, 'slot-taken');
        is(await choose(other, 'choose-time', { slot: slots[0] }), 409, 'slot-taken');
      }
    }
  });

  await test('twenty people at once and one place: one gets it', async () => {
    const people = [];
    for (let i = 0; i < 20; ++i) people.push(await waiting());
    const slots = [(await free(people[0])).times[0].slot];
    const answers = await Promise.all(people.map((w) => house.act(staff, w.id, 'book-times', { step: w.step, slots })));
    const got = answers.filter((a) => a.status === 200).length;
    same(got, 1, 'one place, one booking');
    same(new Set(answers.filter((a) => a.status !== 200).map((a) => a.json.code)), new Set(['slot-taken']), 'the others are told');
  });

  house = alone;
  staff = await house.logIn(T);
  await test('a time that was given back is offered to whoever gains most; unanswered, it goes to the next', async () => {
    const tick = async (seconds) => {
      clock += seconds;
      is(await house.ask('POST', 'demo-clock', { body: { now: clock } }), 204);
    };
    const state = async (w) => step(is(await house.ask('GET', `matters/${w.id}`, { as: staff }), 200).json, w);
    const giver = await waiting();
    const found = await free(giver, '&from=' + new Date((clock + 3 * 86_400) * 1000).toISOString().slice(0, 10));
    const { slot } = found.times[0];
    await ok(giver.id, 'book-times', { step: giver.step, slots: [slot] });
    is(await choose(giver, 'cancel-time'), 200);
    const old = await waiting({ age: 88 });
    const young = await waiting({ age: 86 });
    await tick(1);
    /** Those of the people with an offer, once there are any: the round's commands are not waited for. */
    const offers = async (people) => {
      for (let tries = 0; tries < 100; ++tries) {
        const found = [];
        for (const w of people) if ((await state(w)).state === 'offered') found.push(w);
        if (found.length > 0) return found;
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
      return [];
    };
    const offered = await offers([giver, old, young]);
    same(offered.length, 1, 'offered to one');
    holds(offered[0] !== giver, 'not to the one who gave it back');
    same((await state(offered[0])).slots.map((s) => [s.slot, s.state]), [[slot, 'held']], 'and kept for them');
    const next = offered[0] === old ? young : old;
    await tick(3 * 3600 + 1);
    staff = await house.logIn(T);
    holds((await state(offered[0])).state === 'proposed' || (await offers([next])).length === 1, 'it ran out');
    await tick(1);
    same((await offers([next])).length, 1, 'the next one was asked');
    same((await state(offered[0])).state, 'proposed', 'nobody is asked twice');
  });
}
