// Customerships: proposed by the county's form and table, decided by people, with an own contact.
import { later } from './day.mjs';
import { newKey } from './house.mjs';
import { holds, is, none, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';
const LIGHT = { matters: 'one', helpers: 'one', change: 'steady', daily: 'alone', errands: 'alone', near: 'yes' };
const HEAVY = { matters: 'many', helpers: 'few', change: 'worse', daily: 'partly', errands: 'helped', near: 'no' };

/** `house`: a made county. */
export async function segments(house) {
  const staff = await house.logIn(T);
  const other = await house.logIn('desk-myyrmaki-1');
  const lead = await house.logIn('lead');
  const open = async () => is(await house.ask('POST', 'desk/contacts', { as: staff, body: { channel: 'phone', words: 'Monta asiaa', about: 'self', age: 70, lang: 'fi', reach: { by: 'phone', value: '+358401234567' }, area: 'tikkurila', take: 'yes' }, key: newKey() }), 201).json.matter.id;
  const shown = async (id, as = staff) => is(await house.ask('GET', `matters/${id}/segment`, { as }), 200).json;
  const propose = (id, answers, as = staff) => house.ask('POST', `matters/${id}/segment-proposal`, { as, body: { answers } });
  const decide = (id, more = {}, as = staff) => house.act(as, id, 'segment', { segment: 'network', review: later(90), ...more });
  const id = await open();

  await test('the form is there with its questions and choices, in the language asked for', async () => {
    const view = await shown(id);
    same([view.now, view.own, view.history, view.grounds], [null, null, [], null], 'nobody has decided');
    same(view.form.questions.map((q) => q.code), Object.keys(LIGHT), 'questions');
    none(view.form.questions.filter((q) => q.options.length !== 3), 'three choices each');
    same(view.segments.map((s) => [s.code, s.ownContact]), [['self', false], ['cooperation', false], ['community', true], ['network', true]], 'segments');
    const sv = is(await house.ask('GET', `matters/${id}/segment?lang=sv`, { as: staff }), 200).json;
    holds(sv.form.title !== view.form.title && sv.segments[0].name === 'Självständigt klientskap', 'Swedish');
  });

  await test('the table proposes by the scores of the answers, says why, and keeps nothing', async () => {
    const light = is(await propose(id, LIGHT), 200).json;
    same([light.proposed, light.scores.map((s) => s.score)], ['self', [0, 0]], 'light');
    const heavy = is(await propose(id, HEAVY), 200).json;
    same([heavy.proposed, heavy.scores.map((s) => [s.axis, s.score])], ['network', [['complexity', 5], ['coping', 5]]], 'heavy');
    holds(heavy.table.source.unverified && heavy.because.length === 2 && heavy.seen !== light.seen, JSON.stringify(heavy));
    same((await shown(id)).history, [], 'nothing kept');
    const faults = is(await propose(id, { ...LIGHT, daily: 'sometimes', near: undefined }), 422, 'field-errors').json.errors.map((e) => [e.field, e.reason]).sort();
    same(faults, [['answers.daily', 'not-a-choice'], ['answers.near', 'missing']], 'each question is named');
    same(is(await propose(id, 7), 422, 'field-errors').json.errors[0].field, 'answers', 'no answers');
    is(await propose(999_999, LIGHT), 404, 'unknown-matter');
    is(await propose(id, LIGHT, other), 404, 'unknown-matter');
    is(await propose(id, LIGHT, lead), 403, 'not-for-you');
    is(await propose(id, LIGHT, null), 401, 'login-needed');
    is(await house.ask('POST', `matters/${id}/segment-proposal`, { as: staff, raw: '{' }), 400, 'json-incomplete');
    is(await house.ask('POST', `matters/${id}/segment-proposal`, { as: staff, raw: '{}', headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
    is(await house.ask('POST', `matters/${id}/segment-proposal`, { as: staff, raw: 'x'.repeat(1_048_577) }), 413);
    for (const path of [`matters/${id}/segment`, 'board/segments']) is(await house.ask('GET', `${path}?lang=xx`, { as: path.startsWith('board') ? lead : staff }), 422, 'field-errors');
    is(await house.ask('GET', `matters/${id}/segment`), 401, 'login-needed');
    is(await house.ask('GET', `matters/${id}/segment`, { as: lead }), 403, 'not-for-you');
    is(await house.ask('GET', `matters/${id}/segment`, { as: other }), 404, 'unknown-matter');
  });

  await test('people decide: as proposed, or otherwise with a reason; what asks for an own contact promises one', async () => {
    is(await decide(id, { answers: LIGHT }), 422, 'segment-reason');
    is(await decide(id), 422, 'segment-reason');
    is(await decide(id, { answers: HEAVY, review: later(0) }), 422, 'bad-time');
    is(await decide(id, { answers: HEAVY, review: later(800) }), 422, 'bad-time');
    same(is(await decide(id, { answers: HEAVY, segment: 'nobody' }), 422, 'field-errors').json.errors[0].field, 'segment', 'no such segment');
    is(await decide(id, { answers: HEAVY, seen: (await propose(id, LIGHT)).json.seen }), 409, 'unknown-version');
    is(await house.act(lead, id, 'segment', { segment: 'network', review: later(9) }, { version: 1 }), 403, 'not-for-you');
    const { seen } = (await propose(id, LIGHT)).json;
    const m = is(await decide(id, { answers: LIGHT, seen, otherwise: 'situation', words: 'Omainen kertoi muuta.' }), 200).json;
    same([m.segment.code, m.segment.due, m.segment.own], ['network', false, null], 'the matter says it');
    same(m.promises.find((p) => p.rule === 'OWN-CONTACT-PERSON').state, 'running', 'an own contact is promised');
    holds(m.timeline.some((t) => t.kind === 'segment_decided' && t.detail.otherwise === 'situation'), 'the history says so');
    const view = await shown(id);
    same([view.now.code, view.now.proposed.code, view.now.otherwise], ['network', 'self', 'situation'], 'the decision');
    same([view.grounds.why, view.grounds.answers.length, view.grounds.scores.map((s) => s.score)], ['Omainen kertoi muuta.', 6, [0, 0]], 'its grounds');
    holds(view.grounds.table.row === 1 && view.grounds.conditions.length === 2, 'by which row');
  });

  await test('whoever names themselves keeps the promise; undo takes either back', async () => {
    let m = is(await house.act(staff, id, 'own-contact'), 200).json;
    same([m.segment.own.me, m.promises.find((p) => p.rule === 'OWN-CONTACT-PERSON').state], [true, 'kept'], 'named');
    holds(!m.actions.includes('own-contact'), 'once is enough');
    is(await house.act(staff, id, 'own-contact'), 409, 'already-yours');
    holds(m.undo !== null, 'it can be taken back');
    m = is(await house.act(staff, id, 'undo'), 200).json;
    same([m.segment.own, m.promises.find((p) => p.rule === 'OWN-CONTACT-PERSON').state], [null, 'running'], 'taken back');
    const quiet = { headers: { Prefer: 'return=minimal' } };
    is(await house.act(staff, id, 'own-contact', {}, quiet), 204);
    is(await house.act(staff, id, 'segment', { segment: 'self', review: later(90), words: 'Tilanne helpotti.' }, quiet), 204);
    same((await shown(id)).now.code, 'self', 'lighter');
    m = is(await house.act(staff, id, 'undo'), 200).json;
    same(m.segment.code, 'network', 'the one before');
    same((await shown(id)).history.map((d) => d.code), ['network'], 'what was taken back is no decision');
  });

  await test('what the segment begins with stands first among services', async () => {
    is(await house.act(staff, id, 'assess', { urgency: 'non_urgent', profession: 'social_counsellor', domains: ['social'] }), 200);
    const { services } = is(await house.ask('GET', `matters/${id}/services`, { as: staff }), 200).json;
    same(services.filter((s) => s.segment).map((s) => s.code).sort(), ['adult-social-work', 'needs-assessment'], 'of the segment');
    const granted = services.filter((s) => s.verdict === null);
    same(granted[0].code, 'adult-social-work', 'first among those without criteria');
  });

  await test('leads see how many are in each, what waits, and how decisions came about', async () => {
    await open();
    const board = is(await house.ask('GET', 'board/segments', { as: lead }), 200).json;
    same(board.segments.find((s) => s.code === 'network'), { open: 1, review: 0, withoutOwn: 0, code: 'network', name: 'Verkostoasiakkuus' }, 'network');
    holds(board.undecided > 0, 'the other is not decided');
    same(board.decisions, { all: 1, followed: 0, otherwise: 1, withoutForm: 0, reasons: { situation: 1 } }, 'decisions');
    const used = is(await house.ask('GET', 'board/tables', { as: lead }), 200).json.tables.find((t) => t.code === 'customership');
    same([used.kind, used.times, used.reasons], ['segment', 1, { situation: 1 }], 'the table was asked once');
    same(is(await house.ask('GET', `board/segments?from=${later(1)}`, { as: lead }), 200).json.decisions.all, 0, 'from tomorrow');
    is(await house.ask('GET', 'board/segments', { as: staff }), 403, 'not-for-you');
    is(await house.ask('GET', 'board/segments'), 401, 'login-needed');
    is(await house.ask('GET', 'board/segments?from=yesterday', { as: lead }), 422, 'field-errors');
  });
}
