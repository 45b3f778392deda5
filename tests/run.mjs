/**
 * `npm test`: types, lint, units (golden forms and rule fixtures included), build, end-to-end in a real Chromium.
 * Every step runs even when an earlier one failed. Ends with `N passed, M failed`, counted from the reporters' JSON.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser } from './browser.mjs';

const OUT = 'test-results';
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

let passed = 0;
let failed = 0;

function step(title, command, args, env = {}) {
  console.log(`\n── ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  console.log(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  return status === 0;
}

function gate(title, command, args) {
  if (!step(title, command, args)) failed += 1;
}

function suite(title, project, env) {
  const report = `${OUT}/${project}.json`;
  const args = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const ok = step(title, 'npx', args, env);
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    if (counts.numPendingTests) console.log(`${title}: ${counts.numPendingTests} tests did not run`);
    const nothing = counts.numTotalTests === 0 || (!ok && counts.numFailedTests === 0);
    if (nothing || counts.numPendingTests) failed += 1;
  } catch {
    failed += 1;
  }
}

gate('types', 'npm', ['run', '--silent', 'check']);
gate('lint', 'npm', ['run', '--silent', 'lint']);
gate('command line', 'npm', ['run', '--silent', 'build:cli']);
suite('units, golden forms, rule fixtures', 'unit');
gate('page', 'npm', ['run', '--silent', 'build']);
let browser;
try {
  browser = findBrowser();
} catch (error) {
  console.error(error.message);
  failed += 1;
}
if (browser) suite('end to end', 'e2e', { ZHUNXING_BROWSER: browser });

const line = `${passed} passed, ${failed} failed`;
writeFileSync(`${OUT}/summary.txt`, `${line}\n`);
console.log(`\n${line}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
