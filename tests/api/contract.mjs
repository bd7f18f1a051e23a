// Holds every answer to docs/api/openapi.yaml.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const web = createRequire(new URL('../../web/package.json', import.meta.url));
const Ajv = web('ajv/dist/2020').default;
const { parse } = web('yaml');

export class Contract {
  constructor(file) {
    this.api = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 });
    const ajv = new Ajv({ strict: true, strictTuple: false, strictRequired: false, strictTypes: false, allErrors: false });
    ajv.addVocabulary(['openapi', 'info', 'servers', 'tags', 'paths', 'components', 'example']);
    const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
    ajv.addFormat('instant', { type: 'string', validate: (t) => instant.test(t) && !Number.isNaN(Date.parse(t)) });
    ajv.addFormat('day', { type: 'string', validate: (t) => /^\d{4}-\d\d-\d\d$/.test(t) && !Number.isNaN(Date.parse(t)) });
    ajv.addSchema({ $id: 'api', components: { schemas: this.api.components.schemas } });
    this.ajv = ajv;
    this.compiled = new Map();
    this.reached = new Set();
    this.faults = [];
    this.operations = [];
    for (const [path, item] of Object.entries(this.api.paths)) {
      for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
        if (!item[method]) continue;
        this.operations.push({ method: method.toUpperCase(), path, op: item[method], pattern: new RegExp(`^/api/v1${path.replaceAll(/\{\w+\}/g, '[^/]*')}$`), concrete: !path.includes('{') });
      }
    }
  }

  routes() {
    return this.operations.map((o) => `${o.method} /api/v1${o.path}`);
  }

  resolve(node) {
    if (!node?.$ref) return node;
    return node.$ref.slice(2).split('/').reduce((at, part) => at[part], this.api);
  }

  /** Errors of the value by the schema node, as text; '' when it fits. */
  errors(schema, value) {
    const key = JSON.stringify(schema);
    let check = this.compiled.get(key);
    if (!check) {
      check = this.ajv.compile(JSON.parse(key.replaceAll('"#/components', '"api#/components')));
      this.compiled.set(key, check);
    }
    return check(value) ? '' : this.ajv.errorsText(check.errors, { separator: '; ' });
  }

  find(method, path) {
    const plain = decodePath(path);
    return this.operations.find((o) => o.method === (method === 'HEAD' ? 'GET' : method) && o.pattern.test(plain));
  }

  fault(text) {
    if (this.faults.length < 200) this.faults.push(text);
  }

  /** Checks one exchange. `requestBody` is what was sent, as a value; undefined when it was no JSON. */
  check(method, path, answer, requestBody) {
    const where = `${method} ${path.slice(0, 120)} -> ${answer.status}`;
    const type = (answer.headers['content-type'] ?? '').split(';')[0];
    if (answer.status >= 400 && method !== 'HEAD') {
      if (type !== 'application/problem+json') return this.fault(`${where}: is ${type}, not a problem`);
      const bad = this.errors({ $ref: '#/components/schemas/Problem' }, answer.json);
      if (bad) return this.fault(`${where}: ${bad}`);
      if (answer.json.status !== answer.status) return this.fault(`${where}: the body says ${answer.json.status}`);
      if (/\[[a-z]+\.|\{[a-z]+\}/.test(`${answer.json.title} ${answer.json.detail}`)) return this.fault(`${where}: a text is missing: ${answer.json.title} / ${answer.json.detail}`);
      for (const e of answer.json.errors ?? []) if (/^\[|\{[a-z]+\}/.test(e.message)) return this.fault(`${where}: a field's text is missing: ${e.message}`);
    }
    const found = this.find(method, path);
    // Not a route, or refused before the routes were looked at: the server-wide answers of info.description.
    if (!found || answer.json?.code?.startsWith?.('target-') || answer.json?.code === 'query-count' || (method === 'HEAD' && answer.status === 400) || answer.status === 431 || answer.status === 405 || answer.status === 417) return undefined;
    const response = this.resolve(found.op.responses[String(answer.status)]);
    if (!response) return this.fault(`${where}: this status is not documented (${answer.text.slice(0, 160)})`);
    this.reached.add(`${found.method} ${found.path} ${answer.status}`);
    for (const [name, spec] of Object.entries(response.headers ?? {})) {
      const header = answer.headers[name.toLowerCase()];
      const value = Array.isArray(header) ? header[0] : header;
      const bad = value === undefined ? 'is missing' : this.errors(this.resolve(spec).schema, value);
      if (bad) this.fault(`${where}: header ${name} ${bad}`);
    }
    if (method === 'HEAD') return undefined;
    if (!response.content) {
      if (answer.text !== '') this.fault(`${where}: has a body`);
      return undefined;
    }
    const media = response.content[type];
    if (!media) return this.fault(`${where}: ${type} is not documented`);
    if (type !== 'text/event-stream') {
      const bad = this.errors(media.schema, type.endsWith('json') ? answer.json : answer.text);
      if (bad) this.fault(`${where}: ${bad}`);
    }
    if (answer.status < 300 && requestBody !== undefined && found.op.requestBody) {
      const bad = this.errors(found.op.requestBody.content['application/json'].schema, requestBody);
      if (bad) this.fault(`${where}: accepted, though by the schema ${bad}`);
    }
    return undefined;
  }

  /** Examples that do not fit their schemas. */
  badExamples() {
    const bad = [];
    const look = (where, content) => {
      for (const media of Object.values(content ?? {})) {
        if (media.example === undefined) continue;
        const errors = this.errors(media.schema, media.example);
        if (errors) bad.push(`${where}: ${errors}`);
      }
    };
    for (const o of this.operations) {
      if (o.op.requestBody) {
        look(`${o.method} ${o.path} body`, o.op.requestBody.content);
        for (const media of Object.values(o.op.requestBody.content)) if (media.example === undefined) bad.push(`${o.method} ${o.path}: no example`);
      }
      for (const [status, r] of Object.entries(o.op.responses)) look(`${o.method} ${o.path} ${status}`, this.resolve(r).content);
    }
    return bad;
  }

  documented() {
    return this.operations.flatMap((o) => Object.keys(o.op.responses).map((s) => `${o.method} ${o.path} ${s}`));
  }
}

function decodePath(path) {
  const plain = path.split('?')[0];
  try { return decodeURIComponent(plain); } catch { return plain; }
}
