// The list of nasty texts, into every text of every route.
import { House, cookieOf, newKey } from './house.mjs';
import { many } from './http.mjs';
import { holds, none, same, test } from './report.mjs';

const u = (...points) => String.fromCodePoint(...points);
const controls = [...Array.from({ length: 32 }, (_, i) => i), 127].filter((c) => ![9, 10, 13].includes(c)).map((c) => `a${u(c)}b`);
/** Texts that must come back unchanged wherever words are taken. */
export const KEPT = [
  'åäö ÅÄÖ', 'Šeremetjevo', 'العربية من اليمين', 'עברית', 'ไทย', '中文字', '日本語テキスト', '한국어', 'ελληνικά', 'Привет', 'ትግርኛ', 'हिन्दी', 'soomaali', 'ქართული',
  '😀', '👩‍👩‍👧‍👦', '👍🏿', '🏳️‍🌈', '🇫🇮', '👁️‍🗨️', 'e\u0301 \u00e9', '\u0301alku', `Z${'\u0351\u0319\u0321'.repeat(99)}`, 'ﷺ', 'ﬃ', 'ｆｕｌｌ', 'İiıI ß ẞ', 'ǅ', '𝔣𝔯𝔞𝔨𝔱𝔲𝔯', '\u{10FFFD}', '\u{1F574}\u{1F3FF}',
  '\u202Eoikealta\u202C', '\u2066eristetty\u2069', '\u200Fx\u200E', 'nol\u200Bla', '\u200D\u200C', '\uFEFFBOM alussa', 'BOM \uFEFF keskellä', '\u00AD', '\u2028rivi\u2029kappale', '\u0085', '\u0080\u0081\u009F', '\uFFFD', '\uFFFE\uFFFF', '\u{1FFFE}', '\uFDD0', '\u{E0001}\u{E0041}', '\u00A0',
  "Robert'); DROP TABLE matters;--", "' OR '1'='1", '1; SELECT pg_sleep(10)', '" OR ""="', "'; EXEC xp_cmdshell('x')--", 'UNION SELECT NULL,NULL', '%27', "\\'", '`id`', '$(id)', '; rm -rf /', '| cat /etc/passwd', '&& true', '\\x00',
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '<svg/onload=alert(1)>', 'javascript:alert(1)', '<!--', ']]>', '<![CDATA[x', '&lt;&amp;&#0;&#x110000;', '</textarea>', '<b>lihava', '{{7*7}}', '${7*7}', '#{7*7}', '<%= 7*7 %>', '{% raw %}', '{0}', '{n}', '{limit}', '{', '}', '[problem.x]', '%s%s%n%x', '%d', '%', '%%', '%n', '\\n', '\\u0000', '\\', '\\"', '"', "'",
  '../../etc/passwd', '..\\..\\windows', '/etc/passwd', 'file:///etc/passwd', 'C:\\CON', 'CON', 'NUL', 'http://169.254.169.254/', '//evil.example', '*', '?', '=1+1', '@SUM(A1)', '+cmd|x', '-1+1',
  'null', 'undefined', 'true', 'false', 'NaN', 'Infinity', '0', '-0', '1e400', '0x1F', '٣', '１２３', '{}', '[]', '{"a":1}', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
  ' ', '   alku ja loppu   ', 'rivi\nrivi', 'rivi\r\nrivi', '\t', '\n', 'a\tb', 'x'.repeat(300), 'sana '.repeat(60), 'ä'.repeat(299), '😀'.repeat(299), `${'pitkäsana'.repeat(33)}`, 'Content-Length: 0\r\n\r\nGET / HTTP/1.1', 'Set-Cookie: x=1',
];
const REFUSED = [...controls, '', '\u007f', 'x\u0000', '\u001b[31m'];
const LONG = ['x'.repeat(10_001), '😀'.repeat(10_001), 'x'.repeat(200_000), `ä${'\u0301'.repeat(100_000)}`, 'sana'.repeat(250_000)];
const NOTTEXT = [0, 1.5, true, [], {}, ['x'], { x: 1 }];

