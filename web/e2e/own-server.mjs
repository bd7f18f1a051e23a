// A server of one test's own: nobody else's contacts, the county's weekly shifts bookable, a clock that goes where the test says. Its
// program is the one that the other servers are of (VUORO_BIN takes another).
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.VUORO_BIN ?? join(root, 'build', 'release', 'vuoro');
const run = promisify(execFile);

/** Opens it with times from the day `from` on; `close` in a finally. */
export async function ownServer({ from, weeks }) {
  const place = mkdtempSync(join(tmpdir(), 'vuoro-e2e-'));
  const ledger = join(place, 'ledger');
  const content = join(root, 'content');
  let server = null;
  let ended = Promise.resolve();
  const stop = async () => { server?.kill(); await ended; };
  const close = async () => { await stop(); rmSync(place, { recursive: true, force: true }); };
  const onExit = () => server?.kill();
  try {
    await run(program, ['publish', '--content', content, '--ledger', ledger, '--from', from, '--weeks', String(weeks)]);
    server = spawn(program, ['serve', '--demo', '--test-clock', '--test-long-sessions', '--ledger', ledger, '--port', '0', '--web', join(root, 'web', 'dist'), '--content', content],
      { stdio: ['ignore', 'pipe', 'pipe'] });
    process.once('exit', onExit);
    ended = new Promise((done) => { server.once('exit', () => { process.off('exit', onExit); done(); }); });
    let log = '';
    server.stderr.on('data', (data) => { log = (log + data).slice(-4000); });
    const url = await new Promise((open, fail) => {
      let out = '';
      server.stdout.on('data', (data) => {
        out += data;
        const found = /^Vuoro is open at (\S+)\n/m.exec(out);
        if (found) open(found[1]);
      });
      server.once('error', fail);
      server.once('exit', () => fail(new Error(`the server did not open:\n${log}`)));
    });
    return {
      url, close,
      /** Stops the server and has chain, invariants and state of its ledger checked; throws what the check says of a broken one. */
      async check() {
        await stop();
        const { stdout } = await run(program, ['check', '--ledger', ledger]);
        if (!stdout.includes('ledger is sound')) throw new Error(stdout);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
