/** `npm run bench:results`: what the last runs of `bench` and `bench:page` measured, as tests/bench/RESULTS.md and plots beside it. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import packageJson from '../../../package.json' with { type: 'json' };
import type { Measured } from '../measure.ts';
import type { SizeResult } from '../native.ts';
import type { BrushResult } from '../brush.ts';
import type { ClickHouseResult } from '../clickhouse.ts';
import type { OpenResult } from '../open.ts';
import type { PageResult } from '../scale/main.ts';
import { plot, type Series } from './plot.ts';

const { dependencies } = packageJson;
const FOLDER = 'tests/bench';
const read = <T>(name: string): T[] => {
  const file = `dist/bench-results/${name}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T[]) : [];
};
const native = read<SizeResult>('native');
const page = read<PageResult>('page');
const clickhouse = read<ClickHouseResult>('clickhouse');
const brush = read<BrushResult>('brush');
const opened = { disk: read<OpenResult>('open-disk'), address: read<OpenResult>('open-address') };
const when = (name: string) =>
  statSync(`dist/bench-results/${name}.json`).mtime.toISOString().slice(0, 16).replace('T', ' ');

const n = (value: number | null | undefined) =>
  value === null || value === undefined || Number.isNaN(value) ? '–' : value.toLocaleString('en-US');
const table = (head: string[], rows: string[][]) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
const key = (line: Measured) => `${line.group}: ${line.name}`;

/** Every line by size, with the exponent of its growth from the first size to the last. */
function growth(
  results: readonly { indicators: number; lines: Measured[] }[],
  groups: (group: string) => boolean,
): string {
  const names = [
    ...new Set(results.flatMap(({ lines }) => lines.filter((one) => groups(one.group)).map(key))),
  ];
  const rows = names.map((name) => {
    const found = results.map(({ lines }) => lines.find((one) => key(one) === name));
    const points = results.flatMap(({ indicators }, i): [number, number][] =>
      found[i] && found[i].timing.median > 0 ? [[indicators, found[i].timing.median]] : [],
    );
    const [first, last] = [points[0], points.at(-1)];
    const exponent =
      first && last && first !== last
        ? (Math.log(last[1] / first[1]) / Math.log(last[0] / first[0])).toFixed(2)
        : '–';
    const note = found.find((one) => one?.note)?.note ?? '';
    return [name, ...found.map((one) => n(one?.timing.median)), exponent, note];
  });
  return table(['ms', ...results.map(({ indicators }) => n(indicators)), 'growth', ''], rows);
}

function byHand(results: readonly { indicators: number; lines: Measured[] }[]): string {
  const rows = results.flatMap(({ indicators, lines }) =>
    lines
      .filter((line) => line.group === 'by hand')
      .map(({ name, timing, hand, floor, note }) => [
        `${name}, ${n(indicators)}`,
        n(timing.median),
        n(hand),
        n(floor),
        hand ? (timing.median / hand).toFixed(2) : '–',
        floor ? (timing.median / floor).toFixed(1) : '–',
        note ?? '',
      ]),
  );
  return table(['ms', 'ours', 'by hand', 'plain scan', 'ours / by hand', 'ours / scan', ''], rows);
}

/** What a reader waits for, in seconds. */
function opening(results: readonly OpenResult[]): string {
  const s = (ms: number | undefined) => (ms === undefined ? '–' : (ms / 1000).toFixed(2));
  const head = ['s', 'open', 'first figures', 'rules counted', 'charts of Explore', 'findings in Explore'];
  return table(
    [...head, 'MB before', 'MB at most'],
    results.map(({ indicators, before, most, ...one }) => [
      n(indicators),
      ...[one.opened, one.figures, one.rules, one.charts, one.findings].map(s),
      n(before),
      n(most),
    ]),
  );
}

function series(
  results: readonly { indicators: number; lines: Measured[] }[],
  names: Record<string, (line: Measured) => boolean>,
): Series[] {
  return Object.entries(names).map(([name, is]) => ({
    name,
    points: results.flatMap(({ indicators, lines }): [number, number][] => {
      const found = lines.find(is);
      return found ? [[indicators, found.timing.median]] : [];
    }),
  }));
}

const RULES = {
  '20 rules, json-rules-engine': (line: Measured) => line.name.includes('row by row'),
  '20 rules, compiled SQL': (line: Measured) => line.name.includes('compiled SQL'),
  'every rule, counts': (line: Measured) => line.name.endsWith('rules, counts'),
  'every rule, findings': (line: Measured) => line.name.includes('findings made'),
};
const SCREENS = Object.fromEntries(
  [
    'portfolioSummary',
    'strengthByLevel2',
    'moneyByDepartment',
    'layGround',
    'list, all rows',
    'formDetail',
  ].map((name) => [name, (line: Measured) => line.name === name]),
);

mkdirSync(`${FOLDER}/plots`, { recursive: true });
const plots: string[] = [];
for (const [title, name, results] of [
  ['Rules without a screen', 'native-rules', native],
  ['Rules in Chromium', 'page-rules', page],
  ['Questions without a screen', 'native-questions', native],
  ['Questions in Chromium', 'page-questions', page],
] as const) {
  if (results.length === 0) continue;
  writeFileSync(
    `${FOLDER}/plots/${name}.svg`,
    plot(title, series(results, name.endsWith('rules') ? RULES : SCREENS)),
  );
  plots.push(`![${title}](plots/${name}.svg)`);
}

