const lead = (a) => a.role === 'lead';

export const tests = [
  ['every number opens its definition, its versions and its rows; Back returns', async ({ open, signIn, url, assert }) => {
    const page = await open();
    await signIn(page, 'lead', lead);
    await page.waitForSelector('table.rules');
    const board = await (await page.request.get(`${url}/api/v1/board`)).json();
    const rule = board.rules.find((r) => r.running > 0);
    const link = page.locator(`table.rules a[href*="${encodeURIComponent(rule.rule)}"][href*="state=running"]`);
    assert.equal((await link.textContent()).replace(/\D.*$/s, '').replace(/\s/g, ''), String(rule.running).replace(/\B(?=(\d{3})+$)/g, ' ').split(' ')[0], 'the table says what the API says');
    await link.click();
    await page.waitForSelector('.definition dl');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
    assert.match(page.url(), /state=running/);
    assert.ok(await page.locator('.definition table').count());
    const rows = await (await page.request.get(`${url}/api/v1/board/rules/${encodeURIComponent(rule.rule)}/rows?state=running`)).json();
    assert.equal(await page.locator('.definition section').last().locator('tbody tr').count(), rows.rows.length);
    await page.goBack();
    await page.waitForSelector('table.rules');
    // The title opens the rule without naming a state: its worst rows are shown, and nothing is refused.
    const whole = board.rules.find((r) => r.missed > 0 || r.overdue > 0);
    await page.locator('table.rules th a').filter({ hasText: whole.title }).first().click();
    await page.waitForSelector('.definition table.matters tbody tr');
    assert.equal(await page.locator('.note.late').count(), 0);
    await page.goBack();
    await page.waitForSelector('table.rules');
    for (const debt of board.debts) {
      await page.goto(`${url}/fi/lead/?debt=${debt.kind}`);
      await page.waitForSelector('.definition .words');
      assert.match(await page.textContent('h1'), new RegExp(debt.title));
    }
  }],
  ['charts agree with the API to the digit, in sentence and table', async ({ open, signIn, url, assert }) => {
    const page = await open();
    await signIn(page, 'lead', lead);
    await page.waitForSelector('.chart');
    const board = await (await page.request.get(`${url}/api/v1/board`)).json();
    const digits = (text) => text.replace(/[\s\u00a0]/g, '');
    for (const [i, debt] of board.debts.entries()) {
      const chart = page.locator('.chart').nth(i);
      assert.ok(digits(await chart.locator('figcaption').textContent()).includes(`nyt${debt.days.at(-1).open}`));
      await chart.locator('summary').click();
      const first = await chart.locator('tbody tr').first().locator('td').allTextContents();
      const last = debt.days.at(-1);
      assert.deepEqual(first.map(digits), [last.open, last.in, last.out].map(String));
      assert.equal(await chart.locator('tbody tr').count(), debt.days.length);
      assert.ok((await chart.locator('svg').getAttribute('aria-label')).length > 20);
    }
  }],
  ['unverified and too few are said, not hidden', async ({ open, signIn, url, assert }) => {
    const page = await open();
    await signIn(page, 'lead', lead);
    await page.waitForSelector('table.rules');
    const board = await (await page.request.get(`${url}/api/v1/board`)).json();
    assert.equal(await page.locator('table.rules .chip.soon').count(), board.rules.filter((r) => r.unverified).length);
    assert.equal(await page.locator('table.rules tbody tr').count(), board.rules.length);
    const quiet = board.rules.filter((r) => r.kept + r.missed + r.running + r.overdue + r.void + r.cannotCompute.length === 0).length;
    assert.equal(await page.locator('.quiet table.rules tbody tr').count(), quiet, 'rules without matters stand apart');
  }],
];
