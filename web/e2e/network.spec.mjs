// The network of points: a leader closes, moves and adds points, reads who loses and who gains, compares, and keeps it in the address.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.VUORO_BIN ?? join(root, 'build', 'release', 'vuoro');
const lead = (a) => a.role === 'lead';
const shots = join(root, 'web', 'test-results');
const shot = async (page, name, fullPage = true) => { mkdirSync(shots, { recursive: true }); await page.screenshot({ path: join(shots, `network-${name}.png`), fullPage }); };
const attempt = async (h, page, body, lang = 'fi') => {
  const answer = await page.request.post(`${h.url}/api/v1/board/network/try`, { headers: { 'Accept-Language': lang }, data: { points: [], added: [], digital: [], ...body } });
  h.assert.equal(answer.status(), 200, await answer.text());
  return answer.json();
};
const settled = (page) => page.waitForSelector('.finding[aria-busy=false]');
const cells = (page, table, name) => page.evaluate(([id, wanted]) => [...document.querySelectorAll(`#${id} tbody tr`)].filter((tr) => tr.querySelector('th').textContent.startsWith(wanted)).map((tr) => [...tr.querySelectorAll('td')].map((td) => td.innerText.replace(/\s+/g, ' ').trim()))[0], [table, name]);
const fragment = (page) => page.evaluate(() => JSON.parse(decodeURIComponent(location.hash.slice(1))));
const oneDecimal = (n) => String(Math.round(n * 10) / 10).replace('.', ',');

