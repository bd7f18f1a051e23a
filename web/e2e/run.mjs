// End-to-end tests in Chromium against any server that speaks the contract:
//   VUORO_URL=http://127.0.0.1:8080 node e2e/run.mjs [name…]      without VUORO_URL the mock server is started.
//   VUORO_NOW=2026-11-18T09:05:00+02:00   moves the server's clock there (it must run with --test-clock) and the browsers' with it
//   VUORO_EMPTY_URL                       a second server with an empty ledger, for the demonstration
// scripts/e2e starts both servers and sets all of these.
// Each e2e/*.spec.mjs exports `tests`: a list of [name, async (context) => …]; the context is made by `harness` below.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './browser.mjs';
import { harness, worldClock } from './harness.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const mock = process.env.VUORO_URL ? null : await (await import('../test/mock-server.mjs')).startMock({ rows: 400 });
const url = (process.env.VUORO_URL ?? mock.url).replace(/\/$/, '');
const world = worldClock();
if (process.env.VUORO_NOW) await world.set(url, process.env.VUORO_NOW);
const browser = await launch();
let failed = 0;
let passed = 0;
for (const file of readdirSync(here).filter((f) => f.endsWith('.spec.mjs')).sort()) {
  const { tests } = await import(pathToFileURL(join(here, file)).href);
  for (const [name, run] of tests) {
    const full = `${file.replace('.spec.mjs', '')}: ${name}`;
    if (wanted.length > 0 && !wanted.some((w) => full.includes(w))) continue;
    const started = Date.now();
    const context = harness({ browser, url, mock, world });
    try {
      await run(context);
      await context.finish();
      passed += 1;
      process.stdout.write(`ok    ${full}  ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    } catch (error) {
      failed += 1;
      process.stdout.write(`FAIL  ${full}\n      ${String(error.stack ?? error).split('\n').slice(0, 40).join('\n      ')}\n`);
      await context.picture(full);
    } finally {
      await context.close();
    }
  }
}
await browser.close();
await mock?.close();
process.stdout.write(`at ${mock ? 'the mock server' : url}\n${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
