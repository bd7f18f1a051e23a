// Guides in the studio: a text is corrected by one and published by another, residents read it; marks, trials, forms out and in.
import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newKey } from './house.mjs';
import { send } from './http.mjs';
import { holds, is, none, same, test } from './report.mjs';

const CODE = 'what-help';
const DEEDS = ['check', 'draft', 'offer', 'return', 'drop', 'publish'];

export async function studioGuides(house) {
  const [one, other, desk, lead] = await Promise.all(['content-1', 'content-2', 'desk-tikkurila-1', 'lead'].map((a) => house.logIn(a)));
  const at = (path = '') => `studio/guides${path}`;
  const get = async (code = CODE) => is(await house.ask('GET', at(`/${code}`), { as: one }), 200).json;
  const post = (what, body, as = one, more = {}) => house.ask('POST', at(`/${CODE}/${what}`), { as, body, key: newKey(), ...more });
  const revision = async () => (await get()).revision;
  const textOf = (parts, place) => parts.texts.find((x) => x.place === place);
  const wording = (place, language, text) => ({ wording: [{ place, language, text }] });
  const page = async (method, path, as, fields) => {
    const headers = { ...(as ? { Cookie: as } : {}), ...(fields ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}) };
    const answer = await send(house.port, method, path, { headers, body: fields && new URLSearchParams(fields).toString() });
    house.worst = Math.max(house.worst, answer.status);
    return answer;
  };
  const trial = (lang = 'sv') => `/${lang}/studio/guides/${CODE}/try/`;
  const drop = async () => { if ((await get()).draft) is(await post('drop', { revision: await revision() }), 200); };

  await test('the guides of the files are in force; only who writes content sees them, and no table is among them', async () => {
    const list = is(await house.ask('GET', at(), { as: one }), 200).json.guides;
    same(list.length, 7, 'guides');
    none(list.filter((g) => g.version !== 1 || g.inUse !== 1 || g.draft !== null || g.fault !== null || g.questions === 0), 'as installed');
    const tables = is(await house.ask('GET', 'studio/tables', { as: one }), 200).json.tables;
    none(tables.filter((t) => t.code.includes('/') || list.some((g) => g.code === t.code)), 'guides among the tables');
    is(await house.ask('GET', 'studio/tables/guide/what-help', { as: one }), 404, 'unknown-path');
    is(await house.ask('GET', 'studio/tables/what-help', { as: one }), 404, 'unknown-table');
    for (const path of ['', `/${CODE}`, `/${CODE}/form`, `/${CODE}/versions/1`, `/${CODE}/versions/1/form`]) {
      is(await house.ask('GET', at(path)), 401);
      is(await house.ask('GET', at(path), { as: desk }), 403, 'not-for-you');
      is(await house.ask('GET', `${at(path)}?lang=xx`, { as: one }), 422, 'field-errors');
    }
    for (const path of ['/no-such', '/no-such/form', `/${CODE}/versions/9`, `/${CODE}/versions/x`, `/${CODE}/versions/9/form`]) is(await house.ask('GET', at(path), { as: one }), 404, 'unknown-guide');
    for (const what of DEEDS) {
      is(await house.ask('POST', at(`/${CODE}/${what}`), { body: {}, key: newKey() }), 401);
      is(await post(what, {}, desk), 403, 'not-for-you');
      is(await house.ask('POST', at(`/no-such/${what}`), { as: one, body: { revision: 1 }, key: newKey() }), 404, 'unknown-guide');
      is(await post(what, undefined, one, { raw: '{"' }), 400, 'json-incomplete');
      is(await post(what, undefined, one, { raw: '{}', headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
      is(await post(what, undefined, one, { raw: 'x'.repeat(1_048_577) }), 413);
      if (what !== 'check') is(await post(what, {}), 422, 'field-errors');
    }
  });

  await test('what cannot be is refused with the field and changes nothing', async () => {
    const before = await get();
    for (const [body, field] of [
      [wording('form.no-such.text', 'fi', 'x'), 'wording.0.place'], [wording('texts.name', 'de', 'x'), 'wording.0.language'], [wording('texts.name', 'fi', 'x\u0001'), 'wording.0.text'],
      [wording('texts.name', 'fi', 'x'.repeat(4001)), 'wording.0.text'], [{ wording: 7 }, 'wording'], [{ form: {} }, 'form'], [{ form: '{' }, 'form'], [{ form: '[]' }, 'form'], [{ form: '{"resourceType":"Patient"}' }, 'form'],
      [{ dmn: 7 }, 'dmn'], [{ texts: [] }, 'texts'], [{ cases: {} }, 'cases'], [{ more: 1 }, 'more'],
    ]) {
      for (const what of ['check', 'draft']) {
        const a = is(await post(what, what === 'check' ? body : { ...body, revision: before.revision }), 422, 'field-errors');
        same(a.json.errors[0].field, field, `${what} ${JSON.stringify(body).slice(0, 60)}`);
      }
    }
    same(await get(), before, 'nothing changed');
  });

  await test('texts come as a resident meets them, and marks say what to look at', async () => {
    const guide = await get();
    same(guide.inForce.texts.slice(0, 2).map((x) => x.place), ['texts.name', 'texts.intro'], 'first');
    none(guide.inForce.texts.filter((x) => !x.fi || !x.sv || !x.en), 'every text in three languages');
    none(guide.check.flaws, 'no flaws');
    none(guide.check.cases.filter((c) => c.passed !== true), 'cases hold');
    const marks = async (body) => is(await post('check', body), 200).json;
    const place = 'texts.outcome.violence.first_step';
    const finnish = textOf(guide.inForce, place).fi;
    const found = async (language, text) => (await marks(wording(place, language, text))).marks.filter((m) => m.place === place && m.language === language).map((m) => `${m.mark} ${m.detail}`.trim());
    holds((await found('sv', 'Ring 112.')).includes('telephone-lost 080 005 005'), 'the number is gone');
    holds((await found('sv', 'Ring Nollinjen 080 005 006. Om faran är nu, ring 112.')).includes('telephone-added 080 005 006'), 'another number');
    holds((await found('sv', finnish)).includes('untranslated'), 'the same words');
    holds((await found('sv', 'TODO 080 005 005  112')).some((m) => m.startsWith('leftover')), 'left over');
    holds((await marks(wording(place, 'fi', `${finnish} Älä jää yksin.`))).marks.some((m) => m.mark === 'stale' && m.language === 'sv'), 'the Finnish moved on');
    const missing = await marks(wording(place, 'en', ''));
    holds(missing.marks.some((m) => m.place === place && m.mark === 'missing') && missing.flaws.some((f) => f.code === 'text-missing'), 'a missing text is a flaw');
    const broken = await marks({ dmn: '<definitions' });
    holds(broken.flaws.some((f) => f.place.startsWith('table.dmn')) && broken.cases.every((c) => c.passed === null), 'a broken table');
    const cases = await marks({ cases: [{ name: 'väärin', answers: { danger: 'yes' }, outcomes: ['health'] }] });
    holds(cases.cases[0].passed === false && cases.cases[0].why !== '' && cases.uncovered.length > 3, 'a case that fails');
    holds(cases.uncovered.every((u) => u.table === 'Outcome' || u.table === 'Exit'), 'a row without a case is told by its table');
  });

  await test('one corrects a text, tries it, another publishes; residents read it, and the old version stays', async () => {
    await drop();
    const before = await get();
    const place = 'texts.outcome.teeth.title';
    const text = 'Mun- och tandvård';
    const start = { revision: before.revision, ...wording(place, 'sv', text) };
    const saved = is(await post('draft', start), 200).json;
    is(await post('draft', start), 409, 'draft-changed');
    same(textOf((await get()).draft.bundle, place).sv, text, 'the draft');
    same(textOf((await get()).inForce, place).sv, textOf(before.inForce, place).sv, 'what is in force');
    // As a resident would see it, for those who write only; nothing is counted, and no code is given.
    same([(await page('GET', trial())).status, (await page('GET', trial())).headers.location], [303, `/sv/studio/?guide=${CODE}`], 'to sign in');
    same((await page('GET', trial(), desk)).status, 403, 'not for others');
    same((await page('GET', '/sv/studio/guides/no-such/try/', one)).status, 404, 'no such guide');
    same((await page('GET', trial().slice(0, -1), one)).headers.location, trial(), 'the slash');
    const uses = async () => is(await house.ask('GET', 'board/navigators', { as: lead }), 200).json.rows.filter((r) => r.navigator === CODE).reduce((sum, r) => sum + r.times, 0);
    const counted = await uses();
    const started = await page('GET', trial(), one);
    holds(started.status === 200 && /Det här är ett prov/.test(started.text) && started.text.includes(`action="${trial()}"`), 'a trial');
    const answers = { visit: /name="visit" value="([0-9a-f]{32})"/.exec(started.text)[1], 'a.danger': 'no', 'a.age': '18-64', 'a.topics': 'teeth', asked: 'topics' };
    const end = await page('POST', trial(), one, { ...answers, do: 'next' });
    holds(end.text.includes(text) && /Det här är ett prov/.test(end.text) && !/value="keep"/.test(end.text), 'the draft');
    // The link of a result would open the real form of contact: a trial tells where it would lead.
    holds(!/data-words=/.test(end.text) && /I provet leder länken ingenstans/.test(end.text), 'no contact from a trial');
    holds(!/class="codebox"/.test((await page('POST', trial(), one, { ...answers, do: 'keep' })).text), 'no code');
    same(await uses(), counted, 'a trial is not counted');
    const live = () => page('POST', `/sv/navigators/${CODE}/`, undefined, { ...answers, do: 'next' });
    holds(/data-words="[^"]+"/.test((await live()).text), 'a resident gets the link');
    holds(!(await live()).text.includes(text), 'residents see what is in force');
    for (let i = 0; i < 50 && await uses() === counted; i += 1) await new Promise((r) => setTimeout(r, 100));
    holds(await uses() > counted, 'a visit is counted');
    is(await post('return', { revision: saved.revision }), 409, 'draft-not-offered');
    is(await post('publish', { revision: saved.revision }, other), 409, 'draft-not-offered');
    is(await post('offer', { revision: saved.revision }), 200);
    is(await post('draft', { ...start, revision: await revision() }), 409, 'draft-offered');
    is(await post('drop', { revision: await revision() }), 409, 'draft-offered');
    is(await post('publish', { revision: await revision() }), 409, 'same-person');
    is(await post('return', { revision: await revision() }), 200);
    is(await post('offer', { revision: await revision() }), 200);
    const published = is(await post('publish', { revision: await revision() }, other), 200).json;
    same(published.version, before.version + 1, 'the next version');
    const now = await get();
    same([textOf(now.inForce, place).sv, now.inUse, now.draft], [text, published.version, null], 'in force');
    same(textOf(is(await house.ask('GET', at(`/${CODE}/versions/${before.version}`), { as: one }), 200).json, place).sv, textOf(before.inForce, place).sv, 'the old version');
    is(await post('offer', { revision: now.revision }), 409, 'no-draft');
    holds((await live()).text.includes(text), 'residents read it');
    same(is(await house.ask('GET', at(`/${CODE}/versions/${published.version}`), { as: one }), 200).json.fromFiles, false, 'by people');
  });

  await test('a draft that is not ready is saved, but not offered', async () => {
    await drop();
    is(await post('draft', { revision: await revision(), ...wording('texts.intro', 'en', '') }), 200);
    is(await post('offer', { revision: await revision() }), 422, 'guide-fails');
    is(await post('draft', { revision: await revision(), ...wording('texts.intro', 'en', 'A few questions.'), cases: [] }), 200);
    is(await post('offer', { revision: await revision() }), 422, 'guide-fails');
    await drop();
  });

  await test('the form goes out and comes back with everything in it', async () => {
    await drop();
    const answer = is(await house.ask('GET', at(`/${CODE}/form`), { as: one }), 200);
    same(answer.headers['content-type'].split(';')[0], 'application/fhir+json', 'as FHIR');
    const changed = answer.text.replace('"status": "active"', '"status": "active", "x-own": 0.1234567890123456789012345678901234');
    holds(changed !== answer.text, 'changed');
    is(await post('draft', { revision: await revision(), form: changed }), 200);
    const again = is(await house.ask('GET', at(`/${CODE}/form`), { as: one }), 200).text;
    holds(again.includes('0.1234567890123456789012345678901234'), 'numbers keep their digits');
    same(again.length, changed.length, 'nothing else moved');
    same(is(await house.ask('GET', at(`/${CODE}/versions/1/form`), { as: one }), 200).text.includes('x-own'), false, 'the version stays');
    none((await get()).check.flaws, 'it still fits');
    await drop();
  });
}

/** A version that a later start cannot read: a service that it names is gone from what guides share. */
export async function guidesAcrossStarts(house) {
  const place = 'texts.outcome.teeth.title';
  const shown = async () => (await send(house.port, 'POST', `/fi/navigators/${CODE}/`, { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ visit: 'c'.repeat(32), 'a.danger': 'no', 'a.age': '18-64', 'a.topics': 'teeth', asked: 'topics', do: 'next' }).toString() })).text;

  await test('a version that cannot be read any more does not stop the server: the newest that can stays in use', async () => {
    const copy = join(house.constructor.scratch, 'more-services');
    mkdirSync(copy, { recursive: true });
    cpSync(fileURLToPath(new URL('../../content', import.meta.url)), copy, { recursive: true });
    appendFileSync(join(copy, 'navigators', 'shared.toml'), '\n[[service]]\ncode = "passing"\nname = { fi = "a", sv = "b", en = "c" }\nwhat = { fi = "a", sv = "b", en = "c" }\n');
    const options = ['--demo', '--test-clock', '--test-long-sessions'];
    await house.kill(...options, '--content', copy);
    const [one, other] = await Promise.all(['content-1', 'content-2'].map((a) => house.logIn(a)));
    const get = async (as) => is(await house.ask('GET', `studio/guides/${CODE}`, { as }), 200).json;
    const post = (what, body, as = one) => house.ask('POST', `studio/guides/${CODE}/${what}`, { as, body, key: newKey() });
    const before = await get(one);
    const texts = toTexts(before.inForce.texts, 'teeth', 'passing');
    const saved = is(await post('draft', { revision: before.revision, texts, wording: [{ place, language: 'fi', text: 'Suun palvelut toisin' }] }), 200).json;
    is(await post('offer', { revision: saved.revision }), 200);
    is(await post('publish', { revision: (await get(one)).revision }, other), 200);
    holds((await shown()).includes('Suun palvelut toisin'), 'in use');
    await house.kill(...options);
    const again = await house.logIn('content-1');
    const now = await get(again);
    same([now.version, now.inUse], [before.version + 1, before.version], 'the one before is in use');
    holds(now.fault.includes('passing'), now.fault);
    const row = is(await house.ask('GET', 'studio/guides', { as: again }), 200).json.guides.find((g) => g.code === CODE);
    same([row.inUse, row.fault], [before.version, now.fault], 'and the list says so');
    same((await shown()).includes('Suun palvelut toisin'), false, 'residents read the one before');
  });
}

/** What texts.toml says, from the texts one by one, with a service more at a result. */
function toTexts(all, outcome, service) {
  const three = (place) => { const x = all.find((one) => one.place === place); return { fi: x.fi, sv: x.sv, en: x.en }; };
  const codes = (list) => [...new Set(all.map((x) => new RegExp(`^texts\\.${list}\\.(.+)\\.title$`).exec(x.place)?.[1]).filter(Boolean))];
  return {
    name: three('texts.name'), intro: three('texts.intro'),
    outcome: codes('outcome').map((code) => ({ code, title: three(`texts.outcome.${code}.title`), text: three(`texts.outcome.${code}.text`), first_step: three(`texts.outcome.${code}.first_step`), services: code === outcome ? [service] : [] })),
    exit: codes('exit').map((code) => ({ code, title: three(`texts.exit.${code}.title`), text: three(`texts.exit.${code}.text`), contacts: ['112'] })),
  };
}
