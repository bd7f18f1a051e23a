// Free times of the mock server: four plainly made-up professionals and two weeks of half-hours. Who has a time is read from the steps of
// the matters, so that the mock's undo needs nothing of its own.
const MINUTE = 60_000, DAY = 86_400_000;
const WORKERS = [
  { code: 'nurse-1', name: 'Hoitaja 1', profession: 'nurse', speaks: false }, { code: 'nurse-2', name: 'Hoitaja 2', profession: 'nurse', speaks: true },
  { code: 'nurse-3', name: 'Hoitaja 3', profession: 'nurse', speaks: false }, { code: 'doctor-1', name: 'Lääkäri 1', profession: 'doctor', speaks: false },
];
const TAKEN = { fi: ['Aika ehti mennä toiselle', 'Valitse toinen aika.'], sv: ['Tiden hann gå till någon annan', 'Välj en annan tid.'], en: ['Somebody else got the time first', 'Choose another time.'] };
const TYPE = { fi: 'Vastaanottoaika', sv: 'Mottagningstid', en: 'Appointment' };

export function mockTimes({ state, clock, iso, dayOf, problem, teamName }) {
  const today = Date.parse(`${dayOf(clock())}T06:00:00Z`);
  const slots = new Map();
  for (let d = 0; d < 14; d += 1) for (const [w] of WORKERS.entries()) for (let i = 0; i < 14; i += 1) {
    const slot = slots.size + 1;
    slots.set(slot, { slot, w, at: today + d * DAY + i * 30 * MINUTE, blocked: null });
  }
  const takers = () => {
    const all = new Map();
    for (const m of state.matters.values()) for (const step of m.steps) {
      const holds = step.state === 'booked' || (step.state === 'offered' && step.until > clock());
      if (holds) for (const id of step.slotIds ?? []) all.set(id, { m, step });
    }
    return all;
  };
  const plain = (s, lang) => ({ slot: s.slot, at: iso(s.at), minutes: 30, mode: 'visit', team: teamName(lang), place: 'Hakunilan terveysasema', room: '', worker: WORKERS[s.w].name, profession: WORKERS[s.w].profession });
  const free = (params, limit) => {
    const taken = takers();
    return [...slots.values()].filter((s) => !s.blocked && !taken.has(s.slot) && s.at > clock() && dayOf(s.at) >= (params.get('from') ?? '') && dayOf(s.at) <= (params.get('until') ?? '9'))
      .sort((a, b) => a.at - b.at || a.w - b.w).slice(0, limit);
  };
  const take = (step, ids, lang) => {
    const taken = takers();
    if (ids.some((id) => !slots.has(id) || slots.get(id).blocked || (taken.has(id) && taken.get(id).step !== step))) throw problem(409, 'slot-taken', lang, Object.fromEntries(Object.entries(TAKEN).map(([l, t]) => [l, t.join('. ')])));
    step.slotIds = ids;
  };
  const booked = (step) => Object.assign(step, { state: 'booked', until: undefined, at: iso(slots.get(step.slotIds[0]).at), minutes: 30, mode: 'visit', place: 'Hakunilan terveysasema' });
  const freed = (step) => Object.assign(step, { state: 'proposed', slotIds: [], until: undefined, at: undefined, minutes: undefined, mode: undefined, place: undefined });
  return {
    stepSlots: (step, lang) => (['booked', 'offered'].includes(step.state) ? step.slotIds ?? [] : []).map((id) => ({ ...plain(slots.get(id), lang), teamCode: 'tikkurila-2', workerCode: WORKERS[slots.get(id).w].code, state: step.state === 'booked' ? 'booked' : 'held', until: step.until ? iso(step.until) : null })),
    mine: (params, lang) => ({ asOf: iso(clock()), step: Number(params.get('step')), callFirst: false, times: free(params, 60).map((s) => plain(s, lang)) }),
    desk: (due, params, lang) => {
      const times = free(params, Number(params.get('limit') ?? 40)).map((s) => ({ ...plain(s, lang), teamCode: 'tikkurila-2', workerCode: WORKERS[s.w].code, met: s.w === 2 ? 4 : 0, speaks: WORKERS[s.w].speaks, keeps: !due || iso(s.at) < due, fits: false, travel: 12 }));
      const soonest = (fits) => times.find(fits)?.slot ?? null;
      return { asOf: iso(clock()), step: Number(params.get('step')), due, times, first: soonest(() => true), known: soonest((x) => x.met > 0), ownLanguage: soonest((x) => x.speaks), visits: 6, continuity: 0.58, thirdNext: times[2]?.at ?? null };
    },
    book: (step, ids, lang) => { take(step, ids, lang); booked(step); },
    offer: (step, ids, until, lang) => { take(step, ids, lang); Object.assign(step, { state: 'offered', until: Date.parse(until) }); },
    accept: booked,
    end: freed,
    day: (date, lang) => {
      const taken = takers();
      const view = (s) => {
        const t = taken.get(s.slot);
        return { slot: s.slot, at: iso(s.at), minutes: 30, mode: 'visit', type: TYPE[lang] ?? TYPE.fi, room: '', capacity: 1, free: t || s.blocked ? 0 : 1, blocked: s.blocked,
          places: t ? [{ state: t.step.state === 'booked' ? 'booked' : 'held', until: t.step.until ? iso(t.step.until) : null, step: t.m.id * 100 + t.step.id, stepState: t.step.state, matter: t.m.id, version: t.m.version, code: t.m.code, service: t.step.serviceCode, age: t.m.age, language: t.m.spoken, interpreter: t.m.interpreter, due: null }] : [] };
      };
      const workers = WORKERS.map((w, n) => ({ code: w.code, name: w.name, profession: w.profession, slots: [...slots.values()].filter((s) => s.w === n && dayOf(s.at) === date).map(view) }));
      const all = workers.flatMap((w) => w.slots);
      const places = all.flatMap((s) => s.places);
      return { asOf: iso(clock()), date, team: teamName(lang), teamCode: 'tikkurila-2', workers: all.length > 0 ? workers : [],
        counts: { places: all.length, booked: places.filter((p) => p.state === 'booked').length, held: places.filter((p) => p.state === 'held').length, free: all.filter((s) => s.free).length, blocked: all.filter((s) => s.blocked).length } };
    },
    /** Returns the matters whose bookings it cancelled. */
    block: ({ worker, from, until, reason }) => {
      const taken = takers();
      const hit = [];
      for (const s of slots.values()) {
        if (WORKERS[s.w].code !== worker || s.at >= Date.parse(until) || s.at + 30 * MINUTE <= Date.parse(from)) continue;
        const t = taken.get(s.slot);
        if (t?.step.state === 'booked') { freed(t.step); hit.push(t.m); }
        s.blocked = reason;
      }
      return hit;
    },
  };
}