export async function nasty(house) {
  const staff = await house.logIn('desk-tikkurila-1');
  const contact = (field, text) => (field.startsWith('reach.') ? House.contact({ reach: { by: 'phone', value: '1', [field.slice(6)]: text } }) : House.contact({ [field]: text }));

  await test(`${KEPT.length} nasty texts come back unchanged as words and as a way to be reached`, async () => {
    holds(KEPT.length >= 120, `${KEPT.length}`);
    const bad = [];
    const made = await many(KEPT.map((text, i) => async () => {
      const a = await house.ask('POST', 'contacts', { body: House.contact({ words: text, reach: { by: i % 2 ? 'letter' : 'email', value: text } }), key: newKey() });
      if (a.status !== 201) { bad.push(`${JSON.stringify(text).slice(0, 60)}: ${a.status} ${a.text.slice(0, 200)}`); return { text }; }
      if (a.json.matter.words !== text) bad.push(`${JSON.stringify(text).slice(0, 60)}: words changed`);
      return { text, ...a.json };
    }));
    const rows = await house.rows(staff);
    await many(made.filter((m) => m.code).map(({ text, code, secret }) => async () => {
      const cookie = cookieOf(await house.ask('POST', 'resident-session', { body: { code, secret } }));
      if ((await house.ask('GET', 'my-matter', { as: cookie })).json.words !== text) bad.push(`${JSON.stringify(text).slice(0, 60)}: the resident reads other words`);
      const row = rows.get(code);
      if (row.subject.length > 130) bad.push(`${JSON.stringify(text).slice(0, 60)}: a subject of ${row.subject.length}`);
      const m = (await house.ask('GET', `matters/${row.id}`, { as: staff })).json;
      if (m.words !== text || m.reach.value !== text) bad.push(`${JSON.stringify(text).slice(0, 60)}: staff read ${JSON.stringify(m.words)} ${JSON.stringify(m.reach)}`.slice(0, 300));
    }), 16);
    none(bad, 'texts');
  });

  const probe = await house.contactMade();
  const { id } = await house.find(staff, probe.code);
  const everyone = [...KEPT, ...REFUSED, ...LONG, ...NOTTEXT];
  const actions = {
    assess: [{ urgency: 'days', domains: ['health'], facts: [], profession: 'nurse' }, ['urgency', 'domains.0', 'facts.0', 'profession']], facts: [{ fact: 'need_found' }, ['fact']], propose: [{ service: house.service, due: null }, ['service', 'due']],
    book: [{ step: 1, at: '2027-01-01T10:00:00Z', minutes: 20, mode: 'visit' }, ['at', 'mode']], 'cancel-booking': [{ step: 1, by: 'unit' }, ['by']], complete: [{ step: 1, outcome: 'helped' }, ['outcome']],
    offer: [{ team: 'desk-myyrmaki', reason: 'workload' }, ['team', 'reason']], decline: [{ reason: 'no_capacity' }, ['reason']], close: [{ reason: 'mistake' }, ['reason']], reopen: [{ reason: 'mistake' }, ['reason']], extend: [{ promise: 1, reason: 'died' }, ['reason', 'until']],
  };
  const put = (body, field, value) => {
    const [name, index] = field.split('.');
    return { ...body, [name]: index === undefined ? value : [value] };
  };

  await test('every other text of every route refuses them by name, and nothing is written', async () => {
    const before = await house.seq(staff);
    const { version } = (await house.ask('GET', `matters/${id}`, { as: staff })).json;
    const bad = [];
    const tasks = [];
    const refused = (what, field, send) => tasks.push(async () => {
      const a = await send();
      const named = field === undefined || a.json?.errors?.some((e) => e.field === field || e.field.startsWith(`${field}.`));
      if (a.status >= 500 || a.status < 400 || (a.status === 422 && !named)) bad.push(`${what}: ${a.status} ${a.text.slice(0, 200)}`);
    });
    everyone.forEach((text, n) => {
      const shown = JSON.stringify(text).slice(0, 40);
      for (const field of ['about', 'area', 'lang', 'spokenLanguage', 'interpreter', 'reach.by']) refused(`contacts ${field} ${shown}`, field, () => house.ask('POST', 'contacts', { body: contact(field, text), key: newKey() }));
      if (typeof text !== 'string' || REFUSED.includes(text) || LONG.includes(text)) for (const field of ['words', 'reach.value']) refused(`contacts ${field} ${shown}`, field, () => house.ask('POST', 'contacts', { body: contact(field, text), key: newKey() }));
      for (const field of ['code', 'secret']) refused(`resident-session ${field} ${shown}`, field, async () => { const a = await house.ask('POST', 'resident-session', { body: { code: probe.code, secret: probe.secret, [field]: text }, local: `127.2.${n >> 8}.${(n & 255) || 1}` }); return a; });
      refused(`session ${shown}`, 'account', () => house.ask('POST', 'session', { body: { account: text } }));
      for (const [action, [body, fields]] of Object.entries(actions)) for (const field of fields) refused(`${action} ${field} ${shown}`, field, () => house.ask('POST', `matters/${id}/${action}`, { as: staff, body: put(body, field, text), key: newKey(), version }));
      if (typeof text === 'string' && text.length < 2000) {
        const part = encodeURIComponent(text.replaceAll(/[\ud800-\udfff]/gu, 'x'));
        for (const name of ['filter', 'cursor', 'limit', 'lang', 'q', 'nonsense']) if (!(name === 'cursor' && text === '0') && text !== 'null') refused(`queue ${name} ${shown}`, undefined, () => house.ask('GET', `queue?${name}=${part}`, { as: staff }));
        if (part !== '' && !/^%2E|^\.\.?$/.test(part)) refused(`matter ${shown}`, undefined, () => house.ask('GET', `matters/${part}`, { as: staff }));
        refused(`action ${shown}`, undefined, () => house.ask('POST', `matters/${id}/${part || 'x'}`, { as: staff, body: {}, key: newKey(), version }));
        refused(`rule ${shown}`, undefined, () => house.ask('GET', `board/rules/${part || 'x'}/rows?state=kept`, { as: house.lead }));
        refused(`debt ${shown}`, undefined, () => house.ask('GET', `board/debts/${part || 'x'}`, { as: house.lead }));
      }
      // As the name of a member.
      if (typeof text === 'string' && text.length < 2000 && text !== '__proto__') refused(`name ${shown}`, text, () => house.ask('POST', 'contacts', { body: { ...House.contact(), [text]: 1 }, key: newKey() }));
    });
    await many(tasks, 32);
    house.nastyRequests = tasks.length;
    none(bad, 'answers');
    same(await house.seq(staff), before, 'seq');
  });

  await test('keys of any bytes that HTTP can carry are only compared', async () => {
    for (const key of ["'; DROP TABLE once;--", '../../../../etc/passwd', '%s%s%s%s%n', '        x', 'ääääääää', '{"a":"b"}', '<script>']) {
      const text = Buffer.from(key).toString('latin1');
      const first = await house.ask('POST', 'contacts', { body: House.contact({ words: key }), key: text });
      const again = await house.ask('POST', 'contacts', { body: House.contact({ words: key }), key: text });
      holds(first.status === again.status && first.text === again.text && first.status < 500, () => `${key}: ${first.status} ${again.status}`);
    }
  });
}
