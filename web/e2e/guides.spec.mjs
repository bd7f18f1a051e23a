// Guides in the studio: a text is corrected, its mark goes, it is tried, another publishes, residents read it; versions, both widths.
import { writeCell } from './studio.spec.mjs';

const writer = (a) => a.id === 'content-1';
const approver = (a) => a.id === 'content-2';
const CODE = 'what-help';
const PLACE = 'texts.outcome.violence.first_step';
const WRONG = 'Ring Nollinjen 080 005 006. Om faran är nu, ring 112.';
const RIGHT = 'Ring Nollinjen 080 005 005 genast. Om faran är nu, ring 112.';
const shot = async (page, name) => { if (process.env.VUORO_SHOTS) await page.screenshot({ path: `${process.env.VUORO_SHOTS}/${name}.png` }); };
const field = (page, place, language) => page.locator(`[data-place="${place}"] [data-language="${language}"] textarea`);
const marks = (page, place, language) => page.locator(`[data-place="${place}"] [data-language="${language}"] .textmarks li`);
const fine = (page, yes) => page.waitForSelector(`[data-part=check][data-fine=${yes ? 'yes' : 'no'}]`);
async function openGuide(h, page, who = writer, lang = 'fi') {
  await h.signIn(page, 'studio', who, lang);
  await page.click(`[data-guide="${CODE}"] a`);
  await page.waitForSelector('.guidetext');
}
async function noDraft(h, page) {
  const found = await (await page.request.get(`${h.url}/api/v1/studio/guides/${CODE}`)).json();
  if (found.draft) await page.request.post(`${h.url}/api/v1/studio/guides/${CODE}/drop`, { headers: { 'Idempotency-Key': `guides-${Date.now()}-drop` }, data: { revision: found.revision } });
}
const leave = (page) => page.goto('about:blank');

