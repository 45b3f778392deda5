import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { library } from '#core/rules/library.ts';
import { withDefaults } from '#core/rules/params.ts';
import { rulePage } from '#core/rules/rule-page.ts';
import { arrive, holds, ready, useBrowser, type Visit } from './page.ts';

const { open } = useBrowser();

let visit: Visit;
beforeAll(async () => {
  visit = await open('/');
  await ready(visit.page);
});
afterAll(() => visit.page.context().close());

test('a rule, its finding, why, the printed line, and the way to the form', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/audit?rule=cost-unit-not-money');
  const finding = page.locator('[data-testid=audit-finding]');
  await page.locator('button[data-finding]').first().click();
  await finding.locator('h3').first().waitFor();
  const text = await finding.innerText();
  for (const part of ['≤10.00(%)', '458', 'I08', '完整性', '依据']) expect(text).toContain(part);
  const address = page.url();
  expect(address).toContain('finding=');
  await page.goto(address);
  await ready(page);
  await finding.locator('h3').first().waitFor();
  expect(await finding.innerText()).toContain('≤10.00(%)');
  await finding.locator('a[href*="/projects/"]').first().click();
  await page.waitForURL(/\/projects\/.*#row-/);
  expect(trouble).toEqual([]);
});

test('a finding on a row that was hard to read says so and stands one step lower', async () => {
  const { page } = visit;
  await arrive(page, '/audit?rule=value-missing');
  await page.locator('button[data-finding]').first().click();
  const finding = page.locator('[data-testid=audit-finding]');
  await finding.locator('h3').first().waitFor();
  const text = await finding.innerText();
  expect(text).toContain('先核对原件');
  expect(text).toContain('D01');
  expect(text).toContain('一般');
});

test('another rule set judges anew; every rule says checked, flagged, not applicable', async () => {
  const { page } = await open('/audit');
  await ready(page);
  const headline = page.locator('[data-testid=audit-headline]');
  const before = await headline.innerText();
  await page
    .locator('[data-testid=audit-set] select, select[data-testid=audit-set]')
    .first()
    .selectOption({ index: 1 });
  await expect.poll(() => headline.innerText(), { timeout: 30_000 }).not.toBe(before);
  await ready(page);
  const rules = await page.locator('[data-testid=audit-rules]').innerText();
  expect(rules).toMatch(/\d+ \/ \d+/);
  expect(rules).toContain('不适用');

  // A set of one's own over a locked rule: weaker for some records is refused with place and remedy, stricter runs.
  const own = page.locator('[data-testid=audit-set-view]');
  await own.locator('summary').click();
  const take = (entry: unknown) => {
    const words = { zh: '本局规则集', en: 'Our set' };
    const when = { all: [{ fact: 'nature', operator: 'equal', value: '一次性项目' }] };
    const overrides = [{ when, rules: { 'weights-off': entry } }];
    const set = { name: 'bureau', version: '1.0.0', title: words, why: words, extends: 'self-evaluation' };
    const buffer = Buffer.from(JSON.stringify({ ...set, rules: {}, overrides }));
    return own
      .locator('input[type=file]')
      .setInputFiles({ name: 'bureau.json', mimeType: 'application/json', buffer });
  };
  await take('off');
  const refusal = own.getByRole('alert');
  await refusal.waitFor();
  expect(await refusal.innerText()).toMatch(
    /bureau\.json#\/overrides\/0\/rules\/weights-off .*锁定，只能更严.*请删去这一项或改得更严/u,
  );
  expect(await own.locator('summary').innerText()).not.toContain('本局规则集');
  await take({ params: { heaviest: 50 } });
  await expect.poll(() => own.locator('summary').innerText(), { timeout: 30_000 }).toContain('本局规则集');
  expect(await refusal.count()).toBe(0);
  // It is the one that is chosen now, and that a second run takes.
  const chosen = page.locator('select[data-testid=audit-set] option:checked');
  expect(await chosen.innerText()).toBe('本局规则集 v1.0.0');
  await page.getByRole('button', { name: '重新检查' }).click();
  await ready(page);
  expect(await chosen.innerText()).toBe('本局规则集 v1.0.0');
  await page.context().close();
});

test('findings are walked by keyboard', async () => {
  const { page } = visit;
  await arrive(page, '/audit');
  await page.locator('button[data-finding]').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset['finding']);
  expect(focused).toBe(await page.locator('button[data-finding]').nth(2).getAttribute('data-finding'));
  await expect.poll(() => page.url()).toContain('finding=');
});

