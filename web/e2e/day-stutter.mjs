// Whether the day of sixty professionals stutters: long tasks (over 50 ms), and how long the frames take, while it is scrolled both ways, while
// a booking is dragged across it and dropped, and while the news of a changed day comes in.
//   node web/e2e/day-stutter.mjs [professionals]
// The mock server gives the page; the day itself is made here: sixteen times each, two thirds booked. Prints one line for each part.
import { startMock } from '../test/mock-server.mjs';
import { launch } from './browser.mjs';

const count = Number(process.argv[2] ?? 60);
const TIMES = 16;
const mock = await startMock({ now: '2026-11-18T07:05:00Z' });
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fi-FI', timezoneId: 'Europe/Helsinki' })).newPage();

let round = 0;
const place = (n) => ({ state: 'booked', until: null, step: n, stepState: 'booked', matter: n, version: 1, code: `${1000 + n}-TEST`, service: 'Hoitajan vastaanotto', age: n % 90, language: n % 5 ? 'fi' : 'ar', interpreter: n % 25 === 0, due: null, others: [] });
const day = (date) => {
  round += 1;
  const workers = Array.from({ length: count }, (_, w) => ({
    code: `w${w}`, name: `Hoitaja ${w + 1}`, profession: 'nurse',
    slots: Array.from({ length: TIMES }, (_, i) => {
      const slot = w * TIMES + i + 1;
      const booked = slot % 3 !== 0 || (round > 1 && slot === 3 * round);
      return { slot, at: new Date(Date.parse(`${date}T06:00:00Z`) + i * 1_800_000).toISOString().replace('.000', ''), minutes: 30, mode: 'visit', type: `Aika ${w % 6}`, room: '', capacity: 1, free: booked ? 0 : 1, blocked: null, places: booked ? [place(slot)] : [] };
    }),
  }));
  return { asOf: `${date}T07:05:00Z`, date, team: 'Tiimi', teamCode: 'team', workers, unbooked: [], counts: { places: count * TIMES, booked: 0, held: 0, free: 0, blocked: 0 } };
};
await page.route('**/api/v1/day?*', (route) => route.fulfill({ json: day(new URL(route.request().url()).searchParams.get('date')) }));
await page.route('**/api/v1/matters/*/times?*', (route) => route.fulfill({ json: { asOf: '2026-11-18T07:05:00Z', step: 1, due: null, times: Array.from({ length: 200 }, (_, i) => ({ slot: 3 * i + 3 })), first: null, known: null, ownLanguage: null, visits: 0, continuity: null, thirdNext: null } }));
await page.route('**/api/v1/matters/*/book-times', (route) => route.fulfill({ json: { id: 1, version: 2 } }));
await page.addInitScript(() => {
  globalThis.tasks = [];
  new PerformanceObserver((list) => { for (const e of list.getEntries()) globalThis.tasks.push(e.duration); }).observe({ type: 'longtask' });
  globalThis.frames = [];
  let last = performance.now();
  const tick = (t) => { globalThis.frames.push(t - last); last = t; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
});
await page.goto(`${mock.url}/fi/desk/day/`);
const accounts = await (await page.request.get(`${mock.url}/api/v1/demo-accounts`)).json();
await page.click(`.accounts button[data-account="${accounts.find((a) => a.role === 'professional').id}"]`);
await page.waitForSelector('.daygrid .slot');
await page.waitForTimeout(1000);

const report = async (what, work) => {
  await page.evaluate(() => { globalThis.tasks.length = 0; globalThis.frames.length = 0; });
  await work();
  await page.waitForTimeout(300);
  const { tasks, frames } = await page.evaluate(() => ({ tasks: globalThis.tasks, frames: [...globalThis.frames].sort((a, b) => a - b) }));
  const at = (q) => (frames[Math.floor(frames.length * q)] ?? 0).toFixed(1);
  process.stdout.write(`${what.padEnd(34)} long tasks ${String(tasks.length).padStart(2)}${tasks.length ? `, longest ${Math.max(...tasks).toFixed(0)} ms` : ''}; frames ${frames.length}, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.99999)} ms\n`);
};
process.stdout.write(`${count} professionals, ${count * TIMES} times, ${await page.evaluate(() => document.querySelectorAll('*').length)} elements\n`);
await report('scrolled right and back', async () => {
  const box = await (await page.$('.daygrid')).boundingBox();
  await page.mouse.move(box.x + 300, box.y + 200);
  for (let i = 0; i < 80; i += 1) { await page.mouse.wheel(i < 40 ? 240 : -240, 0); await page.waitForTimeout(16); }
});
await report('scrolled down and back', async () => {
  for (let i = 0; i < 60; i += 1) { await page.mouse.wheel(0, i < 30 ? 60 : -60); await page.waitForTimeout(16); }
});
await report('a booking dragged over forty times', async () => {
  const from = await page.locator('.placeline[draggable=true]').first().boundingBox();
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  for (let i = 0; i < 120; i += 1) { await page.mouse.move(from.x + 20 + i * 9, from.y + 8 + (i % 20) * 12, { steps: 2 }); }
  await page.mouse.up();
});
await report('the day read again, two changed', async () => {
  for (let i = 0; i < 5; i += 1) { await page.click('.daypick button:nth-child(2)'); await page.waitForTimeout(200); }
});
await browser.close();
await mock.close();
process.exit(0);
