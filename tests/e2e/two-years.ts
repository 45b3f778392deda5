import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { holds, ready } from './page.ts';

/** On the Data page: drops the sample and, as the year before, the sample with less money, one higher target and another project. */
export async function dropTwoYears(page: Page): Promise<void> {
  const now = readFileSync('data/samples/shanghai-justice-bureau-2024.txt', 'utf8');
  const before = now
    .replaceAll('2024', '2023')
    .replace('35,100,900.00', '25,100,900.00')
    .replace('≥90.00(%)', '≥95.00(%)')
    .replace('设备购置', '旧车辆报废');
  await page.locator('#files').setInputFiles(
    [now, before].map((text, i) => ({
      name: `${2024 - i}.txt`,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    })),
  );
  await holds(page, 26);
  await ready(page);
}
