// The night: those whom the county's groups find get a matter that no contact began.
import { holds, is, none, same, test } from './report.mjs';

const DAY = 86_400;

/** `house`: a made county with a test clock. */
export async function outreach(house) {
  const lead = await house.logIn('lead');
  const accounts = is(await house.ask('GET', 'demo-accounts'), 200).json.filter((a) => a.role === 'professional');
  const setClock = async (at) => is(await house.ask('POST', 'demo-clock', { body: { now: at } }), 204);
  /** Everybody's rows that began so: row by matter, with the team's account. */
  const sought = async () => {
    const found = new Map();
    for (const { id } of accounts) {
      const as = await house.logIn(id);
      for (const row of (await house.rows(as)).values()) if (row.channel === 'outreach') found.set(row.id, { ...row, account: id });
    }
    return found;
  };
  const counted = async () => is(await house.ask('GET', 'board/tables', { as: lead }), 200).json.tables.filter((t) => t.kind === 'group');
  // Two at night in Helsinki, whatever the season, of the day after tomorrow: the server's own start was no night.
  const midnight = (Math.floor(Date.now() / 1000 / DAY) + 2) * DAY;
  let before;

  await test('before three nobody is sought out, then each group as many as it says, in words', async () => {
    await setClock(midnight - 2 * 3600);
    before = await sought();
    same(before.size, 0, 'nobody yet');
    await setClock(midnight + 2 * 3600);
    const night = await sought();
    holds(night.size > 0, 'somebody is found');
    const groups = await counted();
    const most = Object.fromEntries(await Promise.all(groups.map(async (g) => [g.code, (is(await house.ask('GET', `studio/tables/${g.code}`, { as: await house.logIn('content-1') }), 200).json).bundle.about.per_night])));
    none(groups.filter((g) => (g.verdicts.found ?? 0) > most[g.code]), 'more than a night may bring');
    same(groups.reduce((n, g) => n + (g.verdicts.found ?? 0), 0), night.size, 'each is counted under its group');
    const [row] = night.values();
    holds(row.subject.length > 5 && row.due !== null && row.state === 'new', JSON.stringify(row));
    before = night;
  });

  await test('the matter says why it is there, how the person is reached, and its promise ends when they are', async () => {
    const [row] = before.values();
    const as = await house.logIn(row.account);
    const matter = is(await house.ask('GET', `matters/${row.id}`, { as }), 200).json;
    same([matter.channel, matter.contactsCount, matter.words], ['outreach', 0, ''], 'no contact began it');
    holds(matter.timeline.some((t) => t.kind === 'need_found'), 'the history says so');
    const running = matter.promises.filter((p) => p.state === 'running');
    same(running.map((p) => p.rule), ['OWN-OUTREACH'], 'no clock of a contact runs');
    const { given } = is(await house.ask('GET', `matters/${row.id}/services`, { as }), 200).json;
    same(given.map((g) => [g.step, g.verdict]), [[null, 'found']], 'why');
    holds(given[0].conditions.length > 0 && given[0].table.source !== null, 'by which row and source');
    const answered = is(await house.act(as, row.id, 'answer'), 200).json;
    same(answered.promises.find((p) => p.rule === 'OWN-OUTREACH').state, 'kept', 'the promise');
    is(await house.act(as, row.id, 'assess', { urgency: 'non_urgent', profession: 'social_counsellor', domains: ['social'] }), 200);
  });

  await test('later the same day nobody more, and a restart does not begin the night anew; the next night others', async () => {
    const before = [...(await sought()).keys()].sort();
    await setClock(midnight + 12 * 3600);
    same([...(await sought()).keys()].sort(), before, 'the same day');
    await house.kill('--demo', '--test-clock', '--test-long-sessions');
    await setClock(midnight + 13 * 3600);
    same([...(await sought()).keys()].sort(), before, 'after a restart');
    await setClock(midnight + DAY + 2 * 3600);
    const next = await sought();
    holds(before.filter((id) => !next.has(id)).length <= 1, 'what was open stays open');
  });
}
