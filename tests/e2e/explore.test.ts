import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive, ready, useBrowser } from './page.ts';

const { open } = useBrowser();

let page: Page;
let trouble: string[];
beforeAll(async () => {
  ({ page, trouble } = await open('/'));
  await ready(page);
});
afterAll(() => page.context().close());

/** The filter buttons of a chart: name → [kept, all], as they are printed (`41 / 60`, or `60` when all are kept). */
async function bars(page: Page, chart: string): Promise<Record<string, [string, string]>> {
  const printed = await page
    .locator(`[role=toolbar][aria-label="${chart}"] button`)
    .evaluateAll((buttons) =>
      buttons.map((button) =>
        ['.name', '.text'].map((part) => button.querySelector(part)?.textContent?.trim() ?? ''),
      ),
    );
  return Object.fromEntries(
    printed.map(([name = '', text = '']) => {
      const [kept = '', all = kept] = text.split(' / ');
      return [name, [kept, all]];
    }),
  );
}

async function textOf(file: Download): Promise<string> {
  const place = `test-results/${file.suggestedFilename()}`;
  await file.saveAs(place);
  return readFile(place, 'utf8');
}

/** A machine with other work takes its time; what is waited for is a state, not a time. */
const poll = <T>(what: () => T) => expect.poll(what, { timeout: 30_000 });

const count = (page: Page) => page.locator('.count[role=status]').innerText();

test('each chart filters the others, not itself; the address holds it; back undoes it', async () => {
  await arrive(page, '/explore');
  const level2 = page.locator('[role=toolbar][aria-label="二级指标"]');
  await level2.locator('button').first().waitFor();
  expect(await page.locator('[role=toolbar]').count()).toBeGreaterThanOrEqual(6);
  expect(await count(page)).toMatch(/^281 \/ 281/);
  const before = await bars(page, '二级指标');
  const strength = await bars(page, '指标强度');

  await level2.getByRole('button', { name: /^时效/ }).click();
  await page.waitForURL(/level2=/);
  await poll(() => count(page)).toMatch(/^41 \/ 281/);
  expect(await bars(page, '二级指标')).toEqual(before);
  await poll(async () => (await bars(page, '指标强度'))['状态词']).toEqual(['38', strength['状态词']![1]]);
  await page.locator('main table[data-rows="41"]').waitFor();

  await page.locator('[role=toolbar][aria-label="指标强度"]').getByRole('button', { name: /^缺值/ }).click();
  await poll(() => count(page)).toMatch(/^1 \/ 281/);
  const address = page.url();

  await page.goBack();
  await poll(() => count(page)).toMatch(/^41 \/ 281/);
  await page.goto(address);
  await ready(page);
  await poll(() => count(page)).toMatch(/^1 \/ 281/);
  expect(await page.locator('.missing').count()).toBe(0);

  await page.getByRole('button', { name: '清除全部' }).click();
  await poll(() => count(page)).toMatch(/^281 \/ 281/);

  // Barred, taken back, done again.
  await page
    .locator('[role=toolbar][aria-label="指标强度"]')
    .getByRole('button', { name: /^状态词/ })
    .click({ modifiers: ['Alt'] });
  await poll(() => count(page)).toMatch(/^203 \/ 281/);
  expect(new URL(page.url()).search).toContain('-strength=state');
  await page.getByRole('button', { name: '撤销' }).click();
  await poll(() => count(page)).toMatch(/^281 \/ 281/);
  await page.getByRole('button', { name: '重做' }).click();
  await poll(() => count(page)).toMatch(/^203 \/ 281/);

  // The map by kinds of targets: what a cell says is what its click selects.
  const map = page.locator('[role=toolbar][aria-label="一级指标热力图"]');
  await page.getByRole('group', { name: '横向分成什么' }).getByRole('button', { name: '指标值类型' }).click();
  await page.waitForURL(/set\.map=kind/);
  const cell = map.getByRole('button', { name: /^产出 · 数值：/ });
  const [, printed] = /：(\d+) 项，/.exec((await cell.getAttribute('aria-label'))!)!;
  await cell.focus();
  await page.keyboard.press('ArrowRight'); // There is no direction in this row.
  await poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toMatch(/^产出 · 定性词：/);
  await cell.click();
  await poll(() => count(page)).toMatch(new RegExp(`^${printed} / 281`));
  expect(new URL(page.url()).searchParams.get('kind')).toBe('quantity');
  await page.getByRole('button', { name: '撤销' }).click();
  await poll(() => count(page)).toMatch(/^203 \/ 281/);

  // A stretch drawn by keys: the charts follow at once, the address when it stays.
  const start = page.getByRole('slider', { name: '项目资金有多大 · 起点' });
  await start.focus();
  await page.keyboard.press('PageUp');
  await page.waitForURL(/budget=/);
  await poll(() => count(page)).not.toMatch(/^203 /);
  const drawn = await count(page);
  const kept = Number(/^[\d,]+/.exec(drawn)![0].replace(',', ''));
  await page.locator(`main table[data-rows="${kept}"]`).waitFor();

  // The pivot's total is what is selected, and so is the sum of its columns.
  await page.getByRole('button', { name: '透视表' }).click();
  const total = page.locator('main .frame tbody tr').last();
  await poll(() => total.locator('td').last().innerText()).toBe(String(kept));
  const cells = await total.locator('td').allInnerTexts();
  expect(cells.slice(0, -1).reduce((sum, text) => sum + Number(text || 0), 0)).toBe(kept);
  expect(trouble).toEqual([]);
});