const load = loadavg().map((one) => one.toFixed(1));
const text = `# Measured

Written by \`npm run bench:results\` from the last \`npm run bench\`${native.length ? ` (ended ${when('native')} UTC)` : ''} and \`npm run bench:page\`${page.length ? ` (ended ${when('page')} UTC)` : ''}.

- Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB; load average ${load.join(', ')} when this was written. Other work may share it: compare within one run, ratios and growth.
- Node ${process.version}, @duckdb/node-api ${dependencies['@duckdb/node-api']} and duckdb-wasm ${dependencies['@duckdb/duckdb-wasm']} (both DuckDB 1.4.3)${page[0] ? `, Chromium ${page[0].browser}` : ''}.
- Times are medians of up to three runs, or of as many as fit into four seconds. *growth*: the exponent from the smallest to the largest size; 1 is in proportion.
- Portfolios come from \`tests/bench/generate\` (seed 1). Modelled: the sample's thirteen forms as printed, with their defects (values lost, cells shifted, labels in doubt, rows
  printed twice, one goal in all forms of a file), departments × five years, projects that go on for some years, names of which half stand everywhere and the others have a long tail, targets
  of the sample's kinds, rows a form and forms a department spread logarithmically, budgets with the sample's mean and deviation, a few forms filed twice.

## Making a portfolio file

Rows into tables (\`load\`: generating included), then compared, sorted, settled and written (\`pack\`).

${table(
  ['', 'forms', 'load s', 'pack s', 'processor s', 'indicators/s', 'MB', 'bytes/indicator', 'peak MB'],
  native.map(({ making }) => [
    n(making.indicators),
    n(making.forms),
    n(making.load),
    n(making.pack),
    n(making.processor),
    n(Math.round(making.indicators / (making.load + making.pack))),
    n(Math.round(making.bytes / 1e6)),
    n(Math.round(making.bytes / making.indicators)),
    n(making.peakMB),
  ]),
)}

\`zhunxing build\` of the printed files, read by the text reader; \`again\`: the same build when nothing has changed.

${table(
  ['', 'files', 's', 'processor s', 'indicators/s', 'again s'],
  native.flatMap(({ build }) =>
    build
      ? [
          [
            n(build.indicators),
            n(build.files),
            n(build.seconds),
            n(build.processor),
            n(Math.round(build.indicators / build.seconds)),
            n(build.unchanged),
          ],
        ]
      : [],
  ),
)}

## Without a screen

${growth(native, (group) => group === 'open' || group === 'rules')}

Memory at its highest, all of the above and below: ${native.map(({ indicators, peakMB }) => `${n(indicators)}: ${n(peakMB)} MB`).join(' · ')}.

### Every screen's questions

${growth(native, (group) => !['open', 'rules', 'by hand'].includes(group))}

### Beside SQL by hand

${byHand(native)}

## Beside ClickHouse

The same rules and questions through the same dialect (\`npm run bench:clickhouse\`): chdb, embedded and asked over HTTP, and DuckDB in the same process. Into
ClickHouse, facts included: ${clickhouse.map(({ indicators, load }) => `${n(indicators)} in ${n(load)} s`).join(', ')}.

${table(
  ['ms', 'ClickHouse', 'DuckDB', 'ClickHouse / DuckDB', ''],
  clickhouse.flatMap(({ indicators, lines }) =>
    lines.map(({ name, clickhouse: theirs, duckdb, same }) => [
      `${name}, ${n(indicators)}`,
      n(theirs),
      n(duckdb),
      (theirs / duckdb).toFixed(1),
      same ? 'same answer' : 'ANSWERS DIFFER',
    ]),
  ),
)}

## What a reader waits for

The built page opens a file from disk (\`node dist/bench/open.js\`), from the choice of the file; Explore from the click on its tab, its findings from the wish to see
them, where there are so many that they are not made by themselves. Memory is that of all the browser's processes.

${opening(opened.disk)}

The same from an address of the page's own site, read by ranges (\`--from address\`); the page and its engine start first, within these times.

${opening(opened.address)}

## Under a moving brush

The linked charts of Explore in the built page (\`node dist/bench/brush.js\`, part of \`bench:page\`), 1440 × 900, drawn without a graphics card. Click: a bar is chosen until every chart
shows it. Cube: the pointer comes near until a move can be answered. Then 240 moves: answered when every chart on the screen holds its new figures, painted when the frame with
them is on the screen. Goals: 16 and 33 ms (p95) up to 1,000,000 indicators, 33 and 66 at 10,000,000.

${table(
  ['ms', 'click', 'cube', 'answered p50', 'p95', 'painted p50', 'p95', 'thread a move'],
  brush.map(({ indicators, click, cube, answered, painted, thread }) =>
    [
      indicators,
      Math.round(click),
      Math.round(cube),
      answered.p50,
      answered.p95,
      painted.p50,
      painted.p95,
      thread,
    ].map(n),
  ),
)}

## In Chromium

The same questions of the same files, opened where they lie.

${growth(page, (group) => group === 'open' || group === 'rules')}

Memory of all the browser's processes at its highest: ${page.map(({ indicators, peakMB }) => `${n(indicators)}: ${n(peakMB)} MB`).join(' · ')}.

${growth(page, (group) => !['open', 'rules', 'by hand'].includes(group))}

${byHand(page)}

${plots.join('\n')}
`;
writeFileSync(`${FOLDER}/RESULTS.md`, text);
console.log(`${FOLDER}/RESULTS.md`);