export const tests = [
  ['a leader closes a point and reads at once who travels longer; map, table and the server agree; a reload keeps it', async (h) => {
    const page = await h.open();
    await h.signIn(page, 'lead/network', lead, 'fi');
    await page.waitForSelector('[data-part=standing]');
    await settled(page);
    h.assert.match(await page.textContent('[data-part=standing]'), /asukkaat ovat vuoden 2026/);
    h.assert.equal(await page.locator('.netmap .area').count(), 10);
    await h.axe(page, 'as it stands');
    await shot(page, 'standing-fi-1440');
    await page.selectOption('#point', 'health-korso');
    await page.uncheck('#open');
    await page.waitForSelector('[data-part=sentence]');
    await settled(page);
    const tried = await attempt(h, page, { year: 2026, points: [{ code: 'health-korso', open: false }] });
    const people = (n) => (Math.round(n / 100) * 100).toLocaleString('fi-FI').replace(/\s/g, ' ');
    const sentence = (await page.textContent('[data-part=sentence]')).replace(/\s/g, ' ');
    const all = tried.groups[0];
    h.assert.ok(sentence.includes(`Matka pitenee noin ${people(all.lose.residents)} asukkaalla, keskimäärin ${oneDecimal(all.lose.minutes)} minuuttia`), sentence);
    h.assert.match(sentence, /75 vuotta täyttäneet.*€ vähemmän vuodessa/);
    h.assert.match(await page.textContent('[data-part=changes]'), /Suljetaan: Korson terveysasema/);
    const korso = tried.groups.find((g) => g.code === 'korso');
    const row = await cells(page, 'areas', 'Korso');
    h.assert.equal(row[2], `+${oneDecimal(korso.after.minutes - korso.before.minutes)}`, 'the table');
    h.assert.match(await page.textContent('[data-words=korso]'), new RegExp(`\\+${oneDecimal(korso.after.minutes - korso.before.minutes)} min`), 'and the map');
    h.assert.match(await page.getAttribute('[data-area=korso]', 'class'), /up[12]/);
    const names = await page.locator('#areas tbody th').allTextContents();
    const drawn = await page.locator('.netmap .name').allTextContents();
    h.assert.deepEqual(names.map((n) => n.trim()), drawn, 'the same order');
    await h.axe(page, 'closed');
    await h.noSideways(page, '1440');
    await shot(page, 'closed-fi-1440');
    await page.selectOption('#who', 'oldest');
    const old = tried.oldest.find((g) => g.code === 'korso');
    h.assert.equal((await cells(page, 'areas', 'Korso'))[2], `+${oneDecimal(old.after.minutes - old.before.minutes)}`, 'the oldest');
    // Reload and another browser with the address see the same.
    await page.reload();
    await page.waitForSelector('[data-part=sentence]');
    await settled(page);
    h.assert.equal((await page.textContent('[data-part=sentence]')).replace(/\s/g, ' '), sentence);
    // A year later on the slider: other residents.
    await page.fill('#year', '2030');
    await page.waitForFunction(() => document.querySelector('label[for=year]').textContent.includes('2030'));
    await settled(page);
    h.assert.equal((await fragment(page)).year, 2030);
    await page.click('[data-do=clear]');
    await page.waitForSelector('[data-part=standing]');
  }],
  ['points are moved by keys, by fields and by dragging, new and mobile ones are added, and three alternatives stand side by side', async (h) => {
    const page = await h.open();
    await h.signIn(page, 'lead/network', lead, 'fi');
    await settled(page);
    const at = async () => (await fragment(page)).trials;
    await page.selectOption('#point', 'health-korso');
    await page.focus('[data-part=map]');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await settled(page);
    h.assert.deepEqual((await at())[0].points, [{ code: 'health-korso', east: 6.2, north: 11.7 }]);
    await page.fill('#north', 'x');
    await page.waitForSelector('#north-error');
    await page.fill('#north', '12,5');
    await page.waitForSelector('#north-error', { state: 'detached' });
    await settled(page);
    h.assert.equal((await at())[0].points[0].north, 12.5);
    // By dragging, a third of the map to the west.
    const box = await page.locator('[data-point=health-korso]').boundingBox();
    const map = await page.locator('.netmap svg').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - map.width / 3, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await settled(page);
    const moved = (await at())[0].points[0];
    h.assert.ok(moved.east < 2 && moved.north < 12.5, JSON.stringify(moved));
    h.assert.equal(await page.inputValue('#east'), oneDecimal(moved.east).replace('-', '\u2212'), 'the field follows');
    await page.click('[data-do=take-back]');
    await settled(page);
    h.assert.deepEqual((await at())[0].points, []);
    // A second alternative with a mobile point, a third with more digital.
    await page.click('[data-do=copy]');
    await page.click('[data-do=add-mobile]');
    await page.fill('#days', '2');
    await page.fill('#east', '-0,5');
    await page.check('#service-oral');
    await settled(page);
    h.assert.deepEqual((await at())[1].added, [{ code: 'new-1', mobile: true, east: -0.5, north: (await at())[1].added[0].north, services: ['reception', 'oral'], days: 2 }]);
    await page.click('[data-do=copy]');
    h.assert.equal(await page.locator('[data-do=copy]').count(), 0, 'three at most');
    await page.fill('[id="digital-18-64"]', '10');
    await settled(page);
    await page.waitForSelector('#sides');
    const [a, b, c] = await Promise.all((await at()).map((trial) => attempt(h, page, { year: 2026, ...trial })));
    const digits = (text) => text.replace(/\D/g, '');
    const row = await cells(page, 'sides', 'Hoidetaan digitaalisesti');
    h.assert.deepEqual(row.map(digits), [a.groups[0].before, a.groups[0].after, b.groups[0].after, c.groups[0].after].map((f) => String(Math.round(f.digital))));
    h.assert.ok(c.groups[0].after.digital > b.groups[0].after.digital);
    await h.axe(page, 'side by side');
    await h.noSideways(page, 'side by side');
    await shot(page, 'sides-fi-1440');
    await page.click('[data-do=drop]');
    h.assert.equal((await at()).length, 2);
    // The helper answers with its gap.
    await page.selectOption('#site-service', 'oral');
    await page.fill('#site-points', '3');
    await page.click('[data-do=sites]');
    await page.waitForSelector('[data-part=sites]');
    h.assert.match(await page.textContent('[data-part=sites]'), /Vähiten matkaa 3 toimipisteellä.*ei ole yli 0 prosenttia.*Yksi kerrallaan/s);
    await h.axe(page, 'helper');
  }],
  ['at 390 px, in Swedish and English, printed; a county without a network, no connection and a spoilt address are told', async (h) => {
    const page = await h.open({ lang: 'sv', width: 390, height: 844 });
    await h.signIn(page, 'lead/network', lead, 'sv');
    await settled(page);
    await page.selectOption('#point', 'health-hakunila');
    await page.uncheck('#open');
    await page.waitForSelector('[data-part=sentence]');
    await settled(page);
    h.assert.match(await page.textContent('[data-part=sentence]'), /Resan blir längre för cirka/);
    await h.noSideways(page, '390');
    await h.axe(page, '390');
    await shot(page, 'closed-sv-390');
    // The server is gone for a moment: what was there stays, and trying again helps.
    await page.route('**/board/network/try', (route) => route.abort());
    await page.selectOption('#point', 'health-korso');
    await page.uncheck('#open');
    await page.waitForSelector('.note.late');
    await h.axe(page, 'no connection');
    await page.unroute('**/board/network/try');
    await page.click('.note.late button');
    await page.waitForSelector('.note.late', { state: 'detached' });
    await page.goto(`${h.url}/en/lead/network/#%7Bnot`);
    await page.waitForSelector('[data-part=standing]');
    const spoilt = { year: 2030, at: 7, trials: [{ points: [{ code: 'nowhere', open: false }, { code: 5 }], added: 'x', digital: [] }] };
    await page.goto(`${h.url}/en/lead/network/`);
    await page.goto(`${h.url}/en/lead/network/#${encodeURIComponent(JSON.stringify(spoilt))}`);
    await page.waitForSelector('.note.late');
    h.assert.match(await page.textContent('.note.late'), /points\.0\.code/);
    await page.click('[data-do=clear]');
    await page.waitForSelector('.note.late', { state: 'detached' });
    await page.waitForSelector('[data-part=standing]');
    await shot(page, 'standing-en-390');
    await page.emulateMedia({ media: 'print' });
    h.assert.equal(await page.isVisible('.pointform'), false);
    h.assert.equal(await page.isVisible('.netmap'), true);
    await page.emulateMedia({ media: 'screen' });

    const place = mkdtempSync(join(tmpdir(), 'vuoro-network-'));
    cpSync(join(root, 'content'), join(place, 'content'), { recursive: true });
    rmSync(join(place, 'content', 'vantaa-kerava', 'network.toml'));
    const server = spawn(program, ['serve', '--demo', '--forecasts', 'off', '--ledger', join(place, 'ledger'), '--port', '0', '--web', join(root, 'web', 'dist'), '--content', join(place, 'content')], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const url = await new Promise((resolve, reject) => {
        server.stdout.on('data', (d) => { const found = /(http:\/\/[^\s]+)/.exec(String(d)); if (found) resolve(found[1]); });
        server.once('exit', () => reject(new Error('the server ended')));
      });
      h.alsoOurs(url);
      const other = await h.open();
      await h.signIn(other, 'lead/network', lead, 'fi', url);
      await other.waitForSelector('[data-part=none]');
      await h.axe(other, 'no network');
    } finally {
      const gone = new Promise((done) => { server.once('exit', done); });
      server.kill();
      await gone;
      rmSync(place, { recursive: true, force: true });
    }
  }],
];