test('numbers have a histogram over their column: drawn over, its stretch is the filter; again, it goes', async () => {
  const { page, trouble } = await open('/explore?cols=name.value.annual.nature.year');
  await ready(page);
  const heads = page.locator('main thead .bars');
  await poll(() => heads.count()).toBe(4);
  const bins = heads.nth(1).locator('i');
  const last = await bins.count();
  expect(last).toBeGreaterThan(8);
  const draw = async () => {
    await bins.nth(last - 4).hover();
    await page.mouse.down();
    await bins.nth(last - 1).hover();
    await page.mouse.up();
  };
  await draw();
  await page.waitForURL(/budget=\d+\.\.\d+/);
  await poll(() => count(page)).not.toMatch(/^281 /);
  const kept = Number.parseInt(await count(page));
  await page.locator(`main table[data-rows="${kept}"]`).waitFor();
  const [from, to] = new URL(page.url()).searchParams.get('budget')!.split('..').map(Number);
  const amounts = page.locator('main table[data-rows] tbody tr[aria-rowindex] td:nth-child(3)');
  await poll(async () => (await amounts.allInnerTexts()).filter((text) => !text).length).toBe(0);
  const texts = await amounts.allInnerTexts();
  expect(texts.length).toBeGreaterThan(0);
  for (const text of texts) {
    const yuan = Number(text.replace(/[^\d.]/g, '')) * (text.includes('万') ? 1e4 : 1);
    expect(yuan).toBeGreaterThanOrEqual(from!);
    expect(yuan).toBeLessThan(to!);
  }
  await draw();
  await poll(() => count(page)).toMatch(/^281 /);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test('under a moving brush every chart on the screen follows, one that comes into sight too; released, the figures stay', async () => {
  await arrive(page, '/explore');
  const track = page.locator('section', { hasText: '项目资金有多大' }).locator('.track');
  await track.waitFor();
  await track.scrollIntoViewIfNeeded();
  const far = '单位是什么';
  const whole = await bars(page, far);
  const box = (await track.boundingBox())!;
  const to = (share: number) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await to(0.5);
  await page.mouse.down();
  await to(0.9);
  await poll(() => count(page)).not.toMatch(/^281 /);
  const drawn = await count(page);

  expect(new URL(page.url()).search).toBe('');
  const toolbar = page.locator(`[role=toolbar][aria-label="${far}"]`);
  await toolbar.evaluate((element) => element.scrollIntoView());
  await poll(() => bars(page, far)).not.toEqual(whole);
  const seen = { far: await bars(page, far), near: await bars(page, '二级指标') };

  await page.mouse.up();
  await page.waitForURL(/budget=/);
  await page.locator('.charts[aria-busy=false]').waitFor();
  expect(await count(page)).toBe(drawn);
  expect({ far: await bars(page, far), near: await bars(page, '二级指标') }).toEqual(seen);

  // By keys: bin after bin is read out, and the one that is read is taken.
  const reader = page.getByRole('slider', { name: '项目资金有多大 · 逐段读数' });
  await reader.focus();
  await page.keyboard.press('End');
  const figure = /：(\d+)$/.exec((await reader.getAttribute('aria-valuetext'))!)![1]!;
  expect(Number(figure)).toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await poll(() => count(page)).toMatch(new RegExp(`^${figure} / 281`));
  expect(trouble).toEqual([]);
});

test('what a chart’s SQL gives in the console is what the chart shows', async () => {
  // The link speaks of another portfolio's department and of a part that no version knows: both are told.
  await arrive(page, '/explore?strength=state&colour=red&-department=别处的局');
  await page.locator('.missing').getByText('别处的局').waitFor();
  expect(await page.locator('.missing').innerText()).toContain('colour=red');
  await poll(() => count(page)).toMatch(/^78 \/ 281/);
  await page.getByRole('button', { name: /SQL · 二级指标/ }).click();
  const shown = Object.values(await bars(page, '二级指标')).map(([kept]) => Number(kept));
  await page.locator('main a[href*="/sql#q="]').first().click();
  await page.waitForURL('**/sql**');
  await page.locator('[data-testid=sql-result] tbody tr').first().waitFor();
  const text = await page.locator('[data-testid=sql-result]').innerText();
  for (const kept of shown) expect(text).toMatch(new RegExp(`\\b${kept}\\b`));

  // A large table is written apart: it says how far it is, stops when told to, and comes whole when left alone.
  const rows = 120_000;
  const field = page.getByRole('textbox', { name: '查询语句' });
  await page.locator('[data-editor=ready]').waitFor();
  await field.fill(`SELECT range AS n, '第' || range || '行' AS t FROM range(${rows})`);
  await field.press('Control+Enter');
  await page.locator('section.result[aria-busy="false"] [role=status]', { hasText: '120,000' }).waitFor();
  const take = async (format: string) => {
    await page
      .getByRole('button', { name: /^导出 · / })
      .last()
      .click();
    await page.locator('[popover]:popover-open button', { hasText: format }).click();
  };
  await take('.xlsx');
  await page.locator('.toast progress').waitFor();
  await page.locator('.toast').getByRole('button', { name: '取消' }).click();
  await page.getByText('导出已取消').waitFor();
  const [file] = await Promise.all([page.waitForEvent('download'), take('.csv')]);
  const lines = (await textOf(file)).trimEnd().split('\r\n');
  expect([lines.length, lines.at(-1)]).toEqual([rows + 1, `${rows - 1},第${rows - 1}行`]);
});

test('a row of the table opens its form at that row, and the raw source line stands there on demand', async () => {
  await arrive(page, '/explore?q=flyztsl');
  await page.locator('main td mark', { hasText: '法律援助投诉率' }).first().waitFor();
  expect(await page.locator('main tbody tr:not(.space)').count()).toBe(1);
  await page.getByRole('searchbox', { name: '在“指标值”一列里搜索' }).fill('90');
  await page.waitForURL(/q\.raw=90/);
  await page.getByText('没有符合条件的指标').waitFor();
  await page.goBack();
  await page.locator('main td mark', { hasText: '法律援助投诉率' }).first().waitFor();
  await page.getByRole('button', { name: '导出 · 指标清单' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[popover]:popover-open button', { hasText: '.csv' }).click(),
  ]);
  expect((await textOf(file)).split('\r\n')).toEqual([
    expect.stringContaining('三级指标,指标值'),
    expect.stringContaining('法律援助投诉率,同比下降'),
    '',
  ]);
  await page.locator('main table a.name').first().click();
  await page.waitForURL(/\/projects\/.*#row-/);
  const row = page.locator(new URL(page.url()).hash);
  await row.waitFor();
  expect(await row.innerText()).toContain('同比下降');
  await row.locator('button[aria-expanded]').click();
  await poll(() => page.locator('main').innerText()).toMatch(/98[\s\S]*法律援助投诉率/);
  expect(trouble).toEqual([]);
});

test('a figure of the pivot leads to its rows; keys walk the figures; a removed dimension leaves the focus beside it', async () => {
  await arrive(page, '/explore?v=1&tab=pivot&rows=nature&across=level1.strength');
  const head = page.locator('main .frame thead th');
  await head.nth(2).waitFor();
  const names = (await head.allInnerTexts()).map((name) => name.replace(/^[▾▸]\s*/, ''));
  expect(new Set(names).size).toBe(names.length);
  const column = names.indexOf('产出 · 状态词');
  const cell = page
    .locator('main .frame tbody tr')
    .first()
    .locator('td')
    .nth(column - 1);
  const said = await cell.innerText();
  await page.locator('main .frame .number[tabindex="0"]').focus();
  for (let at = 1; at < column; at += 1) await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(said);
  await page.keyboard.press('Enter');
  await page.locator(`main table[data-rows="${said}"]`).waitFor();
  expect(decodeURIComponent(page.url())).toMatch(/nature=[^&]+&level1=产出指标&strength=state/);
  await poll(() => count(page)).toBe(`${said} / 281 项`);
  await page.goBack();
  await page.locator('#pivot-level1').focus();
  await page.keyboard.press('Delete');
  await page.locator('#pivot-level1').waitFor({ state: 'detached' });
  await poll(() => page.evaluate(() => document.activeElement?.id)).toBe('pivot-strength');
  expect(trouble).toEqual([]);
});

test('what is folded away stands in the address: the pivot’s lines and the groups of the list', async () => {
  await arrive(page, '/explore?v=1&tab=pivot&rows=nature.level1&group=level1');
  const rows = page.locator('main .frame tbody tr');
  const fold = page.locator('main .frame tbody').getByRole('button', { name: '经常性专项业务费' });
  await fold.waitFor();
  const whole = await rows.count();
  await fold.click();
  await poll(() => rows.count()).toBeLessThan(whole);
  const left = await rows.count();
  expect(new URL(page.url()).searchParams.getAll('fold')).toEqual(['down 经常性专项业务费']);

  await page.getByRole('button', { name: '清单', exact: true }).click();
  const list = page.locator('main table[data-rows]');
  await list.locator('tbody button[aria-expanded]').first().click();
  await page.waitForURL(/fold=group/);
  const folded = list.locator('tbody button[aria-expanded="false"]');
  expect(await folded.count()).toBe(1);

  await page.reload();
  await ready(page);
  await poll(() => folded.count()).toBe(1);
  await page.getByRole('button', { name: '透视表' }).click();
  await poll(() => rows.count()).toBe(left);
  await page.getByRole('button', { name: '全部展开' }).click();
  await poll(() => rows.count()).toBe(whole);
  expect(new URL(page.url()).searchParams.getAll('fold')).toHaveLength(1);
  expect(trouble).toEqual([]);
});

test('what is said of a chart holds though the chart itself is chosen in; names of groups stay in sight', async () => {
  await arrive(page, '/explore?v=1&rule=cost-unit-not-money&charts=rule.review');
  await poll(() => count(page)).toBe('1 / 281 项');
  const rules = page.locator('section, article').filter({ hasText: '触发了哪条规则' }).last();
  expect(await rules.innerText()).toContain('没有疑点最多：104 项。');

  await arrive(page, '/explore?measurable=no&charts=measurable.strength');
  await poll(() => count(page)).toBe('116 / 281 项');
  expect(await bars(page, '可否衡量')).toEqual({ 可衡量: ['165', '165'], 无法衡量: ['116', '116'] });
  expect(await bars(page, '指标强度')).toMatchObject({ 状态词: ['78', '78'], 有数可核: ['0', '86'] });

  await arrive(page, '/explore?group=level2&cols=name.raw.project.value.department.agency.nature.year.place');
  const frame = page.locator('main .frame');
  await frame.locator('tr.head').first().waitFor();
  await frame.evaluate((element) => element.scrollTo({ left: 400 }));
  const [name, box] = await Promise.all([
    frame.locator('tr.head .fold').first().boundingBox(),
    frame.boundingBox(),
  ]);
  expect(name!.x).toBeGreaterThanOrEqual(box!.x);
});

test('a view that was given a name is there on the next visit; a deleted one is brought back', async () => {
  await arrive(page, '/explore?v=1&level1=效益指标&tab=pivot&rows=nature.level2');
  const wanted = new URL(page.url()).search;
  const views = page.getByRole('button', { name: /^视图/ });
  await views.click();
  await page.getByPlaceholder('给现在的视图起个名字').fill('效益');
  await page.keyboard.press('Enter');
  await page.getByText('已保存“效益”').waitFor();

  await page.goto(new URL('/explore', page.url()).href);
  await ready(page);
  await views.filter({ hasText: '1' }).click();
  await page.getByRole('button', { name: '效益', exact: true }).click();
  await page.waitForURL((url) => url.search === wanted);
  await views.click();
  await page.getByRole('button', { name: /^删除/ }).click();
  await page.getByText('还没有保存的视图').waitFor();
  await page.locator('.toast', { hasText: '已删除视图“效益”' }).getByRole('button', { name: '撤销' }).click();
  await views.filter({ hasText: '1' }).waitFor();
  expect(trouble).toEqual([]);
});
