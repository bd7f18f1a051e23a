// Pagination, event streams, HTTP manners and the texts.
import { readFileSync } from 'node:fs';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { House, cookieOf, newKey } from './house.mjs';
import { events, many, sendBytes } from './http.mjs';
import { holds, is, none, same, test } from './report.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function pages(house, demo) {
  await test('the queue\'s pages hold every row exactly once, for every team, filter and size', async () => {
    const teams = is(await demo.ask('GET', 'demo-accounts'), 200).json.filter((a) => a.role === 'professional');
    let rows = 0;
    for (const account of teams) {
      const as = await demo.logIn(account.id);
      for (const filter of ['all', 'new', 'mine', 'offered', 'callbacks']) {
        let counts;
        let whole;
        for (const limit of filter === 'all' ? [200, 7] : [200]) {
          const ids = [];
          let due = '';
          for (let cursor = ''; ;) {
            const page = is(await demo.ask('GET', `queue?filter=${filter}&limit=${limit}${cursor}`, { as }), 200).json;
            counts = page.counts;
            holds(page.rows.length <= limit, 'limit');
            for (const r of page.rows) {
              ids.push(r[0]);
              if (r[12]) { holds(r[12] >= due, 'soonest first'); due = r[12]; }
            }
            if (!page.next) break;
            cursor = `&cursor=${page.next}`;
          }
          same(new Set(ids).size, ids.length, 'no row twice');
          same(ids.length, counts[filter], `${account.id} ${filter}`);
          if (whole) same(ids, whole, 'the same order in any size');
          whole = ids;
          rows += ids.length;
        }
      }
    }
    holds(rows > 300, `only ${rows} rows: the demo county is too small for this test`);
  });

  await test('the board: every number opens to as many rows, each once', async () => {
    const as = await demo.logIn('lead');
    const board = is(await demo.ask('GET', 'board', { as }), 200).json;
    house.rules = board.rules.map((r) => r.rule);
    let numbers = 0;
    const walk = async (path, total, what) => {
      let count = 0;
      for (let cursor = ''; ;) {
        const page = is(await demo.ask('GET', path + cursor, { as }), 200).json;
        same(page.total, total, `${what} total`);
        count += page.rows.length;
        if (!page.next) break;
        cursor = `${path.includes('?') ? '&' : '?'}cursor=${page.next}`;
      }
      same(count, total, what);
      numbers += 1;
    };
    for (const r of board.rules) {
      const definition = is(await demo.ask('GET', `board/rules/${r.rule}`, { as }), 200).json;
      const counts = { kept: r.kept, missed: r.missed, running: r.running, overdue: r.overdue, void: r.void, ...Object.fromEntries(r.cannotCompute.map((c) => [c.reason, c.count])) };
      for (const [state, n] of Object.entries(counts)) {
        same(definition.counts[state === 'void' ? 'voided' : state], n, `${r.rule} ${state}`);
        await walk(`board/rules/${r.rule}/rows?state=${state}`, n, `${r.rule} ${state}`);
      }
    }
    for (const d of board.debts) {
      same(is(await demo.ask('GET', `board/debts/${d.kind}`, { as }), 200).json.counts.open, d.open, d.kind);
      await walk(`board/debts/${d.kind}/rows`, d.open, d.kind);
      same(d.days.at(-1).open, d.open, 'the last day is today');
    }
    is(await demo.ask('GET', 'board/rules/nonsense', { as }), 404, 'unknown-path');
    is(await demo.ask('GET', 'board/rules/nonsense/rows?state=kept', { as }), 404, 'unknown-path');
    is(await demo.ask('GET', 'board/debts/nonsense', { as }), 404, 'unknown-path');
    is(await demo.ask('GET', 'board/debts/nonsense/rows', { as }), 404, 'unknown-path');
    holds(numbers > 30, 'numbers');
  });

  await test('an event stream cut again and again: every matter told exactly once, ids rising', async () => {
    const as = await house.logIn('desk-tikkurila-1');
    const from = await house.seq(as);
    const made = [];
    let writing = true;
    const writer = (async () => { for (let i = 0; i < 60; ++i) { made.push(...await many([() => house.contactMade(), () => house.contactMade()])); } writing = false; })();
    const got = [];
    let last;
    let cuts = 0;
    const begun = Date.now();
    while (Date.now() - begun < 15_000) {
      const headers = { Cookie: as, ...(last ? { 'Last-Event-ID': last } : {}) };
      const want = 1 + (cuts * 7) % 11;
      const part = await events(house.port, `/api/v1/events?after=${from}`, headers, (found) => found.length >= want, 400);
      cuts += 1;
      if (part.length > 0) last = part.at(-1).id;
      got.push(...part);
      if (!writing && got.length >= made.length) break;
    }
    await writer;
    const late = await events(house.port, `/api/v1/events?after=${from}`, { Cookie: as, 'Last-Event-ID': last }, () => false, 200);
    got.push(...late);
    none(got.filter((e) => e.name !== 'queue').map((e) => e.name), 'other events');
    for (let i = 1; i < got.length; ++i) holds(BigInt(got[i].id) > BigInt(got[i - 1].id), 'ids rise');
    same(got.length, made.length, `events after ${cuts} cuts`);
    same(new Set(got.map((e) => e.data.matter)).size, made.length, 'each matter once');
    holds(cuts > 5, `${cuts} cuts`);
  });

  await test('streams: one\'s own only; unreadable positions', async () => {
    const asked = await house.contactMade();
    const me = cookieOf(await house.ask('POST', 'resident-session', { body: { code: asked.code, secret: asked.secret } }));
    const staff = await house.logIn('desk-tikkurila-1');
    const { id } = await house.find(staff, asked.code);
    const mine = events(house.port, '/api/v1/my-matter/events', { Cookie: me }, (found) => found.length >= 1, 3000);
    await new Promise((wake) => { setTimeout(wake, 100); });
    await house.contactMade();
    is(await house.act(staff, id, 'take'), 200);
    const told = await mine;
    same(told.map((e) => [e.name, Object.keys(e.data)]), [['matter', ['version']]], 'only my matter, only its version');
    const other = events(house.port, `/api/v1/events?after=${await house.seq(staff)}`, { Cookie: await house.logIn('desk-myyrmaki-1') }, (found) => found.length >= 1, 300);
    await house.contactMade();
    same(await other, [], 'nothing of another team');
    for (const headers of [{ 'Last-Event-ID': 'nonsense' }, { 'Last-Event-ID': '99999999999999999999999' }, { 'Last-Event-ID': '18446744073709551615' }]) {
      const found = await events(house.port, '/api/v1/events', { Cookie: staff, ...headers }, (f) => f.length >= 1, 2000);
      same(found[0]?.name, 'reset', JSON.stringify(headers));
    }
    for (const after of ['', 'x', '-1', '1.5', '99999999999999999999999']) is(await house.ask('GET', `events?after=${after}`, { as: staff }), 422, 'field-errors');
    const lead = await events(house.port, '/api/v1/events', { Cookie: await house.logIn('lead') }, (f, open) => { if (open) house.contactMade(); return f.length >= 1; }, 4000);
    same(lead[0]?.name, 'board', 'a lead hears of the board');
    for (const path of ['events', 'my-matter/events']) is(await house.ask('GET', path, { as: path === 'events' ? staff : me }), 200);
  });

  await test('wrong methods get 405 with Allow and in words; HEAD goes with GET', async () => {
    const staff = await house.logIn('desk-tikkurila-1');
    const allowed = new Map();
    for (const o of house.contract.operations) allowed.set(o.path, [...(allowed.get(o.path) ?? []), o.method]);
    for (const [path, methods] of allowed) {
      const url = path.slice(1).replace('{id}', '1').replace('{rule}', 'x').replace('{kind}', 'care');
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        if (methods.includes(method)) continue;
        const a = is(await house.ask(method, url, { as: staff }), 405, 'method-not-allowed');
        const told = (a.headers.allow ?? '').split(', ').filter((m) => m !== 'HEAD').sort();
        same(told, [...methods].sort(), `Allow of ${path}`);
      }
    }
    const head = await house.ask('HEAD', 'areas');
    same([head.status, head.text, Number(head.headers['content-length']) > 100], [200, '', true], 'HEAD');
    for (const method of ['TRACE', 'CONNECT']) holds((await sendBytes(house.port, `${method} /api/v1/areas HTTP/1.1\r\nHost: x\r\n\r\n`)).startsWith('HTTP/1.1 405'), method);
    holds((await sendBytes(house.port, 'BREW /api/v1/areas HTTP/1.1\r\nHost: x\r\n\r\n')).startsWith('HTTP/1.1 501'), 'BREW');
  });

  await test('wrong content types, big and strange heads, paths that are none', async () => {
    const body = JSON.stringify(House.contact());
    for (const type of ['text/plain', 'application/jsonx', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '', 'json', 'application/json, text/plain', 'application/problem+json']) {
      is(await house.ask('POST', 'contacts', { raw: body, key: newKey(), headers: { 'Content-Type': type } }), 415, 'not-json');
    }
    for (const type of ['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json ; charset=utf-8']) is(await house.ask('POST', 'contacts', { raw: body, key: newKey(), headers: { 'Content-Type': type } }), 201);
    is(await house.ask('GET', 'areas', { headers: { 'X-Big': 'x'.repeat(17_000) } }), 431);
    is(await house.ask('GET', 'areas', { headers: Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`X-${i}`, 'x'])) }), 431);
    is(await house.ask('GET', `areas?x=${'x'.repeat(9000)}`), 414);
    const expect = await sendBytes(house.port, 'POST /api/v1/contacts HTTP/1.1\r\nHost: x\r\nExpect: nonsense\r\nContent-Length: 0\r\n\r\n');
    holds(expect.startsWith('HTTP/1.1 417') && !expect.includes('[problem'), () => expect);
    for (const target of ['/api/v1/areas?x=%ff', `/api/v1/areas?x=${'x'.repeat(9000)}`, '/api/v1/areas HTTP/9.9\r\nX: ']) {
      const a = await sendBytes(house.port, `HEAD ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
      holds(/^HTTP\/1.1 [45]/.test(a) && a.endsWith('\r\n\r\n'), () => `a refused HEAD has a body: ${a}`);
    }
    for (const path of ['/api/v1', '/api/v1/', '/api/v2/areas', '/api/v1/areas/', '/api/v1//areas', '/api/v1/AREAS', '/api/v1/matters', '/api/v1/matters//take', '/api/v1/board/rules', '/api/']) {
      const a = await house.ask('GET', path);
      holds([401, 404, 405].includes(a.status), () => `${path}: ${a.status}`);
    }
    for (const path of ['/api/v1/../v1/areas', '/api/v1/%2e%2e/areas', '/api/v1/areas%2f', '/api/v1/%00', '/api/v1/%zz', '/api/v1/\\areas', '/api/v1/areas?x=%00', '/api/v1/areas?x=%ff', '/api/v1/%ff']) {
      const a = await sendBytes(house.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      holds(a.startsWith('HTTP/1.1 400'), () => `${path}: ${a.slice(0, 60)}`);
    }
  });

  await test('languages: lang before Accept-Language before Finnish', async () => {
    const title = async (query, accept) => (await house.ask('GET', `queue${query}`, { headers: accept === undefined ? {} : { 'Accept-Language': accept } })).headers['content-language'];
    const table = [['', undefined, 'fi'], ['', 'sv', 'sv'], ['', 'sv-FI, fi;q=0.8', 'sv'], ['', 'de, en;q=0.5', 'en'], ['', 'de', 'fi'], ['', '*', 'fi'], ['', ', ,', 'fi'], ['', 'EN-gb', 'en'], ['?lang=en', 'sv', 'en'], ['', 'fil, sv', 'sv'], ['', ' sv ', 'sv']];
    for (const [query, accept, wanted] of table) same(await title(query, accept), wanted, `${query} ${accept}`);
  });
}

/** Every code that the server can send has its texts in three languages. */
export async function texts() {
  await test('every problem code, field reason and text key of the server is there in fi, sv and en', async () => {
    const keys = {};
    for (const lang of ['fi', 'sv', 'en']) keys[lang] = new Map([...readFileSync(`${root}content/texts/api/${lang}.toml`, 'utf8').matchAll(/^([\w.-]+) = "(.+)"$/gm)].map((m) => [m[1], m[2]]));
    const sources = (room) => readdirSync(`${root}src/${room}`).filter((f) => /\.[ch]pp$/.test(f)).map((f) => readFileSync(`${root}src/${room}/${f}`, 'utf8')).join('\n');
    const api = sources('api');
    const net = sources('net');
    const planned = readFileSync(`${root}src/content/planned_change.cpp`, 'utf8');
    const wanted = new Set();
    // What the plans' files may say of a run and of the record is said in words.
    const listed = (file) => [.../ known = \{([\s\S]*?)\};/.exec(readFileSync(`${root}src/api/${file}`, 'utf8'))[1].matchAll(/"([a-z-]+)"/g)].map((m) => m[1]);
    for (const code of listed('plan_result.cpp')) wanted.add(`plan.fault.${code}`);
    for (const code of listed('plan_kept.cpp')) wanted.add(`plan.failed.${code}`);
    const problem = (code) => { wanted.add(`problem.${code}.title`); wanted.add(`problem.${code}.detail`); };
    const codes = [...api.matchAll(/(?:send_problem|problem_of)\(\*?call, (?:\w+ \? \d+ : )?\d{3}, "([a-z-]+)"/g)].map((m) => m[1]);
    holds(codes.length > 20, `found only ${codes.length} codes in src/api`);
    codes.forEach(problem);
    const words = /Words<core::RefusalCode>[\s\S]*?\{([\s\S]*?)\};/.exec(readFileSync(`${root}src/core/words.hpp`, 'utf8'))[1];
    const refusals = [...words.matchAll(/"(\w+)"/g)].map((m) => m[1].replaceAll('_', '-'));
    holds(refusals.length > 35, `${refusals.length} refusals`);
    refusals.forEach(problem);
    const json = [...net.matchAll(/"(json-[a-z0-9-]+)"/g)].map((m) => m[1]);
    holds(json.length > 10, `${json.length} json codes`);
    json.forEach(problem);
    const statuses = [...net.matchAll(/(?:refuse|refuse_slot|Refusal|refusal_response)\b[^;"]{0,40}?[({]\s*(\d{3}), "/g)].map((m) => m[1]);
    holds(statuses.length > 15, `${statuses.length} statuses in src/net`);
    statuses.forEach((s) => problem(`http-${s}`));
    const reasons = [...`${api}\n${net}\n${planned}`.matchAll(/(?<!target_)fault\([^;]*?, \n?\s*"([a-z-]+)"/g), ...`${api}\n${net}`.matchAll(/\{[\w".()]+, "((?:wrong|missing|too|not|unknown|control|repeated)[a-z-]*)", \{/g)].map((m) => m[1]);
    holds(reasons.length > 15, `${reasons.length} reasons`);
    for (const reason of ['missing', 'too-short', ...reasons]) wanted.add(`field.${reason}`);
    const missing = [];
    for (const key of wanted) for (const lang of ['fi', 'sv', 'en']) if (!keys[lang].has(key)) missing.push(`${lang}: ${key}`);
    none(missing, 'texts are missing');
    const alike = [...wanted].filter((k) => keys.fi.get(k) === keys.sv.get(k) || keys.fi.get(k) === keys.en.get(k));
    none(alike, 'texts are the same in two languages');
  });
}
