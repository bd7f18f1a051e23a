// Messages and chats through HTTP: from the first line to the agreed end, hand-over with the history, silence, and a bad network.
import { cookieOf, newKey } from './house.mjs';
import { events, many } from './http.mjs';
import { holds, is, same, test } from './report.mjs';

const T = 'desk-tikkurila-1';
const M = 'desk-myyrmaki-1';
const OPTIONS = ['--demo', '--test-clock'];

export async function chat(house, plain) {
  // The next Wednesday at ten in the morning, well within the chat's hours.
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((3 - day.getUTCDay() + 7) % 7 || 7));
  day.setUTCHours(8, 0, 0, 0);
  let clock = day.getTime() / 1000;
  let staff;
  let other;
  const to = async (seconds) => {
    clock = seconds;
    is(await house.ask('POST', 'demo-clock', { body: { now: clock } }), 204);
    staff = await house.logIn(T);
    other = await house.logIn(M);
  };
  const open = async (more = {}) => {
    const body = { words: 'En tiedä mistä aloittaisin', lang: 'fi', area: 'tikkurila', ...more };
    const answer = is(await house.ask('POST', 'chats', { body, key: newKey() }), 201);
    const me = cookieOf(answer);
    const line = (await lines(staff)).find((l) => l.code === answer.json.code);
    return { ...answer.json, me, id: line?.matter, line };
  };
  const lines = async (as) => is(await house.ask('GET', 'chats', { as }), 200).json.chats;
  const mine = async (c, query = '') => is(await house.ask('GET', `my-matter/messages${query}`, { as: c.me }), 200).json;
  const theirs = async (c, as = staff, query = '') => is(await house.ask('GET', `matters/${c.id}/messages${query}`, { as }), 200).json;
  const say = (c, words, more = {}) => house.ask('POST', 'my-matter/messages', { as: c.me, body: { words }, key: newKey(), ...more });
  const answer = (c, words, as = staff, more = {}) => house.ask('POST', `matters/${c.id}/messages`, { as, body: { words }, key: newKey(), ...more });
  const endMine = (c) => house.ask('POST', 'my-matter/end-chat', { as: c.me, body: {}, key: newKey() });
  const endTheirs = (c, how, as = staff) => house.ask('POST', `matters/${c.id}/end-chat`, { as, body: { how }, key: newKey() });
  const words = (talk) => talk.messages.map((m) => m.words);

  await test('the chat opens and closes by its hours; after hours the same window takes a message with a promise', async () => {
    // Time never goes back: the evening before comes first.
    const ten = clock;
    await to(ten - 14 * 3600);
    let hours = is(await house.ask('GET', 'chat'), 200).json;
    same([hours.offered, hours.open, hours.closes], [true, false, null], 'closed');
    same(Date.parse(hours.opens) / 1000, ten - 2 * 3600, 'opens at eight');
    const left = await open();
    same(left.live, false, 'a message');
    const row = await house.find(staff, left.code);
    same([row.channel, row.chat], ['message', 0], 'in the queue');
    holds(row.due, 'with a dated promise');
    same((await mine(left)).chat, null, 'no chat');
    is(await house.ask('POST', 'my-matter/open-chat', { as: left.me, body: {}, key: newKey() }), 409, 'chat-closed');
    is(await house.ask('GET', 'chat', { headers: {} }), 200);
    is(await plain.ask('GET', 'chat?x=1'), 422, 'field-errors');
    await to(ten);
    hours = is(await house.ask('GET', 'chat'), 200).json;
    same([hours.open, hours.opens], [true, null], 'open');
    same(Date.parse(hours.closes) / 1000, ten + 6 * 3600, 'closes at four');
  });

  await test('an anonymous chat has one holder from its first line, and is answered, handed over with its history and ended by agreement', async () => {
    const c = await open({ nickname: 'Kuukkeli' });
    holds(c.live && c.secret, 'live');
    same([c.line.nickname, c.line.ours, c.line.staff, c.line.subject], ['Kuukkeli', true, 0, 'En tiedä mistä aloittaisin'], 'on the team\'s list');
    const row = await house.find(staff, c.code);
    same([row.channel, row.chat], ['chat', 1], 'the same matter in the queue');
    holds(row.waits, 'somebody waits');
    is(await answer(c, 'Hei'), 409, 'not-taken');
    is(await house.act(staff, c.id, 'take'), 200);
    is(await house.act(staff, c.id, 'close', { reason: 'advice_was_enough' }), 409, 'chat-live');
    is(await say(c, 'Oletteko siellä?'), 201);
    is(await answer(c, 'Olen tässä'), 201);
    const m = is(await house.ask('GET', `matters/${c.id}`, { as: staff }), 200).json;
    holds(m.promises.some((p) => p.rule === 'TH51-CONTACT' && p.state === 'kept'), 'the first answer keeps the promise of the contact');
    is(await house.ask('GET', `matters/${c.id}/messages`, { as: other }), 404, 'unknown-matter');
    is(await house.act(staff, c.id, 'offer', { team: 'desk-myyrmaki', reason: 'other_skill' }), 200);
    same((await lines(other)).find((l) => l.matter === c.id).offeredToUs, true, 'the receiver sees it');
    same(words(await theirs(c, other)), ['Oletteko siellä?', 'Olen tässä'], 'with the whole talk');
    is(await answer(c, 'Minä', other), 409, 'not-holder');
    is(await house.act(other, c.id, 'accept'), 200);
    is(await house.ask('POST', `matters/${c.id}/messages`, { as: staff, body: { words: 'x' }, key: newKey() }), 404, 'unknown-matter');
    is(await answer(c, 'Hei, minä jatkan', other), 201);
    const talk = await mine(c);
    same([words(talk), talk.handsCount, talk.chat.live], [['Oletteko siellä?', 'Olen tässä', 'Hei, minä jatkan'], 1, true], 'nothing was lost on the way');
    same(is(await endMine(c), 200).json.chat.endProposed, 'resident', 'proposed');
    is(await endMine(c), 409, 'end-proposed');
    const end = is(await endTheirs(c, 'agreed', other), 200).json;
    same([end.chat.live, end.chat.how, end.state], [false, 'agreed', 'open'], 'ended by agreement; the matter has its holder');
    is(await endMine(c), 409, 'chat-not-live');
    is(await endTheirs(c, 'other', other), 409, 'chat-not-live');
    is(await say(c, 'Yksi asia vielä'), 201);
    same((await house.find(other, c.code)).chat, 0, 'a message now');
    is(await answer(c, 'Selvä', other), 201);
    same(is(await house.ask('GET', 'chats', { as: other }), 200).json.ended[0].how, 'agreed', 'told among the ended');
    is(await house.ask('POST', 'my-matter/open-chat', { as: c.me, body: {}, key: newKey() }), 200);
    is(await house.ask('POST', 'my-matter/open-chat', { as: c.me, body: {}, key: newKey() }), 409, 'chat-live');
    same(is(await endTheirs(c, 'continues_by_phone', other), 200).json.chat.how, 'continues_by_phone', 'ended for a reason');
  });

  await test('an abandoned chat waits in the queue: with a call-back where a number was given, else it says so', async () => {
    const called = await open({ phone: '040 000 0000' });
    const nameless = await open();
    const there = await open();
    is(await house.act(staff, called.id, 'take'), 200);
    await to(clock + 9 * 60);
    is(await house.ask('POST', 'my-matter/presence', { as: there.me, body: { typing: false } }), 204);
    await to(clock + 90);
    // The reception's round is sent when the clock is moved, and done a moment later.
    for (let n = 0; n < 50 && (await mine(called)).chat.live; n += 1) await new Promise((wake) => setTimeout(wake, 50));
    same([(await mine(called)).chat.how, (await mine(nameless)).chat.how, (await mine(there)).chat.how], ['abandoned', 'abandoned', 'none'], 'silent ones only');
    const m = is(await house.ask('GET', `matters/${called.id}`, { as: staff }), 200).json;
    holds(m.promises.some((p) => p.rule === 'OWN-CALLBACK' && p.state === 'running'), 'a call-back is promised');
    same([m.holder.staff, m.state, m.reach.value], [0, 'open', '040 000 0000'], 'back in the queue');
    holds(m.timeline.some((e) => e.kind === 'chat_ended' && e.detail.how === 'abandoned'), 'told to staff');
    const callbacks = is(await house.ask('GET', 'queue?filter=callbacks&limit=200', { as: staff }), 200).json;
    holds(callbacks.rows.some((r) => r[1] === called.code) && !callbacks.rows.some((r) => r[1] === nameless.code), 'among the call-backs');
    same((await mine(nameless)).reach, 'code_only', 'nobody can call');
    same([m.callback.waiting, m.callback.counted], [true, 0], 'called by the policy of call-backs');
    const tried = is(await house.act(staff, called.id, 'call-tried', { result: 'no_answer' }), 200).json;
    same([tried.callback.tries.length, tried.callback.tries[0].result, tried.callback.waiting], [1, 'no_answer', true], 'a try is written down');
    const me = is(await house.ask('GET', 'my-matter', { as: nameless.me }), 200).json;
    holds(me.progress.some((p) => p.what === 'chat_abandoned'), 'told to the resident');
  });

  await test('details are told when the resident wants to, and seen by those who hold the matter', async () => {
    const c = await open();
    same((await theirs(c)).details, { nickname: null, name: null, by: 'code_only', value: null }, 'nothing at first');
    const tell = (body, more = {}) => house.ask('POST', 'my-matter/details', { as: c.me, body, key: newKey(), ...more });
    is(await tell({ name: 'Aino Esimerkki', nickname: 'A', reach: { by: 'phone', value: '050 000 0000' } }), 200);
    same((await theirs(c)).details, { nickname: 'A', name: 'Aino Esimerkki', by: 'phone', value: '050 000 0000' }, 'told');
    for (const [body, field] of [[{}, 'reach'], [{ reach: { by: 'phone' } }, 'reach.value'], [{ reach: { by: 'code_only', value: 'x' } }, 'reach.value'], [{ reach: { by: 'fax', value: 'x' } }, 'reach.by']])
      same(is(await tell(body), 422, 'field-errors').json.errors[0].field, field, JSON.stringify(body));
    is(await endTheirs(c, 'other'), 200);
    is(await house.act(staff, c.id, 'close', { reason: 'advice_was_enough' }), 200);
    is(await tell({ reach: { by: 'code_only' } }), 409, 'matter-closed');
    is(await say(c, 'vielä'), 409, 'matter-closed');
    is(await house.ask('POST', 'my-matter/open-chat', { as: c.me, body: {}, key: newKey() }), 409, 'matter-closed');
  });

  await test('one professional holds so many chats and no more', async () => {
    const { most, mine: held } = is(await house.ask('GET', 'chats', { as: staff }), 200).json;
    for (let n = held; n < most; n += 1) is(await house.act(staff, (await open()).id, 'take'), 200);
    const more = await open();
    is(await house.act(staff, more.id, 'take'), 409, 'chats-full');
    for (const l of (await lines(staff)).filter((x) => x.mine)) is(await endTheirs({ id: l.matter }, 'resident_left'), 200);
    is(await house.act(staff, more.id, 'take'), 200);
    is(await house.ask('POST', `matters/${more.id}/end-chat`, { as: staff, body: { how: 'abandoned' }, key: newKey() }), 422, 'field-errors');
    is(await endTheirs(more, 'other'), 200);
    holds(is(await house.ask('GET', 'chat-answers', { as: staff }), 200).json.every((a) => a.text.fi && a.text.sv && a.text.en), 'ready answers in three languages');
  });

  await test('on a bad network nothing is lost, doubled or out of order: each message sent three times at once, some answers cut off', async () => {
    const c = await open();
    is(await house.act(staff, c.id, 'take'), 200);
    const wanted = [];
    for (let n = 1; n <= 12; n += 1) {
      const words_ = `viesti ${n}`;
      const key = newKey();
      const body = { words: words_, mark: n };
      const got = await Promise.all([1, 2, 3].map(() => house.ask('POST', 'my-matter/messages', { as: c.me, body, key })));
      // The burst is thirty: who is told to wait sends the same key again.
      const done = got.filter((a) => a.status === 201);
      holds(got.every((a) => a.status === 201 || a.status === 429), `${got.map((a) => a.status)}`);
      if (done.length === 0) { await to(clock + 60); n -= 1; continue; }
      same(new Set(done.map((a) => a.json.seq)).size, 1, 'one number for one message');
      wanted.push(words_);
      if (n % 4 === 0) await to(clock + 60);
    }
    same(words(await mine(c)), wanted, 'once each, in order');
    const all = await mine(c);
    same(words(await mine(c, `?after=${all.messages[4].seq}`)), wanted.slice(5), 'after a number: exactly the rest');
    same(words(await mine(c, `?before=${all.messages[4].seq}`)), wanted.slice(0, 4), 'before a number');
    same(words(await mine(c, `?before=${all.messages[4].seq + 1_000_000}`)), [], 'before nothing of ours');
    for (const query of ['?after=x', '?before=0', '?x=1']) {
      is(await house.ask('GET', `my-matter/messages${query}`, { as: c.me }), 422, 'field-errors');
      is(await house.ask('GET', `matters/${c.id}/messages${query}`, { as: staff }), 422, 'field-errors');
    }
    same(all.messages.map((m) => m.mark), wanted.map((_, n) => n + 1), 'the writer\'s own numbers come back');
    is(await endTheirs(c, 'other'), 200);
  });

  await test('who writes too fast is told how long to wait', async () => {
    const c = await open();
    is(await house.act(staff, c.id, 'take'), 200);
    const answers = await many(Array.from({ length: 40 }, (_, n) => () => answer(c, `nopea ${n}`)), 8);
    const slow = answers.filter((a) => a.status === 429);
    holds(slow.length > 0 && slow.length < 15, `${slow.length} of 40 had to wait`);
    holds(slow.every((a) => Number(a.headers['retry-after']) > 0), 'Retry-After');
    same((await theirs(c)).messages.length, 40 - slow.length, 'what was acknowledged is there');
    const mine_ = await many(Array.from({ length: 40 }, (_, n) => () => say(c, `nopea ${n}`)), 8);
    holds(mine_.some((a) => a.status === 429), 'the resident too');
    is(await endTheirs(c, 'other'), 200);
    const openings = await many(Array.from({ length: 30 }, () => () => house.ask('POST', 'chats', { body: { words: 'x', lang: 'fi' }, key: newKey(), local: '127.0.0.9' })), 8);
    holds(openings.some((a) => a.status === 429) && openings.some((a) => a.status === 201), 'chats from one address');
    await to(clock + 11 * 60);
  });

  await test('a server killed in the middle of sending: every acknowledged message is there once, and retries have one effect', async () => {
    for (let round = 0; round < 4; round += 1) {
      const c = await open();
      const keys = Array.from({ length: 10 }, () => newKey());
      const acknowledged = new Map();
      const sending = (async () => {
        for (const [n, key] of keys.entries()) {
          for (;;) {
            try {
              const a = await house.ask('POST', 'my-matter/messages', { as: c.me, body: { words: `r${round} ${n}`, mark: n + 1 }, key });
              if (a.status === 401) c.me = cookieOf(await house.ask('POST', 'resident-session', { body: { code: c.code, secret: c.secret } }));
              else { if (a.status === 201) acknowledged.set(n, a.json.seq); break; }
            } catch { await new Promise((wake) => setTimeout(wake, 50)); }
          }
        }
      })();
      await new Promise((wake) => setTimeout(wake, 5 + round * 12));
      await house.kill(...OPTIONS);
      await to(clock);
      await sending;
      c.me = cookieOf(is(await house.ask('POST', 'resident-session', { body: { code: c.code, secret: c.secret } }), 204));
      const talk = await mine(c);
      same(words(talk), keys.map((_, n) => `r${round} ${n}`), 'all, once each, in order');
      for (const [n, seq] of acknowledged) same(talk.messages[n].seq, seq, 'under the number that was told');
    }
  });

  await test('streams tell of messages and of who types, and of nothing that is in them', async () => {
    const c = await open();
    is(await house.act(staff, c.id, 'take'), 200);
    const heard = await events(house.port, '/api/v1/events', { Cookie: staff }, (found, state) => {
      if (state === 'open') {
        void (async () => {
          is(await house.ask('POST', 'my-matter/presence', { as: c.me, body: { typing: true } }), 204);
          is(await say(c, 'salainen asia'), 201);
        })();
        return false;
      }
      return found.some((e) => e.name === 'message') && found.some((e) => e.name === 'sign' && e.data.typing);
    });
    const message = heard.find((e) => e.name === 'message');
    same([message.data.matter, message.data.side], [c.id, 'resident'], 'which matter, which side');
    holds(!JSON.stringify(heard).includes('salainen'), 'no words on the stream');
    const mineHeard = await events(house.port, '/api/v1/my-matter/events', { Cookie: c.me }, (found, state) => {
      if (state === 'open') {
        void (async () => {
          is(await house.ask('POST', `matters/${c.id}/presence`, { as: staff, body: { typing: true } }), 204);
          is(await answer(c, 'Kerro lisää'), 201);
        })();
        return false;
      }
      return found.some((e) => e.name === 'message');
    });
    holds(mineHeard.every((e) => e.data.matter === undefined), 'the resident is told no numbers of matters');
    same((await mine(c)).staff.here, true, 'the professional is there');
    const { version } = is(await house.ask('GET', `matters/${c.id}`, { as: staff }), 200).json;
    is(await say(c, 'Lisää'), 201);
    is(await house.ask('POST', `matters/${c.id}/release`, { as: staff, body: {}, key: newKey(), version }), 200);
  });

  await test('bad input and other people\'s chats are refused by name', async () => {
    const c = await open();
    const lead = await house.logIn('lead');
    const key = newKey();
    for (const body of [{ words: '' }, { words: 'x'.repeat(4001) }, { words: 1 }, { words: 'a\u0000b' }]) {
      same(is(await say(c, '', { body }), 422, 'field-errors').json.errors[0].field, 'words', 'words');
      same(is(await answer(c, '', staff, { body }), 422, 'field-errors').json.errors[0].field, 'words', 'words');
    }
    same(is(await say(c, '', { body: { words: 'x', mark: -1 } }), 422, 'field-errors').json.errors[0].field, 'mark', 'mark');
    is(await say(c, 'a', { key }), 201);
    is(await say(c, 'b', { key }), 422, 'key-conflict');
    const posts = [['my-matter/messages', c.me], ['my-matter/presence', c.me], ['my-matter/open-chat', c.me], ['my-matter/end-chat', c.me], ['my-matter/details', c.me],
      ['chats', undefined], [`matters/${c.id}/messages`, staff], [`matters/${c.id}/presence`, staff], [`matters/${c.id}/end-chat`, staff]];
    for (const [path, as] of posts) {
      is(await house.ask('POST', path, { as, raw: '{"', key: newKey() }), 400, 'json-incomplete');
      is(await house.ask('POST', path, { as, raw: '{}', key: newKey(), headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
      is(await house.ask('POST', path, { as, raw: 'x'.repeat(1_048_577), key: newKey() }), 413);
      is(await house.ask('POST', path, { as, body: { wrong: 1 }, key: newKey() }), 422, 'field-errors');
      is(await house.ask('POST', path, { as, body: {}, key: newKey(), headers: { Origin: 'https://elsewhere.example' } }), 403, 'other-site');
      if (as) is(await house.ask('POST', path, { body: {}, key: newKey() }), 401, 'login-needed');
    }
    is(await say(c, 'x', { key: undefined }), 400, 'idempotency-key-missing');
    for (const path of ['messages', 'presence', 'end-chat']) {
      const body = path === 'presence' ? { typing: true } : path === 'messages' ? { words: 'x' } : { how: 'other' };
      is(await house.ask('POST', `matters/${c.id}/${path}`, { as: other, body, key: newKey() }), 404, 'unknown-matter');
      is(await house.ask('POST', `matters/x/${path}`, { as: staff, body, key: newKey() }), 404, 'unknown-matter');
      is(await house.ask('POST', `matters/${c.id}/${path}`, { as: lead, body, key: newKey() }), 403, 'not-for-you');
    }
    is(await house.ask('GET', `matters/${c.id}/messages`, { as: lead }), 403, 'not-for-you');
    for (const path of ['chats', 'chat-answers']) {
      is(await house.ask('GET', path, { as: lead }), 403, 'not-for-you');
      is(await house.ask('GET', path), 401, 'login-needed');
      is(await house.ask('GET', `${path}?x=1`, { as: staff }), 422, 'field-errors');
    }
    is(await house.ask('GET', 'my-matter/messages'), 401, 'login-needed');
    is(await house.ask('GET', `matters/${c.id}/messages`), 401, 'login-needed');
    same(is(await house.ask('POST', 'chats', { body: { words: 'x', lang: 'fi', area: 'nowhere' }, key: newKey() }), 422, 'field-errors').json.errors[0].field, 'area', 'area');
  });
}
