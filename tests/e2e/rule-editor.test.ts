import { expect, test } from 'vitest';
import { GOOD, HOSTILE } from '#core/rules/hostile.test-data.ts';
import { ready, useBrowser } from './page.ts';

const { open } = useBrowser();

test('a rule is made from a template, counted while it is typed, saved, run with the set, switched off, deleted and brought back; findings say what to write', async () => {
  const { page, trouble } = await open('/rules/edit?template=words-in-target');
  const impact = page.getByTestId('impact');
  await page.waitForSelector('[data-testid="impact"][data-flagged]', { timeout: 60_000 });

  // The form: another word list, another count, at once; with samples that lead to their rows.
  await page.getByLabel('默认值').fill('及时');
  await page.waitForFunction(
    () => Number(document.querySelector<HTMLElement>('[data-testid="impact"]')?.dataset['flagged']) > 5,
  );
  const flagged = Number(await impact.getAttribute('data-flagged'));
  expect(await impact.locator('a[href*="#row-"]').count()).toBe(Math.min(5, flagged));
  await page.getByTestId('rule-title').fill('指标值写成及时');

  // JSON: the same rule; what is wrong is marked and counted, what is known is offered.
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.waitForSelector('[data-editor="ready"]');
  const content = page.locator('.cm-content');
  expect(await content.textContent()).toContain('指标值写成及时');
  await content.click();
  await page.keyboard.press('Control+f');
  await page.locator('.cm-search input[name="search"]').fill('"containsAny"');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.insertText('"contians"');
  await page.waitForSelector('[data-testid="rule-problems"][data-count="1"]');
  await page.waitForSelector('.cm-lintRange-error');
  await page.keyboard.press('Control+z');
  await page.waitForSelector('[data-testid="rule-problems"][data-count="0"]');

  await ready(page);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.waitForURL(/own=/);
  await page.reload();
  await page.waitForSelector('[data-testid="impact"][data-flagged]', { timeout: 60_000 });
  expect(await page.getByTestId('rule-title').inputValue()).toBe('指标值写成及时');
  await ready(page);

  // It runs with the chosen set, under the page's own count, and can be switched off.
  await page.getByRole('link', { name: '规则', exact: true }).click();
  const own = page.getByTestId('own-rules').locator('li[data-rule]');
  await own.getByRole('link', { name: new RegExp(`^${flagged} /`) }).waitFor();
  expect(await own.textContent()).toContain('自有');
  await own.getByRole('checkbox').uncheck();
  await own.getByRole('link', { name: new RegExp(`^${flagged} /`) }).waitFor({ state: 'detached' });
  await own.getByRole('button', { name: /^删除/ }).click();
  await own.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await own.waitFor();

  // Hostile files are refused one by one with place and remedy; every other rule is listed as before.
  const listed = page.locator('main a[href^="/rules/"]');
  const before = await listed.allInnerTexts();
  const json = (name: string, text: string) => ({
    name,
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  const take = page.getByTestId('own-import');
  await take.setInputFiles(Object.entries(HOSTILE).map(([name, { text }]) => json(name, text)));
  const refused = page.getByTestId('own-refused').locator('li');
  await refused.first().waitFor();
  const told = new Map(
    await refused.evaluateAll((all) =>
      all.map((li) => [(li as HTMLElement).dataset['file'], li.textContent]),
    ),
  );
  expect([...told.keys()].sort()).toEqual(Object.keys(HOSTILE).sort());
  for (const [file, { place, line }] of Object.entries(HOSTILE)) {
    expect(told.get(file), file).toContain(place);
    expect(told.get(file), file).toMatch(/\p{Script=Han}{4}/u);
    if (line !== undefined) expect(told.get(file), file).toContain(`行 ${line}`);
  }
  expect(await listed.allInnerTexts()).toEqual(before);

  // A right one in the same file list is taken.
  await take.setInputFiles([json('good.json', GOOD), json('bad.json', '{"id":"x"}')]);
  await page.getByTestId('own-rules').getByRole('link', { name: '自有规则' }).waitFor();
  expect(await refused.evaluateAll((all) => all.map((li) => (li as HTMLElement).dataset['file']))).toEqual([
    'bad.json',
  ]);
  expect(await own.count()).toBe(2);

  // Each finding says its smallest change; the list for the departments is one click away.
  await page.getByRole('link', { name: '审核', exact: true }).click();
  await page.getByTestId('smallest-change').waitFor({ timeout: 60_000 });
  expect(await page.getByTestId('smallest-change').textContent()).toMatch(/已(按改后的内容)?重新检查/);
  await page.getByRole('button', { name: /导出疑点清单/ }).click();
  await page.getByRole('button', { name: '修改建议清单' }).click();
  const count = page.getByTestId('suggest-count');
  await count.waitFor({ timeout: 60_000 });
  expect(Number(await count.getAttribute('data-rows'))).toBeGreaterThan(100);
  expect(trouble).toEqual([]);
}, 180_000);
