// The commands that ask the twin and the planner, and backup: on a small county, as people type them. What is wrong is told before the work
// begins, with what to do, by an exit status, and changes nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, holds, none, same, test } from '../api/report.mjs';

const [program] = process.argv.slice(2);
const place = mkdtempSync(join(tmpdir(), 'vuoro-commands-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const at = (name) => join(place, name);
const file = (name, text) => { writeFileSync(at(name), text); return at(name); };
function run(...args) {
  const done = spawnSync(program, args, { encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 26 });
  return { ...done, line: `vuoro ${args.join(' ')}`.replaceAll(place, '…') };
}
function works(...args) {
  const done = run(...args);
  holds(done.status === 0, `${done.line}: ${done.status ?? done.signal}: ${done.stderr}`);
  return done.stdout;
}
/** Ends with a status of its own choosing and says why. */
function fails(args, ...said) {
  const done = run(...args);
  holds(done.signal === null && done.status > 0 && done.status !== 70, `${done.line}: ${done.status ?? done.signal}`);
  for (const words of said) holds(words instanceof RegExp ? words.test(done.stderr) : done.stderr.includes(words), `${done.line}\n${done.stderr}\nsays nothing of ${words}`);
  same(done.stdout, '', `${done.line} answered something`);
}
const COUNTY = ['--ledger', at('county'), '--content', 'content'];
const shelf = () => readdirSync(at('county'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile() && !/-(wal|shm)$|^lock$/.test(f.name)).map((f) => join(f.parentPath ?? f.path, f.name)).toSorted();
const mark = () => shelf().map((f) => `${f} ${createHash('sha256').update(readFileSync(f)).digest('hex')}`).join('\n');
const NETWORK = readdirSync('content/scenarios/networks').filter((f) => f.endsWith('.toml')).map((f) => `content/scenarios/networks/${f}`)[0];
const CHANGE = `name = "More times"
source = "the test's own"
[[capacity]]
team = "desk-tikkurila"
service = "nurse-reception"
visits_per_week = "+10"
cost = "95 € a visit"
`;
const SMALL = ['--weeks', '1', '--replications', '2'];
const DAY = 'write the day as YYYY-MM-DD';

works('demo', ...COUNTY, '--residents', '3000', '--days', '60', '--until', '2026-05-20');
const before = mark();

await test('the demo draws no bar where nobody watches', () => {
  const done = run('demo', '--ledger', at('other'), '--content', 'content', '--residents', '100', '--days', '2', '--until', '2026-05-20');
  same([done.status, done.stderr.includes('\r'), done.stdout.includes('\r')], [0, false, false]);
});

await test('days that are none, before the record and outside the calendar', () => {
  for (const command of [['twin', 'fit'], ['twin', 'forecast'], ['twin', 'whatif', '--change', file('more.toml', CHANGE)], ['twin', 'sensitivity'], ['plan', 'check'], ['plan', 'capacity']]) {
    for (const day of ['tomorrow', '2026-13-01', '2026-02-30', '', '1990-01-01', '2500-01-01']) fails([...command, ...COUNTY, '--until', day], day === '' ? 'nothing is written' : DAY);
    fails([...command, ...COUNTY, '--until', '2020-01-01'], 'history-thin', 'needs at least');
  }
  for (const day of ['x', '1800-01-01', '2026-02-30']) fails(['plan', 'assign', ...COUNTY, '--day', day], 'option-refused', '--day');
  for (const day of ['yes', '2026-02-30']) fails(['twin', 'noshow', '--ledger', at('county'), '--split', day], 'option-refused', '--split');
  fails(['twin', 'noshow', '--ledger', at('county'), '--split', '1999-01-01'], 'history-thin', '100 of each');
  fails(['groups', ...COUNTY, '--day', '3000-01-01'], 'option-refused', '--day');
  fails(['twin', 'backtest', ...COUNTY, '--days', '364'], 'history-thin');
});

await test('numbers out of range', () => {
  for (const [command, option, value] of [
    [['twin', 'forecast'], '--weeks', '0'], [['twin', 'forecast'], '--weeks', '53'], [['twin', 'forecast'], '--replications', '-1'], [['twin', 'forecast'], '--threads', '0'], [['twin', 'forecast'], '--precision', '0'],
    [['twin', 'sensitivity'], '--by', '95'], [['twin', 'sensitivity'], '--by', 'nan'], [['plan', 'capacity'], '--gap', '1x'], [['twin', 'forecast'], '--precision', '-nan'], [['twin', 'backtest'], '--days', '6'], [['plan', 'check'], '--replications', '1'], [['plan', 'capacity'], '--gap', '101'],
    [['plan', 'capacity'], '--seconds', '0'], [['twin', 'whatif'], '--plan', '0'], [['twin', 'whatif'], '--plan', '1e9'], [['twin', 'forecast'], '--seed', '-1'], [['plan', 'check'], '--seed', 'x'],
  ]) fails([...command, ...COUNTY, option, value], option);
});

await test('a place that cannot be written is told before the work begins', () => {
  for (const [command, option] of [
    [['twin', 'forecast', ...COUNTY], '--csv'], [['twin', 'forecast', ...COUNTY], '--json'], [['twin', 'fit', ...COUNTY], '--out'], [['twin', 'sensitivity', ...COUNTY], '--csv'], [['twin', 'noshow', '--ledger', at('county')], '--csv'],
    [['twin', 'noshow', '--ledger', at('county')], '--svg'], [['twin', 'whatif', ...COUNTY, '--change', at('more.toml')], '--json'], [['plan', 'check', ...COUNTY], '--json'], [['plan', 'capacity', ...COUNTY], '--changes'],
    [['twin', 'run', 'content/scenarios/ht1.toml'], '--csv'], [['plan', 'network', NETWORK], '--json'], [['plan', 'network', NETWORK], '--changes'],
  ]) {
    fails([...command, option, at('nowhere/x')], option, 'no such directory');
    fails([...command, option, place], option, 'give a file');
  }
});

await test('files that are missing, empty, broken or of something else', () => {
  const wrong = [file('broken.toml', 'not = = toml\n'), file('empty.toml', ''), file('bytes.toml', '\u0000\u0001'), 'content/vantaa-kerava/county.toml'];
  for (const command of [['twin', 'whatif', ...COUNTY, '--change'], ['plan', 'check', ...COUNTY, '--capacity'], ['plan', 'capacity'], ['plan', 'network'], ['twin', 'run'], ['twin', 'compare', 'content/scenarios/ht1.toml'], ['twin', 'sweep', '--out', at('swept')]]) {
    for (const one of wrong) fails([...command, one], 'content-refused', /:\d+:\d+: /);
    fails([...command, at('missing.toml')], 'missing.toml');
    fails([...command, place], /./);
  }
  holds(!existsSync(at('swept')), 'nothing was begun');
  const nobody = file('nobody.toml', CHANGE.replace('desk-tikkurila', 'desk-nowhere'));
  for (const command of [['twin', 'whatif', ...COUNTY, '--change'], ['plan', 'check', ...COUNTY, '--capacity']]) fails([...command, nobody, ...SMALL], 'desk-nowhere');
});

await test('what is not said, said twice, or does not go together', () => {
  fails(['plan', 'capacity'], 'give a file, or --ledger DIR');
  fails(['plan', 'capacity', 'docs/capacity-example.toml', '--ledger', at('county')], '--ledger');
  fails(['plan', 'capacity', 'docs/capacity-example.toml', '--changes', at('x.toml')], '--changes');
  fails(['twin', 'whatif', ...COUNTY], 'give --change FILE or --plan NUMBER');
  fails(['twin', 'whatif', ...COUNTY, '--change', at('more.toml'), '--plan', '1'], '--plan');
  fails(['twin', 'whatif', ...COUNTY, '--change', at('more.toml'), '--keep'], '--keep');
  fails(['twin', 'whatif', ...COUNTY, '--plan', '7'], 'plan-unknown');
  fails(['plan', 'assign', ...COUNTY, '--pack', 'nobody'], "no pack folder 'nobody'");
  for (const command of [['twin', 'fit'], ['twin', 'forecast'], ['plan', 'assign'], ['plan', 'check'], ['check'], ['backup']]) fails([...command, '--ledger', at('none'), ...(command[0] === 'backup' ? [at('copy')] : [])], 'ledger-missing');
  for (const command of [[], ['twin'], ['plan'], ['twin', 'nothing'], ['nothing']]) fails(command, /./);
});

await test('rightly: figures, the same for the same seed whatever the threads, and files that say the same', () => {
  const one = works('twin', 'forecast', ...COUNTY, ...SMALL, '--threads', '1', '--csv', at('forecast.csv'), '--json', at('forecast.json'));
  same(works('twin', 'forecast', ...COUNTY, ...SMALL, '--threads', '2'), one, 'threads');
  holds(readFileSync(at('forecast.csv'), 'utf8').split('\n').length > 10, 'the CSV has rows');
  JSON.parse(readFileSync(at('forecast.json'), 'utf8'));
  holds(works('twin', 'fit', ...COUNTY, '--out', at('fit.toml')).length > 1000, 'what was fitted');
  works('twin', 'noshow', '--ledger', at('county'), '--svg', at('calibration.svg'));
  holds(readFileSync(at('calibration.svg'), 'utf8').includes('</svg>'), 'a whole picture');
  works('twin', 'whatif', ...COUNTY, ...SMALL, '--change', at('more.toml'), '--json', at('whatif.json'));
  JSON.parse(readFileSync(at('whatif.json'), 'utf8'));
  works('plan', 'capacity', ...COUNTY, ...SMALL, '--changes', at('capacity.toml'));
  const check = works('plan', 'check', ...COUNTY, ...SMALL, '--capacity', at('capacity.toml'), '--json', at('check.json'));
  holds(/most urgent first/i.test(check), check.slice(0, 400));
  JSON.parse(readFileSync(at('check.json'), 'utf8'));
  const pairs = JSON.parse(works('plan', 'assign', ...COUNTY, '--day', '2026-05-21', '--json'));
  holds(pairs.gap === 0 && pairs.pairs.length > 0 && pairs.pairs.some((p) => p.points.travel > 0), JSON.stringify(pairs).slice(0, 300));
  works('plan', 'network', NETWORK, '--json', at('network.json'));
  JSON.parse(readFileSync(at('network.json'), 'utf8'));
});

await test('a plan of the network is lived: who turns to another team, and what that costs', () => {
  works('plan', 'network', NETWORK, '--changes', at('moves.toml'), '--from', '2026-05-25', '--staff-follow');
  const moves = readFileSync(at('moves.toml'), 'utf8');
  for (const words of ['team = "desk-korso"\nto = "desk-koivukyla"\nfrom = 2026-05-25\nstaff = "follow"', '# Not in it: point bus-korso', '€ a month"']) holds(moves.includes(words), `${words}\n${moves}`);
  works('twin', 'whatif', ...COUNTY, ...SMALL, '--change', at('moves.toml'), '--change', 'content/scenarios/changes/korso-closes.toml', '--json', at('moved.json'));
  const queue = (plan, team) => plan.queues.find((q) => q.team === team && q.service === null);
  const [asItIs, moved] = JSON.parse(readFileSync(at('moved.json'), 'utf8')).plans;
  holds(queue(moved, 'desk-korso').queue.mean <= queue(asItIs, 'desk-korso').queue.mean, JSON.stringify(moved.queues));
  works('plan', 'check', ...COUNTY, ...SMALL, '--capacity', at('moves.toml'));
  const move = (fields) => file('move.toml', `name = "x"\n[[move]]\n${Object.entries({ team: '"desk-korso"', to: '"desk-hakunila"', ...fields }).map(([k, v]) => `${k} = ${v}\n`).join('')}`);
  for (const [fields, said] of [
    [{ to: '"desk-korso"' }, "'to' is the team itself"], [{ to: '"desk-nowhere"' }, 'unknown word'], [{ areas: '["korsso"]' }, "did you mean 'korso'"], [{ areas: '"korso"' }, "'areas'"],
    [{ from: '2026-01-01' }, 'only what comes can be changed'], [{ from: '2026-07-01', until: '2026-06-01' }, "'until' is before 'from'"], [{ staff: '"go"' }, 'unknown word'],
    [{ cost: '"85 € a visit"' }, "'cost' must be like"], [{ to: '"oral-korso"' }, "'to' has not given 'nurse-reception'"], [{ speed: '"+1 %"' }, 'unknown key'],
  ]) fails(['twin', 'whatif', ...COUNTY, '--change', move(fields)], said, /move\.toml:\d+:\d+: /);
  fails(['plan', 'network', NETWORK, NETWORK, '--changes', at('two.toml')], 'give one plan');
  fails(['plan', 'network', NETWORK, '--from', '2026-05-25'], '--changes');
  fails(['plan', 'network', NETWORK, '--changes', at('two.toml'), '--from', 'soon'], 'YYYY-MM-DD');
  const same_as_now = file('same.toml', 'name = "Nothing"\nsource = "the test\'s own"\nyear = 2026\n');
  const done = run('plan', 'network', same_as_now, '--changes', at('two.toml'));
  holds(done.status !== 0 && done.stderr.includes('nobody turns to another team') && !existsSync(at('two.toml')), done.stderr);
});

await test('a fault in what only forecasts and plans read stops the start, with its place', () => {
  cpSync('content', at('faulty'), { recursive: true });
  const faults = { 'season.toml': ['first = "07-01"', 'first = "07-41"', 'no day of the year'], 'planning.toml': [/days_ahead = \d+/, 'days_ahead = 0', 'days_ahead'], 'capacity.toml': [/kept_percent = \d+/, 'kept_percent = 101', 'kept_percent'] };
  for (const [name, [from, to, reason]] of Object.entries(faults)) {
    const where = at(`faulty/vantaa-kerava/${name}`);
    const sound = readFileSync(where, 'utf8');
    holds(sound.replace(from, to) !== sound, `${name} has ${from}`);
    writeFileSync(where, sound.replace(from, to));
    fails(['serve', '--ledger', at('county'), '--content', at('faulty'), '--web', 'web/dist', '--port', '0'], 'content-refused', `${name}:`, reason);
    if (name === 'season.toml') fails(['twin', 'forecast', '--ledger', at('county'), '--content', at('faulty'), ...SMALL], 'content-refused', 'season.toml:', reason);
    writeFileSync(where, sound);
  }
});

await test('a capacity plan that adds nothing says so, and leaves no file that the check would refuse', () => {
  cpSync('content', at('content'), { recursive: true });
  const capacity = at('content/vantaa-kerava/capacity.toml');
  const asked = readFileSync(capacity, 'utf8');
  writeFileSync(capacity, asked.replace(/^kept_percent = .*$/m, 'kept_percent = 1').replace(/^no_debt_by_week = .*$/m, ''));
  const said = works('plan', 'capacity', '--ledger', at('county'), '--content', at('content'), ...SMALL, '--changes', at('nothing.toml'));
  holds(said.includes('adds no shift: nothing is written'), said.slice(-300));
  holds(!said.includes('plan check') && !existsSync(at('nothing.toml')), 'nothing to check');
});

await test('a backup has the plans too, and comes back as it was', () => {
  works('twin', 'forecast', ...COUNTY, ...SMALL, '--keep');
  works('backup', '--ledger', at('county'), at('copy'));
  fails(['backup', '--ledger', at('county'), at('copy')], 'target-exists');
  fails(['restore', '--ledger', at('county'), at('copy')], 'ledger-exists');
  const back = works('restore', '--ledger', at('back'), '--keys', at('county.keys'), at('copy'));
  const hash = (text) => /state hash (\w+)/.exec(text)?.[1];
  same(hash(back), hash(works('check', '--ledger', at('county'))), 'the same state');
  const kept = readdirSync(at('county/forecasts')).filter((f) => f.endsWith('.json')).toSorted();
  holds(kept.length > 0, 'a forecast is kept');
  for (const f of kept) same(readFileSync(join(at('back/forecasts'), f), 'utf8'), readFileSync(join(at('county/forecasts'), f), 'utf8'), f);
  rmSync(at('county/forecasts'), { recursive: true });
});

await test('none of it changed the ledger', () => {
  const [a, b] = [before.split('\n'), mark().split('\n')];
  none(b.filter((line) => !a.includes(line)), 'files changed');
  same(b.length, a.length, 'as many files');
});
process.exitCode = finish();
