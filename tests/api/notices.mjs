// What residents are told outside the pages, the letter, needs, and calendars: through HTTP, with a real mail server and kill -9.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createServer as createHttp } from 'node:http';
import { TLSSocket } from 'node:tls';
import { join } from 'node:path';
import { cookieOf, House, newKey } from './house.mjs';
import { holds, is, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';
const SERVICE = 'nurse-reception';
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
async function until(what, found, ms = 20_000) {
  for (const end = Date.now() + ms; Date.now() < end; await pause(100)) {
    const got = await found();
    if (got) return got;
  }
  throw new Error(`never: ${what}`);
}

/** A mail server that speaks SMTP with STARTTLS. `manner(rcpt)`: take, refuse, busy, drop, silent. */
class MailServer {
  mails = [];
  talks = 0;
  manner = () => 'take';
  constructor(scratch) {
    const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', join(scratch, 'mail.key'), '-out', join(scratch, 'mail.crt')], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(made.stderr);
    this.tls = { key: readFileSync(join(scratch, 'mail.key')), cert: readFileSync(join(scratch, 'mail.crt')) };
    this.server = createServer((socket) => this.talk(socket));
  }
  open() { return new Promise((done) => { this.server.listen(0, '127.0.0.1', () => done(this.server.address().port)); }); }
  close() { this.server.close(); }
  talk(plain) {
    this.talks += 1;
    let socket = plain;
    let buffer = '';
    let mail = null;
    let to = '';
    let secret = false;
    let asked = false;
    const say = (line) => { if (!socket.destroyed) socket.write(`${line}\r\n`); };
    const hear = (data) => {
      buffer += data;
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (mail !== null) {
          if (line !== '.') { mail += `${line}\n`; continue; }
          const manner = this.manner(to);
          if (manner === 'silent') { this.held = true; mail = null; continue; }
          this.mails.push({ to, text: mail, secret });
          mail = null;
          if (manner === 'drop') { socket.destroy(); return; }
          say('250 taken');
        } else if (/^EHLO/i.test(line)) { say('250-localhost'); say(secret ? '250 AUTH PLAIN' : '250 STARTTLS'); }
        else if (/^STARTTLS/i.test(line)) {
          say('220 go');
          secret = true;
          socket = new TLSSocket(plain, { isServer: true, ...this.tls });
          socket.on('data', (d) => hear(String(d)));
          socket.on('error', () => undefined);
          return;
        } else if (/^AUTH PLAIN$/i.test(line)) { asked = true; say('334 '); }
        else if (asked) { asked = false; this.login = Buffer.from(line, 'base64').toString(); say('235 welcome'); }
        else if (/^RCPT/i.test(line)) {
          to = /<(.*)>/.exec(line)[1];
          const manner = this.manner(to);
          say(manner === 'refuse' ? '550 nobody' : manner === 'busy' ? '451 later' : '250 ok');
        } else if (/^DATA/i.test(line)) { mail = ''; say('354 go'); }
        else if (/^QUIT/i.test(line)) { say('221 bye'); socket.end(); }
        else say('250 ok');
      }
    };
    plain.on('error', () => undefined);
    plain.on('data', (d) => { if (!secret) hear(String(d)); });
    say('220 localhost');
  }
}
const bodyOf = (mail) => Buffer.from(/\n\n([A-Za-z0-9+/=\n]+)\n--/.exec(mail.text.slice(mail.text.indexOf('Content-Transfer-Encoding: base64')))[1], 'base64').toString();
const idOf = (mail) => /Message-ID: <(\S+)@/i.exec(mail.text)[1];

