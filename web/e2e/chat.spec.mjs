// A chat from both sides, in two browsers: anonymous to the agreed end, silence to the call-back, and a network that comes and goes.
// Needs the real server.
const TEAM = 'desk-tikkurila';
const OTHER = 'desk-myyrmaki';
const log = (page) => page.locator('.talk .bubbles > li p.keep').allTextContents();
const counted = (page, n) => page.waitForFunction((wanted) => document.querySelectorAll('.talk .bubbles > li:not(.onway)').length === wanted, n);

async function start(h, { words = 'Rahat eivät riitä enkä tiedä mistä aloittaa', nickname = 'Kuukkeli', phone = '', ...options } = {}) {
  const page = await h.open({ width: 390, height: 844, ...options });
  await page.goto(`${h.url}/fi/chat/`);
  await page.waitForSelector('.now');
  await page.fill('#words', words);
  if (nickname) await page.fill('#nickname', nickname);
  if (phone) await page.fill('#phone', phone);
  await page.click('form button[type=submit]');
  await page.waitForSelector('.composer');
  // Where the demo county's areas send a contact without an area is the county's default team.
  return { page, code: (await page.textContent('.codebox')).trim(), secret: (await page.textContent('.secretbox')).trim() };
}
async function staffPage(h, team = TEAM, options = {}) {
  const page = await h.open(options);
  await h.signIn(page, 'desk/chat', (a) => a.id === `${team}-1`);
  await page.waitForSelector('.chatlist [role=status]');
  return page;
}
/** Opens the chat on the professional's page and takes it. */
async function take(staff, code) {
  const line = staff.locator('.chatline', { hasText: code }).or(staff.locator('.chatline', { hasText: 'Kuukkeli' })).last();
  await line.click();
  await staff.click('[data-do=take]');
  await staff.waitForSelector('.chatcol .composer');
}
async function write(page, words) {
  await page.locator('.composer textarea').last().fill(words);
  await page.locator('.composer textarea').last().press('Enter');
}
async function endAll(staff) {
  for (;;) {
    const button = staff.locator('.chatcol [data-do=end-alone]').first();
    if (await button.count() === 0) return;
    await button.click();
    await staff.locator('.chatcol [data-how=other]').first().click();
    await staff.waitForTimeout(400);
  }
}

