import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { run } from '#cli/run.ts';
import { ready, useBrowser } from './page.ts';

const { open } = useBrowser();
const SAMPLES = path.resolve(import.meta.dirname, '../../data/samples');
const FILE = 'shanghai-justice-bureau-2024.txt';
/** Waits end with what is waited for; this only bounds a failure. */
const patient = { timeout: 60_000 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhunxing-record-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function zhunxing(args: string[], at: string): Promise<number> {
  return run(args, {
    cwd: SAMPLES,
    out: async () => {},
    err: () => {},
    terminal: { out: false, err: false, columns: 100, color: false },
    now: () => new Date(at),
  });
}

/** Exports from the menu of the page; gives the file. */
async function exported(page: Page, item: RegExp): Promise<string> {
  await page.locator('.export > button').click();
  const [download] = await Promise.all([
    page.waitForEvent('download', patient),
    page.locator('.export [popover]').getByRole('button', { name: item }).click(),
  ]);
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  await page.locator('.export > button:not([disabled])').waitFor();
  return file;
}

test('a finding is waived, the run is kept, compared and exported: to the byte what the command line writes', async () => {
  const { page, trouble } = await open('/audit?rule=cost-unit-not-money');
  await ready(page);
  const headline = page.locator('[data-testid=audit-headline]');
  const finding = page.locator('[data-testid=audit-finding]');
  await page.locator('button[data-finding]').first().click();
  await finding.getByRole('button', { name: '豁免…' }).click();
  await finding.getByLabel('豁免理由').fill('已核实');
  await finding.getByLabel('经办人').fill('审计组');
  await finding.getByLabel('豁免类别').selectOption('explained');
  await finding.getByRole('button', { name: '豁免这一处' }).click();
  await finding.getByText('情况属实，已有说明：已核实').waitFor();
  // Who works by keyboard stands where the finding can be taken back.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()), patient)
    .toBe('撤销豁免');

  const trail = page.locator('[data-testid=audit-trail]');
  await trail.locator('summary').click();
  await expect.poll(() => trail.locator('summary').innerText(), patient).toContain('1 次，豁免 1 条');
  const waivers = page.locator('[data-testid=audit-waivers]');
  await expect.poll(() => waivers.innerText(), patient).toContain('生效 1 条，过期 0 条，没有用到 0 条');
  await waivers.getByRole('button', { name: '撤销上一步' }).click();
  await expect.poll(() => waivers.innerText(), patient).toContain('生效 0 条');
  await finding.getByRole('button', { name: '豁免…' }).waitFor();
  const file = { name: 'w.json', mimeType: 'application/json' };
  await waivers
    .locator('input[type=file]')
    .setInputFiles({ ...file, buffer: Buffer.from('{"waivers":[{"reason":1}]}') });
  await waivers.getByRole('alert').waitFor();
  const fingerprint = new URL(page.url()).searchParams.get('finding')!.split('-')[0]!;
  const kept = { waivers: [{ fingerprint, kind: 'explained', reason: '已核实', author: '审计组' }] };
  await waivers
    .locator('input[type=file]')
    .setInputFiles({ ...file, buffer: Buffer.from(JSON.stringify(kept)) });
  await expect.poll(() => waivers.innerText(), patient).toContain('生效 1 条');
  const [download] = await Promise.all([
    page.waitForEvent('download', patient),
    waivers.getByRole('button', { name: '导出豁免清单' }).click(),
  ]);
  const waiverFile = path.join(folder, 'waivers.json');
  await download.saveAs(waiverFile);
  expect(JSON.parse(await readFile(waiverFile, 'utf8'))).toEqual(kept);

  const json = await exported(page, /JSON/);
  const { at, findings } = JSON.parse(await readFile(json, 'utf8'));
  expect(findings.filter((one: { waived: boolean }) => one.waived)).toHaveLength(1);
  for (const [format, there] of [
    ['json', json],
    ['csv', await exported(page, /CSV/)],
    ['xlsx', await exported(page, /Excel/)],
  ] as const) {
    const own = path.join(folder, `own.${format}`);
    await zhunxing(['check', FILE, '--waivers', waiverFile, '--out', own], at);
    expect((await readFile(there)).equals(await readFile(own)), format).toBe(true);
  }
  const bundle = await exported(page, /审核存档/);
  expect(await zhunxing(['verify', bundle, FILE], at)).toBe(0);

  const before = await headline.innerText();
  await page.locator('select[data-testid=audit-set]').selectOption('strict');
  await expect.poll(() => headline.innerText(), patient).not.toBe(before);
  await expect.poll(() => trail.locator('summary').innerText(), patient).toContain('2 次');
  await trail.getByRole('button', { name: '与当前比较' }).first().click();
  const diff = page.locator('[data-testid=audit-diff]');
  await diff.waitFor();
  const text = await diff.innerText();
  expect(text).toContain('数据相同。');
  expect(text).toContain('规则不同。');
  expect(text).toMatch(/新增\s+\d+\s+0\s+\d+\s+0\s+0/);
  await page.locator('[data-testid=audit-scores] summary').click();
  const scores = page.locator('[data-testid=audit-scores]');
  await scores.getByRole('button', { name: '按年度资金加权' }).click();
  await expect.poll(() => scores.innerText(), patient).toContain('Σ(得分 × 年度资金)');
  expect(trouble).toEqual([]);
  await page.context().close();
}, 240_000);
