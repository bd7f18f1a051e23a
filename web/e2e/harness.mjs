// What every test needs: pages that watch for script errors, policy violations and foreign requests, and a few common walks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOCALE = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
export const ASK = { ar: 'ألم في الظهر منذ أسبوعين ولا أستطيع رفع الأشياء في العمل. لم أدفع الإيجار.' };

/** An action of the open matter is there, or is not, by its key. */
export const can = (page, key) => page.waitForSelector(`.actions [aria-keyshortcuts="${key}"]`);
export const cannot = (page, key) => page.waitForFunction((k) => !document.querySelector(`.actions [aria-keyshortcuts="${k}"]`), key);
export const closed = (page) => page.waitForFunction(() => !document.querySelector('dialog[open]'));
export const sendDialog = async (page) => {
  await page.click('dialog button[type=submit]');
  await closed(page);
};

/** What a person who is not at a browser of the test does, and what a test sets up before it begins. */
export const read = async (h, page, id) => (await page.request.get(`${h.url}/api/v1/matters/${id}`)).json();
let n = 0;
export const newKey = () => `e2e-${process.pid}-${Date.now()}-${(n += 1)}-key`;
export async function command(h, page, id, action, data) {
  const { version } = await read(h, page, id);
  const answer = await page.request.post(`${h.url}/api/v1/matters/${id}/${action}`, { headers: { 'Idempotency-Key': newKey(), 'If-Match': `"${version}"` }, data });
  h.assert.equal(answer.status(), 200, `${action}: ${await answer.text()}`);
  return answer.json();
}
/** The resident's own page of a matter. */
export async function residentPage(h, m, options) {
  const page = await h.open(options);
  await page.goto(`${h.url}/fi/matter/`);
  await page.fill('#code', m.code);
  await page.fill('#secret', m.secret);
  await page.click('form button[type=submit]');
  await page.waitForSelector('#progress');
  return page;
}
/** How many promises of a rule the open board counts as kept. */
export const keptOnBoard = (page, rule) => page.evaluate((wanted) => {
  const row = [...document.querySelectorAll('table.rules tbody tr')].find((tr) => [...tr.querySelectorAll('a')].some((a) => a.href.includes(`rule=${wanted}`)));
  return row?.querySelectorAll('td')[3]?.textContent ?? '0';
}, rule);
/** What somebody reads in the PDF, by a program that is not ours. */
export function textOfPdf(bytes) {
  const place = mkdtempSync(join(tmpdir(), 'letter-'));
  try {
    writeFileSync(join(place, 'a.pdf'), bytes);
    return execFileSync('pdftotext', ['-enc', 'UTF-8', '-layout', join(place, 'a.pdf'), '-'], { encoding: 'utf8' });
  } finally { rmSync(place, { recursive: true, force: true }); }
}

/** How far the tests' time is ahead of the machine's: the server's clock and every browser's go together. */
export function worldClock() {
  const clock = {
    ahead: 0,
    now: () => Date.now() + clock.ahead,
    async set(url, instant) {
      const at = new Date(instant).getTime();
      const answer = await fetch(`${url}/api/v1/demo-clock`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ now: Math.floor(at / 1000) }) });
      assert.equal(answer.status, 204, 'the server must run with --test-clock');
      clock.ahead = at - Date.now();
    },
  };
  return clock;
}
/** Runs in the page before its own scripts: its clock is ahead of the machine's, and can be moved later. */
function shiftClock(ahead) {
  const Real = Date;
  globalThis.clockAhead = ahead;
  globalThis.Date = class extends Real {
    constructor(...parts) { if (parts.length === 0) super(Real.now() + globalThis.clockAhead); else super(...parts); }
    static now() { return Real.now() + globalThis.clockAhead; }
  };
}

