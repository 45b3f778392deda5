import path from 'node:path';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const root = import.meta.dirname;

/**
 * The rule of dependencies: what each room may import besides itself and npm packages.
 * `types` in front of a room allows `import type` only. The longest matching room wins.
 */
const mayImport = {
  'src/core/model': ['data'],
  'src/core/ingest': ['src/core/model', 'data'],
  'src/core/store': ['src/core/model', 'data'],
  'src/core/rules': ['src/core/model', 'src/core/store', 'data', 'rules'],
  'src/core/audit': [
    'src/core/model',
    'src/core/ingest',
    'src/core/store',
    'src/core/rules',
    'src/core/compare',
    'src/core/report',
  ],
  'src/core/compare': ['src/core/model', 'types src/core/rules'],
  'src/core/charts': ['src/core/model', 'types src/core/store'],
  'src/core/report': ['src/core/model', 'src/core/compare', 'types src/core/store', 'types src/core/rules'],
  'src/lib/server': ['src/lib', 'src/core', 'src/cli', 'data', 'rules'],
  'src/lib': ['src/core', 'data', 'rules'],
  'src/routes': ['src/lib', 'src/core', 'data', 'rules'],
  'src/cli': ['src/core', 'data', 'rules', 'package.json'],
  tests: ['src', 'data', 'rules', 'tests', 'package.json'],
};
const rooms = Object.keys(mayImport).sort((a, b) => b.length - a.length);
const roots = {
  '#core': 'src/core',
  '#lib': 'src/lib',
  '#cli': 'src/cli',
  '#rules': 'rules',
  '#data': 'data',
  $lib: 'src/lib',
};
const within = (file, room) => file === room || file.startsWith(room + '/');

const dependencies = {
  create(context) {
    const file = path.relative(root, context.filename).split(path.sep).join('/');
    const room = rooms.find((r) => within(file, r));
    if (!room) return {};
    const testFile = /\.test\.ts$/.test(file);
    const check = (node, specifier, typeOnly) => {
      const head = specifier.split('/')[0];
      const target = specifier.startsWith('.')
        ? path
            .relative(root, path.resolve(path.dirname(context.filename), specifier))
            .split(path.sep)
            .join('/')
        : roots[head]
          ? roots[head] + specifier.slice(head.length)
          : null;
      if (specifier.startsWith('node:') && within(room, 'src/core') && !testFile)
        context.report({ node, message: `core is pure: ${specifier} is not for it` });
      if (!target || testFile) return;
      const home = rooms.find((r) => within(target, r)) ?? target;
      const allowed = within(target, room) && home === room;
      const listed = mayImport[room].some((entry) =>
        entry.startsWith('types ') ? typeOnly && within(target, entry.slice(6)) : within(target, entry),
      );
      if (!allowed && !listed)
        context.report({ node, message: `${room} may not import ${target} (see mayImport)` });
    };
    return {
      ImportDeclaration: (n) => check(n, n.source.value, n.importKind === 'type'),
      ExportNamedDeclaration: (n) => n.source && check(n, n.source.value, n.exportKind === 'type'),
      ExportAllDeclaration: (n) => check(n, n.source.value, n.exportKind === 'type'),
      ImportExpression: (n) => n.source.type === 'Literal' && check(n, String(n.source.value), false),
    };
  },
};

export default ts.config(
  { ignores: ['build', 'dist', '.svelte-kit', 'node_modules', 'coverage', 'test-results', '.chdb'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    plugins: { rooms: { rules: { dependencies } } },
    rules: {
      'rooms/dependencies': 'error',
      'no-undef': 'off',
      'no-eval': 'error',
      'no-new-func': 'error',
      'svelte/no-at-html-tags': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/require-each-key': 'error',
    },
  },
);
