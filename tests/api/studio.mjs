// The studio: a criterion is changed by one and put in force by another; the desk answers by it, an old decision by the old version.
import { newKey } from './house.mjs';
import { holds, is, none, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';

export async function studio(house) {
  let [one, other, desk, lead] = await Promise.all(['content-1', 'content-2', T, 'lead'].map((a) => house.logIn(a)));
  const at = (path = '') => `studio/tables${path}`;
  const get = async (code) => is(await house.ask('GET', at(`/${code}`), { as: one }), 200).json;
  const post = (path, body, as = one, more = {}) => house.ask('POST', at(path), { as, body, key: newKey(), ...more });
  const revision = async (code) => (await get(code)).revision;
  const services = async (id) => is(await house.ask('GET', `matters/${id}/services`, { as: desk }), 200).json;
  const about = (list, code) => list.services.find((s) => s.code === code);

  /** A matter of the age, assessed for a physiotherapist. */
  const assessed = async (age, profession = 'physiotherapist') => {
    const id = (await house.find(desk, (await house.contactMade({ age })).code)).id;
    is(await house.act(desk, id, 'assess', { urgency: 'non_urgent', profession, domains: ['health'] }), 200);
    return id;
  };

  await test('the tables of the files are in force, in three languages; only who writes content sees the studio', async () => {
    const list = is(await house.ask('GET', at(), { as: one }), 200).json.tables;
    holds(list.length >= 8 && ['criterion', 'routing', 'group'].every((k) => list.some((t) => t.kind === k)), 'all kinds');
    none(list.filter((t) => t.version !== 1 || t.draft !== null || t.fault !== null || t.cases === 0), 'as installed');
    const names = new Set();
    for (const lang of ['fi', 'sv', 'en']) names.add(is(await house.ask('GET', at(), { as: one, lang }), 200).json.tables[0].name);
    same(names.size, 3, 'names by language');
    for (const as of [desk, lead]) {
      is(await house.ask('GET', at(), { as }), 403, 'not-for-you');
      is(await house.ask('GET', at('/physio-direct'), { as }), 403, 'not-for-you');
      is(await house.ask('GET', at('/physio-direct/versions/1'), { as }), 403, 'not-for-you');
      for (const what of ['check', 'try', 'draft', 'offer', 'return', 'drop', 'publish']) is(await post(`/physio-direct/${what}`, {}, as), 403, 'not-for-you');
    }
    is(await house.ask('GET', at()), 401);
    is(await house.ask('GET', at('/physio-direct')), 401);
    is(await house.ask('GET', at('/physio-direct/versions/1')), 401);
    is(await house.ask('GET', at('/no-such'), { as: one }), 404, 'unknown-table');
    is(await house.ask('GET', at('/physio-direct/versions/9'), { as: one }), 404, 'unknown-table');
    is(await house.ask('GET', at('/physio-direct/versions/x'), { as: one }), 404, 'unknown-table');
    for (const path of ['', '/physio-direct', '/physio-direct/versions/1']) is(await house.ask('GET', `${at(path)}?lang=xx`, { as: one }), 422, 'field-errors');
    is(await house.ask('GET', 'queue', { as: one }), 403, 'not-for-you');
    is(await house.ask('GET', 'board', { as: one }), 403, 'not-for-you');
  });

  await test('the vocabulary tells what a table may ask and give', async () => {
    const { vocabulary, bundle } = await get('physio-direct');
    holds(vocabulary.inputs.some((i) => i.name === 'age' && i.type === 'number' && i.nullable), 'age');
    holds(vocabulary.inputs.find((i) => i.name === 'profession').words.includes('physiotherapist'), 'words');
    same(vocabulary.outputs.find((o) => o.name === 'verdict').words, ['met', 'not_met', 'person_decides'], 'verdicts');
    holds(bundle.dmn.includes('decisionTable') && bundle.cases.length > 3 && bundle.about.service === 'physio-direct', 'the bundle');
  });

  await test('bundles that are none, and bodies that are no JSON, are refused with the field and change nothing', async () => {
    const before = await get('physio-direct');
    for (const what of ['check', 'try', 'draft', 'offer', 'return', 'drop', 'publish']) {
      is(await post(`/physio-direct/${what}`, undefined, one, { raw: '{"' }), 400, 'json-incomplete');
      is(await post(`/physio-direct/${what}`, undefined, one, { raw: '{}', headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
      is(await post(`/physio-direct/${what}`, undefined, one, { raw: 'x'.repeat(1_048_577) }), 413);
      is(await post(`/physio-direct/${what}`, {}), 422, 'field-errors');
      is(await house.ask('POST', at(`/physio-direct/${what}`), { body: {}, key: newKey() }), 401);
      is(await post(`/no-such/${what}`, { revision: 1 }), 404, 'unknown-table');
    }
    for (const bundle of [7, [], 'x', {}, { about: {}, dmn: 7, cases: [] }, { about: [], dmn: '', cases: [] }, { ...before.bundle, more: 1 }]) {
      const a = is(await post('/physio-direct/check', { bundle }), 422, 'field-errors');
      same(a.json.errors[0].field, 'bundle', JSON.stringify(bundle).slice(0, 60));
      holds(!/must be|missing|no key|: /.test(a.json.errors[0].message), `no sentence of the program's own: ${a.json.errors[0].message}`);
    }
    for (const given of [undefined, 7, []]) same(is(await post('/physio-direct/try', { bundle: before.bundle, given }), 422).json.errors[0].field, 'given', `${given}`);
    for (const r of [-1, 'x', 5_000_000_000]) same(is(await post('/physio-direct/offer', { revision: r }), 422).json.errors[0].field, 'revision', `${r}`);
    same(await get('physio-direct'), before, 'nothing changed');
  });

  await test('flaws are told with their place, row and column', async () => {
    const { bundle } = await get('physio-direct');
    const flaws = async (b) => is(await post('/physio-direct/check', { bundle: b }), 200).json.flaws.filter((f) => !f.warning);
    const word = await flaws({ ...bundle, dmn: bundle.dmn.replace('<text>"unassessed"</text>', '<text>"unasessed"</text>') });
    same(word.map((f) => [f.place, f.row, f.column, f.code, f.values]), [['table.dmn', 2, 'urgency', 'never-word', { word: 'unasessed' }]], 'a word that the input never is');
    none(word.filter((f) => f.what !== undefined), 'no sentences');
    const feel = await flaws({ ...bundle, dmn: bundle.dmn.replace('<text>&lt; 16</text>', '<text>&lt; &lt; 16</text>') });
    same(feel.map((f) => [f.row, f.column, f.code, f.values]), [[feel[0].row, 'age', 'feel-begins-nothing', { character: '3', text: '< < 16' }]], 'a cell that is no FEEL');
    holds(feel[0].row > 0 && feel[0].line > 0, JSON.stringify(feel));
    const gone = await flaws({ ...bundle, dmn: '<definitions' });
    same([gone[0].place, gone[0].code], ['table.dmn', 'xml-broken'], JSON.stringify(gone));
    // The last row without tests is what takes the rest: without it there is a gap, told by its facts.
    const last = bundle.dmn.lastIndexOf('<rule');
    const gap = (await flaws({ ...bundle, dmn: bundle.dmn.slice(0, last) + bundle.dmn.slice(bundle.dmn.indexOf('</rule>', last) + 7) })).find((f) => f.code === 'no-row');
    holds(gap && gap.row === 0 && gap.when.length > 0 && gap.when.every((c) => ['equal', 'unknown'].includes(c.is) && c.values.length === (c.is === 'equal' ? 1 : 0)), JSON.stringify(gap));
    const kind = await flaws({ ...bundle, about: { ...bundle.about, service: 'nurse-reception' } });
    same(kind.map((f) => [f.place, f.code]), [['about.service', 'service-kept']], 'a table keeps its service');
    const none_ = await flaws({ ...bundle, about: { ...bundle.about, service: 'no-such' }, cases: [{ name: 'x', given: { shoes: 1 }, expect: {} }] });
    same(none_.map((f) => [f.place, f.code]), [['about.service', 'unknown-service'], ['cases[0].given.shoes', 'case-input'], ['cases[0].expect', 'no-expect']], 'about and cases');
    const deep = await flaws({ ...bundle, dmn: bundle.dmn.replace('<text>&lt; 16</text>', `<text>${'('.repeat(5000)}1${')'.repeat(5000)}</text>`) });
    holds(deep.some((f) => f.code === 'feel-too-deep' && f.values.text.length === 80), 'a hostile expression');
  });

  await test('trying says which row and why, or why there is none', async () => {
    const { bundle } = await get('physio-direct');
    const said = is(await post('/physio-direct/try', { bundle, given: { age: 30, urgency: 'days', profession: 'physiotherapist' } }), 200).json;
    same(said.outputs.verdict, 'met', 'granted');
    holds(said.because.some((b) => b.input === 'profession' && b.value === 'physiotherapist') && said.source.name !== '', 'why');
    same(is(await post('/physio-direct/try', { bundle, given: { age: 'thirty' } }), 200).json.why, 'table-facts', 'a fact of another type');
    same(is(await post('/physio-direct/try', { bundle: { ...bundle, dmn: '<x/>' }, given: {} }), 200).json.why, 'flaws', 'no table');
  });

  const limit = (bundle, from, to) => ({ ...bundle, dmn: bundle.dmn.replace(`<text>&lt; ${from}</text>`, `<text>&lt; ${to}</text>`) });

  await test('a criterion is changed: a case fails, is mended, somebody else publishes, and the desk answers by the new one', async () => {
    const young = await assessed(17);
    const old = await assessed(17);
    const granted = about(await services(old), 'physio-direct');
    same([granted.verdict, granted.table.version, granted.profession], ['met', 1, 'physiotherapist'], 'by the first version');
    is(await house.act(desk, old, 'propose', { service: 'physio-direct', seen: granted.seen }), 200);

    const { bundle } = await get('physio-direct');
    const changed = limit(bundle, 16, 18);
    const checked = is(await post('/physio-direct/check', { bundle: changed }), 200).json;
    const failing = checked.cases.filter((c) => !c.passed);
    same(failing.map((c) => [c.expected.verdict, c.got.verdict]), [['met', 'person_decides']], 'the case of a sixteen-year-old fails');
    let r = is(await post('/physio-direct/draft', { bundle: changed, revision: await revision('physio-direct') }), 200).json.revision;
    is(await post('/physio-direct/offer', { revision: r }), 422, 'cases-fail');
    const cases = changed.cases.map((c) => (c.given.age === 16 ? { ...c, expect: { verdict: 'person_decides' } } : c));
    const mended = { ...changed, cases: [...cases, { name: 'kahdeksantoista', given: { age: 18, urgency: 'days', profession: 'physiotherapist' }, expect: { verdict: 'met' } }] };
    is(await post('/physio-direct/draft', { bundle: mended, revision: r - 1 }), 409, 'draft-changed');
    r = is(await post('/physio-direct/draft', { bundle: mended, revision: r }), 200).json.revision;
    is(await post('/physio-direct/publish', { revision: r }, other), 409, 'draft-not-offered');
    is(await post('/physio-direct/return', { revision: r }), 409, 'draft-not-offered');
    is(await post('/physio-direct/offer', { revision: r - 1 }), 409, 'draft-changed');
    const key = newKey();
    r = is(await post('/physio-direct/offer', { revision: r }, one, { key }), 200).json.revision;
    same(is(await post('/physio-direct/offer', { revision: r - 1 }, one, { key }), 200).json.revision, r, 'a repetition with the same key');
    is(await post('/physio-direct/draft', { bundle: mended, revision: r }), 409, 'draft-offered');
    is(await post('/physio-direct/drop', { revision: r }), 409, 'draft-offered');
    is(await post('/physio-direct/publish', { revision: r }), 409, 'same-person');
    const seen = is(await house.ask('GET', at('/physio-direct'), { as: other }), 200).json.draft;
    same([seen.state, seen.mayPublish, (await get('physio-direct')).draft.mayPublish], ['offered', true, false], 'who may');
    same(about(await services(young), 'physio-direct').verdict, 'met', 'a draft decides nothing');
    const done = is(await post('/physio-direct/publish', { revision: r }, other), 200).json;
    same(done.version, 2, 'the second version');

    const now = about(await services(young), 'physio-direct');
    same([now.verdict, now.table.version], ['person_decides', 2], 'the desk answers by the new version');
    is(await house.act(desk, young, 'propose', { service: 'physio-direct', seen: granted.seen }), 409, 'unknown-version');
    is(await house.act(desk, young, 'propose', { service: 'physio-direct', seen: now.seen }), 200);
    const then = (await services(old)).given.find((g) => g.step !== null);
    same([then.verdict, then.table.version, then.table.row], ['met', 1, granted.table.row], 'the old decision');
    holds(then.conditions.some((c) => c.input === 'profession'), 'explains itself by the old version');
    const versions = (await get('physio-direct')).versions;
    same(versions.map((v) => [v.version, v.fromFiles]), [[1, true], [2, false]], 'versions');
    holds(versions[1].by !== null && versions[1].approvedBy !== null && versions[1].by !== versions[1].approvedBy, 'two people');
    const first = is(await house.ask('GET', at('/physio-direct/versions/1'), { as: one }), 200).json;
    same(first.bundle, bundle, 'a published version never changes');
  });

  await test('criteria that are not met are overridden with a reason, and it is counted', async () => {
    const id = await assessed(50, 'nurse');
    const list = await services(id);
    const physio = about(list, 'physio-direct');
    same(physio.verdict, 'not_met', 'not granted');
    holds(list.services.findIndex((s) => s.code === 'nurse-reception') < list.services.indexOf(physio), 'what is granted comes first');
    is(await house.act(desk, id, 'propose', { service: 'physio-direct' }), 422, 'otherwise-needed');
    for (const [field, value] of [['otherwise', 'because'], ['seen', '1.2'], ['seen', 'x'], ['seen', '1.2.3.4']]) {
      const a = is(await house.act(desk, id, 'propose', { service: 'physio-direct', [field]: value }), 422, 'field-errors');
      same(a.json.errors[0].field, field, value);
    }
    const before = is(await house.ask('GET', 'board/tables', { as: lead }), 200).json.tables.find((t) => t.code === 'physio-direct' && t.version === 2);
    is(await house.act(desk, id, 'propose', { service: 'physio-direct', otherwise: 'persons_wish', seen: physio.seen }), 200);
    same((await services(id)).given.map((g) => [g.verdict, g.otherwise]), [['not_met', 'persons_wish']], 'kept with the step');
    const after = is(await house.ask('GET', 'board/tables', { as: lead }), 200).json.tables.find((t) => t.code === 'physio-direct' && t.version === 2);
    same([after.otherwise - before.otherwise, after.reasons.persons_wish], [1, (before.reasons.persons_wish ?? 0) + 1], 'counted');
    is(await house.ask('GET', 'board/tables', { as: desk }), 403, 'not-for-you');
    is(await house.ask('GET', 'board/tables'), 401);
    same(is(await house.ask('GET', 'board/tables?from=x', { as: lead }), 422).json.errors[0].field, 'from', 'no day');
    is(await house.ask('GET', 'board/tables?from=2020-01-01', { as: lead }), 200);
    is(await house.ask('GET', `matters/${id}/services`), 401);
    is(await house.ask('GET', `matters/${id}/services`, { as: lead }), 403, 'not-for-you');
    is(await house.ask('GET', 'matters/4000000/services', { as: desk }), 404, 'unknown-matter');
    is(await house.ask('GET', `matters/${id}/services?lang=xx`, { as: desk }), 422, 'field-errors');
  });

  await test('a table of routing sends a contact to its team, and says so', async () => {
    const { code } = await house.contactMade({ age: 30, area: 'tikkurila' });
    same((await services((await house.find(desk, code)).id)).given, [], 'nothing said: the area decides');
    const text = (await get('first-team')).bundle;
    // From now on whoever calls from Tikkurila for somebody they do not name goes to the families' team.
    const row = text.dmn.indexOf('<rule');
    const end = text.dmn.indexOf('</rule>') + 7;
    const rule = text.dmn.slice(row, end);
    const columns = (rule.match(/<inputEntry/g) ?? []).length;
    const tests = Array.from({ length: columns }, () => '<inputEntry><text>-</text></inputEntry>');
    const columnsOf = [...text.dmn.matchAll(/<inputExpression[^>]*><text>(\w+)<\/text>/g)].map((m) => m[1]);
    tests[columnsOf.indexOf('area')] = '<inputEntry><text>"tikkurila"</text></inputEntry>';
    tests[columnsOf.indexOf('about')] = '<inputEntry><text>"unnamed"</text></inputEntry>';
    const source = text.about.sources[0].code;
    const added = `<rule id="row-new">${tests.join('')}<outputEntry><text>"families"</text></outputEntry><outputEntry><text>"${source}"</text></outputEntry></rule>`;
    const bundle = { ...text, dmn: text.dmn.slice(0, row) + added + text.dmn.slice(row) };
    const checked = is(await post('/first-team/check', { bundle }), 200).json;
    none(checked.flaws.filter((f) => !f.warning), 'sound');
    bundle.cases = [...bundle.cases.map((c, i) => ({ ...c, expect: checked.cases[i].got })), { name: 'Tikkurila', given: { area: 'tikkurila', about: 'unnamed' }, expect: { team: 'families' } }];
    let r = is(await post('/first-team/draft', { bundle, revision: await revision('first-team') }), 200).json.revision;
    const uncovered = is(await post('/first-team/check', { bundle }), 200).json.uncovered;
    if (uncovered.length > 0) return holds(false, `rows without a case: ${uncovered}`);
    r = is(await post('/first-team/offer', { revision: r }), 200).json.revision;
    is(await post('/first-team/publish', { revision: r }, other), 200);
    const families = await house.logIn('families-1');
    const made = await house.contactMade({ area: 'tikkurila', about: 'unnamed' });
    const there = await house.find(families, made.code);
    holds(there !== undefined, 'in the queue of the team');
    const given = is(await house.ask('GET', `matters/${there.id}/services`, { as: families }), 200).json.given;
    same(given.map((g) => [g.step, g.verdict, g.table.version]), [[null, 'routed', 2]], 'why it is here');
    const talk = is(await house.ask('POST', 'chats', { body: { words: 'Onko täällä joku?', lang: 'fi', area: 'tikkurila' }, key: newKey() }), 201).json;
    holds(await house.find(families, talk.code), 'a chat too, or the message it becomes at night');
    // And back, so that other tests find the county as it was.
    const back = await get('first-team');
    r = is(await post('/first-team/draft', { bundle: text, revision: back.revision }, other), 200).json.revision;
    r = is(await post('/first-team/offer', { revision: r }, other), 200).json.revision;
    r = is(await post('/first-team/return', { revision: r }, one), 200).json.revision;
    r = is(await post('/first-team/drop', { revision: r }, one), 200).json.revision;
    same((await get('first-team')).draft, null, 'dropped');
    r = is(await post('/first-team/draft', { bundle: text, revision: r }, other), 200).json.revision;
    r = is(await post('/first-team/offer', { revision: r }, other), 200).json.revision;
    same(is(await post('/first-team/publish', { revision: r }, one), 200).json.version, 3, 'the third');
  });

  await test('drafts, versions and what was decided survive a kill', async () => {
    const { bundle, revision: r } = await get('nurse-reception');
    const saved = is(await post('/nurse-reception/draft', { bundle, revision: r }), 200).json.revision;
    await house.kill('--demo', '--test-clock');
    [one, other, desk, lead] = await Promise.all(['content-1', 'content-2', T, 'lead'].map((a) => house.logIn(a)));
    const table = await get('nurse-reception');
    same([table.revision, table.draft.state, table.version], [saved, 'draft', 1], 'the draft');
    same(table.draft.bundle, bundle, 'its text');
    same((await get('physio-direct')).version, 2, 'the files did not take the version back');
    is(await post('/nurse-reception/drop', { revision: saved }), 200);
  });

  await test('a table that no file has is begun by one, put in force by another, and asked at the desk', async () => {
    [one, other, desk, lead] = await Promise.all(['content-1', 'content-2', T, 'lead'].map((a) => house.logIn(a)));
    const begin = (body, as = one, more = {}) => house.ask('POST', 'studio/tables', { as, body, key: newKey(), ...more });
    const code = 'chronic-care-begun';
    const basis = (await get('physio-direct')).bundle;
    const bundle = { ...basis, about: { ...basis.about, service: 'chronic-care' } };
    is(await begin({ code, bundle }, desk), 403, 'not-for-you');
    is(await begin({ code, bundle }, null), 401, 'login-needed');
    is(await begin({ code, bundle }, one, { key: undefined }), 400, 'idempotency-key-missing');
    is(await house.ask('POST', 'studio/tables', { as: one, raw: '{}', key: newKey(), headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
    is(await house.ask('POST', 'studio/tables', { as: one, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
    for (const [wrong, field, reason] of [[{ code: 'Ääni', bundle }, 'code', 'not-a-table-code'], [{ code: 'physio-direct', bundle }, 'code', 'table-code-taken'], [{ code }, 'bundle', 'missing'], [{ code, bundle: 7 }, 'bundle', 'not-a-bundle']]) {
      same(is(await begin(wrong), 422, 'field-errors').json.errors.map((e) => [e.field, e.reason]), [[field, reason]], JSON.stringify(wrong).slice(0, 40));
    }
    const key = newKey();
    same(is(await begin({ code, bundle }, one, { key }), 201).json, { revision: 1, version: 0 }, 'begun');
    same(is(await begin({ code, bundle }, one, { key }), 201).json, { revision: 1, version: 0 }, 'sent twice, begun once');
    same(is(await begin({ code, bundle }), 422, 'field-errors').json.errors[0].reason, 'table-code-taken', 'taken now');
    const list = is(await house.ask('GET', at(), { as: other }), 200).json.tables.find((t) => t.code === code);
    same([list.version, list.kind, list.service, list.draft.state, list.fault], [0, 'criterion', 'chronic-care', 'draft', null], 'in the list');
    const page = await get(code);
    holds(page.bundle === null && page.versions.length === 0 && page.vocabulary.inputs.length > 10, 'its page');
    const id = await assessed(50);
    same(about(await services(id), 'chronic-care').verdict, null, 'not asked yet');
    is(await post(`/${code}/offer`, { revision: 1 }), 200);
    is(await post(`/${code}/publish`, { revision: 2 }), 409, 'same-person');
    same(is(await post(`/${code}/publish`, { revision: 2 }, other), 200).json.version, 1, 'in force');
    same(about(await services(id), 'chronic-care').verdict, 'met', 'asked');
    // Begun and dropped, nothing is left, and the code is free.
    is(await begin({ code: 'begun-in-vain', bundle }), 201);
    is(await post('/begun-in-vain/drop', { revision: 1 }), 200);
    holds(!is(await house.ask('GET', at(), { as: one }), 200).json.tables.some((t) => t.code === 'begun-in-vain'), 'gone');
    same(is(await begin({ code: 'begun-in-vain', bundle }), 201).json.version, 0, 'begun anew');
  });

}
