// Who sees what: another team's matter, the other kind of session, other sites, wrong secrets, ended sessions.
import { House, cookieOf, newKey } from './house.mjs';
import { many } from './http.mjs';
import { holds, is, same, test } from './report.mjs';

const STAFF = ['session', 'teams', 'services', 'queue', 'events', 'board', 'board/rules/own-first-care-7d', 'board/rules/own-first-care-7d/rows?state=kept', 'board/debts/care', 'board/debts/care/rows', 'board/telephone', 'board/navigators', 'board/forecast', 'board/plans', 'board/plans/1', 'matters/1', 'matters/1/times?step=1', 'day'];

export async function rights(house, demo) {
  let staff = await house.logIn('desk-tikkurila-1');
  const asked = await house.contactMade();
  const { id } = await house.find(staff, asked.code);
  const logInResident = async () => cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: asked.code, secret: asked.secret } }), 204));
  let resident = await logInResident();
  const lead = await house.logIn('lead');

  await test('without a session and with the other kind: 401 with the same words', async () => {
    for (const path of STAFF) {
      const none = is(await house.ask('GET', path), 401, 'login-needed');
      const other = is(await house.ask('GET', path, { as: resident }), 401, 'login-needed');
      same(other.text, none.text, path);
    }
    for (const path of ['my-matter', 'my-matter/events', 'my-matter/times?step=1', 'my-matter/calendar.ics']) for (const as of [undefined, staff, lead, 'vuoro_session=0', `vuoro_session=${'0'.repeat(64)}`, `${staff}; ${resident}`]) is(await house.ask('GET', path, { as }), 401, 'login-needed');
  });

  await test('roles: a lead has no queue and no matters, a professional no board', async () => {
    for (const path of ['queue', `matters/${id}`, `matters/${id}/times?step=1`, 'matters/4294967295']) is(await house.ask('GET', path, { as: lead }), 403, 'not-for-you');
    for (const path of ['board', 'board/rules/own-first-care-7d', 'board/debts/care', 'board/debts/care/rows']) is(await house.ask('GET', path, { as: staff }), 403, 'not-for-you');
    for (const rule of house.rules) is(await house.ask('GET', `board/rules/${rule}/rows?state=kept`, { as: staff }), 403, 'not-for-you');
  });

  await test('not there and not to be seen are the same answer, for reading and for every command', async () => {
    const other = await house.logIn('desk-kerava-1').then((c) => c || house.logIn('desk-myyrmaki-1'));
    const plain = (a) => { const { instance, ...rest } = a.json; return JSON.stringify(rest); };
    for (const lang of ['fi', 'sv', 'en']) {
      const hidden = is(await house.ask('GET', `matters/${id}`, { as: other, lang }), 404, 'unknown-matter');
      const none = is(await house.ask('GET', 'matters/4000000000', { as: other, lang }), 404, 'unknown-matter');
      same(plain(hidden), plain(none), lang);
    }
    for (const [action, body] of [['take', {}], ['offer', { team: 'desk-tikkurila', reason: 'workload' }], ['miss', { step: 1 }], ['extend', { promise: 1, reason: 'died' }], ['accept', {}], ['undo', {}]]) {
      for (const version of [1, 999]) {
        const hidden = is(await house.act(other, id, action, body, { version }), 404, 'unknown-matter');
        const none = is(await house.act(other, 4_000_000_000, action, body, { version }), 404, 'unknown-matter');
        same(plain(hidden), plain(none), action);
      }
    }
    // A step of another matter through one's own is not told apart from none.
    const own = (await house.find(staff, (await house.contactMade()).code)).id;
    const theirs = is(await house.act(staff, own, 'miss', { step: 1 }), 404, 'unknown-step');
    const none = is(await house.act(staff, own, 'miss', { step: 4_000_000_000 }), 404, 'unknown-step');
    same(plain(theirs), plain(none), 'steps');
  });

  await test('another site can change nothing', async () => {
    const before = await house.seq(staff);
    const sites = [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: '' }, { Origin: `http://127.0.0.1:${house.port}.evil.example` }, { Origin: 'http://127.0.0.1:1' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'nonsense' }];
    for (const headers of sites) {
      for (const [method, path, body] of [['POST', 'contacts', House.contact()], ['POST', 'resident-session', { code: asked.code, secret: asked.secret }], ['DELETE', 'resident-session'], ['POST', 'session', { account: 'lead' }], ['DELETE', 'session'], ['POST', 'demo-clock', { now: 1 }], ['POST', `matters/${id}/take`, {}]]) {
        is(await house.ask(method, path, { as: staff, body, key: newKey(), version: 1, headers }), 403, 'other-site');
      }
    }
    same(await house.seq(staff), before, 'seq');
    is(await house.ask('GET', 'session', { as: staff }), 200);
    const own = { Origin: `http://127.0.0.1:${house.port}`, 'Sec-Fetch-Site': 'same-origin' };
    is(await house.ask('POST', 'contacts', { body: House.contact(), key: newKey(), headers: own }), 201);
  });

  await test('cookies: HttpOnly, SameSite=Strict, whole site, Secure behind TLS, random', async () => {
    const answer = is(await house.ask('POST', 'session', { body: { account: 'lead' }, headers: { 'X-Forwarded-Proto': 'https' } }), 200);
    same(/^vuoro_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/.test(answer.headers['set-cookie'][0]), true, answer.headers['set-cookie'][0]);
    same(answer.headers['cache-control'], 'no-store', 'Cache-Control');
    same(answer.headers['x-content-type-options'], 'nosniff', 'nosniff');
    const tokens = new Set(await many(Array.from({ length: 20 }, () => () => house.logIn('lead'))));
    same(tokens.size, 20, 'tokens');
    const fixed = await house.ask('POST', 'session', { as: `vuoro_session=${'a'.repeat(64)}`, body: { account: 'lead' } });
    holds(!fixed.headers['set-cookie'][0].includes('aaaa'), 'a token that the browser brought is not taken over');
    const gone = is(await house.ask('DELETE', 'session', { as: answer.headers['set-cookie'][0].split(';')[0] }), 204);
    holds(gone.headers['set-cookie'][0].includes('Max-Age=0'), 'cookie removed');
    is(await house.ask('GET', 'session', { as: cookieOf(answer) }), 401);
  });

  await test('sessions end by time: 30 minutes and 2 hours for residents, 4 and 10 hours for staff', async () => {
    const begun = Math.floor(Date.now() / 1000) + 86_400;
    const at = async (seconds) => is(await house.ask('POST', 'demo-clock', { body: { now: begun + seconds } }), 204);
    const seen = async (path, as, status, when) => same((await house.ask('GET', path, { as })).status, status, `${path} ${when}`);
    const uses = async (as, path, every, until) => {
      for (let t = 0; t <= until; t += every) { await at(t); await seen(path, as, t <= until - every ? 200 : 401, `in use for ${t} s`); }
    };
    await at(0);
    resident = await logInResident();
    await at(1780);
    await seen('my-matter', resident, 200, 'unused for 1780 s');
    await at(1780 + 1830);
    await seen('my-matter', resident, 401, 'unused for 1830 s');
    await at(0);
    resident = await logInResident();
    await uses(resident, 'my-matter', 1500, 7500);
    await at(0);
    staff = await house.logIn('desk-tikkurila-1');
    await uses(staff, 'session', 11_900, 47_600);
    await at(0);
    staff = await house.logIn('desk-tikkurila-1');
    await at(4 * 3600 + 30);
    await seen('session', staff, 401, 'unused for 4 hours');
    await at(0);
  });

  await test('guessing a secret: ten wrong tries, then 429 with Retry-After, also for the right one; others go on', async () => {
    const local = '127.0.0.77';
    const body = (secret) => ({ code: asked.code, secret });
    const wrong = [];
    for (let i = 0; i < 10; ++i) wrong.push(is(await house.ask('POST', 'resident-session', { body: i % 2 ? body(`0000-0000-0000-000${i}`) : { code: 'AAAA-AAAA', secret: asked.secret }, local }), 403, 'code-or-secret-wrong').text);
    same(new Set(wrong).size, 1, 'one answer for a wrong code and a wrong secret');
    const words = { fi: 'Liian monta yritystä', sv: 'För många försök', en: 'Too many tries' };
    for (const [lang, title] of Object.entries(words)) {
      const a = is(await house.ask('POST', 'resident-session', { body: body('0000-0000-0000-0000'), local, lang }), 429, 'too-many-tries');
      same(a.json.title, title, lang);
      holds(Number(a.headers['retry-after']) >= 1 && Number(a.headers['retry-after']) <= 6, `Retry-After ${a.headers['retry-after']}`);
    }
    is(await house.ask('POST', 'resident-session', { body: body(asked.secret), local }), 429, 'too-many-tries');
    is(await house.ask('POST', 'resident-session', { body: body(asked.secret), local: '127.0.0.78' }), 204);
    // Six seconds later one more try, and no more than one.
    is(await house.ask('POST', 'demo-clock', { body: { now: Math.floor(Date.now() / 1000) + 86_400 + 8 } }), 204);
    is(await house.ask('POST', 'resident-session', { body: body('0000-0000-0000-0000'), local }), 403);
    is(await house.ask('POST', 'resident-session', { body: body('0000-0000-0000-0000'), local }), 429);
    // Right ones cost nothing.
    for (let i = 0; i < 30; ++i) is(await house.ask('POST', 'resident-session', { body: body(asked.secret), local: '127.0.0.79' }), 204);
    is(await house.ask('POST', 'demo-clock', { body: { now: Math.floor(Date.now() / 1000) } }), 204);
  });

  await test('taken by a colleague: 409 in plain words in three languages', async () => {
    const as = await demo.logIn('desk-tikkurila-1');
    const me = is(await demo.ask('GET', 'session', { as }), 200).json.staff;
    const rows = is(await demo.ask('GET', 'queue?limit=200', { as }), 200).json.rows;
    const taken = rows.find((r) => r[15] !== 0 && r[15] !== me);
    holds(taken, 'the demo county has a matter that a colleague has taken');
    const words = { fi: '', sv: '', en: 'Somebody else has taken it' };
    const seen = new Set();
    for (const lang of Object.keys(words)) {
      const a = is(await demo.act(as, taken[0], 'take', {}, { lang }), 409, 'already-taken');
      same(a.headers['content-language'], lang, 'Content-Language');
      if (words[lang] && lang === 'en') same(a.json.title, words[lang], lang);
      seen.add(a.json.title);
    }
    same(seen.size, 3, 'three languages');
  });

  const staff2 = await house.logIn('desk-tikkurila-1');
  const lead2 = await house.logIn('lead');
  await test('unknown and repeated query parameters are refused, named, on every route', async () => {
    for (const o of house.contract.operations) {
      const path = o.path.slice(1).replace('{id}', '1').replace('{rule}', 'x').replace('{kind}', 'care');
      const resident2 = o.path.startsWith('/my-matter');
      const as = resident2 ? await logInResident() : o.path.startsWith('/board') ? lead2 : staff2;
      const body = o.method === 'POST' ? {} : undefined;
      for (const [query, field] of [['nonsense=1', 'nonsense'], ['lang=fi&lang=sv', 'lang'], ['lang=de', 'lang'], ['__proto__=1', '__proto__'], ['%F0%9F%91%BB=1', '👻']]) {
        const a = is(await house.ask(o.method, `${path}?${query}`, { as, body, key: newKey(), version: 1 }), 422, 'field-errors');
        same(a.json.errors[0].field, field, `${o.method} ${path}`);
      }
    }
    for (const query of ['team=x', 'cursor=abc', 'cursor=-1', 'filter=', 'filter=ALL', 'limit=1&limit=2']) is(await house.ask('GET', `queue?${query}`, { as: staff2 }), 422, 'field-errors');
    for (const query of ['state=kept&cursor=x', 'state=', '', 'state=nonsense', 'state=kept&state=kept']) is(await house.ask('GET', `board/rules/${house.rules[0]}/rows?${query}`, { as: lead2 }), 422, 'field-errors');
    is(await house.ask('GET', 'board/debts/care/rows?cursor=x', { as: lead2 }), 422, 'field-errors');
  });
}