export async function notices(program, contract) {
  const post = new House(program, contract, 'post');
  mkdirSync(House.scratch, { recursive: true });
  const mail = new MailServer(House.scratch);
  const sms = [];
  const gateway = createHttp((request, reply) => {
    let body = '';
    request.on('data', (d) => { body += d; });
    request.on('end', () => { sms.push({ body: JSON.parse(body), headers: request.headers }); reply.writeHead(202).end(); });
  });
  const mailPort = await mail.open();
  const smsPort = await new Promise((done) => { gateway.listen(0, '127.0.0.1', () => done(gateway.address().port)); });
  const file = (name, text, mode = 0o600) => { const at = join(House.scratch, name); writeFileSync(at, text); chmodSync(at, mode); return at; };
  file('mail.secret', 'sesame\n');
  const senders = file('senders.toml', `[email]\nvia = "smtp"\nurl = "smtp://localhost:${mailPort}"\nfrom = "ei-vastausta@alue.example"\nuser = "vuoro"\nsecret_file = "mail.secret"\nca_file = "mail.crt"\ntimeout_seconds = 5\n\n[sms]\nvia = "http"\nurl = "http://127.0.0.1:${smsPort}/send"\nfrom = "Vuoro"\nsecret_file = "mail.secret"\nfields = { to = "recipient", from = "sender", text = "body", id = "reference" }\n`);
  const tomorrow = new Date(Date.now() + 86_400_000 * 3).toISOString().slice(0, 10);
  let clock = Math.floor(Date.parse(`${tomorrow}T08:00:00Z`) / 1000);  // daytime in Finland
  let staff;
  const open = async () => {
    post.exit = undefined;
    await post.open('--demo', '--test-clock', '--senders', senders);
    await post.ask('POST', 'demo-clock', { body: { now: clock } });
    staff = await post.logIn(T);
  };
  const waiting = async (more = {}) => {
    const asked = await post.contactMade(more);
    const { id } = await post.find(staff, asked.code);
    is(await post.act(staff, id, 'assess', { urgency: 'non_urgent', domains: ['health'], facts: [], profession: 'nurse' }), 200);
    const m = is(await post.act(staff, id, 'propose', { service: SERVICE }), 200).json;
    return { id, step: m.steps.at(-1).id, code: asked.code, secret: asked.secret };
  };
  const book = async (w, days = 10, hour = '07:20') => is(await post.act(staff, w.id, 'book', { step: w.step, at: `${new Date((clock + days * 86_400) * 1000).toISOString().slice(0, 10)}T${hour}:00Z`, minutes: 30, mode: 'visit' }), 200);
  const told = async (w) => is(await post.ask('GET', `matters/${w.id}/notices`, { as: staff }), 200).json;
  const states = async (w) => (await told(w)).told.map((n) => `${n.kind} ${n.state}`);
  const mailsTo = (to) => mail.mails.filter((m) => m.to === to);
  const residentOf = async (w) => cookieOf(is(await post.ask('POST', 'resident-session', { body: { code: w.code, secret: w.secret } }), 204));

  try {
    await test('a senders file that others can read, or with faults, stops the start', async () => {
      for (const [at, says] of [[file('open.toml', '[sms]\nvia = "folder"\nfolder = "x"\n', 0o644), 'chmod 600'], [file('bad.toml', '[sms]\nvia = "pigeon"\n'), 'bad.toml:2']]) {
        const ended = post.run('serve', '--ledger', post.ledger, '--port', '0', '--web', join(House.scratch, 'web'), '--senders', at);
        same(ended.status, 1, ended.stderr);
        holds(ended.stderr.includes(says), ended.stderr);
      }
    });
    await open();

    await test('a booked time goes out by e-mail over TLS, and is told on the matter', async () => {
      const w = await waiting({ reach: { by: 'email', value: 'aino@example.fi' }, lang: 'sv' });
      await book(w);
      const [one] = await until('the mail', () => mailsTo('aino@example.fi')[0] && mailsTo('aino@example.fi'));
      holds(one.secret, 'over TLS');
      same(mail.login, '\0vuoro\0sesame', 'login');
      const text = bodyOf(one);
      holds(/En tid är bokad åt dig .*klockan 9\.20\./.test(text), text);
      holds(text.includes(w.code) && text.includes('Esimerkkikatu') || text.includes('Exempelgatan'), text);
      holds(!/Hoitaja|Sköt|hälsostation|vastaanotto|Polvi/i.test(one.text + text), text);
      await until('sent', async () => (await states(w))[0] === 'booked sent');
      same((await told(w)).untold, [], 'nothing is untold');
    });

    await test('a text message goes to the gateway as JSON, once', async () => {
      const w = await waiting({ reach: { by: 'sms', value: '040 765 4321' } });
      await book(w, 11);
      await until('sent', async () => (await states(w))[0] === 'booked sent');
      same(sms.length, 1, 'one');
      same([sms[0].body.recipient, sms[0].body.sender, sms[0].headers.authorization], ['+358407654321', 'Vuoro', 'Bearer sesame'], 'fields');
      same(sms[0].body.reference, sms[0].headers['idempotency-key'], 'the same id');
      holds(/^Sinulle on varattu aika/.test(sms[0].body.body), sms[0].body.body);
      const m = is(await post.act(staff, w.id, 'cancel-booking', { step: w.step, by: 'unit' }), 200).json;
      same(m.noticesFailed, 0, 'none failed');
      await until('cancelled', async () => (await states(w))[0] === 'cancelled_by_unit sent');
    });

    await test('what is refused is failed and shows; what is unreachable is tried again with the same id', async () => {
      mail.manner = (to) => (to === 'nobody@example.fi' ? 'refuse' : to === 'broken@example.fi' ? 'drop' : 'take');
      const refused = await waiting({ reach: { by: 'email', value: 'nobody@example.fi' } });
      await book(refused, 12);
      await until('failed', async () => (await states(refused))[0] === 'booked failed');
      same((await told(refused)).told[0].fault, 'refused', 'why');
      same(is(await post.ask('GET', `matters/${refused.id}`, { as: staff }), 200).json.noticesFailed, 1, 'the matter says so');
      const broken = await waiting({ reach: { by: 'email', value: 'broken@example.fi' } });
      await book(broken, 12, '09:00');
      await until('waiting', async () => (await states(broken))[0] === 'booked waiting');
      const line = (await told(broken)).told[0];
      same([line.fault, line.tries], ['unreachable', 1], 'why');
      mail.manner = () => 'take';
      clock += 600;
      await post.ask('POST', 'demo-clock', { body: { now: clock } });
      await book(await waiting({ reach: { by: 'code_only' } }), 13);  // something happens: the round looks again
      await until('sent', async () => (await states(broken))[0] === 'booked sent', 40_000);
      const ids = new Set(mailsTo('broken@example.fi').map(idOf));
      same([mailsTo('broken@example.fi').length, ids.size], [2, 1], 'twice, with one id');
    });

    await test('kill -9 while the gateway holds the notice: after the restart it goes out, with the same id', async () => {
      mail.manner = (to) => (to === 'cut@example.fi' ? 'silent' : 'take');
      const w = await waiting({ reach: { by: 'email', value: 'cut@example.fi' } });
      await book(w, 14);
      await until('the text is there', () => mail.held);
      same(await states(w), ['booked started'], 'nobody knows yet');
      post.child.kill('SIGKILL');
      await post.ended;
      mail.manner = () => 'take';
      await open();
      await until('interrupted', async () => (await told(w)).told[0].fault === 'interrupted');
      clock += 600;
      await post.ask('POST', 'demo-clock', { body: { now: clock } });
      await book(await waiting({ reach: { by: 'code_only' } }), 15);
      await until('sent', async () => (await states(w))[0] === 'booked sent', 40_000);
      same((await told(w)).told[0].tries, 2, 'two tries are told');
      same(mailsTo('cut@example.fi').length, 1, 'one was taken');
    });

    await test('a reminder goes out once, at its hour', async () => {
      const w = await waiting({ reach: { by: 'email', value: 'muista@example.fi' } });
      await book(w, 5, '08:00');
      await until('sent', async () => (await states(w))[0] === 'booked sent');
      clock += 86_400 * 3 + 3600 * 2;
      await post.ask('POST', 'demo-clock', { body: { now: clock } });
      staff = await post.logIn(T);
      await book(await waiting({ reach: { by: 'code_only' } }), 16);
      await until('reminded', async () => (await states(w))[0] === 'reminder sent', 40_000);
      same(mailsTo('muista@example.fi').length, 2, 'booked and reminded');
    });

    await test('who wishes for a letter is told by people: the list says so and the letter is there', async () => {
      const w = await waiting({ reach: { by: 'letter', value: 'Matti Meikäläinen, Esimerkkitie 5, 01300 Vantaa' }, interpreter: 'yes', spokenLanguage: 'ru', needs: ['hearing'] });
      await book(w, 17);
      const list = await told(w);
      same([list.byPeople, list.told.length, list.untold.map((u) => u.kind), list.needs], [true, 0, ['booked'], ['hearing']], 'people tell');
      const done = is(await post.ask('POST', `matters/${w.id}/needs`, { as: staff, body: { needs: ['wheelchair', 'other'], needWords: 'Avustajakoira tulee mukaan' }, key: newKey() }), 200).json;
      same([done.needs, done.needWords], [['wheelchair', 'other'], 'Avustajakoira tulee mukaan'], 'needs');
      same(is(await post.ask('GET', `matters/${w.id}`, { as: staff }), 200).json.needs, ['wheelchair', 'other'], 'on the matter');
      const letter = is(await post.ask('GET', `matters/${w.id}/letter.pdf`, { as: staff }), 200);
      same(letter.headers['content-type'], 'application/pdf', 'type');
      holds(letter.headers['cache-control'] === 'no-store', 'no copy stays');
      holds(letter.text.startsWith('%PDF-'), letter.text.slice(0, 8));
      const me = await residentOf(w);
      const mine = is(await post.ask('GET', 'my-matter', { as: me }), 200).json;
      same(mine.needs, ['wheelchair', 'other'], 'the resident sees them');
      holds(mine.steps[0].directions.length > 0, 'directions');
    });

    await test('needs and letters: what cannot be is refused', async () => {
      const w = await waiting({ reach: { by: 'code_only' } });
      const needs = (body, more = {}) => post.ask('POST', `matters/${w.id}/needs`, { as: staff, body, key: newKey(), ...more });
      for (const body of [{}, { needs: ['wings'] }, { needs: ['other'] }, { needs: ['sight'], needWords: 'x' }, { needs: [], more: 1 }]) is(await needs(body), 422, 'field-errors');
      is(await needs({ needs: [] }, { key: undefined }), 400, 'idempotency-key-missing');
      is(await needs(undefined, { raw: '{"' }), 400);
      is(await needs(undefined, { raw: '{}', headers: { 'Content-Type': 'text/plain' } }), 415);
      is(await needs(undefined, { raw: 'x'.repeat(1_048_577) }), 413);
      is(await needs({ needs: [] }), 200);
      const lead = await post.logIn('lead');
      const other = await post.logIn('desk-korso-1');
      for (const path of ['notices', 'letter.pdf']) {
        is(await post.ask('GET', `matters/${w.id}/${path}`), 401, 'login-needed');
        is(await post.ask('GET', `matters/${w.id}/${path}`, { as: lead }), 403, 'not-for-you');
        is(await post.ask('GET', `matters/${w.id}/${path}`, { as: other }), 404, 'unknown-matter');
        is(await post.ask('GET', `matters/${w.id}/${path}?x=1`, { as: staff }), 422, 'field-errors');
        is(await post.ask('GET', `matters/x/${path}`, { as: staff }), 404, 'unknown-matter');
      }
      is(await post.ask('POST', `matters/${w.id}/needs`, { body: { needs: [] }, key: newKey() }), 401, 'login-needed');
      is(await needs({ needs: [] }, { as: lead }), 403, 'not-for-you');
      is(await needs({ needs: [] }, { as: other }), 404, 'unknown-matter');
      is(await post.act(staff, w.id, 'refuse', { step: w.step }), 200);
      is(await post.act(staff, w.id, 'close', { reason: 'need_lapsed' }), 200);
      is(await needs({ needs: ['sight'] }), 409, 'matter-closed');
      is(await post.ask('POST', 'contacts', { body: House.contact({ needs: ['wings'] }), key: newKey() }), 422, 'field-errors');
    });

    await test('a calendar reads the times from a secret address until it is taken out of use', async () => {
      const w = await waiting({ reach: { by: 'code_only' } });
      await book(w, 18);
      const me = await residentOf(w);
      same(is(await post.ask('GET', 'my-matter/calendar-link', { as: me }), 200).json.path, null, 'none at first');
      const change = (method, more = {}) => post.ask(method, 'my-matter/calendar-link', { as: me, key: newKey(), ...more });
      is(await change('DELETE'), 409, 'calendar-not-open');
      const { path } = is(await change('POST'), 200).json;
      same(is(await post.ask('GET', 'my-matter/calendar-link', { as: me }), 200).json.path, path, 'the same again');
      const calendar = is(await post.ask('GET', path), 200).text;
      holds(/DTSTART:\d{8}T072000Z/.test(calendar), calendar);
      holds(!/Hoitaja|terveysasema|Esimerkkikatu|LOCATION/.test(calendar) && !calendar.includes(w.code), calendar);
      const wrong = path.replace(/.(\.ics.*)$/, (m, rest) => `${m[0] === 'A' ? 'B' : 'A'}${rest}`);
      is(await post.ask('GET', wrong), 404, 'unknown-calendar');
      is(await post.ask('GET', 'calendars/x.ics'), 404, 'unknown-calendar');
      is(await post.ask('GET', `${path}&x=1`), 422, 'field-errors');
      const next = is(await change('POST'), 200).json.path;
      holds(next !== path, 'a new one');
      is(await post.ask('GET', path), 404, 'unknown-calendar');
      is(await post.ask('GET', next), 200);
      same(is(await change('DELETE'), 200).json.path, null, 'ended');
      is(await post.ask('GET', next), 404, 'unknown-calendar');
      for (const method of ['POST', 'DELETE']) {
        is(await change(method, { key: undefined }), 400, 'idempotency-key-missing');
        is(await change(method, { as: undefined }), 401, 'login-needed');
        is(await change(method, { headers: { 'Sec-Fetch-Site': 'cross-site' } }), 403, 'other-site');
        is(await post.ask(method, 'my-matter/calendar-link?x=1', { as: me, key: newKey() }), 422, 'field-errors');
      }
      is(await post.ask('GET', 'my-matter/calendar-link'), 401, 'login-needed');
      is(await post.ask('GET', 'my-matter/calendar-link?x=1', { as: me }), 422, 'field-errors');
      is(await post.act(staff, w.id, 'cancel-booking', { step: w.step, by: 'unit' }), 200);
      is(await post.act(staff, w.id, 'refuse', { step: w.step }), 200);
      is(await post.act(staff, w.id, 'close', { reason: 'need_lapsed' }), 200);
      is(await change('POST'), 409, 'matter-closed');
    });

    await test('nothing personal is in the log, and the ledger is whole', async () => {
      await post.close();
      same(post.exit, 0, post.log.slice(-500));
      for (const word of ['example.fi', '0407654321', '765 4321', 'Matti', 'Avustajakoira', 'sesame', 'calendars/']) holds(!post.log.includes(word), `${word} in ${post.log.slice(-800)}`);
      const checked = post.run('check', '--ledger', post.ledger);
      same(checked.status, 0, checked.stdout + checked.stderr);
      for (const name of readdirSync(join(post.ledger))) holds(!readFileSync(join(post.ledger, name)).includes('aino@example.fi'), `an address in clear in ${name}`);
    });
  } finally {
    mail.close();
    gateway.close();
  }
}
