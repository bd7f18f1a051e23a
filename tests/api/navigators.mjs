// Navigators as pages without script, and what leads and professionals see of them.
import { dayAt } from './day.mjs';
import { House, newKey } from './house.mjs';
import { send } from './http.mjs';
import { holds, is, none, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';
const MONTH = 30 * 86_400;
const form = (fields) => (Array.isArray(fields) ? fields : Object.entries(fields)).map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`).join('&');
const hidden = (html) => [...html.matchAll(/<input type="hidden" name="([^"]*)" value(?:="([^"]*)")?>/g)].map((m) => [m[1], m[2] ?? '']);
const one = (html, pattern) => pattern.exec(html)?.[1];

export async function navigators(house) {
  const page = async (method, path, fields, headers = {}) => {
    const body = fields === undefined ? undefined : typeof fields === 'string' || Buffer.isBuffer(fields) ? fields : form(fields);
    const all = { ...headers };
    if (body !== undefined && all['Content-Type'] === undefined) all['Content-Type'] = 'application/x-www-form-urlencoded';
    const answer = await send(house.port, method, path, { headers: all, body });
    house.worst = Math.max(house.worst, answer.status);
    return answer;
  };
  const shows = (answer, status, pattern) => {
    same(answer.status, status, answer.text.slice(0, 300));
    holds((answer.headers['content-type'] ?? '').startsWith('text/html'), 'is a page');
    same(answer.headers['set-cookie'], undefined, 'no cookie');
    same(answer.headers['cache-control'], 'no-store', 'kept nowhere');
    holds(/default-src 'self'/.test(answer.headers['content-security-policy']), 'the policy');
    if (pattern) holds(pattern.test(answer.text), () => `${pattern}: ${answer.text.slice(0, 1500)}`);
    holds(!/\[[a-z]+\.[a-z-]+\]|\{[a-z]+\}/.test(answer.text), () => `a text is missing: ${answer.text}`);
    return answer;
  };
  let clock = Math.floor(Date.now() / 1000);
  const setClock = async (at) => { is(await house.ask('POST', 'demo-clock', { body: { now: at } }), 204); clock = at; };
  await setClock(clock);
  const START = { do: 'next' };
  const WORRY = { 'a.danger': 'no', 'a.afraid': 'no', 'a.who': 'partner', 'a.children': 'yes' };
  const answers = [...Object.entries(WORRY).slice(0, 3), ['a.worry', 'alcohol'], ['a.worry', 'gambling'], ['a.children', 'yes']];
  const there = (lang, code) => `/${lang}/navigators/${code}/`;

  const documents = () => Number(one(house.run('check', '--ledger', house.ledger).stdout, /documents (\d+)/));
  const tables = documents();

  await test('the list and every start page, in three languages, with nothing kept', async () => {
    for (const [lang, title] of [['fi', 'Mistä saan apua'], ['sv', 'Var får jag hjälp'], ['en', 'Where do I get help']]) {
      const list = shows(await page('GET', `/${lang}/navigators/`), 200, new RegExp(title));
      const codes = [...list.text.matchAll(/href="\/[a-z]+\/navigators\/([a-z-]+)\/"/g)].map((m) => m[1]);
      holds(new Set(codes).size === 7, `seven navigators: ${codes}`);
      same([...new Set(codes)].slice(0, 2), ['what-help', 'become-client'], 'the general one first');
      for (const code of new Set(codes)) {
        const start = shows(await page('GET', there(lang, code)), 200, /name="visit" value="[0-9a-f]{32}"/);
        holds(/<option value="tikkurila">/.test(start.text), 'areas');
        same((await page('GET', there(lang, code).slice(0, -1))).headers.location, there(lang, code), 'the slash');
      }
    }
    same((await page('GET', '/fi/navigators/no-such/')).status, 404, 'unknown');
    same((await page('GET', '/de/navigators/')).status, 404, 'no such language');
    same((await page('HEAD', '/fi/navigators/')).status, 200, 'HEAD');
    const other = shows(await page('PUT', '/fi/navigators/', 'x'), 405);
    same(other.headers.allow, 'GET, HEAD, POST', 'methods');
  });

  await test('one question after another, back, a change, and the language keeps what was answered', async () => {
    const path = there('fi', 'worried-about-close');
    let at = shows(await page('POST', path, START), 200, /name="asked" value="danger"/);
    at = shows(await page('POST', path, { 'a.danger': 'no', asked: 'danger', do: 'next' }), 200, /name="asked" value="afraid"/);
    same(hidden(at.text).filter(([n]) => n.startsWith('a.')), [['a.danger', 'no']], 'the answer travels');
    at = shows(await page('POST', path, { 'a.danger': 'no', asked: 'afraid', do: 'back' }), 200, /name="asked" value="danger"/);
    holds(/value="no" checked/.test(at.text), 'as it was answered');
    at = shows(await page('POST', there('sv', 'worried-about-close'), { 'a.danger': 'no', 'a.afraid': 'no', asked: 'afraid', do: 'stay' }), 200, /name="asked" value="afraid"/);
    holds(/lang="sv"/.test(at.text) && /value="no" checked/.test(at.text), 'in Swedish, what was chosen stays');
    at = shows(await page('POST', path, { 'a.danger': 'no', asked: 'danger', do: 'back' }), 200, /name="visit"/);
    holds(!/name="asked"/.test(at.text), 'before the first question is the start');
    at = shows(await page('POST', path, [...answers, ['do', 'next']]), 200, /ensimmäinen askel/i);
    holds(at.text.includes('Lapset tarvitsevat oman tukensa') && at.text.includes('Vastasit näin'), 'result and why');
    holds(/Sosiaalihuoltolaki|Lastensuojelulaki/.test(at.text) && at.text.includes('Ei vahvistettu'), 'source, unverified said');
    holds(/data-leave/.test(at.text), 'the quick exit');
    holds(!/data-words|data-result/.test(at.text), 'nothing of it goes along where nobody may see');
    shows(await page('POST', path, [...answers, ['do', 'change.who']]), 200, /name="asked" value="who"/);
    const help = shows(await page('POST', there('fi', 'what-help'), START), 200);
    holds(!/data-leave/.test(help.text), 'where it is not wanted there is none');
  });

  await test('an exit shows the emergency numbers before anything else', async () => {
    for (const lang of ['fi', 'sv', 'en']) {
      for (const more of [{}, { 'a.afraid': 'nonsense', 'a.worry': 'x' }]) {
        const at = shows(await page('POST', there(lang, 'worried-about-close'), { 'a.danger': 'yes', ...more, asked: 'danger', do: 'next' }), 200, /class="call-now"/);
        holds(at.text.indexOf('tel:112') < at.text.indexOf('<h1>') && at.text.indexOf('tel:112', at.text.indexOf('call-now')) < at.text.indexOf('class="lead"'), 'first');
      }
    }
    const violence = shows(await page('POST', there('fi', 'worried-about-close'), { 'a.danger': 'no', 'a.afraid': 'yes', asked: 'afraid', do: 'next' }), 200, /tel:080005005/);
    holds(violence.text.indexOf('tel:112', violence.text.indexOf('call-now')) < violence.text.indexOf('tel:080005005'), '112 before the others');
  });

  await test('what is wrong is said at the field and in the summary, and nothing is escaped too little', async () => {
    const path = there('en', 'worried-about-close');
    const wrong = (answer, status, pattern) => shows(answer, status, pattern);
    let at = wrong(await page('POST', path, { asked: 'danger', do: 'next' }), 422, /id="q-danger-error"/);
    holds(/href="#q-danger"/.test(at.text) && /<title>Error: /.test(at.text), 'summary and title');
    at = wrong(await page('POST', path, { 'a.danger': '"><script>alert(1)</script>', asked: 'danger', do: 'next' }), 422, /Choose one of the options/);
    holds(!/<script>alert/.test(at.text), 'escaped');
    wrong(await page('POST', path, [['a.danger', 'no'], ['a.danger', 'yes'], ['asked', 'danger']]), 422, /Choose at most 1/);
    at = wrong(await page('POST', path, { 'a.danger': 'no', 'a.afraid': 'x', 'a.who': 'partner', asked: 'who', do: 'next' }), 422, /name="asked" value="afraid"/);
    same(hidden(at.text).find(([n]) => n === 'a.who'), ['a.who', 'partner'], 'the other answers stay');
    wrong(await page('POST', path, { 'a.<b>nobody</b>': 'x' }), 422, /&lt;b&gt;nobody/);
    wrong(await page('POST', path, { nonsense: 'x' }), 422, /nonsense/);
    wrong(await page('POST', path, [['do', 'next'], ['do', 'back']]), 422, /“do” is there twice/);
    for (const fields of [{ do: 'dance' }, { do: 'change.nothing' }, { asked: 'nothing' }, { visit: '1' }, { area: 'atlantis' }]) wrong(await page('POST', path, fields), 422, new RegExp(`“${Object.keys(fields)[0]}” is none of the options`));
    wrong(await page('POST', path, 'a.danger=%zz'), 400);
    wrong(await page('POST', path, 'a.danger=%00'), 400);
    wrong(await page('POST', path, 'a.danger=%ff'), 400);
    wrong(await page('POST', path, 'a.danger=' + 'x'.repeat(70_000)), 413);
    wrong(await page('POST', path, Array.from({ length: 600 }, () => ['a.danger', 'no'])), 413);
    same((await page('POST', path, 'x'.repeat(1_048_577))).status, 413, 'as everywhere');
    wrong(await page('POST', path, '{}', { 'Content-Type': 'application/json' }), 415);
    for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) wrong(await page('POST', path, START, headers), 403);
    const number = shows(await page('POST', there('en', 'therapy-example'), START), 200);
    holds(/made-up example/.test(number.text), 'the example says that it is one');
  });

  const hasField = (html, name) => new RegExp(`name="${name.replaceAll('.', '\\.')}"`).test(html.replaceAll(/<input type="hidden"[^>]*>/g, ''));
  await test('a page asks several questions at once, and says what is wrong with each', async () => {
    const path = there('fi', 'older-first-look');
    let at = shows(await page('POST', path, { 'a.danger': 'no', asked: 'danger', do: 'next' }), 200, /name="asked" value="about"/);
    holds(hasField(at.text, 'a.who') && hasField(at.text, 'a.age') && /<h1>Kenelle etsit apua\?<\/h1>/.test(at.text), 'both');
    holds(!/class="error"/.test(at.text), 'nothing is wrong with what was not asked yet');
    const blank = { 'a.danger': 'no', 'a.who': '', 'a.age': '', asked: 'about' };
    at = shows(await page('POST', path, { ...blank, do: 'next' }), 422, /href="#q-who"/);
    holds(/href="#q-age"/.test(at.text) && /id="q-who-error"/.test(at.text) && /id="q-age-error"/.test(at.text), 'each at its field');
    holds(/href="#q-age">Minkä ikäinen hän on\? Vastaa tähän/.test(at.text), 'the summary says which');
    at = shows(await page('POST', path, [...Object.entries(blank), ['a.who', 'self'], ['do', 'next']]), 422, /href="#q-age"/);
    holds(!/href="#q-who"/.test(at.text) && /value="self" checked/.test(at.text), 'what is right stays');
    at = shows(await page('POST', path, [...Object.entries(blank), ['a.who', 'cat'], ['do', 'next']]), 422, /href="#q-who"/);
    holds(/href="#q-age"/.test(at.text), 'what is wrong and what is missing, together');
    at = shows(await page('POST', path, { ...blank, do: 'back' }), 200, /name="asked" value="danger"/);
    same(hidden(at.text).filter(([n]) => n.startsWith('a.')), [], 'what was only left is not passed by');
    const both = { 'a.danger': 'no', 'a.who': 'self', 'a.age': '75+', asked: 'about' };
    at = shows(await page('POST', path, { ...both, do: 'next' }), 200, /name="asked" value="home"/);
    for (const wish of ['change.age', 'change.about']) shows(await page('POST', path, { ...both, asked: 'home', do: wish }), 200, /name="asked" value="about"/);
    at = shows(await page('POST', path, { ...both, asked: 'home', do: 'back' }), 200, /name="asked" value="about"/);
    at = shows(await page('POST', there('sv', 'older-first-look'), { ...both, do: 'stay' }), 200, /name="asked" value="about"/);
    holds(/value="75\+" checked/.test(at.text), 'in another language the same page');
    shows(await page('POST', path, { ...both, 'a.home': 'well', 'a.needs': 'nothing', asked: 'needs', do: 'next' }), 200, /class="outcome"/);
  });

  await test('a group is answered several times: added, removed, wrong, kept', async () => {
    const path = there('en', 'therapy-example');
    const before = { 'a.danger': 'no', 'a.chores': 'often', 'a.people': 'often', 'a.rest': 'often' };
    const post = (fields) => page('POST', path, { ...before, asked: 'before', ...fields });
    const times = (html) => [...html.matchAll(/<legend>Thing (\d)<\/legend>/g)].length;
    let at = shows(await page('POST', path, { ...before, asked: 'rest', do: 'next' }), 200, /name="asked" value="before"/);
    same([times(at.text), hidden(at.text).find(([n]) => n === 'times.tried')], [1, ['times.tried', '1']], 'one to begin with');
    const one_ = { 'times.tried': '1', 'a.tried-what': 'Walks', 'a.tried-helped': 'some' };
    at = shows(await post({ ...one_, do: 'add.tried' }), 200, /name="a2\.tried-what"/);
    holds(/id="q2-tried-what"[^>]*autofocus|autofocus[^>]*id="q2-tried-what"/.test(at.text), 'the focus is where it goes on');
    holds(/value="Walks"/.test(at.text) && /value="some" checked/.test(at.text) && /value="remove\.2\.tried"/.test(at.text), 'the first stays');
    const two = { ...one_, 'times.tried': '2', 'a2.tried-what': 'A diary', 'a2.tried-helped': '' };
    at = shows(await post({ ...two, do: 'next' }), 422, /href="#q2-tried-helped"/);
    holds(/id="q2-tried-helped-error"/.test(at.text) && !/href="#q-tried-helped"/.test(at.text), 'the second time, not the first');
    holds(/href="#q2-tried-helped">Thing 2: Did it help\? /.test(at.text), 'the summary says which time');
    at = shows(await post({ ...two, 'a2.tried-helped': 'maybe', do: 'next' }), 422, /href="#q2-tried-helped"/);
    at = shows(await post({ ...two, 'a2.tried-what': 'x'.repeat(101), 'a2.tried-helped': 'no', do: 'next' }), 422, /href="#q2-tried-what"/);
    at = shows(await post({ ...two, do: 'remove.1.tried' }), 200, /value="A diary"/);
    same([times(at.text), /value="Walks"/.test(at.text)], [1, false], 'the second moved up');
    const three = { ...two, 'a2.tried-helped': 'no', 'times.tried': '3', 'a3.tried-what': '', 'a3.tried-helped': '' };
    at = shows(await post({ ...three, do: 'stay' }), 200);
    same([times(at.text), /value="add\.tried"/.test(at.text)], [3, false], 'three at most');
    at = shows(await post({ ...three, do: 'add.tried' }), 422, /href="#q-tried"/);
    holds(/id="q-tried"/.test(at.text) && /At most 3/.test(at.text), 'said at the group');
    at = shows(await post({ ...three, 'times.tried': '4', 'a3.tried-what': 'c', 'a3.tried-helped': 'no', 'a4.tried-what': 'd', 'a4.tried-helped': 'no', do: 'next' }), 422, /href="#q-tried"/);
    for (const fields of [{ 'times.tried': '21' }, { 'times.tried': 'x' }, { 'times.who': '1' }, { 'times.tried': '1', 'a2.tried-what': 'x' }, { 'a2.danger': 'no' }, { do: 'add.before' }, { do: 'remove.0.tried' }, { do: 'remove.9.tried' }, { do: 'change.tried' }]) shows(await post(fields), 422);
    at = shows(await post({ ...three, do: 'next' }), 200, /name="asked" value="wish"/);
    same(hidden(at.text).filter(([n]) => /tried/.test(n)), [['times.tried', '2'], ['a.tried-what', 'Walks'], ['a.tried-helped', 'some'], ['a2.tried-what', 'A diary'], ['a2.tried-helped', 'no']], 'the blank one is gone, the others travel');
    const done = { ...before, ...two, 'a2.tried-helped': 'no', 'a.wish': 'talk', asked: 'wish' };
    at = shows(await page('POST', path, { ...done, do: 'next' }), 200, /Thing 2: What did you try\?/);
    shows(await page('POST', path, { ...done, do: 'change.tried-helped' }), 200, /name="asked" value="before"/);
    at = shows(await page('POST', path, { ...done, visit: '0a'.repeat(16), do: 'keep' }), 200);
    const code = one(at.text, /class="codebox">([0-9A-Z-]{14})</);
    at = shows(await page('POST', '/en/navigators/', { code }), 200, /Thing 2: What did you try\?/);
    same(hidden(at.text).find(([n]) => n === 'a2.tried-what'), ['a2.tried-what', 'A diary'], 'gone on with');
    const staff = await house.logIn(T);
    const opened = is(await house.ask('POST', 'kept-answers/open', { as: staff, key: newKey(), lang: 'en', body: { code } }), 200).json;
    same(opened.answers.filter((a) => a.group).map((a) => [a.group, a.answer]), [['Thing 1', 'Walks'], ['Thing 1', 'A little'], ['Thing 2', 'A diary'], ['Thing 2', 'No']], 'each under its time');
    at = shows(await post({ 'times.tried': '1', 'a.tried-what': '', 'a.tried-helped': '', do: 'next' }), 200, /name="asked" value="wish"/);
    same(hidden(at.text).filter(([n]) => /tried/.test(n)), [['times.tried', '0']], 'skipped');
    at = shows(await page('POST', path, { ...before, 'times.tried': '0', 'a.wish': 'talk', asked: 'wish', do: 'next' }), 200, /class="outcome"/);
    at = shows(await page('POST', path, { ...before, 'times.tried': '0', asked: 'wish', do: 'back' }), 200, /None yet/);
    const none = { ...before, 'times.tried': '0' };
    at = shows(await page('POST', path, { ...none, asked: 'before', do: 'next' }), 200, /name="asked" value="wish"/);
    holds(/Thing<\/dt><dd>none</.test(at.text), 'among the answers: none');
    shows(await page('POST', path, { ...none, asked: 'wish', do: one(at.text.slice(at.text.indexOf('Thing</dt>')), /value="(change\.[^"]*)"/) }), 200, /None yet/);
    shows(await page('POST', path, { ...none, asked: 'before', do: 'add.tried' }), 200, /id="q-tried-what"/);
  });

  await test('random posts: never 5xx', async () => {
    let s = 20261122;
    const dice = (n) => { s = (Math.imul(s, 1_103_515_245) + 12_345) >>> 0; return (s >>> 8) % n; };
    const pick = (list) => list[dice(list.length)];
    const names = ['a.danger', 'a.afraid', 'a.who', 'a.worry', 'a.children', 'a.age', 'a.topic', 'a.tried-what', 'a2.tried-what', 'a3.tried-helped', 'times.tried', 'asked', 'do', 'area', 'visit', 'code', 'x', ''];
    const values = ['yes', 'no', 'partner', 'alcohol', '', ' ', '12', '-1', '1e400', '12,5', 'next', 'back', 'stay', 'keep', 'change.who', 'change.before', 'add.tried', 'remove.1.tried', 'remove.2.tried', 'before', 'about', '0', '2', '3', 'danger', 'tikkurila', '<', '%', '\u202e', '😀', 'a'.repeat(3000)];
    const bad = [];
    for (let n = 0; n < 400; n += 1) {
      const fields = Array.from({ length: dice(8) }, () => [pick(names), pick(values)]);
      const code = pick(['what-help', 'worried-about-close', 'older-first-look', 'therapy-example', 'work-and-coping']);
      const answer = await page('POST', n % 9 === 0 ? '/fi/navigators/' : there(pick(['fi', 'sv', 'en']), code), fields);
      if (answer.status >= 500) bad.push(`${form(fields)} -> ${answer.status}`);
    }
    none(bad, 'posts answered 5xx');
    await setClock(clock + 120);
  });

  const token = 'ab'.repeat(16);
  const keep = async (fields = answers, visit = token) => one(shows(await page('POST', there('sv', 'worried-about-close'), [...fields, ['visit', visit], ['area', 'tikkurila'], ['do', 'keep']]), 200).text, /class="codebox">([0-9A-Z-]{14})</);
  const open = (as, code, more = {}) => house.ask('POST', 'kept-answers/open', { as, key: newKey(), body: { code }, ...more });

  await test('a code opens the answers once at the desk, as they were given', async () => {
    const staff = await house.logIn(T);
    const code = await keep();
    holds(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/.test(code), code);
    same(await keep(), code, 'the page sent twice gives one code');
    holds(await keep(answers.slice(1)) !== code, 'other answers, another code');
    const key = newKey();
    const first = is(await open(staff, code.toLowerCase().replaceAll('-', ' '), { key }), 200).json;
    same([first.navigator, first.state, first.language, first.answers.length], ['worried-about-close', 'result', 'sv', 5], 'what was answered');
    holds(first.results.some((r) => r.code === 'children' && r.because.length > 0), 'and told');
    holds(/^https:\/\/vuoro.example\/.*\|/.test(first.form), first.form);
    same(is(await open(staff, code.toLowerCase().replaceAll('-', ' '), { key }), 200).json, first, 'the answer that was lost is given again');
    for (const as of [staff, await house.logIn('desk-myyrmaki-1')]) is(await open(as, code), 409, 'answers-opened');
    holds(await keep() !== code, 'after it was used, the same answers get another code');
    const unfinished = is(await open(staff, await keep([['a.danger', 'no']])), 200).json;
    same([unfinished.state, unfinished.results, unfinished.answers.length], ['question', undefined, 1], 'in the middle');
    const exit = is(await open(staff, await keep([['a.danger', 'yes']]), { lang: 'en' }), 200).json;
    same([exit.state, exit.exit.code, exit.exit.title], ['exit', 'emergency', 'Call 112 now'], 'an exit, in the professional’s language');
  });

  await test('whoever has the code goes on with the answers, until it is used or old', async () => {
    const staff = await house.logIn(T);
    const code = await keep([['a.danger', 'no'], ['a.afraid', 'no']], 'cd'.repeat(16));
    for (const lang of ['fi', 'en']) {
      const at = shows(await page('POST', `/${lang}/navigators/`, { code }), 200, /name="asked" value="who"/);
      same(hidden(at.text).filter(([n]) => n.startsWith('a.')), [['a.danger', 'no'], ['a.afraid', 'no']], 'as they were');
    }
    is(await open(staff, code), 200);
    shows(await page('POST', '/en/navigators/', { code }), 410, /A professional has opened/);
    const old = await keep(answers, 'ef'.repeat(16));
    // The second itself is the core's test; here the server's clock runs on between two settings.
    await setClock(clock + MONTH - 60);
    shows(await page('POST', '/en/navigators/', { code: old }), 200);
    await setClock(clock + 120);
    const late = await house.logIn(T);
    shows(await page('POST', '/en/navigators/', { code: old }), 410, /The code has expired/);
    is(await open(late, old), 410, 'answers-expired');
    shows(await page('POST', '/en/navigators/', { code: '' }), 422, /id="code-error"/);
    shows(await page('POST', '/en/navigators/', {}), 422);
    shows(await page('POST', '/en/navigators/', [['code', 'a'], ['code', 'b']]), 422);
    shows(await page('POST', '/en/navigators/', { other: 'b' }), 422);
  });

  await test('wrong codes are counted, at the desk and on the page', async () => {
    const staff = await house.logIn(T);
    await setClock(clock + 600);
    const right = await keep(answers, '12'.repeat(16));
    for (let n = 0; n < 5; n += 1) {
      is(await open(staff, `7K4M-2XQW-9HT${n}`), 404, 'unknown-answers');
      shows(await page('POST', '/fi/navigators/', { code: n % 2 ? 'x' : `7K4M-2XQW-9HT${n}` }), 404, /Tarkista koodi/);
    }
    is(await open(staff, right), 429, 'too-many-tries');
    const wait = shows(await page('POST', '/fi/navigators/', { code: right }), 429);
    holds(Number(wait.headers['retry-after']) > 0, 'says how long');
    await setClock(clock + 600);
    is(await open(staff, right), 200);
  });

  await test('answers whose code ran out are erased, opened or not, and no others', async () => {
    const until = async (wanted, what) => {
      let last = documents();
      for (let n = 0; n < 100 && last !== wanted; n += 1) { await new Promise((wake) => setTimeout(wake, 100)); last = documents(); }
      same(last, wanted, what);
    };
    await setClock(clock + MONTH + 3600);
    await until(tables, 'those of the tests before');
    const staff = await house.logIn(T);
    is(await house.ask('POST', 'contacts', { key: newKey(), body: house.constructor.contact() }), 201);
    const words = documents();
    same(words, tables + 1, 'the words of a contact are a document too');
    const [opened, old] = [await keep(answers, 'a1'.repeat(16)), await keep(answers, 'a2'.repeat(16))];
    const key = newKey();
    is(await open(staff, opened, { key }), 200);
    await setClock(clock + MONTH - 3600);
    const later = await keep(answers, 'a3'.repeat(16));
    same(documents(), words + 3, 'a month has not gone by');
    await setClock(clock + 3700);
    await until(words + 1, 'two of three');
    const late = await house.logIn(T);
    is(await open(late, opened, { key }), 410, 'answers-expired');
    is(await open(late, old), 410, 'answers-expired');
    shows(await page('POST', '/fi/navigators/', { code: old }), 410, /Koodi on vanhentunut/);
    shows(await page('POST', '/fi/navigators/', { code: later }), 200);
    // As when the power goes in the middle: what is erased stays so, and the rest is done after.
    await setClock(clock + MONTH);
    await house.kill('--demo', '--test-clock', '--test-long-sessions');
    await setClock(clock);
    await until(words, 'also those that ran out while the server was away');
    is(await open(await house.logIn(T), later), 410, 'answers-expired');
  });

  await test('the route for codes refuses what is not for it', async () => {
    const staff = await house.logIn(T);
    const lead = await house.logIn('lead');
    is(await open(undefined, 'x'), 401, 'login-needed');
    is(await open(lead, 'x'), 403, 'not-for-you');
    is(await open(staff, 'x', { key: undefined }), 400, 'idempotency-key-missing');
    is(await open(staff, 'x', { headers: { 'Content-Type': 'text/json' } }), 415, 'not-json');
    is(await open(staff, 'x', { raw: 'x'.repeat(1_048_577) }), 413);
    is(await open(staff, ''), 422, 'field-errors');
    is(await open(staff, 'x'.repeat(41)), 422, 'field-errors');
    is(await open(staff, 'x', { headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
  });

  await test('the lead sees how often, never who; a page sent twice counts once', async () => {
    const lead = await house.logIn('lead');
    const month = dayAt(clock * 1000).slice(0, 7);
    const rows = async () => is(await house.ask('GET', `board/navigators?from=${month}&until=${month}`, { as: lead, lang: 'en' }), 200).json.rows.filter((r) => r.navigator === 'worried-about-close' && r.language === 'en' && r.area === 'tikkurila');
    const before = await rows();
    const send = (visit, fields = answers) => page('POST', there('en', 'worried-about-close'), [...fields, ['visit', visit], ['area', 'tikkurila'], ['do', 'next']]);
    for (const visit of ['34'.repeat(16), '34'.repeat(16), '56'.repeat(16)]) shows(await send(visit), 200);
    shows(await send('34'.repeat(16), [['a.danger', 'yes']]), 200);
    shows(await page('POST', there('en', 'worried-about-close'), [...answers, ['area', 'tikkurila']]), 200);
    let after = [];
    // Counts come a moment behind the page, in their order.
    for (let n = 0; n < 100 && after.filter((r) => r.kind === 'exit').length === 0; n += 1) { after = await rows(); await new Promise((wake) => setTimeout(wake, 50)); }
    const times = (list, kind, end) => list.find((r) => r.kind === kind && r.end === end)?.times ?? 0;
    const more = (kind, end) => times(after, kind, end) - times(before, kind, end);
    same([more('all', null), more('result', 'children'), more('result', 'gambling'), more('exit', 'emergency')], [2, 2, 2, 1], JSON.stringify(after));
    same(after.find((r) => r.end === 'children').areaName, 'Tikkurila', 'area');
    const all = is(await house.ask('GET', 'board/navigators', { as: lead }), 200).json;
    same(all.until, month, 'the last twelve months');
    holds(!/visit|token|key/.test(JSON.stringify(all)), 'nothing of whom');
    for (const query of ['from=2026', `from=${month}&until=2020-01`, `from=1999-01&until=${month}`, 'until=2026-13', 'x=1']) is(await house.ask('GET', `board/navigators?${query}`, { as: lead }), 422, 'field-errors');
    is(await house.ask('GET', 'board/navigators', { as: await house.logIn(T) }), 403, 'not-for-you');
    is(await house.ask('GET', 'board/navigators'), 401, 'login-needed');
  });

  await test('what becomes of contacts that a result led to is counted for the result', async () => {
    const at = shows(await page('POST', there('fi', 'what-help'), { 'a.danger': 'no', 'a.age': '18-64', 'a.topics': 'teeth', do: 'next' }), 200, /data-result="what-help:teeth"/);
    const [, result] = /data-result="([^"]+)"/.exec(at.text);
    const [staff, lead] = [await house.logIn(T), await house.logIn('lead')];
    const led = async () => is(await house.ask('GET', 'board/navigators', { as: lead, lang: 'sv' }), 200).json.led.find((r) => r.navigator === 'what-help' && r.end === 'teeth') ?? { contacts: 0, open: 0, advised: 0 };
    const before = await led();
    const [advised] = [await house.contactMade({ ledBy: result }), await house.contactMade({ ledBy: result }), await house.contactMade()];
    const { id } = await house.find(staff, advised.code);
    is(await house.act(staff, id, 'close', { reason: 'advice_was_enough' }), 200);
    const after = await led();
    same([after.contacts - before.contacts, after.open - before.open, after.advised - before.advised, after.name, after.moved], [2, 1, 1, 'Var får jag hjälp?', 0], JSON.stringify(after));
    const shown = is(await house.ask('GET', `matters/${id}`, { as: staff }), 200).json;
    holds(JSON.stringify(shown).includes('navigator_led'), 'it stands in the history');
    for (const ledBy of ['what-help:nothing', 'what-help', 'worried-about-close!emergency', '', 'x'.repeat(63), 7]) {
      const refused = is(await house.ask('POST', 'contacts', { body: House.contact({ ledBy }), key: newKey() }), 422, 'field-errors');
      same(refused.json.errors[0].field, 'ledBy', String(ledBy));
    }
  });

  await test('answers put aside are readable under their version, and gone on with, after the guide has changed or gone', async () => {
    const { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
    const { join } = await import('node:path');
    const { fileURLToPath } = await import('node:url');
    const aside = async (code, fields, visit) => one(shows(await page('POST', there('en', code), [...Object.entries(fields), ['visit', visit.repeat(16)], ['do', 'keep']]), 200, /After that we erase your answers/).text, /class="codebox">([0-9A-Z-]{14})</);
    const tried = { 'a.danger': 'no', 'a.chores': 'often', 'a.people': 'often', 'a.rest': 'often', 'times.tried': '2', 'a.tried-what': 'Walks', 'a.tried-helped': 'some', 'a2.tried-what': 'A <b>diary</b>', 'a2.tried-helped': 'no' };
    const changed = await aside('therapy-example', { ...tried, 'a.wish': 'talk', asked: 'wish' }, 'b1');
    const gone = await aside('family-first-look', { 'a.danger': 'no', asked: 'who' }, 'b2');
    const same_ = await aside('worried-about-close', { 'a.danger': 'no', asked: 'danger' }, 'b3');
    const copy = join(house.constructor.scratch, 'changed-content');
    mkdirSync(copy, { recursive: true });
    cpSync(fileURLToPath(new URL('../../content', import.meta.url)), copy, { recursive: true });
    const edit = (name, change) => { const file = join(copy, 'navigators', name); const before = readFileSync(file, 'utf8'); writeFileSync(file, change(before)); holds(readFileSync(file, 'utf8') !== before, `${name} changed`); };
    edit('therapy-example/form.json', (text) => {
      const read = JSON.parse(text);
      read.version = '2.0';
      const group = read.item.find((i) => i.linkId === 'before').item.find((i) => i.linkId === 'tried');
      group.item[1].answerOption = group.item[1].answerOption.filter((o) => o.valueCoding.code !== 'some');
      return JSON.stringify(read);
    });
    edit('therapy-example/cases/rows.json', (text) => text.replace('"tried-helped": "some"', '"tried-helped": "no"'));
    edit('therapy-example/texts.toml', (text) => `${text}\n`);
    rmSync(join(copy, 'navigators', 'family-first-look'), { recursive: true });
    const options = ['--demo', '--test-clock', '--test-long-sessions'];
    await house.kill(...options, '--content', copy);
    await setClock(clock + 60);
    let at = shows(await page('POST', '/en/navigators/', { code: changed }), 200, /The guide has changed/);
    holds(/Thing 1: Did it help\?<\/dt><dd>A little <span class="chip soon">We will ask again/.test(at.text), 'as it was, and what becomes of it');
    holds(/Thing 2: Did it help\?<\/dt><dd>No<\/dd><\/div>/.test(at.text) && /A &lt;b&gt;diary/.test(at.text), 'what fits stays');
    holds(/therapy-example\|1\.1/.test(at.text), 'the version it was given to');
    holds(/Your result then/.test(at.text), 'and what was said to it');
    const on = hidden(at.text);
    same(on.filter(([n]) => /helped/.test(n)), [['a2.tried-helped', 'no']], 'only what still fits goes along');
    at = shows(await page('POST', there('en', 'therapy-example'), [...on, ['do', 'stay']]), 200, /name="asked" value="before"/);
    holds(/value="Walks"/.test(at.text), 'asked again on its page, beside what was answered');
    at = shows(await page('POST', '/sv/navigators/', { code: gone }), 410, /Vägvisaren som du svarade på har tagits bort/);
    holds(/Är någon i livsfara/.test(at.text) && /<dd>Nej<\/dd>/.test(at.text), 'readable all the same');
    at = shows(await page('POST', '/en/navigators/', { code: same_ }), 200, /name="asked" value="afraid"/);
    holds(!/The guide has changed/.test(at.text), 'nothing is said where nothing changed');
    const staff = await house.logIn(T);
    const opened = is(await open(staff, changed, { lang: 'en' }), 200).json;
    same([opened.form.endsWith('|1.1'), opened.answers.length], [true, 9], 'the professional sees the old version too');
    shows(await page('POST', '/en/navigators/', { code: changed }), 410, /A professional has opened/);
    await house.kill(...options);
    await setClock(clock + 60);
  });

  await test('a navigator that is broken stops the start, with its place', async () => {
    const { cpSync, mkdirSync, readFileSync, writeFileSync } = await import('node:fs');
    const { join } = await import('node:path');
    const { fileURLToPath } = await import('node:url');
    const copy = join(house.constructor.scratch, 'broken-content');
    mkdirSync(copy, { recursive: true });
    cpSync(fileURLToPath(new URL('../../content', import.meta.url)), copy, { recursive: true });
    const file = join(copy, 'navigators', 'what-help', 'texts.toml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('[[outcome]]', '[[outcom]]'));
    const refused = house.run('serve', '--content', copy, '--ledger', join(house.constructor.scratch, 'never2', 'county'), '--port', '0', '--web', join(house.constructor.scratch, 'web'));
    same(refused.status, 1, 'it does not open');
    holds(/what-help.*texts\.toml/.test(refused.stderr), refused.stderr);
  });
}
