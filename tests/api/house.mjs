// A running Vuoro with a ledger of its own, and its people.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { send } from './http.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
let keys = 0;
/** A fresh idempotency key. */
export const newKey = () => `key-${process.pid}-${Date.now().toString(36)}-${++keys}`;

export class House {
  static scratch = mkdtempSync(join(tmpdir(), 'vuoro-api-'));
  static all = [];

  constructor(program, contract, name) {
    Object.assign(this, { program, contract, ledger: join(House.scratch, name, 'county'), worst: 0, seen: new Map() });
    mkdirSync(join(House.scratch, name), { recursive: true });
    mkdirSync(join(House.scratch, 'web'), { recursive: true });
    House.all.push(this);
  }

  run(...args) {
    return spawnSync(this.program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  }

  open(...options) {
    this.child = spawn(this.program, ['serve', '--ledger', this.ledger, '--port', '0', '--web', join(House.scratch, 'web'), ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    this.log = '';
    this.ended = new Promise((resolve) => this.child.on('exit', (code, signal) => { this.exit = signal ?? code; resolve(); }));
    return new Promise((resolve, reject) => {
      this.child.stderr.on('data', (d) => { this.log += d; });
      this.child.stdout.on('data', (d) => {
        const port = /http:\/\/[^:]+:(\d+)/.exec(String(d));
        if (port) { this.port = Number(port[1]); resolve(this); }
      });
      this.child.on('exit', () => reject(new Error(`the server ended: ${this.log}`)));
    });
  }

  async close() {
    if (this.exit === undefined) this.child.kill('SIGTERM');
    await this.ended;
  }

  /** As when the power goes: nothing is finished. The same ledger is opened again. */
  async kill(...options) {
    this.child.kill('SIGKILL');
    await this.ended;
    this.exit = undefined;
    await this.open(...options);
  }

  static async closeAll() {
    for (const house of House.all) if (house.child) await house.close();
    rmSync(House.scratch, { recursive: true, force: true });
  }

  /** One request, held to the contract. `as` is a cookie; `body` a value. */
  async ask(method, path, { as, body, key, version, lang, headers = {}, raw, local } = {}) {
    const all = { ...headers };
    if (as) all.Cookie = as;
    if ((body !== undefined || raw !== undefined) && all['Content-Type'] === undefined) all['Content-Type'] = 'application/json';
    if (key) all['Idempotency-Key'] = key;
    if (version !== undefined) all['If-Match'] = `"${version}"`;
    if (lang) all['Accept-Language'] = lang;
    const full = path.startsWith('/') ? path : `/api/v1/${path}`;
    const answer = await send(this.port, method, full, { headers: all, body: raw ?? body, local });
    this.worst = Math.max(this.worst, answer.status);
    this.contract.check(method, full, answer, body);
    return answer;
  }

  async logIn(account) {
    const answer = await this.ask('POST', 'session', { body: { account } });
    return cookieOf(answer);
  }

  static contact(more = {}) {
    return { words: 'Polvi kipeä', about: 'self', age: 40, area: 'tikkurila', lang: 'fi', reach: { by: 'phone', value: '+358401234567' }, ...more };
  }

  async contactMade(more = {}) {
    const answer = await this.ask('POST', 'contacts', { body: House.contact(more), key: newKey() });
    if (answer.status !== 201) throw new Error(`contact: ${answer.status} ${answer.text}`);
    return answer.json;
  }

  /** The team's whole queue: rows by code, each by column name. */
  async rows(as, until = () => false) {
    const found = new Map();
    for (let cursor = ''; ;) {
      const page = (await this.ask('GET', `queue?limit=200${cursor}`, { as })).json;
      for (const row of page.rows) found.set(row[1], Object.fromEntries(page.cols.map((c, i) => [c, row[i]])));
      if (!page.next || until(found)) return found;
      cursor = `&cursor=${page.next}`;
    }
  }

  async find(as, code) {
    return (await this.rows(as, (found) => found.has(code))).get(code);
  }

  /** A command on the version that is there now. */
  async act(as, id, action, body = {}, more = {}) {
    const version = more.version ?? (await this.ask('GET', `matters/${id}`, { as })).json?.version ?? 1;
    return this.ask('POST', `matters/${id}/${action}`, { as, body, key: newKey(), version, ...more });
  }

  async seq(as) {
    return (await this.ask('GET', 'queue?limit=1', { as })).json.seq;
  }
}

export const cookieOf = (answer) => (answer.headers['set-cookie']?.[0] ?? '').split(';')[0];
