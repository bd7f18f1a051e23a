// Fails when a page weighs more than it may. Sizes are gzip bytes of what a first visit fetches before the page can be used.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const KB = 1000;
// kB per page: HTML with its texts, script, style; and requests including the HTML, without the icon.
const BUDGETS = {
  '': { html: 8, js: 22, css: 8, total: 40, requests: 4 },
  'matter/': { html: 8, js: 22, css: 8, total: 40, requests: 4 },
  'desk/': { html: 10, js: 45, css: 8, total: 120, requests: 8 },
  'desk/day/': { html: 8, js: 35, css: 8, total: 120, requests: 8 },
  'desk/new/': { html: 8, js: 30, css: 8, total: 60, requests: 8 },
  'chat/': { html: 8, js: 20, css: 8, total: 40, requests: 8 },
  'desk/chat/': { html: 8, js: 35, css: 8, total: 120, requests: 10 },
  'desk/walk-in/': { html: 8, js: 35, css: 8, total: 60, requests: 8 },
  'walk-in/': { html: 3, js: 20, css: 8, total: 30, requests: 5 },
  'lead/': { html: 8, js: 35, css: 8, total: 120, requests: 8 },
  // One request more than elsewhere: what both pages say of many futures is a part of its own.
  'lead/forecast/': { html: 8, js: 35, css: 8, total: 60, requests: 9 },
  'lead/plans/': { html: 8, js: 35, css: 8, total: 60, requests: 9 },
  'lead/network/': { html: 9, js: 35, css: 8, total: 60, requests: 9 },
  // The table's page and the editor come when a table is opened, and are not counted here.
  'studio/': { html: 8, js: 30, css: 8, total: 60, requests: 8 },
  'navigators/': { html: 8, js: 2, css: 8, total: 15, requests: 5 },
  'desk/answers/': { html: 8, js: 30, css: 8, total: 60, requests: 8 },
  'about/accessibility/': { html: 8, js: 1, css: 8, total: 15, requests: 5 },
  'about/privacy/': { html: 8, js: 1, css: 8, total: 15, requests: 5 },
  'about/feedback/': { html: 8, js: 1, css: 8, total: 15, requests: 5 },
};
if (!existsSync(join(dist, 'fi', 'index.html'))) { process.stderr.write('budgets: build first (scripts/web-build)\n'); process.exit(1); }
const size = (file) => readFileSync(join(dist, `${file}.gz`)).length;
const over = [];
for (const lang of ['fi', 'sv', 'en']) {
  for (const [path, budget] of Object.entries(BUDGETS)) {
    const file = `${lang}/${path}index.html`;
    const html = readFileSync(join(dist, file), 'utf8');
    const links = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+|favicon\.svg)"/g)].map((m) => m[1]);
    const sum = (end) => links.filter((l) => l.endsWith(end)).reduce((n, l) => n + size(l), 0);
    const got = { html: size(file), js: sum('.js'), css: sum('.css'), requests: links.filter((l) => l !== 'favicon.svg').length + 1 };
    got.total = got.html + got.js + got.css + sum('.svg');
    for (const [what, limit] of Object.entries(budget)) {
      const max = what === 'requests' ? limit : limit * KB;
      if (got[what] > max) over.push(`/${lang}/${path} ${what}: ${got[what]}, the budget is ${max}`);
    }
    if (/https?:\/\/(?!www\.ilmatieteenlaitos\.fi\/|www\.w3\.org\/)/.test(html)) over.push(`/${lang}/${path} names another host`);
    if (lang === 'fi') process.stdout.write(`/${lang}/${path}`.padEnd(28) + Object.entries(got).map(([k, v]) => `${k} ${k === 'requests' ? v : (v / KB).toFixed(1)}`).join('  ') + '\n');
  }
}
for (const line of over) process.stderr.write(`budget: ${line}\n`);
process.exit(over.length > 0 ? 1 : 0);
