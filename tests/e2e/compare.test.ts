import { expect, test } from 'vitest';
import { holds, ready, settled, useBrowser } from './page.ts';
import { dropTwoYears } from './two-years.ts';

const { open, address } = useBrowser();

test('two years of forms: who goes on, what was lowered, what was copied; the overview says it too', async () => {
  const { page, trouble } = await open('/compare');
  await ready(page);
  await page.getByText('还没有可以对比的另一份').waitFor();
  await page.getByRole('link', { name: '到“数据”页' }).click();
  await dropTwoYears(page);
  await page.locator('nav a[href="/compare"]').click();
  const lead = page.locator('[data-figure]');
  await lead.waitFor();
  expect(await lead.innerText()).toContain(
    '2024年度与2023年度相比：资金由 1.30 亿元 到 1.40 亿元，增加 1,000 万元',
  );
  expect(await lead.innerText()).toContain('12 个项目延续');
  expect(await lead.innerText()).toContain('1 项指标降低要求、0 项提高要求');
  await page.getByRole('button', { name: '办公用房修缮及装修经费' }).first().click();
  const row = page.locator('tr', { hasText: '房屋使用人员满意度' });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/≥95\.00\(%\)\s+≥90\.00\(%\)\s+↓ 降低要求/);
  const opened = page.url();
  // The targets stand above the list, and are brought to the reader who clicked far down in it.
  await page.setViewportSize({ width: 1440, height: 500 });
  await page.getByRole('button', { name: '社区矫正经费' }).click();
  const heading = page.getByRole('heading', { name: '社区矫正经费' });
  await expect
    .poll(() => heading.evaluate((one) => Math.floor(one.getBoundingClientRect().top / innerHeight)))
    .toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(opened).toContain('project=');

  // The overview speaks of one year, the newest, with the other beside it; both stand on one sheet of paper.
  await page.locator('nav a[href="/"]').click();
  await page.locator('.since').getByText('2024年度与2023年度相比').waitFor();
  const headline = page.locator('.page [data-figure]');
  await headline.getByText('2024年度，').waitFor();
  expect(await headline.innerText()).toMatch(/^2024年度，1\.40 亿元、13 份申报表、281 项指标/);
  expect(await page.locator('main').innerText()).toContain('按二级指标，共 281 项');
  await page.locator('.page svg text').first().waitFor();
  await settled(page);
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  const years = page.getByRole('group', { name: '看哪一年' });
  await years.getByRole('button', { name: '2023年度' }).click();
  await page.waitForURL(/year=2023/);
  await headline.getByText('2023年度，').waitFor();
  expect(await headline.innerText()).toMatch(/^2023年度，1\.30 亿元、13 份申报表、281 项指标/);
  await years.getByRole('button', { name: '全部年度合计' }).click();
  await headline.getByText('26 份申报表').waitFor();
  expect(await headline.innerText()).toMatch(/^2\.70 亿元/);

  // A second portfolio beside the open one: the built-in sample, which is the newer of the two years.
  await page.locator('nav a[href="/compare"]').click();
  await lead.waitFor();
  await page.getByLabel('对照').selectOption('portfolio:sample');
  await page.getByLabel('本次').selectOption('year:2023');
  await page.waitForURL(/before=portfolio/);
  await lead.getByText('2023年度与内置样例相比').waitFor();
  expect(await lead.innerText()).toContain('资金由 1.40 亿元 到 1.30 亿元，减少 1,000 万元');
  expect(await lead.innerText()).toContain('0 项指标降低要求、1 项提高要求');
  await page.getByRole('button', { name: '办公用房修缮及装修经费' }).first().click();
  await row.waitFor();
  expect(await row.innerText()).toMatch(/≥90\.00\(%\)\s+≥95\.00\(%\)\s+↑ 提高要求/);

  // The sample open again, and of the two years that are kept only one beside it.
  await page.locator('nav a[href="/data"]').click();
  await page.waitForURL(/\/data$/);
  await page.locator('main select').first().selectOption({ label: '内置样例' });
  await holds(page, 13);
  await ready(page);
  await page.locator('nav a[href="/compare"]').click();
  await page.getByText('还没有可以对比的另一份').waitFor();
  const kept = page.getByLabel('对照').locator('option[value^="portfolio:"]');
  await page.getByLabel('对照').selectOption(await kept.getAttribute('value'));
  await lead.getByText('资金由 2.70 亿元 到 1.40 亿元').waitFor();
  await page.getByLabel('其中').selectOption('year:2023');
  await lead.getByText('”的2023年度相比').waitFor();
  expect(await lead.innerText()).toContain('资金由 1.30 亿元 到 1.40 亿元，增加 1,000 万元');
  expect(await lead.innerText()).toContain('1 项指标降低要求、0 项提高要求');
  await page.reload();
  await lead.getByText('”的2023年度相比').waitFor();
  expect(await page.getByLabel('其中').inputValue()).toBe('year:2023');
  await page.goto(page.url().replace('2023', '2019'));
  await page.getByText('”的2019年度').waitFor();
  expect(await lead.count()).toBe(0);
  expect(trouble).toEqual([]);
  await page.context().close();
}, 180_000);

test('an address that names a year, a rule or a side the open data has not says so, and gives no figure for it', async () => {
  const { page, trouble } = await open('/compare?before=year:2019&after=year:2024');
  await ready(page);
  await page.getByText('现有数据里没有2019年度').waitFor();
  expect(await page.locator('[data-figure]').count()).toBe(0);
  await page.goto(`${address}/compare?before=portfolio:nobody&after=all`);
  await page.getByText('这个浏览器里没有保存这个项目库').waitFor();
  await page.goto(`${address}/compare?before=all&after=portfolio:sample`);
  await page.getByText('现有数据里没有内置样例').waitFor();
  await page.goto(`${address}/?year=2019`);
  await page.getByText('现有数据里没有 2019 年度').waitFor();
  await page.goto(`${address}/audit?rule=nobody`);
  await page.getByText('现在的规则集里没有“nobody”这条规则').waitFor();
  expect(trouble).toEqual([]);
});
