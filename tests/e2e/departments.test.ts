import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { follow, holds, ready, settled, useBrowser } from './page.ts';

const { open } = useBrowser();
const SAMPLE = readFileSync('data/samples/shanghai-justice-bureau-2024.txt', 'utf8');

test('projects of one name in several departments: told apart, each opens its own, all on one A4 page', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  await page.locator('#files').setInputFiles(
    ['司法', '教育', '民政', '水务', '交通', '文旅', '体育', '档案'].flatMap((name, i) =>
      [2023, 2024].map((year) => ({
        name: `${name}${year}.txt`,
        mimeType: 'text/plain',
        buffer: Buffer.from(
          SAMPLE.replaceAll('上海市司法局', `上海市${name}局`)
            .replaceAll('2024', String(year))
            .replace('35,100,900.00', `${40 - i},100,900.00`),
        ),
      })),
    ),
  );
  await holds(page, 208);
  await ready(page);
  expect(await page.locator('header .portfolio').innerText()).toMatch(/等 16 个文件$/);

  await follow(page, '/');
  await page.locator('.page [data-figure]').getByText('104 份申报表').waitFor();
  await page.locator('.page svg text', { hasText: '上海市教育局' }).first().waitFor();
  await settled(page);
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

  await page.emulateMedia({ media: 'print' });
  const cutOff = () =>
    page.evaluate(() => {
      const [paper, sheet] = ['.paper', '.paper > .page'].map(
        (one) => document.querySelector(one)!.getBoundingClientRect().height,
      );
      return sheet! - paper!;
    });
  await expect.poll(cutOff).toBeLessThan(1);
  await page.emulateMedia({ media: 'screen' });

  const cursor = page.getByRole('slider', { name: '钱站在什么样的指标上' });
  await cursor.focus();
  await page.keyboard.press('ArrowRight');
  expect(await cursor.getAttribute('aria-valuetext')).toContain(
    '办公用房修缮及装修经费，主管部门 上海市教育局',
  );
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/projects\//);
  await page.locator('main').getByText('上海市教育局').first().waitFor();

  await follow(page, '/audit');
  await page.locator('button[data-finding]').first().waitFor();
  await page.locator('select', { hasText: '按申报表' }).selectOption('project');
  const groups = page.locator('tr.group');
  await expect.poll(() => groups.first().innerText()).toMatch(/上海市\S+局 · 2023 · \d+ 处$/);
  expect(trouble).toEqual([]);
  await page.context().close();
}, 180_000);
