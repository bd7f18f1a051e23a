// The studio's part of the contract in memory: tables, drafts, versions, two people's publishing, and as much FEEL as the tables
// shipped with the county use. For development only; the real server reads DMN with src/rules.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONTENT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'content', 'vantaa-kerava', 'tables');
export const bundles = () => readdirSync(CONTENT).sort().map((code) => [code, { about: JSON.parse(readFileSync(join(CONTENT, code, 'about.json'), 'utf8')), dmn: readFileSync(join(CONTENT, code, 'table.dmn'), 'utf8'), cases: JSON.parse(readFileSync(join(CONTENT, code, 'cases.json'), 'utf8')).cases }]);

const given = (re) => [...new Set(bundles().flatMap(([, x]) => [...x.dmn.matchAll(re)].map((m) => m[1])))];
const OUTPUTS = {
  criterion: [{ name: 'verdict', words: ['met', 'not_met', 'person_decides'] }, { name: 'source', words: [] }, { name: 'profession', words: ['nurse', 'doctor', 'physiotherapist', 'psychologist', 'dentist', 'dental_hygienist', 'social_worker', 'social_counsellor', 'public_health_nurse', 'occupational_therapist', 'other'] }],
  routing: [{ name: 'team', words: ['', ...given(/<outputEntry><text>"([a-z0-9-]+)"/g)] }, { name: 'source', words: [] }],
  group: [{ name: 'verdict', words: ['found', 'not_found'] }, { name: 'source', words: [] }],
};
const MATTER = [['age', 'number'], ['language', 'text', ['fi', 'sv', 'en', 'ru', 'ar', 'et', 'so']], ['interpreter', 'boolean'], ['area', 'text', ['tikkurila', 'aviapolis', 'hakunila', 'korso', 'koivukyla', 'myyrmaki', 'martinlaakso', 'kivisto', 'kerava-north', 'kerava-south']], ['about', 'text', ['self', 'child', 'other', 'unnamed']],
  ['channel', 'text', ['web', 'phone', 'chat', 'walk_in']], ['urgency', 'text', ['unassessed', 'immediate', 'today', 'days', 'non_urgent']], ['profession', 'text', OUTPUTS.criterion[2].words], ['domains', 'list<text>', ['health', 'oral', 'social', 'disability', 'child', 'older', 'rehabilitation', 'therapy_guarantee', 'neuvola', 'social_assistance']],
  ['facts', 'list<text>', ['general_medicine', 'reason_illness_like', 'urgent', 'written_contact', 'certificate_only', 'other_nonurgent_rehab_promotion', 'disabled_675_2023']], ['needs', 'list<text>', ['wheelchair', 'hearing', 'sight', 'other']], ['contacts', 'number'], ['hands', 'number']];
const HISTORY = [['age', 'number'], ['language', 'text', ['fi', 'sv', 'en']], ['area', 'text', ['tikkurila', 'myyrmaki']], ['interpreter', 'boolean'], ...['contacts_90', 'contacts_365', 'unsolved_365', 'missed_365', 'days_since_contact', 'days_since_visit', 'open_matters', 'longest_open_days', 'missed_promises_365'].map((n) => [n, 'number'])];
const vocabulary = (kind) => ({ inputs: (kind === 'group' ? HISTORY : MATTER).map(([name, type, words]) => ({ name, type, ...(words ? { words } : {}) })), outputs: OUTPUTS[kind] });

