import { fileURLToPath } from 'node:url';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { builtSample } from './vite/built-sample.ts';
import { waves } from './vite/chunks.ts';
import { leanEngine } from './vite/lean-engine.ts';

const page = defineConfig({
  plugins: [builtSample(), leanEngine(), sveltekit()],
  resolve: {
    alias: [
      {
        find: /^\.\.\/zip\/zipToArrayBuffer\.js$/,
        replacement: fileURLToPath(new URL('src/lib/zip/at-once.ts', import.meta.url)),
      },
    ],
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    // A build says only what went wrong: what the database's 27 MB would be packed is not asked.
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: waves() } } } } },
  },
  worker: {
    format: 'es',
    // DuckDB says that none of its files does anything by being imported; its worker does.
    plugins: () => [
      {
        name: 'duckdb-worker-acts',
        transform: (code, id) =>
          id.endsWith('duckdb-browser-eh.worker.js') ? { code, map: null, moduleSideEffects: true } : null,
      },
    ],
  },
  optimizeDeps: { exclude: ['@duckdb/duckdb-wasm'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'vite/**/*.test.ts', 'tests/golden/**/*.test.ts'],
          maxWorkers: '100%',
          // No test changes a module's state: what one file has loaded, the next need not load again.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: 'tests/e2e/setup.ts',
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 90_000,
          // A bound on what never comes; of itself a poll gives up after a second.
          expect: { poll: { timeout: 60_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'clickhouse',
          include: ['tests/clickhouse/**/*.test.ts'],
          // Each file has an engine of its own, which one file alone keeps half busy.
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

/** The command line and the server of `npm start`, libraries left in node_modules. Built by `npm ci` (prepare). */
const cli = defineConfig({
  // Arrow is over a hundred small modules: in the bundle, without its unused parts, it starts in half the time.
  ssr: { noExternal: ['apache-arrow'] },
  build: {
    ssr: true,
    outDir: 'dist/cli',
    target: 'node20',
    rolldownOptions: {
      input: { zhunxing: 'src/cli/main.ts', serve: 'src/cli/serve-main.ts' },
      output: { entryFileNames: '[name].js', banner: '#!/usr/bin/env node' },
    },
  },
});

/** `npm run bench`: the same core and command line, timed. */
const bench = defineConfig({
  ...cli,
  build: {
    ...cli.build,
    outDir: 'dist/bench',
    rolldownOptions: {
      input: {
        ...Object.fromEntries(
          ['native', 'page', 'open', 'formats', 'import', 'brush', 'editor', 'clickhouse'].map((name) => [
            name,
            `tests/bench/${name}.ts`,
          ]),
        ),
        generate: 'tests/bench/generate/main.ts',
        scale: 'tests/bench/scale/main.ts',
        results: 'tests/bench/results/main.ts',
      },
      output: { entryFileNames: '[name].js' },
    },
  },
});

/** `npm run bench:page`: the same questions in a page of their own. */
const benchPage = defineConfig({
  plugins: [leanEngine()],
  root: 'tests/bench/scale',
  build: {
    outDir: '../../../dist/bench-page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: 'es' },
});

export default defineConfig(({ mode }) => ({ cli, bench, 'bench-page': benchPage })[mode] ?? page);