test('a rule’s page runs the rule’s own examples in the page', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/rules/cost-unit-not-money');
  const examples = page.locator('[data-testid=rule-examples]');
  await examples.waitFor();
  await expect.poll(() => examples.innerText()).toMatch(/通过|一致/);
  const plain = (text: string) => text.replace(/[\s（）]+/g, '');
  const text = plain(await page.locator('main').innerText());
  const rule = library().rules.get('cost-unit-not-money')!;
  for (const { name, lines } of rulePage(rule, withDefaults(rule), 'zh'))
    for (const line of name === 'params' ? [] : lines.filter((one) => !one.startsWith('以下')))
      expect([name, line, text.includes(plain(line))]).toEqual([name, line, true]);
  expect(trouble).toEqual([]);
});

test('an export of many findings says how far it is and can be stopped', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  const sample = readFileSync('data/samples/shanghai-justice-bureau-2024.txt', 'utf8');
  await page.locator('#files').setInputFiles(
    Array.from({ length: 14 }, (_, i) => ({
      name: `${2024 - i}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(sample.replaceAll('2024', String(2024 - i))),
    })),
  );
  await holds(page, 182);
  await ready(page);
  await page.locator('nav a[href="/audit"]').click();
  const menu = page.getByRole('button', { name: '导出疑点清单' });
  const take = async (format: string) => {
    await menu.click();
    await page.locator('[popover]:popover-open button', { hasText: `.${format}` }).click();
  };

  // The writer is held back until it is not wanted any more.
  const writer = '**/export-worker*';
  await page.route(writer, () => {});
  await take('xlsx');
  const toast = page.locator('.toast', { has: page.locator('progress') });
  await toast.getByRole('button', { name: '取消' }).click();
  await toast.waitFor({ state: 'detached' });
  await page.getByText('导出已取消').waitFor();
  await page.unroute(writer);

  await page.evaluate(() => {
    const seen = Object.assign(window, { shares: new Set<number>() }).shares;
    new MutationObserver(() => {
      const bar = document.querySelector<HTMLProgressElement>('.toast progress[value]');
      if (bar) seen.add(bar.value);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  const download = page.waitForEvent('download');
  await take('json');
  const file = 'test-results/many.json';
  await (await download).saveAs(file);
  const shares = await page.evaluate(() => [...(window as unknown as { shares: Set<number> }).shares]);
  expect(shares.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(1);
  const { findings } = JSON.parse(readFileSync(file, 'utf8')) as { findings: unknown[] };
  expect(findings.length).toBeGreaterThan(5_000);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test('a waived finding is counted apart in the head, at its filter and over its group', async () => {
  const { page, trouble } = await open('/audit?rule=all&doubt=1');
  await ready(page);
  const list = page.locator('[data-testid=audit-findings]');
  const first = list.locator('button[data-finding]').first();
  const key = (await first.getAttribute('data-finding'))!;
  const group = list.locator('tr.group .note').first();
  const [, all] = /(\d+) 处/.exec(await group.innerText())!;
  const head = page.locator('[role=group] .aside', { hasText: '须核对原件' });
  const filter = list.getByRole('button', { name: '须核对原件' });
  const doubted = () =>
    Promise.all([head, filter].map(async (one) => Number(/\d+/.exec(await one.innerText()))));
  const [before] = await doubted();
  await page.locator('[data-testid=audit-trail] summary').click();
  const waived = { fingerprint: key.split('-')[0], kind: 'explained', reason: '已核实', author: '审计组' };
  await page.locator('[data-testid=audit-waivers] input[type=file]').setInputFiles({
    name: 'w.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ waivers: [waived] })),
  });
  await expect.poll(() => group.innerText()).toContain(`${Number(all) - 1} 处 · 豁免 1`);
  await expect.poll(doubted).toEqual([before! - 1, before! - 1]);
  expect(trouble).toEqual([]);
});

test('a page of findings past the last is the last, as when a smaller rule set takes the place of another', async () => {
  const { page, trouble } = await open('/audit?rule=all&page=3');
  await ready(page);
  const rows = page.locator('[data-testid=audit-findings] button[data-finding]');
  await page.getByText('第 301–400 处').waitFor();
  await page.locator('[data-testid=audit-set]').selectOption('leader');
  await page.waitForURL((url) => !url.searchParams.has('page'));
  await rows.first().waitFor();
  expect(trouble).toEqual([]);
});
