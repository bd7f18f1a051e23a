// Customerships at the desk: the form, what the table proposes, deciding otherwise, the own contact, undo, and what leads see.
import { closed, newKey } from './harness.mjs';

const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png`, fullPage: true }); };
const HEAVY = { matters: 'many', helpers: 'few', change: 'worse', daily: 'partly', errands: 'helped', near: 'no' };

async function contact(h, page) {
  const answer = await page.request.post(`${h.url}/api/v1/desk/contacts`, { headers: { 'Idempotency-Key': newKey() }, data: { channel: 'phone', words: 'Moni asia painaa', about: 'self', age: 71, lang: 'fi', reach: { by: 'phone', value: '+358401234567' }, take: 'yes' } });
  h.assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).matter.id;
}
const act = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
const answer = async (page, answers) => { for (const [q, value] of Object.entries(answers)) await page.check(`dialog input[name="a.${q}"][value=${value}]`); };
const part = (page) => page.locator('[data-part=segment]').innerText();

export const tests = [
  ['the customership is proposed by the form, decided by a person, and changes what comes next', async (h) => {
    const page = await h.open();
    await h.signIn(page, 'desk', (a) => a.id === 'desk-hakunila-1');
    await page.waitForSelector('#desk-title');
    const id = await contact(h, page);
    await page.goto(`${h.url}/fi/desk/?matter=${id}`);
    await page.waitForSelector('[data-part=segment]');
    h.assert.match(await part(page), /Asiakkuutta ei ole valittu/);
    await act(page, 'Valitse asiakkuus');
    await page.waitForSelector('dialog[open] .segmentform');
    await h.axe(page, 'the form of customerships');
    await shot(page, 'segment-empty-1440');

    // Nothing chosen: each fault is named, and nothing is sent.
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.summary');
    h.assert.match(await page.textContent('.summary'), /Mikä asiakkuus.*Perustelu/s);

    // A form that was begun is finished, also when there is a reason in words.
    await answer(page, { matters: 'many' });
    await page.check('dialog input[name=segment][value=self]');
    await page.fill('dialog textarea[name=words]', 'x');
    await page.click('dialog button[type=submit]');
    await page.waitForFunction(() => document.querySelector('.summary')?.textContent?.includes('Kuinka moni taho'));
    await h.axe(page, 'a form half answered');
    await page.fill('dialog textarea[name=words]', '');

    await answer(page, HEAVY);
    await page.waitForSelector('dialog .note b');
    h.assert.match(await page.locator('dialog [aria-live]').innerText(), /Ehdotus: Verkostoasiakkuus.*Tilanteen monitahoisuus 5 · Tuen tarve arjessa 5/s);
    h.assert.equal(await page.isChecked('dialog input[name=segment][value=network]'), true, 'what is proposed is chosen');
    await page.setViewportSize({ width: 390, height: 844 });
    await h.axe(page, 'the proposal at 390');
    await shot(page, 'segment-proposed-390');
    await page.setViewportSize({ width: 1440, height: 900 });

    // Another answer asks the table again.
    await answer(page, { daily: 'alone', errands: 'alone', near: 'yes' });
    await page.waitForFunction(() => document.querySelector('dialog [aria-live]')?.textContent?.includes('Yhteistyöasiakkuus'));
    await answer(page, HEAVY);
    await page.waitForFunction(() => document.querySelector('dialog [aria-live]')?.textContent?.includes('Verkostoasiakkuus'));

    // Otherwise takes a reason.
    await page.check('dialog input[name=segment][value=community]');
    await page.click('dialog button[type=submit]');
    await page.waitForFunction(() => document.querySelector('.summary')?.textContent?.includes('Miksi päätät toisin'));
    await page.check('dialog input[name=otherwise][value=persons_wish]');
    await page.fill('dialog textarea[name=words]', 'Toivoo ryhmää lähelle kotia.');
    await shot(page, 'segment-otherwise-1440');
    await page.click('dialog button[type=submit]');
    await closed(page);
    await page.waitForFunction(() => document.querySelector('[data-part=segment]')?.textContent?.includes('Yhteisöasiakkuus'));
    h.assert.match(await part(page), /Omaa yhteyshenkilöä ei ole/);
    h.assert.match(await page.locator('.promiselist').innerText(), /Oman yhteyshenkilön nimeäminen/);

    await act(page, 'Ryhdy omaksi yhteyshenkilöksi');
    await page.waitForFunction(() => document.querySelector('[data-part=segment]')?.textContent?.includes('Oma yhteyshenkilö: sinä'));
    await h.axe(page, 'the matter with a customership');
    await shot(page, 'segment-decided-1440');
    await page.keyboard.press('u');
    await page.waitForFunction(() => document.querySelector('[data-part=segment]')?.textContent?.includes('Omaa yhteyshenkilöä ei ole'));

    // Who decides again sees why it was decided so.
    await act(page, 'Valitse asiakkuus');
    await page.waitForSelector('dialog[open] details.folded');
    await page.click('dialog details.folded summary');
    h.assert.match(await page.locator('dialog details.folded').innerText(), /Toivoo ryhmää lähelle kotia.*ehdotuksen Verkostoasiakkuus sijaan: henkilön oma toive/s);
    await page.keyboard.press('Escape');
    await closed(page);

    const lead = await h.open();
    await h.signIn(lead, 'lead', (a) => a.role === 'lead');
    await lead.waitForSelector('#segmentuse-title');
    h.assert.match(await lead.locator('section:has(#segmentuse-title)').innerText(), /Yhteisöasiakkuus.*Ei valittu.*toisin/s);
    await h.axe(lead, 'the board with customerships');
    await shot(lead, 'segment-lead-1440');
  }],
  ['the form of customerships in Swedish and English, by keyboard', async (h) => {
    for (const [lang, button, title] of [['sv', 'Välj klientskap', /Hurdan service/], ['en', 'Choose the customership', /What kind of service/]]) {
      const page = await h.open();
      await h.signIn(page, 'desk', (a) => a.id === 'desk-hakunila-1', lang);
      await page.waitForSelector('#desk-title');
      const id = await contact(h, page);
      await page.goto(`${h.url}/${lang}/desk/?matter=${id}`);
      await page.waitForSelector('[data-part=segment]');
      await page.getByRole('button', { name: button, exact: true }).first().focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open] .segmentform');
      h.assert.match(await page.textContent('dialog .segmentform h3'), title);
      await page.locator('dialog input[name="a.matters"]').first().focus();
      for (let q = 0; q < 6; q += 1) { await page.keyboard.press('Space'); await page.keyboard.press('Tab'); }
      await page.waitForFunction(() => document.querySelector('dialog input[name=segment][value=self]')?.checked === true);
      await h.axe(page, `the form in ${lang}`);
      await shot(page, `segment-${lang}-1440`);
      await page.setViewportSize({ width: 390, height: 844 });
      await h.axe(page, `the form in ${lang} at 390`);
      await shot(page, `segment-${lang}-390`);
      await page.context().close();
    }
  }],
];
