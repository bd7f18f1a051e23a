// Random requests over all routes from a grammar: nothing is ever 5xx. The seed makes the same requests again.
import { many, send } from './http.mjs';
import { House, newKey } from './house.mjs';
import { holds, none, test } from './report.mjs';

function dice(seed) {
  let s = seed >>> 0;
  const next = () => {
    s = (s + 0x6D2B79F5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), s | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, one: (list) => list[below(list.length)], chance: (p) => next() < p };
}

export async function fuzz(house, texts, seed, count) {
  await test(`${count} random requests (seed ${seed}): never 5xx`, async () => {
    const d = dice(seed);
    const sessions = [undefined, 'vuoro_session=x', await house.logIn('desk-tikkurila-1'), await house.logIn('desk-tikkurila-1'), await house.logIn('desk-tikkurila-1'), await house.logIn('desk-myyrmaki-1'), house.lead];
    const asked = await house.contactMade();
    sessions.push((await house.ask('POST', 'resident-session', { body: { code: asked.code, secret: asked.secret }, local: '127.3.0.1' })).headers['set-cookie'][0].split(';')[0]);
    const schemas = house.contract.api.components.schemas;
    const scalar = () => d.one([() => d.one(texts), () => d.below(100), () => -d.below(100), () => 2 ** d.below(70), () => d.chance(0.5), () => null, () => d.below(1000) / 7, () => iso()]);
    const iso = () => new Date(Date.now() + (d.below(2_000_000) - 200_000) * 1000).toISOString().replace(/\.\d+Z/, 'Z');
    /** A value by its schema, wrong here and there. */
    const value = (schema, depth = 0) => {
      if (d.chance(0.03) || depth > 6) return scalar()();
      const at = schema.$ref ? schemas[schema.$ref.split('/').at(-1)] : schema;
      if (at.allOf) return value({ ...at.allOf[0] }, depth + 1);
      if (at.oneOf) return value(d.one(at.oneOf), depth + 1);
      if (at.enum) return d.one(at.enum);
      if (at.format === 'instant') return iso();
      if (at.description?.includes('/areas')) return d.one(['tikkurila', 'tikkurila', 'myyrmaki', null, d.one(texts)]);
      const type = Array.isArray(at.type) ? d.one(at.type) : at.type;
      if (type === 'null') return null;
      if (type === 'integer') return d.chance(0.9) ? Math.min(at.maximum ?? 100, (at.minimum ?? 0) + d.below(60)) : 2 ** d.below(66) * (d.chance(0.5) ? 1 : -1);
      if (type === 'array') return Array.from({ length: d.below(4) + (at.minItems ?? 0) }, () => value(at.items, depth + 1));
      if (type === 'object') {
        const out = {};
        for (const [name, inner] of Object.entries(at.properties ?? {})) if ((at.required ?? []).includes(name) ? d.chance(0.98) : d.chance(0.6)) out[name] = value(inner, depth + 1);
        if (d.chance(0.03)) out[d.one(texts).slice(0, 50) || 'x'] = scalar()();
        return out;
      }
      return d.chance(0.5) ? d.one([house.service, 'desk-myyrmaki', 'desk-tikkurila', 'tikkurila', 'fi', 'lead', asked.code, asked.secret]) : d.one(texts);
    };
    const mangle = (text) => {
      const bytes = Buffer.from(text);
      for (let i = d.below(4); i >= 0 && bytes.length > 0; --i) bytes[d.below(bytes.length)] = d.below(256);
      return d.chance(0.3) ? bytes.subarray(0, d.below(bytes.length + 1)) : bytes;
    };
    const tasks = [];
    const bad = [];
    const statuses = new Map();
    const versions = new Map();
    for (let n = 0; n < count; ++n) {
      const o = d.one(house.contract.operations);
      const method = d.chance(0.97) ? o.method : d.one(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']);
      const id = d.chance(0.9) ? 1 + d.below(30) : scalar()();
      const parts = { id, rule: d.chance(0.8) ? d.one(house.rules) : d.one(texts), kind: d.chance(0.8) ? d.one(['care', 'service', 'rehabilitation']) : d.one(texts) };
      let path = `/api/v1${o.path}`.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parts[name]).slice(0, 300).toWellFormed()));
      const query = [];
      for (const p of o.op.parameters.map((x) => house.contract.resolve(x))) if (p.in === 'query' && d.chance(0.5)) query.push(`${p.name}=${encodeURIComponent(String(value(p.schema)).slice(0, 300).toWellFormed())}`);
      if (d.chance(0.03)) query.push(d.one(['x=1', '&&', '=', 'lang', 'cursor=%', 'state=overdue', 'limit=%ff', 'a[]=1']));
      if (query.length > 0) path += `?${query.join('&')}`;
      const headers = { 'Accept-Language': d.one(['fi', 'sv', 'en', '*', 'x'.repeat(200), ', ;q=']) };
      // Logging out is left to those who are nobody, mostly: commands must keep getting through.
      const seat = d.below(method === 'DELETE' && d.chance(0.95) ? 2 : sessions.length);
      let body;
      let raw;
      if (o.op.requestBody && d.chance(0.97)) {
        body = value(o.op.requestBody.content['application/json'].schema);
        // The clock of the house is not for the dice: a ledger that has seen the year 2100 takes nothing dated before.
        if (o.path === '/demo-clock' && Number.isInteger(body?.now)) body.now = -1;
        raw = JSON.stringify(body) ?? '';
        if (d.chance(0.05)) { raw = mangle(raw); body = undefined; }
        headers['Content-Type'] = d.chance(0.97) ? 'application/json' : d.one(['text/plain', '', 'application/json;x', 'a/b']);
        if (d.chance(0.97)) headers['Idempotency-Key'] = d.chance(0.95) ? newKey() : d.one(['same-key-1', 'same-key-2', 'x', 'y'.repeat(200)]);
        const known = versions.get(id);
        if (d.chance(0.95)) headers['If-Match'] = `"${known && d.chance(0.8) ? known : 1 + d.below(6)}"`;
        if (d.chance(0.1)) headers.Prefer = d.one(['return=minimal', 'x']);
      }
      tasks.push(async () => {
        // What the dice threw before is sent now; the version that was seen last helps commands through.
        if (headers['If-Match'] && versions.get(id) && n % 5 !== 0) headers['If-Match'] = `"${versions.get(id)}"`;
        if (sessions[seat]) headers.Cookie = sessions[seat];
        const answer = await send(house.port, method, path, { headers, body: raw }).catch((error) => ({ status: 0, headers: {}, text: String(error) }));
        if (answer.json?.version && answer.json?.id) versions.set(answer.json.id, answer.json.version);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer.status === 0 || answer.status >= 500) { if (!(answer.status === 501)) bad.push(`request ${n}: ${method} ${path} ${JSON.stringify(headers)} ${String(raw).slice(0, 300)} -> ${answer.status} ${answer.text.slice(0, 200)}`); return; }
        house.contract.check(method, path, answer, body);
      });
    }
    const alive = async () => (await house.ask('GET', 'areas')).status === 200;
    for (let i = 0; i < tasks.length; i += 500) {
      await many(tasks.slice(i, i + 500), 16);
      // A session that the dice have ended is begun again, so that commands keep getting through.
      for (const [at, account] of [[2, 'desk-tikkurila-1'], [3, 'desk-tikkurila-1'], [4, 'desk-tikkurila-1'], [5, 'desk-myyrmaki-1'], [6, 'lead']]) {
        if ((await house.ask('GET', 'session', { as: sessions[at] })).status === 401) {
          sessions[at] = await house.logIn(account);
        }
      }
    }
    none(bad, 'faults');
    holds(await alive(), 'alive');
    const shown = [...statuses].sort(([a], [b]) => a - b).map(([s, n]) => `${s}: ${n}`).join(', ');
    house.fuzzed = shown;
    holds((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0) > count / 20, `hardly anything got through: ${shown}`);
    holds((statuses.get(409) ?? 0) > 20, `hardly a command reached its matter: ${shown}`);
  });
}
