// A walk-in morning: two people at the door, calls, the waiting room's screen, the resident's own page. On a server of its own: numbers
// begin at 1 each day.
import { command, newKey, residentPage } from './harness.mjs';
import { ownServer } from './own-server.mjs';

const nurse = (a) => a.id === 'desk-tikkurila-1';
const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png`, fullPage: true }); };

/** The test at a door of its own, at nine on a Wednesday morning. */
async function atDoor(h, run) {
  const server = await ownServer({ from: '2031-11-18', weeks: 1 });
  const before = h.world.ahead;
  try {
    h.alsoOurs(server.url);
    const here = { ...h, url: server.url };
    await here.setClock(server.url, '2031-11-19T09:00:00+02:00');
    await run(here);
    await server.check();
  } finally {
    h.world.ahead = before;
    await server.close();
  }
}
async function list(h, options = {}) {
  const page = await h.open(options);
  await h.signIn(page, 'desk/walk-in', nurse, options.lang ?? 'fi', h.url);
  await page.waitForSelector('[data-do=next]');
  return page;
}
/** Somebody at the door, by the desk's form; the code and the secret that they get. */
async function arrives(h, page, words, { needs = [], spoken = '' } = {}) {
  await page.click('.walkin a[href*="desk/new"]');
  await page.waitForSelector('#words');
  h.assert.equal(await page.isChecked('input[name=channel][value=walk_in]'), true, 'the source is chosen');
  h.assert.equal(await page.isChecked('input[name=number]'), true, 'and a number is to be given');
  await page.fill('#words', words);
  await page.fill('#age', '44');
  if (spoken) await page.selectOption('#spokenLanguage', spoken);
  for (const need of needs) await page.check(`input[name=needs][value=${need}]`);
  await page.check('input[name=reach][value=code_only]');
  await page.click('form button[type=submit]');
  await page.waitForSelector('.codebox');
  const m = { code: (await page.textContent('.codebox')).trim(), secret: (await page.textContent('.secretbox')).trim(), number: Number(await page.textContent('.bignumber')) };
  await page.click('main a[href*="desk/walk-in"]');
  await page.waitForSelector(`.waitlist [data-number="${m.number}"]`);
  return m;
}
const called = (page, n) => page.waitForSelector(`.nowcalled [data-number="${n}"]`);
const over = (page, n, words) => page.waitForFunction(([number, text]) => document.querySelector(`.over [data-number="${number}"]`)?.textContent.includes(text), [n, words]);
const onScreen = (screen, numbers) => screen.waitForFunction((wanted) => [...document.querySelectorAll('.called li')].map((e) => Number(e.textContent)).join() === wanted.join(), numbers);

export const tests = process.env.VUORO_EMPTY_URL ? [
  ['two people come, one is called and served, one leaves; the screen and their own page follow', (all) => atDoor(all, async (h) => {
    const page = await list(h);
    h.assert.match(await page.textContent('.walkin'), /Kukaan ei odota/);
    const first = await arrives(h, page, 'Laskut menevät perintään', { needs: ['interpreter', 'wheelchair'], spoken: 'ar' });
    const second = await arrives(h, page, 'Vuokra on myöhässä');
    h.assert.deepEqual([first.number, second.number], [1, 2]);
    const marks = await page.textContent('.waitlist [data-number="1"]');
    h.assert.match(marks, /Laskut menevät perintään.*44 v.*arabia.*tulkki.*pyörätuoli/s);
    await h.axe(page, 'the walk-in list');
    await shot(page, 'walkin-fi-1440');

    const screen = await h.open({ width: 1920, height: 1080 });
    await screen.goto(`${h.url}/fi/walk-in/?team=desk-tikkurila`);
    await screen.waitForFunction(() => [...document.querySelectorAll('.next li')].map((e) => e.textContent).join() === '1,2');
    const own = await residentPage(h, second, { width: 390, height: 844 });
    await own.waitForSelector('[data-part=number]');
    h.assert.match(await own.textContent('[data-part=number]'), /Vuoronumerosi 2.*Ennen sinua on 1 numero/s);
    h.assert.doesNotMatch(await own.textContent('[data-part=number]'), /Arvio/, 'no estimate without calls');
    await h.axe(own, 'the number on the resident\'s page');

    // The next by the keyboard; the focus goes to what is done with the number.
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('k');
    await called(page, 1);
    await page.waitForFunction(() => document.activeElement?.dataset.move === 'came');
    await onScreen(screen, [1]);
    const wall = await screen.textContent('body');
    h.assert.doesNotMatch(wall, /Laskut|Vuokra|tiimi|sosiaali|terveys/i, 'no name, no service');
    await h.axe(screen, 'the screen');
    await shot(screen, 'display-fi-1920');
    await h.axe(page, 'a called number');
    await shot(page, 'walkin-called-1440');
    await own.waitForFunction(() => /Olet seuraavana/.test(document.querySelector('[data-part=number]').textContent));
    await page.keyboard.press('Enter');
    await over(page, 1, 'tuli vastaanotolle');
    await onScreen(screen, []);

    await page.locator('.waitlist [data-number="2"] [data-move=called]').click();
    await called(page, 2);
    await own.waitForFunction(() => /kutsutaan nyt/.test(document.querySelector('[data-part=number]').textContent));
    await page.locator('.nowcalled [data-number="2"] [data-move=unanswered]').click();
    await page.waitForFunction(() => /ei tullut, kutsuttu/.test(document.querySelector('.waitlist [data-number="2"]')?.textContent ?? ''));
    await own.waitForFunction(() => /et ollut paikalla/.test(document.querySelector('[data-part=number]').textContent));
    // Called again, and a slip is taken back.
    await page.click('[data-do=next]');
    await called(page, 2);
    await page.locator('.nowcalled [data-number="2"] [data-move=left]').click();
    await over(page, 2, 'lähti pois, asia on yhä auki');
    await page.locator('.over [data-number="2"] [data-move=waiting]').click();
    await called(page, 2);
    await page.locator('.nowcalled [data-number="2"] [data-move=left]').click();
    await over(page, 2, 'lähti pois');
    await own.waitForFunction(() => !document.querySelector('[data-part=number]'));
    h.assert.match(await own.textContent('main'), /Sait vuoronumeron/);

    // Nobody is lost: the matter is open with its holder and promises, and its page says what happened at the door.
    await page.click('.over [data-number="2"] a');
    await page.waitForSelector('.panel-in');
    const panel = await page.textContent('.panel-in');
    h.assert.match(panel, /Vuoronumero 2: lähti pois/);
    h.assert.match(panel, /vuoronumero annettu 2/);
    h.assert.match(panel, /Tikkurila/);
    h.assert.ok(await page.locator('.promiselist dt').count() > 0, 'the promises are there');
    // Back at the door: the desk gives the next number.
    await page.locator('.actions button', { hasText: 'Anna vuoronumero' }).click();
    await page.waitForFunction(() => /Vuoronumero 3: odottaa/.test(document.querySelector('.panel-in').textContent));
    await h.axe(page, 'the matter of somebody at the door');
  })],
  ['what is done in one window is seen in the other at once', (all) => atDoor(all, async (h) => {
    const page = await list(h);
    await arrives(h, page, 'Asunto puuttuu');
    const other = await list(h);
    await other.waitForSelector('.waitlist [data-number="1"]');
    await other.click('[data-do=next]');
    await called(other, 1);
    await called(page, 1);
    await page.locator('.nowcalled [data-move=came]').click();
    await over(other, 1, 'tuli vastaanotolle');
  })],
  ['what the day left over is on the list of the next morning until somebody acts', (all) => atDoor(all, async (h) => {
    const page = await list(h);
    const m = await arrives(h, page, 'Odotin koko päivän');
    await h.setClock(h.url, '2031-11-20T08:00:00+02:00');
    await page.reload();
    await page.waitForSelector('[data-part=unserved]');
    h.assert.match(await page.textContent('[data-part=unserved]'), /eilen.*Odotin koko päivän/s);
    await h.axe(page, 'what was left over');
    const own = await residentPage(h, m);
    await own.waitForSelector('[data-part=number]');
    h.assert.match(await own.textContent('[data-part=number]'), /Päivä päättyi ennen vuoroasi/);
    await page.click('[data-part=unserved] a');
    await page.waitForSelector('.panel-in .note');
    h.assert.match(await page.textContent('.panel-in'), /Vuoronumero 1: raukesi päivän päättyessä/);
    const id = Number(new URL(page.url()).searchParams.get('matter'));
    await command(h, page, id, 'take', {});
    await page.goto(`${h.url}/fi/desk/walk-in/`);
    await page.waitForSelector('[data-do=next]');
    h.assert.equal(await page.locator('[data-part=unserved]').count(), 0);
  })],
  ['the list and the screen in three languages, wide and narrow', (all) => atDoor(all, async (h) => {
    const first = await list(h);
    await arrives(h, first, 'Selkä on kipeä', { needs: ['interpreter'], spoken: 'so' });
    await arrives(h, first, 'Kysymys toimeentulotuesta');
    await arrives(h, first, 'Hakemus on kesken');
    await first.request.post(`${h.url}/api/v1/walk-in/call-next`, { headers: { 'Idempotency-Key': newKey() }, data: {} });
    for (const lang of ['fi', 'sv', 'en']) {
      for (const width of [390, 1440]) {
        const page = await list(h, { lang, width, height: 900 });
        await page.waitForSelector('.nowcalled li');
        await h.noSideways(page, `walk-in list ${lang} ${width}`);
        await h.axe(page, `walk-in list ${lang} ${width}`);
        await shot(page, `walkin-${lang}-${width}`);
        h.assert.doesNotMatch(await page.textContent('main'), /walkin|staff\./i, 'every text is there');
      }
      for (const [width, height] of [[390, 844], [1920, 1080]]) {
        const screen = await h.open({ lang, width, height });
        await screen.goto(`${h.url}/${lang}/walk-in/?team=desk-tikkurila`);
        await onScreen(screen, [1]);
        await h.noSideways(screen, `screen ${lang} ${width}`);
        await h.axe(screen, `screen ${lang} ${width}`);
        const tall = await screen.evaluate(() => document.documentElement.scrollHeight - innerHeight);
        h.assert.ok(tall <= 0, `the screen needs no scrolling at ${width}: ${tall}`);
        await shot(screen, `display-${lang}-${width}`);
        h.assert.doesNotMatch(await screen.textContent('main'), /display\./, 'every text is there');
      }
    }
    const nowhere = await h.open();
    await nowhere.goto(`${h.url}/fi/walk-in/`);
    await nowhere.waitForFunction(() => /Tätä näyttöä ei löydy/.test(document.body.textContent));
    await h.axe(nowhere, 'no such screen');
  })],
] : [];