export function harness({ browser, url, mock, world }) {
  const contexts = [];
  const trouble = [];
  const own = [url];
  const open = async ({ lang = 'fi', width = 1440, height = 900, ...rest } = {}) => {
    // Playwright's own evaluate is not the page's: the policy stays on.
    const context = await browser.newContext({ viewport: { width, height }, locale: LOCALE[lang], timezoneId: 'Europe/Helsinki', reducedMotion: 'reduce', ...rest });
    contexts.push(context);
    if (world.ahead !== 0) await context.addInitScript(shiftClock, world.ahead);
    const page = await context.newPage();
    page.setDefaultTimeout(Number(process.env.VUORO_E2E_TIMEOUT ?? 30_000));
    page.on('pageerror', (error) => trouble.push(`script error: ${error.message}`));
    page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) trouble.push(`console: ${message.text()}`); });
    page.on('request', (request) => { if (!own.some((u) => request.url().startsWith(u)) && !request.url().startsWith('data:')) trouble.push(`foreign request: ${request.url()}`); });
    return page;
  };
  return {
    url, mock, open, assert, now: world.now,
    /** Another address of ours that this test may ask (a second server, a proxy). */
    alsoOurs(address) { own.push(address); },
    /** Moves a server's clock and that of every open page; restore it at the end of the test. */
    async setClock(server, instant) {
      await world.set(server, instant);
      for (const context of contexts) {
        for (const page of context.pages()) await page.evaluate((ahead) => { globalThis.clockAhead = ahead; }, world.ahead);
      }
    },
    world,
    /** Signs in with the n:th demo account that `fits`; leaves the page at /lang/surface/. */
    async signIn(page, surface, fits, lang = 'fi', at = url) {
      await page.goto(`${at}/${lang}/${surface}/`);
      const accounts = await (await page.request.get(`${at}/api/v1/demo-accounts`, { headers: { 'Accept-Language': lang } })).json();
      const index = accounts.findIndex(fits);
      assert.ok(index >= 0, 'no such demo account');
      await page.click(`.accounts button[data-account="${accounts[index].id}"]`);
      // Signed in is who has the session, not who has pressed the button.
      await page.waitForSelector('.accounts', { state: 'detached' });
      return accounts[index];
    },
    async fillAsk(page, words, { reach = 'sms', age = '27', spoken = 'ar', area = '' } = {}) {
      await page.fill('#words', words);
      await page.check('input[name=about][value=self]');
      await page.fill('#age', age);
      if (area) await page.selectOption('#area', area);
      await page.selectOption('#spokenLanguage', spoken);
      if (spoken !== 'fi' && spoken !== 'sv') await page.check('input[name=needs][value=interpreter]');
      await page.check(`input[name=reach][value=${reach}]`);
      if (reach === 'sms') await page.fill('#reach_sms', '050 000 0000');
      await page.click('form button[type=submit]');
      await page.waitForSelector('.answers');
    },
    async send(page) {
      await page.click('section .formend button >> nth=0');
      await page.waitForSelector('.codebox');
      return { code: (await page.textContent('.codebox')).trim(), secret: (await page.textContent('.secretbox')).trim() };
    },
    async axe(page, where) {
      await page.evaluate(axe);
      const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } }), AXE_TAGS);
      const lines = found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 140)} | ${n.failureSummary?.split('\n')[1] ?? ''}`));
      assert.deepEqual(lines, [], `axe at ${where}`);
    },
    async noSideways(page, where) {
      const { over, who } = await page.evaluate(() => {
        const wide = document.documentElement.clientWidth;
        const who = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > wide + 1 && !e.closest('.scroll, .tabs, .sr, svg, thead'))
          .slice(0, 5).map((e) => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`);
        return { over: document.documentElement.scrollWidth - wide, who };
      });
      assert.ok(over <= 0, `${where}: ${over} px wider than the window: ${who.join(', ')}`);
    },
    focused: (page) => page.evaluate(() => ({ id: document.activeElement?.id ?? '', tag: document.activeElement?.tagName ?? '', text: document.activeElement?.textContent?.slice(0, 60) ?? '' })),
    /** The foreign requests so far; the test that expects them takes them off the list. */
    foreign() {
      const found = trouble.filter((x) => x.startsWith('foreign request: '));
      for (const line of found) trouble.splice(trouble.indexOf(line), 1);
      return found.map((x) => x.slice('foreign request: '.length));
    },
    async finish() { assert.deepEqual(trouble, []); },
    async picture(name) {
      const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'test-results');
      mkdirSync(folder, { recursive: true });
      let n = 0;
      for (const context of contexts) for (const page of context.pages()) await page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '-')}-${n++}.png`) }).catch(() => undefined);
    },
    async close() { for (const context of contexts) await context.close(); },
  };
}
