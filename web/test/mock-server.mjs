// The contract of src/api/types.ts in memory, with plainly made-up data, so that the pages can be built and tested without the real
// server. For development only. It serves web/dist with the same security headers as the real one.
//   node test/mock-server.mjs [port]     MOCK_ROWS=n  matters to begin with    MOCK_NOW=ISO  a fixed clock
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { names } from './mock-names.mjs';
import { mockStudio } from './mock-studio.mjs';
import { mockTimes } from './mock-times.mjs';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

export function startMock({ port = 0, rows = 148, now = undefined } = {}) {
  const skew = now ? Date.parse(now) - Date.now() : 0;
  const clock = () => Date.now() + skew;
  const iso = (ms) => new Date(ms).toISOString();
  let random = 7;
  const rnd = (n) => { random = (random * 1103515245 + 12345) % 2147483648; return Math.floor((random / 2147483648) * n); };
  const pick = (list) => list[rnd(list.length)];

  const state = { seq: 1000, matters: new Map(), byCode: new Map(), sessions: new Map(), keys: new Map(), streams: new Set(), faults: [] };
  const local = (lang, text) => (typeof text === 'string' ? text : text[lang] ?? text.fi);
  const endOfDay = (ms) => { const d = new Date(ms + 2 * HOUR); return Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate() + 1) - 2 * HOUR - 1000; };

  const RULES = names.rules;
  function promise(matter, rule, started, due, extra = {}) {
    const r = RULES[rule];
    matter.promises.push({ id: matter.promises.length + 1, rule, kind: r.kind, state: 'running', started: iso(started), due: due === null ? null : iso(due),
      limit: r.limit, basis: r.basis, confidence: r.confidence, unverified: r.confidence === 'D', ...extra });
  }
  function code() {
    const set = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
    const bytes = randomBytes(6);
    const c = [...bytes].map((b) => set[b % 32]).join('');
    return `${c.slice(0, 3)}-${c.slice(3)}`;
  }
  function event(matter, kind, by, detail = {}) {
    state.seq += 1;
    matter.version += 1;
    matter.timeline.push({ seq: state.seq, at: iso(clock()), kind, by, detail });
    const data = JSON.stringify({ matter: matter.id, team: matter.team, version: matter.version, kind, seq: state.seq });
    for (const s of state.streams) {
      if (s.staff) { s.res.write(`id: ${state.seq}\nevent: queue\ndata: ${data}\n\n`); s.res.write(`id: ${state.seq}\nevent: board\ndata: {"seq":${state.seq}}\n\n`); }
      else if (s.matter === matter.id) s.res.write(`id: ${state.seq}\nevent: matter\ndata: {"version":${matter.version}}\n\n`);
    }
  }
  function open(ask, at, channel = 'web') {
    const id = state.matters.size + 1;
    const m = { id, code: code(), secret: randomBytes(9).toString('base64url'), version: 0, state: 'open', words: ask.words, wordsLang: ask.spokenLanguage ?? ask.lang, about: ask.about,
      age: ask.age ?? null, area: ask.area ?? '', channel, spoken: ask.spokenLanguage ?? ask.lang, interpreter: ask.interpreter === 'yes', reach: ask.reach, group: '',
      team: 'tikkurila-2', staff: 0, offer: null, assessed: null, promises: [], steps: [], timeline: [], hands: 1, contacts: 1, reopened: 0, closedReason: undefined, undo: null, asked: at };
    state.matters.set(id, m);
    state.byCode.set(m.code, m);
    promise(m, 'TH51-CONTACT', at, endOfDay(at));
    promise(m, 'OWN-ANSWER', at, at + 4 * HOUR);
    m.timeline.push({ seq: state.seq, at: iso(at), kind: 'contact_received', by: '', detail: { channel } });
    return m;
  }
  for (let i = 0; i < rows; i += 1) {
    const [words, group, age] = pick(names.asks);
    const age_ = age + rnd(6);
    const at = clock() - rnd(20) * HOUR - rnd(60) * MINUTE;
    const m = open({ words, about: rnd(5) === 0 ? 'other' : 'self', age: rnd(12) === 0 ? undefined : age_, area: pick(names.areas).code, lang: 'fi',
      spokenLanguage: pick(['fi', 'fi', 'fi', 'fi', 'sv', 'en', 'ru', 'ar', 'et', 'so']), interpreter: rnd(8) === 0 ? 'yes' : 'no', reach: { by: 'phone', value: '050 000 0000' } },
      at, pick(['web', 'web', 'phone', 'callback', 'chat', 'walk_in', 'message']));
    m.group = group;
    if (i % 3 === 1) {
      m.promises[0].state = 'kept'; m.promises[0].ended = iso(at + HOUR);
      m.promises[1].state = 'kept'; m.promises[1].ended = iso(at + HOUR);
      m.staff = i % 6 === 1 ? 21 : 22;
      assess(m, { urgency: 'non_urgent', domains: ['health'], facts: ['general_medicine'], profession: 'nurse' }, clock() - rnd(9) * DAY);
    } else if (i % 3 === 2) {
      m.promises[0].due = iso(clock() + (rnd(300) - 60) * MINUTE);
      m.promises[1].state = 'missed'; m.promises[1].ended = iso(at + 5 * HOUR);
    } else { m.promises[0].due = iso(clock() + rnd(5) * DAY + rnd(600) * MINUTE); m.promises[1].due = iso(clock() + rnd(2 * 1440) * MINUTE); }
    if (i % 17 === 4) m.offer = { team: 'tikkurila-2', from: 'koivukyla-1', since: iso(clock() - HOUR), reason: 'wrong_area' };
    if (i % 17 === 4) m.team = 'koivukyla-1';
  }
  function assess(m, body, at = clock()) {
    m.assessed = { at: iso(at), urgency: body.urgency, domains: body.domains, facts: body.facts, profession: body.profession };
    if (body.domains.includes('health')) {
      const young = (m.age ?? 0) < 23;
      promise(m, 'TH51A-FIRST', at, endOfDay(at + (young ? 14 : 91) * DAY), { limit: young ? { n: 14, unit: 'calendar_day' } : { n: 3, unit: 'month' }, ageAssumed: m.age === null });
      promise(m, 'OWN-FIRST', at, endOfDay(at + 7 * DAY));
    }
    if (body.facts.includes('doctor_need_found')) promise(m, 'TH51A-DOCTOR', at, endOfDay(at + 91 * DAY));
    if (body.domains.includes('social')) promise(m, 'SH36-START-75', at, endOfDay(at + 9 * DAY));
  }
  const settle = (p) => (p.state === 'running' && p.due && Date.parse(p.due) < clock() ? 'overdue' : p.state);
  const stop = (m, ...rules) => {
    for (const p of m.promises) if (p.state === 'running' && rules.includes(p.rule)) { p.state = p.due && Date.parse(p.due) < clock() ? 'missed' : 'kept'; p.ended = iso(clock()); }
  };
  const dayOf = (at) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date(at));
  const showPromise = (p, lang) => ({ ...p, state: settle(p), title: local(lang, RULES[p.rule].title), explanation: local(lang, RULES[p.rule].words), dueDay: p.due ? dayOf(p.due) : null });
  const team = (c, lang) => local(lang, names.teams.find((x) => x.code === c)?.name ?? c);
  const areaName = (c) => names.areas.find((a) => a.code === c)?.name ?? '';
  const running = (m) => m.promises.filter((p) => p.state === 'running' && p.due).sort((a, b) => a.due.localeCompare(b.due));

  // The day's answer names a step by matter and number, as steps are numbered within a matter here; commands may use either.
  const stepOf = (m, id) => m.steps.find((x) => x.id === id || m.id * 100 + x.id === id);
  const times = mockTimes({ state, clock, iso, dayOf, problem: (...a) => problem(...a), teamName: (lang) => team('tikkurila-2', lang) });

  const studio = mockStudio({ clock, problem: (...a) => problem(...a), tell: () => { for (const x of state.streams) if (x.staff) x.res.write('event: studio\ndata: {}\n\n'); } });

  function resident(m, lang) {
    const booked = m.steps.find((s) => s.state === 'booked');
    const soonest = running(m)[0];
    const kind = m.state === 'closed' ? 'closed' : !m.timeline.some((e) => e.kind === 'answered' || e.kind === 'assessed') ? 'answer' : !m.assessed ? 'assessment' : booked ? 'visit' : m.steps.some((s) => s.state === 'done') ? 'outcome' : 'booking';
    const what = { contact_received: 'asked', taken: 'taken', answered: 'answered', assessed: 'assessed', proposed: 'proposed', time_offered: 'time_offered', booked: 'booked', booking_cancelled: 'cancelled', completed: 'visit_done', missed: 'visit_missed', accepted: 'moved', closed: 'closed', reopened: 'reopened' };
    return { code: m.code, state: m.state, words: m.words, asked: iso(m.asked), holder: { team: team(m.team, lang), phone: '09 000 0000', hours: local(lang, { fi: 'arkisin 8–16', sv: 'vardagar 8–16', en: 'weekdays 8–16' }) },
      next: { kind, by: kind === 'closed' ? null : soonest?.due ?? null, byKind: kind === 'closed' ? undefined : soonest && RULES[soonest.rule].kind },
      visit: booked ? { at: booked.at, service: local(lang, names.services.find((s) => s.code === booked.serviceCode).name), place: booked.place ?? '', mode: booked.mode } : undefined,
      steps: m.steps.filter((s) => ['proposed', 'offered', 'booked'].includes(s.state)).map((s) => ({ id: s.id, service: local(lang, names.services.find((x) => x.code === s.serviceCode).name), state: s.state, choosable: true, at: s.at, minutes: s.minutes, mode: s.mode, place: s.place, slots: times.stepSlots(s, lang) })),
      promises: m.promises.map((p) => showPromise(p, lang)), progress: m.timeline.filter((e) => what[e.kind]).map((e) => ({ at: e.at, what: what[e.kind] })), handsCount: m.hands };
  }
  const isMine = (m, me) => m.staff === me.staff;
  const rowState = (m) => (m.offer ? 'offered' : m.staff ? 'taken' : 'new');
  function view(m, lang, me) {
    const mine = m.team === me.team;
    const toMe = m.offer?.team === me.team;
    const actions = [];
    if (m.state === 'closed') actions.push('reopen');
    else if (toMe) actions.push('accept', 'decline');
    else if (mine && m.offer) actions.push('withdraw');
    else if (mine) {
      actions.push(m.staff ? (isMine(m, me) ? 'release' : 'take') : 'take');
      if (isMine(m, me)) {
        if (!m.timeline.some((e) => e.kind === 'answered')) actions.push('answer');
        actions.push('assess', 'facts', 'propose', 'offer', 'close');
        if (m.steps.some((s) => ['proposed', 'offered', 'missed'].includes(s.state))) actions.push('book', 'book-times', 'offer-times', 'refuse');
        else if (m.steps.some((s) => s.state === 'booked')) actions.push('book-times');
        if (m.steps.some((s) => s.state === 'offered')) actions.push('accept-times', 'end-hold');
        if (m.steps.some((s) => s.state === 'booked')) actions.push('complete', 'miss', 'cancel-booking');
        if (running(m).length > 0) actions.push('extend');
      }
    }
    return { id: m.id, code: m.code, version: m.version, state: m.state, words: m.words, wordsLang: m.wordsLang, about: m.about, person: null, age: m.age, area: areaName(m.area), channel: m.channel,
      spokenLanguage: m.spoken, interpreter: m.interpreter, reach: m.reach,
      holder: { team: team(m.team, lang), teamCode: m.team, staff: m.staff, staffLabel: m.staff ? local(lang, { fi: `sairaanhoitaja ${m.staff}`, sv: `sjukskötare ${m.staff}`, en: `nurse ${m.staff}` }) : '', me: isMine(m, me) },
      offer: m.offer && { team: team(m.offer.team, lang), teamCode: m.offer.team, since: m.offer.since, reason: m.offer.reason, toMe, byMe: mine },
      assessed: m.assessed, promises: m.promises.map((p) => showPromise(p, lang)),
      steps: m.steps.map((s) => ({ ...s, service: local(lang, names.services.find((x) => x.code === s.serviceCode).name), team: team(m.team, lang), slots: times.stepSlots(s, lang) })),
      timeline: m.timeline, actions, undo: m.undo && Date.parse(m.undo.until) > clock() ? { label: m.undo.label, until: m.undo.until, version: m.version } : null,
      handsCount: m.hands, contactsCount: m.contacts, reopened: m.reopened, closedReason: m.closedReason, returned: null, unused: null, opinions: [], joinedInto: null, duplicates: [], samePerson: [] };
  }
  const COLS = ['id', 'code', 'subject', 'age', 'area', 'channel', 'lang', 'interpreter', 'group', 'promiseRule', 'promiseTitle', 'promiseKind', 'due', 'started', 'state', 'takenBy', 'version', 'about', 'dueUnit'];
  const FILTERS = { all: () => true, new: (m, me) => rowState(m) === 'new' && m.team === me.team, mine: isMine, offered: (m, me) => m.offer?.team === me.team, callbacks: (m) => m.channel === 'callback' };
  function queue(params, lang, me) {
    const seen = [...state.matters.values()].filter((m) => m.state === 'open' && (m.team === me.team || m.offer?.team === me.team));
    const sooner = (m) => running(m)[0]?.due ?? '9999';
    const q = (params.get('q') ?? '').toLowerCase();
    const list = seen.filter((m) => (FILTERS[params.get('filter') ?? 'all'] ?? FILTERS.all)(m, me))
      .filter((m) => !q || `${m.words} ${m.code} ${areaName(m.area)}`.toLowerCase().includes(q)).sort((a, b) => sooner(a).localeCompare(sooner(b)) || a.id - b.id);
    const from = Number(params.get('cursor') ?? 0);
    const size = Math.min(Number(params.get('limit') ?? 50), 500);
    const counts = Object.fromEntries(Object.entries(FILTERS).map(([k, f]) => [k, seen.filter((m) => f(m, me)).length]));
    counts.overdue = seen.filter((m) => sooner(m) < iso(clock())).length;
    counts.breakingToday = seen.filter((m) => sooner(m) >= iso(clock()) && dayOf(sooner(m) === '9999' ? 8e12 : sooner(m)) === dayOf(clock())).length;
    return { asOf: iso(clock()), seq: state.seq, counts, cols: COLS, next: from + size < list.length ? String(from + size) : null,
      rows: list.slice(from, from + size).map((m) => { const p = running(m)[0]; return [m.id, m.code, m.words.slice(0, 60), m.age, areaName(m.area), m.channel, m.spoken, m.interpreter ? 1 : 0, m.group, p?.rule ?? '', p ? local(lang, RULES[p.rule].title) : '', p ? RULES[p.rule].kind : '', p?.due ?? null, p?.started ?? iso(m.asked), rowState(m), m.staff, m.version, m.about, p?.limit.unit ?? '']; }) };
  }

  function board(lang) {
    const all = [...state.matters.values()];
    const rules = Object.entries(RULES).map(([rule, r], i) => {
      const own = all.flatMap((m) => m.promises.filter((p) => p.rule === rule).map(settle));
      const n = (s) => own.filter((x) => x === s).length;
      const kept = n('kept') + (r.base?.[0] ?? 0), missed = n('missed') + (r.base?.[1] ?? 0);
      return { rule, title: local(lang, r.title), kind: r.kind, unverified: r.confidence === 'D', basis: r.basis, kept, missed, running: n('running'), overdue: n('overdue'), void: n('void'),
        cannotCompute: i % 4 === 0 ? [{ reason: 'no_age', text: local(lang, { fi: 'ikä puuttuu', sv: 'åldern saknas', en: 'age is missing' }), count: 3 + i }] : [],
        keptShare: kept + missed < 5 ? null : kept / (kept + missed), keptShareBefore: kept + missed < 5 ? null : Math.min(1, kept / (kept + missed) + 0.03) };
    });
    const debts = [['care', 1264, -88, 61, 79], ['service', 418, 31, 12, 8], ['rehabilitation', 2907, 0, 24, 24]].map(([kind, open_, change, in_, out]) => {
      const days = []; let o = open_ - change * 4;
      for (let d = 55; d >= 0; d -= 1) { const week = (d + 3) % 7; const weekend = week > 4; const wave = (d * 7) % 9; const dayIn = weekend ? 2 : in_ + wave, dayOut = weekend ? 0 : Math.round(out * 1.1) + ((wave * 4) % 9); o += dayIn - dayOut; days.push({ day: dayOf(clock() - d * DAY), open: Math.max(o, 0), in: dayIn, out: dayOut }); }
      const shift = open_ - days.at(-1).open;
      return { kind, title: local(lang, names.debts[kind]), open: open_, changeWeek: change, inflowPerDay: in_, outflowPerDay: out, days: days.map((x) => ({ ...x, open: x.open + shift })) };
    });
    return { asOf: iso(clock()), seq: state.seq, finding: local(lang, names.finding), rules, debts, pairs: [{ law: 'TH51-CONTACT', own: 'OWN-ANSWER', title: local(lang, names.pairs[0]) }, { law: 'TH51A-FIRST', own: 'OWN-FIRST', title: local(lang, names.pairs[1]) }] };
  }
  function definition(kind, id, lang) {
    if (kind === 'debts') { const d = board(lang).debts.find((x) => x.kind === id); return d && { id, title: d.title, words: local(lang, names.debtWords), counts: { open: d.open } }; }
    const r = board(lang).rules.find((x) => x.rule === id);
    return r && { id, title: r.title, words: local(lang, RULES[id].words), start: RULES[id].start, stop: RULES[id].stop, counts: { kept: r.kept, missed: r.missed, running: r.running, overdue: r.overdue, voided: r.void },
      versions: [{ from: '2023-09-01', to: '2024-12-31', age: '0–', limit: local(lang, names.limitOld), basis: r.basis, confidence: 'A', unverified: false }, { from: '2025-01-01', to: null, age: '0–', limit: local(lang, names.limitNew), basis: r.basis, confidence: RULES[id].confidence, unverified: r.unverified }] };
  }
  function boardRows(kind, id, params, lang) {
    // As the server: a rule's rows are asked by one state.
    const asked = params.get('state');
    const want = asked === 'voided' ? 'void' : asked;
    if (kind === 'rules' && !['kept', 'missed', 'running', 'overdue', 'void'].includes(want)) throw problem(422, 'field-errors', lang, T.fields, [{ field: 'state', reason: 'not-a-choice', message: local(lang, T.required) }]);
    const found = [...state.matters.values()].flatMap((m) => m.promises.filter((p) => kind === 'rules' ? p.rule === id && (!want || settle(p) === want) : settle(p) === 'overdue')
      .map((p) => [m.code, m.age, areaName(m.area), team(m.team, lang), p.started, p.due, p.due ? Math.max(0, Math.floor((clock() - Date.parse(p.due)) / DAY)) : null]));
    const from = Number(params.get('cursor') ?? 0);
    return { cols: ['code', 'age', 'area', 'team', 'started', 'due', 'daysOver'], rows: found.slice(from, from + 50), next: from + 50 < found.length ? String(from + 50) : null, total: found.length };
  }

  const problem = (status, codeWord, lang, detail, errors) => ({ status, body: { type: `urn:vuoro:${codeWord}`, title: codeWord, status, detail: local(lang, detail), code: codeWord, errors }, type: 'application/problem+json' });
  const T = names.problems;
  const need = (ok, lang, what = T.notAllowed) => { if (!ok) throw problem(409, 'not-allowed', lang, what); };
  const ACTIONS = {
    take: (m, b, l, me) => { need(!m.staff || !isMine(m, me), l); m.staff = me.staff; event(m, 'taken', 'sh 21'); },
    release: (m) => { m.staff = 0; event(m, 'released', 'sh 21'); },
    answer: (m) => { stop(m, 'TH51-CONTACT', 'OWN-ANSWER'); event(m, 'answered', 'sh 21'); },
    assess: (m, b, l) => {
      if (!b.urgency || !b.domains?.length) throw problem(422, 'field-errors', l, T.fields, [{ field: b.urgency ? 'domains' : 'urgency', reason: 'required', message: local(l, T.required) }]);
      stop(m, 'TH51-CONTACT', 'OWN-ANSWER'); assess(m, b); event(m, 'assessed', 'sh 21', { urgency: b.urgency });
    },
    facts: (m, b) => { if (b.fact === 'doctor_need_found') promise(m, 'TH51A-DOCTOR', clock(), endOfDay(clock() + 91 * DAY)); event(m, 'fact', 'sh 21', { fact: b.fact }); },
    propose: (m, b) => { m.steps.push({ id: m.steps.length + 1, serviceCode: b.service, state: 'proposed', proposed: iso(clock()), due: null }); event(m, 'proposed', 'sh 21', { service: b.service }); },
    book: (m, b, l) => {
      const s = m.steps.find((x) => x.id === b.step); need(s, l);
      if (Date.parse(b.at) < clock()) throw problem(422, 'field-errors', l, T.past, [{ field: 'at', reason: 'past', message: local(l, T.past) }]);
      Object.assign(s, { state: 'booked', at: b.at, minutes: b.minutes, mode: b.mode, place: 'Hakunilan terveysasema' }); event(m, 'booked', 'sh 21', { at: b.at });
    },
    'book-times': (m, b, l) => { const s = stepOf(m, b.step); need(s, l); times.book(s, b.slots, l); event(m, 'booked', 'sh 21', { at: s.at }); },
    'offer-times': (m, b, l) => { const s = stepOf(m, b.step); need(s, l); times.offer(s, b.slots, b.until, l); event(m, 'time_offered', 'sh 21'); },
    'accept-times': (m, b, l) => { const s = stepOf(m, b.step); need(s?.state === 'offered', l); times.accept(s); event(m, 'booked', 'sh 21', { at: s.at }); },
    'end-hold': (m, b, l) => { const s = stepOf(m, b.step); need(s?.state === 'offered', l); times.end(s); event(m, 'hold_ended', 'sh 21'); },
    'cancel-booking': (m, b, l) => { const s = m.steps.find((x) => x.id === b.step); need(s, l); s.state = 'cancelled'; event(m, 'booking_cancelled', 'sh 21', { by: b.by }); },
    complete: (m, b, l) => { const s = m.steps.find((x) => x.id === b.step); need(s, l); s.state = 'done'; s.outcome = b.outcome; stop(m, 'TH51A-FIRST', 'OWN-FIRST'); event(m, 'completed', 'sh 21', { outcome: b.outcome }); },
    miss: (m, b, l) => { const s = m.steps.find((x) => x.id === b.step); need(s, l); s.state = 'missed'; event(m, 'missed', 'sh 21'); },
    refuse: (m, b, l) => { const s = m.steps.find((x) => x.id === b.step); need(s, l); s.state = 'refused'; event(m, 'refused', 'sh 21'); },
    offer: (m, b) => { m.staff = 0; m.offer = { team: b.team, since: iso(clock()), reason: b.reason }; event(m, 'offered', 'sh 21', { team: b.team, reason: b.reason }); },
    accept: (m, b, l, me) => { m.team = m.offer.team; m.offer = null; m.staff = me.staff; m.hands += 1; event(m, 'accepted', 'sh 21'); },
    decline: (m, b) => { m.offer = null; event(m, 'declined', 'sh 21', { reason: b.reason }); },
    withdraw: (m) => { m.offer = null; event(m, 'withdrawn', 'sh 21'); },
    close: (m, b, l) => { need(m.steps.every((s) => ['done', 'missed', 'cancelled', 'refused'].includes(s.state)), l, T.openSteps); m.state = 'closed'; m.closedReason = b.reason; for (const p of m.promises) if (p.state === 'running') { p.state = 'void'; p.voidReason = 'closed'; } event(m, 'closed', 'sh 21', { reason: b.reason }); },
    reopen: (m, b) => { m.state = 'open'; m.reopened += 1; event(m, 'reopened', 'sh 21', { reason: b.reason }); },
    extend: (m, b) => { const p = m.promises.find((x) => x.id === b.promise); if (p) { p.extended = true; p.due = iso(Date.parse(p.due) + 91 * DAY); } event(m, 'extended', 'sh 21', { reason: b.reason }); },
    undo: (m, b, l) => {
      need(m.undo && Date.parse(m.undo.until) > clock(), l, T.tooLate);
      const kept = JSON.parse(m.undo.before);
      Object.assign(m, kept, { version: m.version, timeline: m.timeline, undo: null });
      event(m, 'undone', 'sh 21');
    },
  };

  async function api(req, url, body, lang, cookies) {
    const p = url.pathname.replace('/api/v1', '');
    const staff = state.sessions.get(cookies.vuoro_session);
    const key = req.headers['idempotency-key'];
    if (p === '/areas') return { body: names.areas };
    if (p === '/demo-accounts') return { body: names.accounts.map((a) => ({ ...a, title: local(lang, a.title), team: a.team && local(lang, a.team) })) };
    if (p === '/contacts' && req.method === 'POST') {
      if (state.keys.has(key)) return state.keys.get(key);
      const bad = [];
      if (!body.words?.trim()) bad.push({ field: 'words', reason: 'required', message: local(lang, T.required) });
      if (/\u0000/.test(body.words ?? '')) bad.push({ field: 'words', reason: 'control-characters', message: local(lang, T.control) });
      if (bad.length) throw problem(422, 'field-errors', lang, T.fields, bad);
      const m = open(body, clock());
      event(m, 'opened', '');
      const answer = { status: 201, body: { code: m.code, secret: m.secret, matter: resident(m, lang) } };
      state.keys.set(key, answer);
      return answer;
    }
    if (p === '/resident-session') {
      if (req.method === 'DELETE') return { status: 204, cookie: 'vuoro_resident=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax' };
      const m = state.byCode.get(body.code);
      if (!m || m.secret !== body.secret) throw problem(401, 'wrong-code', lang, T.wrongCode);
      const id = randomBytes(12).toString('hex');
      state.sessions.set(id, { matter: m.id });
      return { status: 204, cookie: `vuoro_resident=${id}; Path=/; HttpOnly; SameSite=Lax` };
    }
    if (p === '/my-matter') {
      const s = state.sessions.get(cookies.vuoro_resident);
      if (!s) throw problem(401, 'no-session', lang, T.noSession);
      return { body: resident(state.matters.get(s.matter), lang) };
    }
    if (p.startsWith('/my-matter/')) {
      const mine = state.matters.get(state.sessions.get(cookies.vuoro_resident)?.matter);
      if (!mine) throw problem(401, 'no-session', lang, T.noSession);
      if (p === '/my-matter/times') return { body: times.mine(url.searchParams, lang) };
      if (p === '/my-matter/calendar.ics') return { type: 'text/calendar', text: `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n` };
      if (state.keys.has(key)) return state.keys.get(key);
      const s = mine.steps.find((x) => x.id === body.step);
      need(s, lang);
      if (p.endsWith('/choose-time')) { times.book(s, [body.slot], lang); event(mine, 'booked', '', { at: s.at }); }
      else if (p.endsWith('/accept-time')) { times.accept(s); event(mine, 'booked', '', { at: s.at }); }
      else if (p.endsWith('/decline-time')) { times.end(s); event(mine, 'hold_ended', ''); }
      else { times.end(s); event(mine, 'booking_cancelled', ''); }
      const answer = { body: resident(mine, lang) };
      state.keys.set(key, answer);
      return answer;
    }
    if (p === '/session' && req.method === 'POST') {
      const id = randomBytes(12).toString('hex');
      const account = names.accounts.find((a) => a.id === body.account);
      state.sessions.set(id, { account });
      return { body: { account: { ...account, title: local(lang, account.title), team: account.team && local(lang, account.team) }, staff: account.staff, lang }, cookie: `vuoro_session=${id}; Path=/; HttpOnly; SameSite=Lax` };
    }
    if (!staff) throw problem(401, 'no-session', lang, T.noSession);
    if (p === '/session' && req.method === 'DELETE') { state.sessions.delete(cookies.vuoro_session); return { status: 204 }; }
    if (p === '/session') return { body: { account: { ...staff.account, title: local(lang, staff.account.title), team: staff.account.team && local(lang, staff.account.team) }, staff: staff.account.staff, lang } };
    const me = { staff: staff.account.staff, team: staff.account.teamCode };
    if (p === '/queue') return { body: queue(url.searchParams, lang, me) };
    if (p === '/day') return { body: times.day(url.searchParams.get('date') ?? dayOf(clock()), lang) };
    if (p === '/blocks') { const hit = times.block(body); for (const x of hit) event(x, 'booking_cancelled', 'sh 21'); return { body: { cancelled: hit.length } }; }
    if (p === '/services') return { body: names.services.map((s) => ({ ...s, name: local(lang, s.name), why: s.why && local(lang, s.why) })) };
    if (p === '/teams') return { body: names.teams.map((x) => ({ ...x, name: local(lang, x.name) })) };
    if (p === '/board') return { body: board(lang) };
    if (p.startsWith('/studio/tables')) {
      const asked = key && `${staff.account.id} ${p} ${key}`;
      if (asked && state.keys.has(asked)) return state.keys.get(asked);
      const answer = studio.answer(req, p.slice('/studio/tables'.length), body, lang, staff.account);
      if (asked) state.keys.set(asked, answer);
      return answer;
    }
    const defined = /^\/board\/(rules|debts)\/([^/]+)(\/rows)?$/.exec(p);
    if (defined) {
      const found = defined[3] ? boardRows(defined[1], defined[2], url.searchParams, lang) : definition(defined[1], defined[2], lang);
      if (!found) throw problem(404, 'not-found', lang, T.notFound);
      return { body: found };
    }
    const matter = /^\/matters\/(\d+)(?:\/([a-z-]+))?$/.exec(p);
    const m = matter && state.matters.get(Number(matter[1]));
    if (!m) throw problem(404, 'not-found', lang, T.notFound);
    if (req.method === 'GET' && matter[2] === 'times') return { body: times.desk(running(m)[0]?.due ?? null, url.searchParams, lang) };
    if (req.method === 'GET') return { body: view(m, lang, me), etag: m.version };
    if (state.keys.has(key)) return state.keys.get(key);
    if (req.headers['if-match'] !== `"${m.version}"`) throw problem(412, 'version-conflict', lang, T.conflict);
    const act = ACTIONS[matter[2]];
    if (!act) throw problem(404, 'not-found', lang, T.notFound);
    const before = JSON.stringify({ state: m.state, staff: m.staff, team: m.team, offer: m.offer, assessed: m.assessed, promises: m.promises, steps: m.steps, hands: m.hands, closedReason: m.closedReason });
    act(m, body ?? {}, lang, me);
    m.undo = matter[2] === 'undo' ? null : { label: matter[2], until: iso(clock() + 20_000), before };
    const answer = { body: view(m, lang, me), etag: m.version };
    state.keys.set(key, answer);
    return answer;
  }

  function stream(res, who) {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    res.write(': open\n\n');
    const entry = { res, ...who };
    state.streams.add(entry);
    res.on('close', () => state.streams.delete(entry));
  }
  function file(req, res, url) {
    if (url.pathname === '/') {
      const wanted = (req.headers['accept-language'] ?? 'fi').slice(0, 2);
      res.writeHead(302, { Location: `/${['fi', 'sv', 'en'].includes(wanted) ? wanted : 'fi'}/` });
      return res.end();
    }
    let path = join(dist, normalize(decodeURIComponent(url.pathname)));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, 'index.html');
    if (!path.startsWith(dist) || !existsSync(path)) {
      res.writeHead(404, { 'Content-Type': TYPES['.html'], 'Content-Security-Policy': POLICY });
      return createReadStream(join(dist, '404.html')).pipe(res);
    }
    const encoded = /\bbr\b/.test(req.headers['accept-encoding'] ?? '') && existsSync(`${path}.br`) ? '.br' : '';
    res.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
      'Cache-Control': url.pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache', ...(encoded ? { 'Content-Encoding': 'br' } : {}) });
    return createReadStream(path + encoded).pipe(res);
  }
  const server = createServer(async (req, res) => {
    const url = new URL(req.url, 'http://localhost');
    if (!url.pathname.startsWith('/api/')) return file(req, res, url);
    const cookies = Object.fromEntries((req.headers.cookie ?? '').split('; ').map((c) => c.split('=')));
    const lang = (req.headers['accept-language'] ?? 'fi').slice(0, 2);
    const fault = state.faults.find((f) => f.left > 0 && url.pathname.endsWith(f.path));
    const chunks = [];
    for await (const c of req) chunks.push(c);
    if (url.pathname === '/api/v1/events') {
      if (!state.sessions.get(cookies.vuoro_session)?.account) { res.writeHead(401); return res.end(); }
      return stream(res, { staff: true });
    }
    if (url.pathname === '/api/v1/my-matter/events') {
      const s = state.sessions.get(cookies.vuoro_resident);
      if (!s) { res.writeHead(401); return res.end(); }
      return stream(res, { matter: s.matter });
    }
    let out;
    try {
      out = await api(req, url, chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : undefined, lang, cookies);
    } catch (error) {
      if (!error.body) throw error;
      out = error;
    }
    // A fault after the command: it had its effect, but the answer was lost on the way.
    if (fault) { fault.left -= 1; return req.socket.destroy(); }
    res.writeHead(out.status ?? 200, { 'Content-Type': out.type ?? 'application/json', 'Cache-Control': 'no-store', ...(out.etag !== undefined ? { ETag: `"${out.etag}"` } : {}), ...(out.cookie ? { 'Set-Cookie': out.cookie } : {}) });
    if (out.text !== undefined) return res.end(out.text);
    res.end(out.body === undefined || (out.status ?? 200) === 204 ? undefined : JSON.stringify(out.body));
  });
  return new Promise((ready) => server.listen(port, '127.0.0.1', () => ready({
    url: `http://127.0.0.1:${server.address().port}`, state,
    openMatter: (ask, hoursAgo = 0) => { const m = open(ask, clock() - hoursAgo * HOUR); event(m, 'opened', ''); return m; },
    act: (id, action, body = {}) => ACTIONS[action](state.matters.get(id), body, 'fi', { staff: 21, team: 'tikkurila-2' }),
    dropAnswers: (path, n) => state.faults.push({ path, left: n }),
    studio,
    cutStreams: () => { for (const s of state.streams) s.res.destroy(); },
    close: () => new Promise((done) => { for (const s of state.streams) s.res.destroy(); server.close(done); server.closeAllConnections(); }),
  })));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const mock = await startMock({ port: Number(process.argv[2] ?? 8090), rows: Number(process.env.MOCK_ROWS ?? 148), now: process.env.MOCK_NOW });
  process.stdout.write(`mock server: ${mock.url}\n`);
}
