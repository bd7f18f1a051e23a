// Who else has a matter in hand, from both sides at once: a colleague who is asked, an offer that comes back, two matters that are one.
// Needs the real server.
import { closed } from './harness.mjs';

const [home, other] = ['desk-tikkurila', 'desk-myyrmaki'];
const one = (team) => (a) => a.id === `${team}-1`;
let n = 0;
const asked = async (h, page, words) => (await (await page.request.post(`${h.url}/api/v1/contacts`, { headers: { 'Idempotency-Key': `hands-${Date.now()}-${(n += 1)}-key` },
  data: { words, about: 'self', age: 30, area: 'tikkurila', lang: 'fi', reach: { by: 'code_only' } } })).json()).code;
const idOf = async (h, page, code) => (await (await page.request.get(`${h.url}/api/v1/queue?q=${code}`)).json()).rows[0][0];
async function desk(h, team, lang = 'fi', size = {}) {
  const page = await h.open({ lang, ...size });
  await h.signIn(page, 'desk', one(team), lang);
  await page.waitForSelector('.queue .bar');
  return page;
}
const go = async (h, page, id, lang = 'fi') => {
  await page.goto(`${h.url}/${lang}/desk/?matter=${id}`);
  await page.waitForSelector('.panel-in .actions button');
};
const press = (page, words) => page.click(`.actions button:has-text("${words}")`);

const all = [
  ['a colleague of another team is asked and answers, and both pages follow', async (h) => {
    const staff = await desk(h, home);
    const colleague = await desk(h, other, 'sv');
    const id = await idOf(h, staff, await asked(h, staff, 'Voiko harjoitella kotona?'));
    await go(h, staff, id);
    await press(staff, 'Kysy kollegalta');
    await staff.click('dialog button[type=submit]');
    await staff.waitForSelector('dialog .errsum, dialog [role=alert]');
    await h.axe(staff, 'question without words');
    await staff.selectOption('dialog select[name=team]', other);
    await staff.fill('dialog textarea[name=question]', 'Sopisiko ryhmä?');
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.waitForSelector('.panel-in :text("odottaa vastausta")');
    await h.axe(staff, 'open question');

    await colleague.click('.tab:has-text("Frågat av oss")');
    await colleague.waitForSelector(`#row-${id}`);
    await colleague.click(`#row-${id}`);
    await colleague.waitForSelector('.actions button:has-text("Svara på frågan")');
    h.assert.equal(await colleague.locator('.actions button').count(), 1, 'the asked can only answer');
    await press(colleague, 'Svara på frågan');
    await colleague.fill('dialog textarea[name=answer]', 'Kyllä, ensi viikolla.');
    await colleague.click('dialog button[type=submit]');
    await closed(colleague);
    await staff.waitForSelector('.panel-in blockquote:has-text("ensi viikolla")');
    await colleague.waitForFunction((row) => !document.getElementById(row) || document.querySelector(`#${row}`).closest('tr').classList.contains('gone'), `row-${id}`);
  }],
  ['a refused hand-over is marked in the giver’s queue, and taking it is enough', async (h) => {
    const staff = await desk(h, home);
    const colleague = await desk(h, other);
    const id = await idOf(h, staff, await asked(h, staff, 'Kenen asia tämä on?'));
    await go(h, staff, id);
    await press(staff, 'Tarjoa toiselle tiimille');
    await staff.selectOption('dialog select[name=team]', other);
    await staff.check('dialog input[name=reason][value=workload]');
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.waitForSelector('.panel-in .note:has-text("palaa viimeistään")');
    await go(h, colleague, id);
    await press(colleague, 'Älä ota vastaan');
    await colleague.check('dialog input[name=reason][value=no_capacity]');
    await colleague.click('dialog button[type=submit]');
    await closed(colleague);
    await staff.waitForSelector('.panel-in [role=alert]:has-text("ei ottanut asiaa vastaan")');
    await h.axe(staff, 'came back');
    await staff.click('.tab:has-text("Palasi meille")');
    await staff.waitForSelector(`#row-${id}`);
    h.assert.match(await staff.textContent('.queue-table tbody .state'), /palasi/);
    await staff.click(`#row-${id}`);
    await press(staff, 'Ota itsellesi');
    await staff.waitForFunction(() => !document.querySelector('.panel-in [role=alert]'));
  }],
  ['the same need asked twice is joined by code on a phone, and separated again', async (h) => {
    const staff = await desk(h, home, 'en', { width: 390, height: 844 });
    const [first, second] = [await asked(h, staff, 'My knee hurts'), await asked(h, staff, 'My knee still hurts')];
    const [a, b] = [await idOf(h, staff, first), await idOf(h, staff, second)];
    await go(h, staff, b, 'en');
    await press(staff, 'Join to the same matter');
    await staff.fill('dialog input[name=with]', 'nonsense!');
    await staff.click('dialog button[type=submit]');
    await staff.waitForSelector('dialog [aria-invalid=true]');
    await staff.fill('dialog input[name=with]', first.toLowerCase().replace('-', ' '));
    await staff.click('dialog button[type=submit]');
    await closed(staff);
    await staff.waitForSelector('.panel-in a[href$="' + a + '"]');
    await h.axe(staff, 'joined');
    await h.noSideways(staff, 'joined');
    await staff.click('.panel-in a[href$="' + a + '"]');
    await staff.waitForSelector(`.panel-in a:has-text("${second}")`);
    await go(h, staff, b, 'en');
    await press(staff, 'Make it its own matter');
    await staff.waitForSelector('.actions button:has-text("Take")');
  }],
];
export const tests = all.map(([name, run]) => [name, async (h) => { if (!h.mock) await run(h); }]);
