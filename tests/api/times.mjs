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
    holds((await mine(other)).some((t) => t.slot === two.slot), 'free again');
    const everywhere = await mine(other, '&everywhere=1');
    holds(everywhere.length === 60, `${everywhere.length} times everywhere`);
    for (const action of ['choose-time', 'accept-time', 'decline-time', 'cancel-time']) {
      is(await choose(w, action, {}, { headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
      is(await house.ask('POST', `my-matter/${action}`, { as: w.me, raw: '{', key: newKey() }), 400, 'json-incomplete');
      is(await house.ask('POST', `my-matter/${action}`, { as: w.me, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
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
    is(await house.ask('POST', 'blocks', { as: staff, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
    same(is(await send(staff, block), 200).json.cancelled, 1, 'one booking was cancelled');
    same(slotOf(await day()).blocked, 'absence', 'blocked');
    const m = is(await house.ask('GET', `matters/${w.id}`, { as: staff }), 200).json;
    same(step(m, w).state, 'proposed', 'waits again');
    same(is(await house.ask('GET', 'my-matter', { as: w.me }), 200).json.progress.at(-1).what, 'cancelled_by_unit', 'the resident is told who cancelled');
    is(await house.act(staff, w.id, 'book-times', { step: w.step, slots: [t.slot] }), 409, 'slot-blocked');
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
