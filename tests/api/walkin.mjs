// Walk-in lists through HTTP: numbers at the door, calls, what comes of them, the waiting room's screen, the day's end.
import { House, cookieOf, newKey } from './house.mjs';
import { events, many } from './http.mjs';
import { holds, is, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';
const M = 'desk-myyrmaki-1';

/** `house`: one of its own whose clock this moves. */
export async function walkin(house) {
  // The next Wednesday at ten in the morning.
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7 || 7));
  day.setUTCHours(8, 0, 0, 0);
  let clock = day.getTime() / 1000;
  let staff; let other; let lead;
  const to = async (seconds) => {
    clock = seconds;
    is(await house.ask('POST', 'demo-clock', { body: { now: clock } }), 204);
    [staff, other, lead] = [await house.logIn(T), await house.logIn(M), await house.logIn('lead')];
  };
  const desk = (more = {}) => ({ ...House.contact(more), channel: 'walk_in', number: 'yes', ...more });
  const arrives = async (more = {}) => {
    const a = is(await house.ask('POST', 'desk/contacts', { as: staff, body: desk(more), key: newKey() }), 201).json;
    return { ...a, id: a.matter.id, number: a.matter.number?.number };
  };
  const list = async (as = staff) => is(await house.ask('GET', 'walk-in', { as }), 200).json;
  const room = async () => is(await house.ask('GET', 'walk-in/display?team=desk-tikkurila'), 200).json;
  const move = (m, where, as = staff) => house.act(as, m.id, 'move-number', { to: where });
  const next = (as = staff, more = {}) => house.ask('POST', 'walk-in/call-next', { as, body: {}, key: newKey(), ...more });
  const numbers = (rows) => rows.map((r) => r.number);
  const mine = async (m) => {
    const me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: m.code, secret: m.secret } }), 204));
    return { me, read: async () => is(await house.ask('GET', 'my-matter', { as: me }), 200).json };
  };
  await to(clock);
  const people = [];

  await test('somebody at the door gets the next number with the contact, or to a matter that is open already', async () => {
    same((await list()).rows, [], 'an empty list');
    people.push(await arrives({ interpreter: 'yes', spokenLanguage: 'so', needs: ['wheelchair'] }), await arrives());
    same(people.map((p) => p.number), [1, 2], 'numbers from 1');
    same((await arrives({ number: 'no' })).matter.number, null, 'not everybody waits');
    const asked = await house.contactMade();
    const { id } = await house.find(staff, asked.code);
    const m = is(await house.act(staff, id, 'give-number'), 200).json;
    same([m.number.number, m.number.state, m.actions.includes('move-number'), m.actions.includes('give-number')], [3, 'waiting', true, false], 'a matter that was open');
    people.push({ ...asked, id, number: 3 });
    const again = is(await house.act(staff, id, 'give-number'), 409, 'ticket-live');
    holds(again.json.detail.includes('3') || again.json.title.includes('3'), `the refusal names the number: ${again.json.title}`);
    is(await house.act(other, id, 'give-number', {}, { version: 1 }), 404, 'unknown-matter');
    const l = await list();
    same(numbers(l.rows), [1, 2, 3], 'in order');
    same([l.rows[0].before, l.rows[2].before, l.pace, l.called], [0, 2, null, null], 'whose turn');
    const first = l.rows[0].matter;
    same([first.interpreter, first.lang, first.needs, first.subject], [true, 'so', ['wheelchair'], 'Polvi kipeä'], 'what the meeting must be ready for');
    same((await list(other)).rows, [], 'another team\'s list');
    is(await house.ask('GET', 'walk-in', { as: lead }), 403, 'not-for-you');
    is(await house.ask('GET', 'walk-in'), 401, 'login-needed');
    is(await house.ask('GET', 'walk-in?x=1', { as: staff }), 422, 'field-errors');
    const wrong = { ...House.contact(), channel: 'phone', number: 'yes' };
    same(is(await house.ask('POST', 'desk/contacts', { as: staff, body: wrong, key: newKey() }), 422, 'field-errors').json.errors[0].field, 'number', 'only at the door');
    const key = newKey();
    const body = desk({ words: 'Kerran vain' });
    const once = [is(await house.ask('POST', 'desk/contacts', { as: staff, body, key }), 201).json, is(await house.ask('POST', 'desk/contacts', { as: staff, body, key }), 201).json];
    same(once.map((a) => a.matter.number.number), [4, 4], 'sent twice it is one number');
    is(await move({ id: once[0].matter.id }, 'left'), 200);
  });

  await test('the screen shows numbers and nothing else, to everybody', async () => {
    const { asOf, ...shown } = await room();
    same([Object.keys(shown), shown, asOf.length], [['called', 'next', 'waiting'], { called: [], next: [1, 2, 3], waiting: 3 }, 20], 'who waits, and not a word more');
    is(await house.ask('GET', 'walk-in/display?team=nowhere'), 404, 'unknown-team');
    same(is(await house.ask('GET', 'walk-in/display'), 422, 'field-errors').json.errors.map((e) => [e.field, e.reason]), [['team', 'missing']], 'which team');
    is(await house.ask('GET', 'walk-in/display?team=a&team=b'), 422, 'field-errors');
  });

  await test('the next is called, once each; who did not answer is called again after the others', async () => {
    const resident = await mine(people[1]);
    same([(await resident.read()).number.before, (await resident.read()).number.wait], [1, null], 'one before, and no estimate without calls');
    const key = newKey();
    const first = is(await next(staff, { key }), 200).json;
    same(first.called, people[0].id, 'the first');
    same(is(await next(staff, { key }), 200).json.called, people[0].id, 'a retry calls nobody else');
    same((await room()).called, [1], 'on the screen');
    same((await resident.read()).number.before, 0, 'nobody before any more');
    is(await move(people[0], 'called'), 200);
    is(await move(people[2], 'unanswered'), 409, 'ticket-not-called');
    is(await move(people[0], 'unanswered'), 200);
    same((await room()).next, [2, 3, 1], 'after all others');
    const both = await many([() => next(staff), () => next(staff)]);
    same(both.map((a) => is(a, 200).json.called).sort((a, b) => a - b), [people[1].id, people[2].id].sort((a, b) => a - b), 'two who call get different people');
    same((await resident.read()).number.state, 'called', 'their page says so');
    same(is(await next(), 200).json.called, people[0].id, 'called again');
    is(await next(), 409, 'nobody-waits');
    is(await next(other), 409, 'nobody-waits');
    is(await next(lead), 403, 'not-for-you');
    is(await next(null), 401, 'login-needed');
    is(await next(staff, { key: undefined }), 400, 'idempotency-key-missing');
    is(await next(staff, { body: { x: 1 } }), 422, 'field-errors');
    is(await next(staff, { body: undefined, raw: '{"' }), 400, 'json-incomplete');
    is(await next(staff, { headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
    is(await next(staff, { body: undefined, raw: 'x'.repeat(1_048_577) }), 413);
  });

  await test('who came is off the list and the matter goes on; who left loses nothing; a slip is taken back', async () => {
    const before = is(await house.ask('GET', `matters/${people[0].id}`, { as: staff }), 200).json;
    const came = is(await move(people[0], 'came'), 200).json;
    same([came.number.state, came.state, came.version], ['came', 'open', before.version], 'no new version');
    same(came.timeline.slice(-1)[0].kind, 'ticket_moved', 'in the history');
    is(await move(people[0], 'called'), 409, 'ticket-ended');
    same((await mine(people[0]).then((r) => r.read())).number, null, 'their page has nothing to wait for');
    is(await move(people[0], 'waiting'), 200);
    same((await room()).called.includes(1), true, 'back as it was');
    is(await move(people[0], 'waiting'), 409, 'ticket-live');
    is(await move(people[0], 'came'), 200);
    is(await house.act(staff, people[1].id, 'close', { reason: 'advice_was_enough' }), 409, 'ticket-live');
    const left = is(await move(people[1], 'left'), 200).json;
    same([left.state, left.holder.teamCode, left.promises.length], ['open', 'desk-tikkurila', people[1].matter.promises.length], 'the matter and its promises');
    same(is(await house.act(staff, people[1].id, 'give-number'), 200).json.number.number, 5, 'back at the door: a new number');
    is(await move({ id: (await arrives({ number: 'no' })).id }, 'called'), 409, 'no-ticket');
    is(await move(people[2], 'came'), 200);
    same((await list()).over.map((r) => r.number).sort(), [1, 2, 3, 4], 'today\'s that ended');
  });

  await test('a hand-over that is accepted takes the person to the other team\'s list only with a number of theirs', async () => {
    const m = await arrives();
    is(await house.act(staff, m.id, 'offer', { team: 'desk-myyrmaki', reason: 'other_area' }), 200);
    same((await room()).next.includes(m.number), true, 'nothing moves without acceptance');
    is(await house.act(other, m.id, 'accept'), 200);
    const row = (await list()).over.find((r) => r.number === m.number);
    same([row.state, row.matter], ['moved', null], 'a number only');
    is(await house.act(other, m.id, 'move-number', { to: 'called' }), 409, 'no-ticket');
    same(is(await house.act(other, m.id, 'give-number'), 200).json.number.number, 1, 'their own list begins at 1');
    is(await house.act(other, m.id, 'move-number', { to: 'came' }), 200);
  });

  await test('the estimate is of today\'s real calls', async () => {
    const waiting = [];
    for (let n = 0; n < 6; ++n) waiting.push(await arrives());
    // Who waited longest is the one who came back with number 5.
    for (let n = 0; n < 5; ++n) {
      const called = is(await next(), 200).json.called;
      is(await move({ id: called }, 'came'), 200);
      await to(clock + 350);
    }
    const l = await list();
    same(l.pace, 6, 'six minutes from call to call');
    const last = await mine(waiting[5]);
    same([(await last.read()).number.before, (await last.read()).number.wait], [1, 12], 'one before');
    for (const r of l.rows) is(await move(r.matter, 'came'), 200);
  });

  await test('the list is told by the stream, and the resident by theirs', async () => {
    const m = await arrives();
    const resident = await mine(m);
    const seq = await house.seq(staff);
    const [team, own] = await Promise.all([
      events(house.port, `/api/v1/events?after=${seq}`, { Cookie: staff }, (found, state) => {
        if (state === 'open') void move(m, 'called');
        return found.some((e) => e.name === 'queue' && e.data.matter === m.id);
      }),
      events(house.port, `/api/v1/my-matter/events?after=${seq}`, { Cookie: resident.me }, (found) => found.some((e) => e.name === 'matter')),
    ]);
    holds(team.some((e) => e.name === 'queue') && own.some((e) => e.name === 'matter'), 'both are told');
    is(await move(m, 'came'), 200);
  });

  await test('at the day\'s end who still waits lapses; the matter says so and is on the list until somebody acts', async () => {
    const m = await arrives({ words: 'Odotin koko päivän' });
    await to(clock - (clock % 86400) + 22 * 3600 + 5);   // midnight in Finland and five seconds
    for (let n = 0; n < 80 && (await list()).unserved.length === 0; ++n) await new Promise((wake) => setTimeout(wake, 100));
    const l = await list();
    same([l.rows, l.over], [[], []], 'a new day');
    same(l.unserved.map((r) => [r.number, r.state, r.matter.subject]), [[m.number, 'lapsed', 'Odotin koko päivän']], 'none is lost');
    const page = is(await house.ask('GET', `matters/${m.id}`, { as: staff }), 200).json;
    same([page.state, page.number.state], ['open', 'lapsed'], 'the matter says so');
    holds(page.timeline.some((e) => e.kind === 'ticket_moved' && e.detail.state === 'lapsed'), 'in the history');
    same((await mine(m).then((r) => r.read())).number.state, 'lapsed', 'the resident is told');
    is(await house.act(staff, m.id, 'move-number', { to: 'called' }), 409, 'ticket-ended');
    await to(clock + 60);   // what is done in the very second of the lapse does not count as done after it
    is(await house.act(staff, m.id, 'take'), 200);
    same((await list()).unserved, [], 'somebody has acted');
    same((await mine(m).then((r) => r.read())).number, null, 'nothing to say any more');
    same((await arrives()).number, 1, 'the new day counts from 1');
    const quiet = { headers: { Prefer: 'return=minimal' } };
    is(await house.act(staff, m.id, 'give-number', {}, quiet), 204);
    is(await house.act(staff, m.id, 'move-number', { to: 'left' }, quiet), 204);
  });
}
