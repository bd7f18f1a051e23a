// Criteria at the desk: what the county's tables grant and why, deciding otherwise, and an old decision by its old version. Needs the
// real server's program.
import { later } from '../../tests/api/day.mjs';
import { can, closed, command, newKey, read } from './harness.mjs';
import { ownServer } from './own-server.mjs';

const TEAM = 'desk-hakunila';
const TABLE = 'physio-direct';
const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png`, fullPage: true }); };

/** A matter of somebody of the age, assessed for the profession; `page` is signed in at the desk. */
async function assessed(h, page, age, profession) {
  const answer = await page.request.post(`${h.url}/api/v1/desk/contacts`, { headers: { 'Idempotency-Key': newKey() }, data: { channel: 'phone', words: `Selkä ${age} v`, about: 'self', age, lang: 'fi', reach: { by: 'phone', value: '+358401234567' }, take: 'yes' } });
  h.assert.equal(answer.status(), 201, await answer.text());
  const { id } = (await answer.json()).matter;
  await command(h, page, id, 'assess', { urgency: 'non_urgent', profession, domains: ['health'], facts: ['general_medicine'] });
  return id;
}
async function openMatter(h, page, id, lang = 'fi') {
  await page.goto(`${h.url}/${lang}/desk/?matter=${id}`);
  await can(page, 'e');
}
async function openProposal(page) {
  await page.keyboard.press('e');
  await page.waitForSelector('dialog[open] fieldset.services');
}
const group = (page, service) => page.evaluate((code) => document.querySelector(`input[name=service][value=${code}]`)?.closest('.group')?.querySelector('.grouphead')?.textContent, service);
const grounds = async (page) => { await page.click('[data-do=grounds]'); await page.waitForSelector('[data-list=grounds]'); return page.locator('[data-list=grounds]').innerText(); };

/** One writes the next version of the table, another puts it in force. */
async function publish(h, change) {
  const [writer, approver] = [await h.open(), await h.open()];
  await h.signIn(writer, 'studio', (a) => a.id === 'content-1', 'fi', h.url);
  await h.signIn(approver, 'studio', (a) => a.id === 'content-2', 'fi', h.url);
  await Promise.all([writer, approver].map((p) => p.waitForSelector('table.tables')));
  const at = `${h.url}/api/v1/studio/tables/${TABLE}`;
  const table = await (await writer.request.get(at)).json();
  const post = async (page, what, data) => {
    const answer = await page.request.post(`${at}/${what}`, { headers: { 'Idempotency-Key': newKey() }, data });
    h.assert.equal(answer.status(), 200, `${what}: ${await answer.text()}`);
    return (await answer.json()).revision;
  };
  let revision = await post(writer, 'draft', { bundle: change(table.bundle), revision: table.revision });
  revision = await post(writer, 'offer', { revision });
  await post(approver, 'publish', { revision });
}

/** On a server of its own: what is published here is nobody else's. */
const alone = (walk) => async (h) => {
  const own = await ownServer({ from: later(0), weeks: 1 });
  h.alsoOurs(own.url);
  try { await walk({ ...h, url: own.url }); await own.check(); } finally { await own.close(); }
};

export const tests = [
  ['the desk sees which services the criteria grant and why; a new version changes the answer, the old decision keeps its own', alone(async (h) => {
    const page = await h.open();
    await h.signIn(page, 'desk', (a) => a.id === `${TEAM}-1`, 'fi', h.url);
    await page.waitForSelector('#desk-title');
    const [old, young, nurse] = [await assessed(h, page, 17, 'physiotherapist'), await assessed(h, page, 17, 'physiotherapist'), await assessed(h, page, 50, 'nurse')];

    await openMatter(h, page, old);
    await openProposal(page);
    h.assert.equal(await group(page, TABLE), 'Perusteet täyttyvät');
    const why = await page.textContent(`#why-${TABLE}`);
    h.assert.match(why, /Arvioitu ammattilainen: fysioterapeutti/);
    h.assert.match(why, /Terveydenhuoltolaki.*versio 1/);
    await h.axe(page, 'the services of a proposal');
    await shot(page, 'propose-1440');
    await page.check(`dialog input[name=service][value=${TABLE}]`);
    await page.click('dialog button[type=submit]');
    await closed(page);
    h.assert.match(await grounds(page), /perusteet täyttyvät/);

    // Who is not granted it gets it all the same, with a reason.
    await openMatter(h, page, nurse);
    await openProposal(page);
    h.assert.equal(await group(page, TABLE), 'Perusteet eivät täyty');
    await page.check(`dialog input[name=service][value=${TABLE}]`);
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.summary');
    h.assert.match(await page.textContent('.summary'), /Miksi päätät toisin/);
    await h.axe(page, 'a reason is missing');
    await page.check('dialog input[name=otherwise][value=persons_wish]');
    await shot(page, 'propose-otherwise-1440');
    await page.click('dialog button[type=submit]');
    await closed(page);
    h.assert.match(await grounds(page), /Päätettiin toisin: henkilön oma toive/);
    await h.axe(page, 'why it was decided so');
    await shot(page, 'grounds-1440');

    // The table changes while somebody has the dialog open: the proposal by the old one is refused, and the list comes anew.
    await openMatter(h, page, young);
    await openProposal(page);
    await page.check(`dialog input[name=service][value=${TABLE}]`);
    await publish(h, (bundle) => ({
      ...bundle,
      dmn: bundle.dmn.replace('<text>&lt; 16</text>', '<text>&lt; 18</text>'),
      cases: [...bundle.cases.map((c) => (c.given.age === 16 ? { ...c, expect: { verdict: 'person_decides' } } : c)), { name: 'täysi-ikäinen', given: { age: 18, urgency: 'days', profession: 'physiotherapist' }, expect: { verdict: 'met' } }],
    }));
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('dialog [role=alert]');
    h.assert.match(await page.textContent('dialog [role=alert]'), /muuttunut/);
    await page.waitForFunction((code) => /versio 2/.test(document.querySelector(`#why-${code}`)?.textContent ?? ''), TABLE);
    h.assert.equal(await group(page, TABLE), 'Sinä ratkaiset');
    await page.click('dialog button[type=submit]');
    await closed(page);
    h.assert.equal((await read(h, page, young)).steps.length, 1);

    await openMatter(h, page, old);
    const then = await grounds(page);
    h.assert.match(then, /perusteet täyttyvät/);
    h.assert.match(then, /versio 1/);
    h.assert.match(then, /Arvioitu ammattilainen/);
  })],
  ['the services of a proposal in every language on a telephone', alone(async (h) => {
    for (const lang of ['fi', 'sv', 'en']) {
      const page = await h.open({ lang, width: 390, height: 844 });
      await h.signIn(page, 'desk', (a) => a.id === `${TEAM}-1`, lang, h.url);
      await page.waitForSelector('#desk-title');
      const id = await assessed(h, page, 50, 'nurse');
      await page.goto(`${h.url}/${lang}/desk/?matter=${id}`);
      await page.locator('.actions button').filter({ hasText: { fi: 'Ehdota palvelua', sv: 'Föreslå', en: 'Propose' }[lang] }).first().click();
      await page.waitForSelector('dialog[open] fieldset.services');
      await page.check(`dialog input[name=service][value=${TABLE}]`);
      await page.waitForSelector('dialog input[name=otherwise]');
      await h.axe(page, `${lang} services at 390`);
      await shot(page, `propose-${lang}-390`);
      h.assert.doesNotMatch(await page.evaluate(() => document.body.innerText), /\b(grounds|otherwise|tableInput|verdict)\.[a-z]/, 'no text is missing');
      h.assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the screen');
    }
  })],
];
