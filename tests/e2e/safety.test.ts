import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useBrowser } from './page.ts';

const { open } = useBrowser();

test('the policy in the page allows neither eval, nor inline scripts, nor a foreign host', () => {
  for (const file of ['index.html', 'fallback.html', 'audit.html']) {
    const html = readFileSync(`build/${file}`, 'utf8');
    const policy = /http-equiv="content-security-policy" content="([^"]*)"/.exec(html)?.[1];
    expect(policy, file).toBeDefined();
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/);
    expect(/script-src ([^;]*)/.exec(policy!)?.[1]).not.toContain('unsafe-inline');
  }
});

test('the policy holds: a foreign host is refused, and so is a script written into the page', async () => {
  const { page } = await open('/');
  const fetched = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    ),
  );
  expect(fetched).toBe('refused');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.head.append(script);
  });
  expect(await page.title()).not.toBe('run');
  await page.context().close();
});
