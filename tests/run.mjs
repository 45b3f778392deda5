/**
 * `npm test`: types and lint, builds, units (golden forms and rule fixtures included), end-to-end in a real Chromium.
 * Every step runs even when an earlier one failed. Ends with `N passed, M failed`, counted from the reporters' JSON.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findBrowser } from './browser.mjs';

const OUT = 'test-results';
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

let passed = 0;
let failed = 0;

/** Runs a command; what it says stands together, below its title, when several run at once. */
async function step(title, command, args, { env = {}, together = false } = {}) {
  const started = Date.now();
  if (!together) console.log(`\n── ${title}`);
  const child = spawn(command, args, {
    stdio: together ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(part));
  const [status] = await once(child, 'close');
  if (together) process.stdout.write(`\n── ${title}\n${Buffer.concat(said)}`);
  console.log(
    `── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  return status === 0;
}

async function gate(title, command, args) {
  if (!(await step(title, command, args, { together: true }))) failed += 1;
}

async function suite(title, project, env) {
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
  const ok = await step(title, 'npx', args, { env });
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

/** Types, then the builds: both write .svelte-kit. */
async function typesAndBuilds() {
  await gate('types', 'npm', ['run', '--silent', 'check']);
  await gate('command line', 'npm', ['run', '--silent', 'build:cli']);
  await gate('page', 'npm', ['run', '--silent', 'build']);
}

await Promise.all([gate('lint', 'npm', ['run', '--silent', 'lint']), typesAndBuilds()]);
await suite('units, golden forms, rule fixtures', 'unit');
let browser;
try {
  browser = findBrowser();
} catch (error) {
  console.error(error.message);
  failed += 1;
}
if (browser) await suite('end to end', 'e2e', { ZHUNXING_BROWSER: browser });

const line = `${passed} passed, ${failed} failed`;
writeFileSync(`${OUT}/summary.txt`, `${line}\n`);
console.log(`\n${line}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