export const tests = [
  ['guides: a Swedish text is corrected, its mark goes, it is tried as a resident, and another person publishes it', async (h) => {
    const page = await h.open();
    await openGuide(h, page);
    await noDraft(h, page);
    await page.click('[data-do=edit]');
    await field(page, PLACE, 'sv').fill(WRONG);
    await marks(page, PLACE, 'sv').filter({ hasText: '080 005 005' }).waitFor();
    h.assert.equal(await marks(page, PLACE, 'sv').count(), 2, 'the number is another one');
    await shot(page, 'guide-marked');
    await page.check('#only-marked');
    h.assert.ok(await page.locator('.guidetext').count() < 20, 'only what has a mark');
    await field(page, PLACE, 'sv').fill(RIGHT);
    await marks(page, PLACE, 'sv').first().waitFor({ state: 'detached' });
    await page.uncheck('#only-marked');
    await page.click('[data-do=undo]');
    h.assert.notEqual(await field(page, PLACE, 'sv').inputValue(), RIGHT, 'taken back');
    await field(page, PLACE, 'sv').fill(RIGHT);
    await fine(page, true);
    await page.click('[data-do=save]');
    await page.waitForSelector('[data-do=offer]:not([aria-disabled=true])');

    const trial = await page.context().newPage();
    await trial.goto(`${h.url}${await page.getAttribute('[data-do=try-sv]', 'href')}`);
    await trial.waitForSelector('.trial');
    await trial.click('button[value=next]');
    await trial.check('input[value=no]');
    await trial.click('main button[value=next]');
    await trial.check('input[value="18-64"]');
    await trial.click('main button[value=next]');
    await trial.check('input[value=violence]');
    await trial.click('main button[value=next]');
    await trial.getByText(RIGHT).waitFor();
    h.assert.equal(await trial.locator('button[value=keep]').count(), 0, 'no code of a trial');
    await shot(trial, 'guide-trial');
    await h.axe(trial, 'a trial');
    await trial.close();

    await page.click('[data-do=offer]');
    await page.waitForSelector('#publish-why');
    await leave(page);
    const second = await h.open();
    await openGuide(h, second, approver);
    await second.click('[data-do=publish]');
    await second.click('[data-do=publish-yes]');
    await second.waitForSelector('.said');
    await second.waitForSelector('[data-version="2"]');
    const form = { visit: 'b'.repeat(32), 'a.danger': 'no', 'a.age': '18-64', 'a.topics': 'violence', asked: 'topics', do: 'next' };
    const resident = await second.request.post(`${h.url}/sv/navigators/${CODE}/`, { form, headers: { Origin: h.url } });
    h.assert.ok((await resident.text()).includes(RIGHT), 'the resident reads it');

    await second.click('[data-version="1"] a');
    await second.waitForSelector('.guidetext');
    h.assert.ok(!(await second.locator(`[data-place="${PLACE}"]`).innerText()).includes('genast'), 'the old version stays');
    await second.goBack();
    await second.click('[data-do=compare]');
    await second.waitForSelector(`[data-place="${PLACE}"] ins`);
    h.assert.equal(await second.locator('#diff-texts + .scroll tbody tr').count(), 1, 'one text differs');
    await shot(second, 'guide-compare');
    await h.axe(second, 'two versions');
    await leave(second);
  }],
  ['guides: a row of the table is changed, a case fails and is mended, and another person publishes it', async (h) => {
    const page = await h.open();
    await openGuide(h, page);
    await noDraft(h, page);
    await page.reload();
    await page.waitForSelector('.dmnbox tbody tr');
    await page.click('[data-do=edit]');
    await page.waitForSelector('.dmntools');
    await page.selectOption('#which-table', 'exit');
    await page.waitForFunction(() => document.querySelectorAll('.dmnbox tbody tr').length === 1);
    await page.selectOption('#which-table', 'outcome');
    await page.waitForSelector('.dmnbox tbody tr:nth-child(3)');
    await writeCell(page, 3, 1, '"0-17"');
    await fine(page, false);
    await page.locator('[data-case][data-passed=no]').first().waitFor();
    await page.locator('[data-part=table-flaws] button').filter({ hasText: '3' }).waitFor();
    h.assert.notEqual(await page.getAttribute('[data-do=save]', 'aria-disabled'), 'true', 'a draft that fails can be saved');
    await shot(page, 'guide-table');
    await h.axe(page, 'a table of a guide');
    await writeCell(page, 3, 1, '-');
    await fine(page, true);
    await writeCell(page, 3, 4, '"tervl-51"');
    await fine(page, true);
    await page.click('[data-do=save]');
    await page.waitForSelector('[data-do=offer]:not([aria-disabled=true])');
    await page.click('[data-do=offer]');
    await page.waitForSelector('#publish-why');
    h.assert.equal(await page.locator('[data-do=drop]').count(), 0, 'what is offered is not dropped');
    await leave(page);
    const form = { visit: 'c'.repeat(32), 'a.danger': 'no', 'a.age': '18-64', 'a.topics': 'teeth', asked: 'topics', do: 'next' };
    const read = async (by) => (await (await by.request.post(`${h.url}/fi/navigators/${CODE}/`, { form, headers: { Origin: h.url } })).text());
    const second = await h.open();
    const before = await read(second);
    await openGuide(h, second, approver);
    await second.click('[data-do=publish]');
    await second.click('[data-do=publish-yes]');
    await second.waitForSelector('.said');
    const after = await read(second);
    h.assert.match(before, /51 b/, 'the source before');
    h.assert.doesNotMatch(after, /51 b/, 'the resident is told the new source');
    await second.click('[data-do=compare]');
    await second.locator('[data-table=Outcome] del').first().waitFor();
    h.assert.equal(await second.locator('[data-table=Outcome] del').count(), 1, 'the one cell that differs');
    h.assert.equal(await second.locator('[data-table=Exit] del').count(), 0, 'the other table is the same');
    await shot(second, 'guide-tables-compared');
    await h.axe(second, 'two versions of the tables');
    await leave(second);
  }],
  ['guides: two people at once, and leaving with words that are not saved', async (h) => {
    const page = await h.open();
    await openGuide(h, page);
    await noDraft(h, page);
    await page.reload();
    await page.waitForSelector('.guidetext');
    await page.click('[data-do=edit]');
    await field(page, 'texts.intro', 'en').fill('A few questions, and you see where to begin.');
    const now = await (await page.request.get(`${h.url}/api/v1/studio/guides/${CODE}`)).json();
    await page.request.post(`${h.url}/api/v1/studio/guides/${CODE}/draft`, { headers: { 'Idempotency-Key': `guides-${Date.now()}-other` }, data: { revision: now.revision, wording: [{ place: 'texts.name', language: 'en', text: 'Where is help?' }] } });
    await page.click('[data-do=save]');
    await page.click('[data-do=see-newer]');
    await page.waitForSelector('.theirs [data-place="texts.intro"] ins');
    await page.click('.back a');
    await page.waitForSelector('dialog[open]');
    await page.locator('dialog[open] .foot-row button').last().click();
    await page.click('[data-do=save-on-top]');
    await page.waitForSelector('.said');
    h.assert.equal(await field(page, 'texts.name', 'en').inputValue(), 'Where is help?', 'theirs stays');
    h.assert.equal(await field(page, 'texts.intro', 'en').inputValue(), 'A few questions, and you see where to begin.', 'mine is there');
    await field(page, 'texts.intro', 'sv').fill('');
    await fine(page, false);
    await page.waitForSelector('.flaws');
    h.assert.equal(await page.getAttribute('[data-do=offer]', 'aria-disabled'), 'true', 'a missing text blocks');
    await page.click('[data-do=undo]');
    await noDraft(h, page);
    await leave(page);
  }],
  ['guides: the form goes out and in, at both widths, in three languages, without a fault of axe', async (h) => {
    for (const [width, lang] of [[1440, 'fi'], [390, 'sv'], [390, 'en']]) {
      const page = await h.open({ width });
      await openGuide(h, page, writer, lang);
      await noDraft(h, page);
      await page.reload();
      await page.waitForSelector('.guidetext');
      await page.click('[data-do=edit]');
      await field(page, PLACE, 'sv').waitFor();
      h.assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no sideways scrolling at ${width}`);
      await h.axe(page, `a guide at ${width}`);
      await shot(page, `guide-${width}-${lang}`);
      await page.locator('.dmnbox').first().scrollIntoViewIfNeeded();
      await shot(page, `guide-table-${width}-${lang}`);
      await page.click('[data-do=stop]');
      const text = await (await page.request.get(`${h.url}${await page.getAttribute('[data-do=export]', 'href')}`)).text();
      await page.setInputFiles('#import', { name: 'form.json', mimeType: 'application/json', buffer: Buffer.from(text.replace('Mistä saan apua?', 'Mistä apua?')) });
      await page.waitForSelector('.said');
      h.assert.equal(await field(page, 'form.title', 'fi').inputValue(), 'Mistä apua?', 'the form came in');
      await noDraft(h, page);
      await leave(page);
    }
  }],
];