const entities = (t) => t.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
const strip = (t) => entities(t.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1').trim());
function read(xml) {
  if (!/<definitions[\s>]/.test(xml)) throw new Error('not DMN');
  const all = (re, text) => [...text.matchAll(re)].map((m) => m[1]);
  const table = /<decisionTable\b([^>]*)>([\s\S]*)<\/decisionTable>/.exec(xml);
  if (!table) throw new Error('no decision table');
  const texts = (tag, text) => all(new RegExp(`<${tag}\\b[^>]*?(?:/>|>([\\s\\S]*?)</${tag}>)`, 'g'), text).map((c) => strip(/<text>([\s\S]*?)<\/text>/.exec(c ?? '')?.[1] ?? ''));
  return { policy: /hitPolicy="(\w+)"/.exec(table[1])?.[1] ?? 'UNIQUE', inputs: texts('inputExpression', table[2]), outputs: all(/<output\b[^>]*?\sname="([^"]*)"/g, table[2]), data: all(/<inputData\b[^>]*?\sname="([^"]*)"/g, xml),
    rows: all(/<rule\b[^>]*>([\s\S]*?)<\/rule>/g, table[2]).map((r) => ({ in: texts('inputEntry', r), out: texts('outputEntry', r) })) };
}
const literal = (t) => (/^"([^"]*)"$/.test(t) ? t.slice(1, -1) : /^-?\d+(\.\d+)?$/.test(t) ? Number(t) : t === 'true' ? true : t === 'false' ? false : t === 'null' ? null : undefined);
/** null: not a test that the mock reads. */
function test(cell, value) {
  const text = cell.trim();
  if (text === '-' || text === '') return true;
  const no = /^not\(([\s\S]*)\)$/.exec(text);
  if (no) { const inside = test(no[1], value); return inside === null ? null : !inside; }
  const list = /^list contains\(\?,\s*("[^"]*")\)$/.exec(text);
  if (list) return Array.isArray(value) && value.includes(literal(list[1]));
  if (text.includes(' or ')) { const any = text.split(' or ').map((p) => test(p, value)); return any.includes(null) ? null : any.includes(true); }
  const range = /^[[(]\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*[\])]$/.exec(text);
  if (range) return typeof value === 'number' && (text[0] === '[' ? value >= range[1] : value > range[1]) && (text.endsWith(']') ? value <= range[2] : value < range[2]);
  const cmp = /^(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (cmp) { const n = Number(cmp[2]); return typeof value === 'number' && { '<': value < n, '>': value > n, '<=': value <= n, '>=': value >= n }[cmp[1]]; }
  const parts = text.split(',').map((p) => p.trim());
  if (parts.length > 1) { const all = parts.map((p) => test(p, value)); return all.includes(null) ? null : all.includes(true); }
  const word = literal(text);
  return word === undefined ? null : word === value;
}
function ask(model, kind, given) {
  const facts = Object.fromEntries(vocabulary(kind).inputs.map((i) => [i.name, given[i.name] ?? (i.type.startsWith('list') ? [] : null)]));
  const hits = model.rows.map((r, i) => ({ r, i })).filter(({ r }) => r.in.every((c, k) => test(c, facts[model.inputs[k]]) === true));
  if (hits.length === 0) return { why: 'no row' };
  if (hits.length > 1 && model.policy === 'UNIQUE') return { why: `rows ${hits.map((h) => h.i + 1).join(', ')} match at once` };
  const { r, i } = hits[0];
  return { row: i + 1, outputs: Object.fromEntries(model.outputs.map((o, k) => [o, literal(r.out[k] ?? '') ?? null])), because: r.in.flatMap((c, k) => (c === '-' || c === '' ? [] : [{ input: model.inputs[k], value: facts[model.inputs[k]] }])) };
}
export function check(bundle) {
  const flaw = (place, row, column, code, values = {}) => ({ place, line: 0, row, column, code, values, when: [], warning: false });
  let model;
  try { model = read(bundle.dmn); } catch { return { flaws: [flaw('table.dmn', 0, '', 'xml-broken')], cases: bundle.cases.map((c) => ({ name: c.name, passed: false, expected: c.expect, got: {}, row: 0, why: 'broken' })), uncovered: [] }; }
  const { kind } = bundle.about;
  const words = vocabulary(kind);
  const flaws = [];
  for (const l of ['fi', 'sv', 'en']) if (!bundle.about.name?.[l]) flaws.push(flaw(`about.name.${l}`, 0, '', 'empty'));
  model.inputs.forEach((n) => { if (!words.inputs.some((i) => i.name === n)) flaws.push(flaw('table.dmn', 0, n || 'input', 'unknown-input', { kind, name: n })); else if (!model.data.includes(n)) flaws.push(flaw('table.dmn', 0, n, 'requires-missing', { href: n })); });
  model.rows.forEach((r, i) => {
    r.in.forEach((c, k) => { if (test(c, 1) === null) flaws.push(flaw('table.dmn', i + 1, model.inputs[k], 'cell-form')); });
    model.outputs.forEach((o, k) => {
      const value = literal(r.out[k] ?? '');
      const known = value === '' ? o !== 'source' : o === 'source' ? bundle.about.sources.some((s) => s.code === value) : words.outputs.find((x) => x.name === o)?.words.includes(value);
      if (!known) flaws.push(flaw('table.dmn', i + 1, o, o === 'source' ? 'unknown-source' : 'unknown-word', o === 'source' ? { source: String(value ?? '') } : { output: o, word: String(value ?? '') }));
    });
  });
  const cases = bundle.cases.map((c) => {
    const got = ask(model, kind, c.given);
    return { name: c.name, passed: got.outputs !== undefined && Object.entries(c.expect).every(([k, v]) => got.outputs[k] === v), expected: c.expect, got: got.outputs ?? {}, row: got.row ?? 0, why: got.why ?? '' };
  });
  const reached = new Set(cases.map((c) => c.row));
  return { flaws, cases, uncovered: model.rows.map((_, i) => i + 1).filter((i) => !reached.has(i)) };
}

export function mockStudio({ clock, problem, tell }) {
  const iso = () => new Date(clock()).toISOString();
  const mark = (b) => { let h = 0n; for (const c of JSON.stringify(b)) h = (h * 131n + BigInt(c.codePointAt(0))) & 0xffffffffffffffffn; return h.toString(16).padStart(16, '0'); };
  const tables = new Map(bundles().map(([code, bundle]) =>
    [code, { code, revision: 1, draft: null, versions: [{ version: 1, at: iso(), by: null, approvedBy: null, fromFiles: true, bundle }] }]));
  const last = (t) => t.versions[t.versions.length - 1];
  const draftMark = (t) => t.draft && { revision: t.revision, state: t.draft.state, by: t.draft.by, at: t.draft.at };
  const N = { fi: { stale: 'Luonnosta on muutettu.', same: 'Toinen ihminen julkaisee.', fail: 'Kaikki tapaukset eivät mene läpi.', state: 'Taulu ei ole siinä tilassa.', gone: 'Taulua ei ole.', role: 'Vain pääkäyttäjille.' } };
  const refuse = (status, code, lang, detail) => problem(status, code, lang, { fi: detail, sv: detail, en: detail });
  return {
    tables,
    /** Somebody else saves meanwhile. */
    saveAs(code, by, change) { const t = tables.get(code); const bundle = structuredClone(t.draft?.bundle ?? last(t).bundle); change(bundle); t.draft = { state: 'draft', basis: last(t).version, by, writers: [by], at: iso(), bundle }; t.revision += 1; tell(); },
    answer(req, path, body, lang, account) {
      const w = N.fi;
      if (account.role !== 'admin') throw refuse(403, 'forbidden', lang, w.role);
      if (path === '') return { body: { tables: [...tables.values()].map((t) => { const v = last(t); const { about } = v.bundle; return { code: t.code, kind: about.kind, service: about.service ?? null, serviceName: null, name: about.name[lang] ?? about.name.fi, version: v.version, mark: mark(v.bundle), validFrom: about.valid_from, validUntil: about.valid_until ?? null, fault: null, cases: v.bundle.cases.length, draft: draftMark(t) }; }) } };
      const [, code, what, n] = path.split('/');
      const t = tables.get(code);
      if (!t) throw refuse(404, 'not-found', lang, w.gone);
      const who = account.title[lang] ?? account.title;
      const v = last(t);
      if (req.method === 'GET' && !what) {
        const about = v.bundle.about;
        return { body: { code, kind: about.kind, service: about.service ?? null, mark: mark(v.bundle), validFrom: about.valid_from, validUntil: about.valid_until ?? null, cases: v.bundle.cases.length, fault: null, name: about.name[lang] ?? about.name.fi, revision: t.revision, version: v.version, bundle: v.bundle, vocabulary: vocabulary(about.kind),
          draft: t.draft && { ...draftMark(t), basis: t.draft.basis, mayPublish: t.draft.state === 'offered' && !t.draft.writers.includes(account.id), bundle: t.draft.bundle },
          versions: t.versions.map((x) => ({ version: x.version, at: x.at, by: x.by, approvedBy: x.approvedBy, fromFiles: x.fromFiles, mark: mark(x.bundle) })) } };
      }
      if (req.method === 'GET') { const found = t.versions.find((x) => x.version === Number(n)); if (!found) throw refuse(404, 'not-found', lang, w.gone); return { body: found }; }
      if (what === 'check') return { body: check(body.bundle) };
      if (what === 'try') {
        const got = ask(read(body.bundle.dmn), body.bundle.about.kind, body.given);
        const from = got.outputs && body.bundle.about.sources.find((s) => s.code === got.outputs.source);
        return { body: got.outputs ? { ...got, source: from ? { name: from.name[lang] ?? from.name.fi, address: from.address, unverified: from.unverified === true } : null } : { why: 'table-no-row' } };
      }
      if (body.revision !== t.revision) throw refuse(409, 'draft-changed', lang, w.stale);
      const moved = (answer) => { t.revision += 1; tell(); return { body: { ...answer, revision: t.revision } }; };
      if (what === 'draft') { t.draft = { state: 'draft', basis: v.version, by: who, at: iso(), bundle: body.bundle, writers: [...new Set([...(t.draft?.writers ?? []), account.id])] }; return moved({}); }
      if (!t.draft) throw refuse(409, 'no-draft', lang, w.state);
      if (what === 'offer') { const c = check(t.draft.bundle); if (c.flaws.length + c.uncovered.length + c.cases.filter((x) => !x.passed).length > 0) throw refuse(422, 'cases-fail', lang, w.fail); t.draft.state = 'offered'; return moved({}); }
      if (what === 'return') { t.draft.state = 'draft'; return moved({}); }
      if (what === 'drop') { t.draft = null; return moved({}); }
      if (what === 'publish') {
        if (t.draft.writers.includes(account.id)) throw refuse(409, 'same-person', lang, w.same);
        t.versions.push({ version: v.version + 1, at: iso(), by: t.draft.by, approvedBy: who, fromFiles: false, bundle: t.draft.bundle });
        t.draft = null;
        return moved({ version: v.version + 1 });
      }
      throw refuse(404, 'not-found', lang, w.gone);
    },
  };
}
