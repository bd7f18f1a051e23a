// Who else has a matter in hand: offers that come back, colleagues who are asked, matters that are one need.
import { cookieOf } from './house.mjs';
import { holds, is, none, same, test } from './report.mjs';

/** `house`: a server with a test clock, whose clock this moves on. */
export async function hands(house) {
  const [home, other] = ['desk-tikkurila', 'desk-myyrmaki'];
  let staff = await house.logIn(`${home}-1`);
  let colleague = await house.logIn(`${other}-1`);
  const ok = async (as, id, action, body, more) => is(await house.act(as, id, action, body, more), 200).json;
  const matter = async () => (await house.find(staff, (await house.contactMade()).code)).id;
  const rows = async (as, filter) => is(await house.ask('GET', `queue?filter=${filter}`, { as }), 200).json;
  const open = async (as, id) => is(await house.ask('GET', `matters/${id}`, { as }), 200).json;

  await test('a colleague is asked inside the matter: the team sees it while asked, the clock and the holder stay', async () => {
    const id = await matter();
    const before = await open(staff, id);
    is(await house.ask('GET', `matters/${id}`, { as: colleague }), 404, 'unknown-matter');
    const question = 'Voiko tämä odottaa ryhmään? العربية';
    let m = await ok(staff, id, 'consult', { team: other, question });
    same(m.promises.map((p) => [p.id, p.due, p.state]), before.promises.map((p) => [p.id, p.due, p.state]), 'the clocks run as before');
    same([m.holder.teamCode, m.handsCount], [home, 0], 'the holder');
    holds(m.actions.includes('withdraw-question'), 'can be taken back');
    const list = await rows(colleague, 'asked');
    holds(list.rows.some((r) => r[0] === id) && list.counts.asked === 1, 'in the asked team\'s list');
    let theirs = await open(colleague, id);
    same(theirs.actions, ['answer-question'], 'what the asked can do');
    same([theirs.opinions[0].question, theirs.opinions[0].toMe, theirs.opinions[0].state], [question, true, 'open'], 'the question');
    const asked = theirs.opinions[0].id;
    is(await house.act(staff, id, 'answer-question', { question: asked, answer: 'x' }), 409, 'not-asked-you');
    is(await house.act(colleague, id, 'withdraw-question', { question: asked }), 409, 'not-holder');
    is(await house.act(colleague, id, 'answer-question', { question: asked, answer: 'Voi odottaa.' }), 204);
    is(await house.ask('GET', `matters/${id}`, { as: colleague }), 404, 'unknown-matter');
    m = await open(staff, id);
    same([m.opinions[0].answer, m.opinions[0].state], ['Voi odottaa.', 'answered'], 'the answer');
    is(await house.act(staff, id, 'withdraw-question', { question: asked }), 409, 'consultation-ended');
    none(['colleague_asked', 'colleague_answered'].filter((k) => !m.timeline.some((t) => t.kind === k)), 'both are logged');
    m = await ok(staff, id, 'consult', { team: other, question: 'Entä tämä?' });
    m = await ok(staff, id, 'withdraw-question', { question: m.opinions[0].id });
    same(m.opinions.map((o) => o.state), ['withdrawn', 'answered'], 'newest first');
    same((await rows(colleague, 'asked')).counts.asked, 0, 'nothing is asked any more');
  });

  await test('questions of other matters, to no team and without words are refused, with the field named', async () => {
    const id = await matter();
    for (const [body, field] of [[{ team: 'nowhere', question: 'x' }, 'team'], [{ team: other, question: '' }, 'question'], [{ team: other }, 'question'], [{ team: other, question: 'x'.repeat(4001) }, 'question'], [{ team: other, question: 7 }, 'question']]) {
      const a = is(await house.act(staff, id, 'consult', body), 422, 'field-errors');
      same(a.json.errors[0].field, field, JSON.stringify(body));
    }
    const elsewhere = await matter();
    const m = await ok(staff, elsewhere, 'consult', { team: other, question: 'x' });
    is(await house.act(staff, id, 'withdraw-question', { question: m.opinions[0].id }), 404, 'unknown-step');
    is(await house.act(staff, id, 'withdraw-question', { question: 4_000_000 }), 404, 'unknown-step');
    same((await open(staff, id)).opinions, [], 'nothing changed');
  });

  await test('the same need asked twice is one: the earlier goes on, and it can be taken back', async () => {
    const first = await house.contactMade({ words: 'Polvi' });
    const second = await house.contactMade({ words: 'Sama polvi vielä' });
    const a = (await house.find(staff, first.code)).id;
    const b = (await house.find(staff, second.code)).id;
    const before = await open(staff, a);
    is(await house.act(staff, b, 'join', { with: second.code }), 409, 'same-matter');
    same(is(await house.act(staff, b, 'join', { with: 'tuntematon' }), 422, 'field-errors').json.errors[0].field, 'with', 'field');
    let m = await ok(staff, b, 'join', { with: first.code.toLowerCase().replace('-', ' ') });
    same([m.state, m.closedReason, m.joinedInto.id, m.actions], ['closed', 'duplicate', a, ['separate']], 'the later is closed');
    let stays = await open(staff, a);
    same([stays.contactsCount, stays.duplicates.map((d) => d.id)], [2, [b]], 'the earlier counts both');
    same(stays.promises.map((p) => [p.id, p.due]), before.promises.map((p) => [p.id, p.due]), 'nobody gets a later date');
    is(await house.act(staff, b, 'join', { with: first.code }), 409, 'matter-closed');
    m = await ok(staff, b, 'separate', {});
    same([m.state, m.joinedInto], ['open', null], 'as if it had never been');
    stays = await open(staff, a);
    same([stays.contactsCount, stays.duplicates], [1, []], 'counted back');
    is(await house.act(staff, b, 'separate', {}), 409, 'not-joined');
    // Named from the earlier one it is the same joining; undo takes it back as well.
    m = await ok(staff, a, 'join', { with: second.code });
    same(m.state, 'open', 'the earlier goes on');
    m = await ok(staff, b, 'undo');
    same(m.state, 'open', 'undone');
  });

  await test('matters of other teams cannot be joined to, seen or not', async () => {
    const mine = await matter();
    const theirs = await house.contactMade({ area: 'myyrmaki' });
    is(await house.act(staff, mine, 'join', { with: theirs.code }), 404, 'unknown-step');
  });

  await test('a refused hand-over is marked until the holder acts; an unanswered one comes back before the promise is at risk', async () => {
    const id = await matter();
    await ok(staff, id, 'offer', { team: other, reason: 'workload' });
    is(await house.act(colleague, id, 'decline', { reason: 'no_capacity' }), 204);
    let m = await open(staff, id);
    same([m.returned.reason, m.returned.team.length > 3], ['no_capacity', true], 'came back');
    const back = await rows(staff, 'returned');
    holds(back.counts.returned >= 1 && back.rows.find((r) => r[0] === id)?.[14] === 'returned', 'in the list of those that came back');
    m = await ok(staff, id, 'take');
    same(m.returned, null, 'seen');

    const waits = await matter();
    m = await ok(staff, waits, 'offer', { team: other, reason: 'workload' });
    const until = Math.floor(Date.parse(m.offer.until) / 1000);
    const due = Math.min(...m.promises.filter((p) => p.state === 'running' && p.due).map((p) => Date.parse(p.due) / 1000));
    const since = Date.parse(m.offer.since) / 1000;
    holds(until <= Math.max(due, since + 3600), `comes back at ${m.offer.until}, due ${new Date(due * 1000).toISOString()}`);
    const move = async (now) => {
      is(await house.ask('POST', 'demo-clock', { body: { now } }), 204);
      [staff, colleague] = [await house.logIn(`${home}-1`), await house.logIn(`${other}-1`)];
    };
    await move(until - 1);
    same((await open(staff, waits)).offer.toMe, false, 'still on offer');
    await move(until + 1);
    for (let i = 0; i < 50 && (await open(staff, waits)).offer; ++i) await new Promise((r) => setTimeout(r, 20));
    m = await open(staff, waits);
    same([m.offer, m.returned?.reason, m.holder.teamCode], [null, null, home], 'came back by itself');
    is(await house.act(colleague, waits, 'accept', {}), 404, 'unknown-matter');
    holds(m.timeline.some((t) => t.kind === 'hand_over_lapsed'), 'logged');
  });

  await test('each is done without a body for who wants none, and refused on a closed matter', async () => {
    const quiet = async (as, id, action, body) => is(await house.act(as, id, action, body, { headers: { Prefer: 'return=minimal' } }), 204);
    const first = await house.contactMade();
    const [a, b] = [(await house.find(staff, first.code)).id, await matter()];
    await quiet(staff, a, 'consult', { team: home, question: 'Oman tiimin kesken' });
    let question = (await open(staff, a)).opinions[0].id;
    const m = await ok(staff, a, 'answer-question', { question, answer: 'Kyllä' });
    same(m.opinions[0].state, 'answered', 'one\'s own team may be asked as well');
    await quiet(staff, a, 'consult', { team: other, question: 'Entä nyt' });
    question = (await open(staff, a)).opinions[0].id;
    await quiet(staff, a, 'withdraw-question', { question });
    await quiet(staff, b, 'join', { with: first.code });
    await quiet(staff, b, 'separate', {});
    await ok(staff, a, 'close', { reason: 'care_given' });
    is(await house.act(staff, a, 'consult', { team: other, question: 'x' }), 409, 'matter-closed');
  });

  await test('a colleague\'s words are not for the resident', async () => {
    const made = await house.contactMade();
    const { id } = await house.find(staff, made.code);
    await ok(staff, id, 'consult', { team: other, question: 'Salainen kysymys' });
    const me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: made.code, secret: made.secret } }), 204));
    const mine = is(await house.ask('GET', 'my-matter', { as: me }), 200);
    holds(!mine.text.includes('Salainen') && !mine.text.includes('opinions'), 'not a word');
  });
}
