// The network of points: what a trial answers, and everything that can be wrong with it.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { House } from './house.mjs';
import { holds, is, same, test } from './report.mjs';

const near = (a, b, what) => holds(Math.abs(a - b) <= 1e-6 * (1 + Math.abs(a)) + 1e-2, `${what}: ${a} and ${b}`);

/** `house`: any open county; its network is the content's. */
export async function network(house, program, contract) {
  const lead = await house.logIn('lead');
  const attempt = (body, more = {}) => house.ask('POST', 'board/network/try', { as: lead, body, ...more });
  const trial = (more = {}) => ({ year: 2030, points: [], added: [], digital: [], ...more });
  const tried = async (more) => is(await attempt(trial(more)), 200).json;

  await test('the network is for leads only, in their language', async () => {
    const staff = await house.logIn('desk-tikkurila-1');
    for (const [method, path] of [['GET', 'board/network'], ['POST', 'board/network/try']]) {
      is(await house.ask(method, path), 401, 'login-needed');
      is(await house.ask(method, path, { as: staff }), 403, 'not-for-you');
      is(await house.ask(method, `${path}?x=1`, { as: lead }), 422, 'field-errors');
    }
    is(await attempt(trial(), { headers: { Origin: 'https://evil.example' } }), 403, 'other-site');
    is(await attempt(undefined, { raw: '{' }), 400, 'json-incomplete');
    is(await attempt(undefined, { raw: '{}', headers: { 'Content-Type': 'text/plain' } }), 415, 'not-json');
    is(await attempt(undefined, { raw: 'x'.repeat(1_048_577) }), 413);
    const { network: fi } = is(await house.ask('GET', 'board/network', { as: lead, lang: 'fi' }), 200).json;
    const { network: sv } = is(await house.ask('GET', 'board/network', { as: lead, lang: 'sv' }), 200).json;
    same([fi.areas.length, fi.ages.length, fi.years], [10, 4, [2018, 2030]], 'the demo county');
    same([fi.points[0].name, sv.points[0].name], ['Tikkurilan terveysasema', 'Dickursby hälsostation'], 'names');
    const sources = (network) => [network.source, network.residentsSource, network.travelSource, network.newFixed.source, network.points[0].source];
    holds(sources(fi).every((one) => /keksitty/i.test(one)), `what is made up says so: ${sources(fi)}`);
    holds(sources(sv).every((one) => /påhitta/i.test(one)), `in Swedish too: ${sources(sv)}`);
  });

  await test('nothing changed is nothing lost; a closed point is somebody\u2019s loss, and sums agree', async () => {
    const still = await tried();
    same([still.groups[0].lose.residents, still.groups[0].gain.residents, still.euros.before], [0, 0, still.euros.after], 'as it stands');
    near(still.groups[0].residents, 300_246, 'residents of 2030');
    near((await tried({ year: 2018 })).groups[0].residents, 264_420, 'residents of 2018');
    const shut = await tried({ points: [{ code: 'health-korso', open: false }] });
    const all = shut.groups[0];
    holds(all.lose.residents > 1000 && all.lose.minutes >= 1 && all.gain.residents === 0, `who loses: ${JSON.stringify(all.lose)}`);
    holds(shut.euros.after < shut.euros.before, 'it costs less');
    const korso = shut.groups.find((g) => g.kind === 'area' && g.code === 'korso');
    holds(korso.after.minutes > korso.before.minutes && korso.lose.residents > 0, 'Korso loses');
    for (const kind of ['age', 'language', 'car', 'area']) {
      const rows = shut.groups.filter((g) => g.kind === kind);
      near(rows.reduce((n, g) => n + g.residents, 0), all.residents, `${kind}: residents`);
      near(rows.reduce((n, g) => n + g.lose.residents, 0), all.lose.residents, `${kind}: who lose`);
      near(rows.reduce((n, g) => n + g.after.visits, 0), all.after.visits, `${kind}: visits`);
    }
    const point = shut.points.find((p) => p.code === 'health-korso');
    same([point.open, point.after.visits, point.after.euros, point.before.visits > 0], [false, 0, 0, true], 'nobody goes there');
    near(shut.points.reduce((n, p) => n + p.after.visits, 0), all.after.visits, 'everybody arrives somewhere');
    same(await tried({ points: [{ code: 'health-korso', open: false }] }), shut, 'the same twice');
  });

  await test('new, moved and mobile points, hours, the digital share', async () => {
    const before = await tried();
    const bus = await tried({ added: [{ code: 'bus', mobile: true, east: 5.6, north: 11.3, services: ['oral'], days: 2.5, hours: 6, rooms: 1 }] });
    same([bus.points.at(-1).code, bus.points.at(-1).before], ['bus', null], 'it comes last');
    near(bus.points.at(-1).after.hoursHeld, 2.5 * 6 * 52, 'its hours');
    holds(bus.groups[0].lose.residents === 0, 'a point more takes nobody further');
    const moved = await tried({ points: [{ code: 'health-korso', east: -4.5, north: 7.5 }] });
    holds(moved.groups[0].lose.residents > 0 && moved.groups[0].gain.residents > 0, 'some lose, some gain');
    const longer = await tried({ points: [{ code: 'health-korso', hours: 16, open: null }] });
    near(longer.points[4].after.hoursHeld, 2 * before.points[4].after.hoursHeld, 'twice the hours');
    const digital = await tried({ digital: [{ age: '18-64', points: 10 }] });
    holds(digital.groups[0].after.digital > before.groups[0].after.digital, 'more is handled digitally');
    near(digital.groups[0].after.digital + digital.groups[0].after.visits, before.groups[0].after.digital + before.groups[0].after.visits, 'needs stay');
    const none = await tried({ points: ['health-tikkurila', 'health-myyrmaki', 'health-hakunila', 'health-koivukyla', 'health-korso', 'health-kerava'].map((code) => ({ code, open: false })) });
    holds(none.groups[0].lostVisits > 100_000 && none.groups[0].after.unserved >= none.groups[0].lostVisits, 'no point gives a reception');
  });

  await test('where points should stand, with a proven gap and a greedy answer', async () => {
    const { sites } = await tried({ sites: { service: 'reception', age: null, points: 4, minutes: 25, share: 80 } });
    same([sites.median.open.length, sites.median.gap, sites.median.possible], [4, 0, true], 'the best four');
    holds(sites.median.value <= sites.median.greedyValue && sites.coverage.value <= sites.coverage.greedyValue, 'never behind the greedy');
    const more = (await tried({ sites: { service: 'reception', points: 8, minutes: 25, share: 80 } })).sites;
    holds(more.median.value <= sites.median.value, 'more points, less travel');
    const never = (await tried({ sites: { service: 'social', age: '75-over', points: 100, minutes: 1, share: 100 } })).sites;
    same([never.coverage.possible, never.coverage.open, never.median.open.length], [false, [], never.candidates], 'not within a minute');
    same(sites.median.open.every((s) => (s.point === null) !== (s.area === null)), true, 'a point or a centre');
  });

  await test('what is wrong with a trial is told by its field', async () => {
    const added = (more) => ({ added: [{ code: 'bus', mobile: false, east: 0, north: 0, services: ['oral'], ...more }] });
    const point = (more) => ({ points: [{ code: 'health-korso', ...more }] });
    const sites = (more) => ({ sites: { service: 'oral', age: null, points: 2, minutes: 30, share: 90, ...more } });
    for (const [body, field, reason] of [
      [{ year: 2031 }, 'year', 'too-big'], [{ year: 2017 }, 'year', 'too-small'], [{ year: 'x' }, 'year', 'wrong-type'], [{ year: 2030.5 }, 'year', 'wrong-type'],
      [{ points: 'x' }, 'points', 'wrong-type'], [{ points: Array(61).fill({ code: 'x' }) }, 'points', 'too-many'],
      [point({ code: 'nowhere' }), 'points.0.code', 'not-a-choice'], [{ points: [{ code: 'health-korso' }, { code: 'health-korso' }] }, 'points.1.code', 'repeated'],
      [point({ open: 'yes' }), 'points.0.open', 'wrong-type'], [point({ east: '5' }), 'points.0.east', 'wrong-type'], [point({ east: 1e300 }), 'points.0.east', 'too-big'], [point({ north: -1001 }), 'points.0.north', 'too-small'],
      [point({ days: 6 }), 'points.0.days', 'too-big'], [point({ days: 0 }), 'points.0.days', 'too-small'], [point({ hours: 25 }), 'points.0.hours', 'too-big'], [point({ rooms: 0 }), 'points.0.rooms', 'too-small'], [point({ x: 1 }), 'points.0.x', 'unknown-field'],
      [added({ code: 'health-korso' }), 'added.0.code', 'repeated'], [added({ code: '' }), 'added.0.code', 'missing'], [added({ code: 'x'.repeat(63) }), 'added.0.code', 'too-long'], [added({ services: [] }), 'added.0.services', 'too-few'], [added({ services: ['magic'] }), 'added.0.services.0', 'not-a-choice'],
      [added({ services: ['oral', 'oral'] }), 'added.0.services.1', 'repeated'], [added({ east: null }), 'added.0.east', 'missing'], [added({ mobile: 1 }), 'added.0.mobile', 'wrong-type'], [{ added: Array(21).fill(1) }, 'added', 'too-many'],
      [{ digital: [{ age: 'old', points: 5 }] }, 'digital.0.age', 'not-a-choice'], [{ digital: [{ age: '18-64', points: 101 }] }, 'digital.0.points', 'too-big'], [{ digital: [{ age: '18-64' }] }, 'digital.0.points', 'missing'], [{ digital: [{ age: '18-64', points: 1 }, { age: '18-64', points: 1 }] }, 'digital.1.age', 'repeated'],
      [sites({ service: 'magic' }), 'sites.service', 'not-a-choice'], [sites({ age: 'old' }), 'sites.age', 'not-a-choice'], [sites({ points: 0 }), 'sites.points', 'too-small'], [sites({ points: 101 }), 'sites.points', 'too-big'], [sites({ minutes: 0 }), 'sites.minutes', 'too-small'],
      [sites({ share: 101 }), 'sites.share', 'too-big'], [sites({ share: 'all' }), 'sites.share', 'wrong-type'], [{ sites: [] }, 'sites', 'wrong-type'], [{ magic: 1 }, 'magic', 'unknown-field'],
    ]) {
      const { errors } = is(await attempt({ ...trial(), ...body }), 422, 'field-errors').json;
      holds(errors.some((e) => e.field === field && e.reason === reason && e.message), `${field} ${reason}: ${JSON.stringify(errors)}`);
    }
    is(await attempt([]), 422, 'field-errors');
  });

  await test('a county without a network says so', async () => {
    const bare = new House(program, contract, 'no-network');
    const content = join(House.scratch, 'no-network', 'content');
    cpSync(new URL('../../content', import.meta.url), content, { recursive: true });
    rmSync(join(content, 'vantaa-kerava', 'network.toml'));
    await bare.open('--demo', '--forecasts', 'off', '--content', content);
    const other = await bare.logIn('lead');
    same(is(await bare.ask('GET', 'board/network', { as: other }), 200).json, { network: null }, 'none');
    is(await bare.ask('POST', 'board/network/try', { as: other, body: trial() }), 404, 'network-unknown');
    await bare.close();
  });
}
