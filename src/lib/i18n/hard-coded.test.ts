import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.svelte'),
);

/** Names that are the same in every language, keys among them. */
const NAMES = /\b(SQL|EN|GB|MB|KB|ms|Ctrl|Shift|Alt)\b/g;
/** Two signs at least: one alone is a unit as forms print it, or the edge of a range. */
const HAN = /\p{Script=Han}{2}/u;
/** Keys of a text that is given in both languages where it stands, such as the title of a rule being written. */
const PAIRS = [
  ['zh', 'en'],
  ['message', 'messageEn'],
];
/** Attributes that are read or shown. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
]);

function isPair(node: object): boolean {
  const { type, properties } = node as { type?: string; properties?: { key?: { name?: string } }[] };
  const keys = new Set(properties?.map(({ key }) => key?.name));
  return type === 'ObjectExpression' && PAIRS.some((pair) => pair.every((key) => keys.has(key)));
}

/** Words of a person's language that stand in a component's markup or in its script's strings. */
function wordsIn(source: string): string[] {
  const tree = parse(source, { modern: true });
  const found: string[] = [];
  const visit = (node: unknown, spoken: boolean): void => {
    if (Array.isArray(node)) return node.forEach((one) => visit(one, spoken));
    if (typeof node !== 'object' || node === null) return;
    const { type, name, data, value } = node as {
      type?: string;
      name?: string;
      data?: string;
      value?: unknown;
    };
    if (type === 'Comment' || type === 'StyleSheet' || isPair(node)) return;
    if (type === 'Text' && spoken && /\p{L}{2,}/u.test((data ?? '').replace(NAMES, '')))
      found.push(data!.trim());
    if (type === 'Literal' && typeof value === 'string' && HAN.test(value)) found.push(value);
    if (type === 'TemplateElement') {
      const { raw } = value as { raw: string };
      if (HAN.test(raw)) found.push(raw);
    }
    const within =
      type === 'StyleDirective'
        ? false
        : type === 'Attribute'
          ? SPOKEN.has(name ?? '')
          : type === 'Text'
            ? spoken
            : true;
    for (const [key, child] of Object.entries(node))
      if (key !== 'css' && key !== 'leadingComments' && key !== 'trailingComments' && key !== 'comments')
        visit(child, within);
  };
  visit(tree.fragment, true);
  visit(tree.instance?.content ?? null, false);
  visit(tree.module?.content ?? null, false);
  return found;
}

test('words are found where they stand', () => {
  expect(wordsIn('<p>你好</p>')).toEqual(['你好']);
  expect(wordsIn('<p title="Good day" class="big one">{t("a")}</p>')).toEqual(['Good day']);
  expect(wordsIn('<script>// 注\nconst a = `共有${1}行次`;</script><!-- 注 --><i>SQL</i>')).toEqual([
    '共有',
    '行次',
  ]);
});

test('no component holds a word of its own: all come from the messages', () => {
  expect(files.length).toBeGreaterThan(50);
  const held = files.flatMap((file) =>
    wordsIn(readFileSync(new URL(file, root), 'utf8')).map((word) => `${file}: ${word}`),
  );
  expect(held).toEqual([]);
});
