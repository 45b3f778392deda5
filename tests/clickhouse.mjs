/**
 * `npm run test:clickhouse`: the dialect and the cluster's commands on a real ClickHouse, embedded in Node. The engine is half a gigabyte and
 * no dependency: it is fetched once into .chdb, beside node_modules, whose lock it does not touch. Ends with `N passed, M failed`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const ENGINE = 'chdb@3.4.0';
const FOLDER = '.chdb';
const OUT = 'test-results';
const SUMMARY = `${OUT}/clickhouse.txt`;
const REPORT = `${OUT}/clickhouse.json`;

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

mkdirSync(OUT, { recursive: true });
mkdirSync(FOLDER, { recursive: true });
rmSync(REPORT, { force: true });
rmSync(SUMMARY, { force: true });
const started = Date.now();
if (!existsSync(`${FOLDER}/node_modules/chdb`)) {
  console.log(`── ${ENGINE} → ${FOLDER}`);
  run('npm', ['install', '--no-save', '--no-package-lock', '--prefix', FOLDER, ENGINE]);
  console.log(`── ${ENGINE}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

const ok = run('npx', [
  ...['vitest', 'run', '--project', 'clickhouse'],
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`],
  ...process.argv.slice(2),
]);
let passed = 0;
let failed = 0;
try {
  const counts = JSON.parse(readFileSync(REPORT, 'utf8'));
  passed = counts.numPassedTests;
  failed = counts.numFailedTests;
  if (counts.numPendingTests || counts.numTotalTests === 0 || (!ok && failed === 0)) failed += 1;
} catch {
  failed += 1;
}
const line = `${passed} passed, ${failed} failed`;
writeFileSync(SUMMARY, `${line}\n`);
console.log(`\n${line}`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