export const tests = process.env.VUORO_URL ? [
  ['an anonymous chat is answered, handed over with its history, and ended by agreement', async (h) => {
    const staff = await staffPage(h);
    const { page, code } = await start(h);
    await h.axe(page, 'resident chat');
    await h.noSideways(page, 'resident chat');
    await take(staff, code);
    await staff.locator('.composer textarea').press('Tab');
    await write(staff, 'Hei Kuukkeli, mitä laskuja on maksamatta?');
    await counted(page, 2);
    h.assert.match(await page.textContent('.situation'), /Ammattilainen on paikalla/);
    await write(page, 'Vuokra ja sähkö');
    h.assert.equal(await page.evaluate(() => document.activeElement?.id), 'words', 'the focus stays in the field');
    h.assert.equal(await page.inputValue('#words'), '');
    await counted(staff, 3);
    // A ready answer goes into the field first.
    await staff.locator('.composer select').selectOption('colleague');
    h.assert.match(await staff.locator('.composer textarea').inputValue(), /kollegalle/);
    await staff.locator('.composer textarea').press('Enter');
    await counted(page, 4);
    await staff.click('[data-do=hand]');
    await staff.locator('select[name=team]').selectOption(OTHER);
    await staff.click('.chatcol form button[type=submit] >> nth=-1');
    await staff.waitForSelector('.chatcol .note.soon');
    await h.axe(staff, 'staff chat');
    const other = await staffPage(h, OTHER);
    await other.locator('.chatline', { hasText: 'Kuukkeli' }).first().click();
    await counted(other, 4);
    await other.click('[data-do=accept]');
    await other.waitForSelector('.chatcol .composer');
    await write(other, 'Minä jatkan tästä');
    await counted(page, 5);
    const told = await log(page);
    h.assert.deepEqual(told.slice(0, 3), ['Rahat eivät riitä enkä tiedä mistä aloittaa', 'Hei Kuukkeli, mitä laskuja on maksamatta?', 'Vuokra ja sähkö']);
    h.assert.deepEqual(await log(other), told, 'the receiver has the whole talk');
    await staff.waitForFunction(() => document.querySelectorAll('.chatcol').length === 0);
    await other.click('[data-do=end]');
    await page.waitForSelector('.note.soon[role=status]');
    await page.click('[data-do=end]');
    await page.waitForFunction(() => /päätettiin yhdessä/.test(document.querySelector('.chat .note')?.textContent ?? ''));
    await other.waitForFunction(() => document.querySelectorAll('.chatcol').length === 0);
    // The matter has its holder, and its page has the talk.
    await page.goto(`${h.url}/fi/matter/`);
    await page.waitForSelector('#progress');
    await page.click('.top a[href$="/chat/"]');
    await counted(page, 5);
    await h.axe(page, 'resident messages');
    await write(page, 'Kiitos!');
    await counted(page, 6);
    await other.goto(`${h.url}/fi/desk/?q=${code}`);
    await other.waitForSelector('.queue-table tbody tr');
    h.assert.match(await other.textContent('.queue-table tbody tr'), /kirjoitti/);
    await other.click('.queue-table tbody tr a');
    await other.click('.panel-in [data-do=messages]');
    await counted(other, 6);
    await write(other, 'Ole hyvä');
    await counted(page, 7);
  }],
  ['a chat left alone waits with a call-back', async (h) => {
    const staff = await staffPage(h);
    const { page, code } = await start(h, { words: 'Tarvitsen apua mutta junassa katkeaa', nickname: '', phone: '040 000 0000' });
    await take(staff, code);
    await page.context().setOffline(true);
    await h.setClock(h.url, h.now() + 12 * 60_000);
    await staff.waitForFunction(() => document.querySelectorAll('.chatcol').length === 0);
    await staff.click('.chatlist details summary');
    h.assert.match(await staff.textContent('.chatlist details'), /katkesi/);
    await staff.goto(`${h.url}/fi/desk/?filter=callbacks&q=${code}`);
    await staff.waitForSelector('.queue-table tbody tr');
    await staff.click('.queue-table tbody tr a');
    await staff.waitForSelector('.promiselist');
    h.assert.match(await staff.textContent('.panel-in'), /Takaisinsoitto.*040 000 0000|040 000 0000.*Takaisinsoitto/s);
    await page.context().setOffline(false);
    await page.waitForFunction(() => /soitamme/.test(document.querySelector('.chat .note')?.textContent ?? ''), null, { timeout: 20_000 });
    // Whoever comes back goes on in the same matter.
    await page.click('[data-do=again]');
    await page.waitForSelector('[data-do=end]');
    await write(page, 'Olen taas täällä');
    await counted(page, 2);
    await page.click('[data-do=end]');
  }],
  ['offline and online: nothing lost, doubled or out of order, also over a reload', async (h) => {
    const staff = await staffPage(h);
    const { page, code } = await start(h, { words: 'rivi 0' });
    await take(staff, code);
    const sent = [];
    let blind = true;
    // Nor can the page see that its words have arrived.
    await page.route('**/my-matter/messages?after=*', (route) => (blind ? route.abort('connectionreset') : route.continue()));
    await page.route('**/my-matter/messages', async (route) => {
      if (route.request().method() !== 'POST') return blind ? route.abort('connectionreset') : route.continue();
      sent.push(JSON.parse(route.request().postData()).mark);
      const answer = await route.fetch();
      blind = sent.length < 2;
      // Every other answer is lost on its way although the server has done its work.
      return sent.length % 2 === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer });
    });
    await write(page, 'rivi 1');
    await write(page, 'rivi 2');
    await counted(page, 3);
    await page.unroute('**/my-matter/messages');
    await page.context().setOffline(true);
    await write(page, 'rivi 3');
    await write(page, 'rivi 4');
    await page.waitForFunction(() => document.querySelectorAll('.onway').length === 2);
    await page.waitForFunction(() => /poikki/.test(document.querySelector('.situation')?.textContent ?? ''));
    await write(staff, 'vastaus');
    await page.context().setOffline(false);
    await counted(page, 6);
    // A reload in the middle of sending: the words go on from where they were.
    await page.route('**/my-matter/messages', (route) => (route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue()));
    await write(page, 'rivi 5');
    await page.waitForSelector('.onway[data-state=waiting]');
    await page.unroute('**/my-matter/messages');
    await page.reload();
    await counted(page, 7);
    await counted(staff, 7);
    const told = await log(page);
    h.assert.deepEqual(told.filter((w) => w.startsWith('rivi')), ['rivi 0', 'rivi 1', 'rivi 2', 'rivi 3', 'rivi 4', 'rivi 5']);
    h.assert.deepEqual(await log(staff), told);
    h.assert.ok(sent.length > new Set(sent).size, 'something was sent again');
    await endAll(staff);
  }],
  ['several chats side by side, by keyboard', async (h) => {
    const staff = await staffPage(h, TEAM, { width: 1440, height: 900 });
    const people = [];
    for (const name of ['Eka', 'Toka', 'Kolmas']) {
      const one = await start(h, { nickname: name, words: `${name} kysyy` });
      people.push(one);
      await staff.locator('.chatline', { hasText: name }).click();
      await staff.locator('.chatcol', { hasText: name }).locator('[data-do=take]').click();
      await staff.locator('.chatcol', { hasText: name }).locator('.composer').waitFor();
    }
    h.assert.equal(await staff.locator('.chatcol').count(), 3);
    for (const n of [1, 2, 3]) {
      await staff.keyboard.press(`Alt+${n}`);
      const at = await staff.evaluate(() => [...document.querySelectorAll('.chatcol')].indexOf(document.activeElement?.closest('.chatcol')));
      h.assert.equal(at, n - 1, `Alt+${n}`);
      await staff.keyboard.type(`vastaus ${n}`);
      await staff.keyboard.press('Enter');
    }
    for (const { page } of people) await counted(page, 2);
    await people[0].page.locator('#words').pressSequentially('kir');
    await staff.waitForFunction(() => /kirjoittaa/.test(document.querySelector('.columns')?.textContent ?? ''));
    await h.axe(staff, 'three chats');
    await h.noSideways(staff, 'three chats');
    await endAll(staff);
    await staff.setViewportSize({ width: 390, height: 844 });
    await h.noSideways(staff, 'narrow');
  }],
  ['without script the page says what to do instead', async (h) => {
    const plain = await h.open({ javaScriptEnabled: false });
    await plain.goto(`${h.url}/sv/chat/`);
    h.assert.match(await plain.textContent('noscript'), /Ring oss/);
    h.assert.equal(await plain.locator('form').isVisible(), false, 'a form that cannot be sent is not shown');
  }],
] : [];
