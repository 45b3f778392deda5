import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { templates } from '#core/rules/templates.ts';
import { readDraft, ruleText } from './draft.ts';
import { completeRule, marksOf } from './rule-code.ts';

const text = ruleText(templates()[0]);

/** The text with `from` replaced; `|` in `to` is the cursor and is taken out. */
function changed(from: string, to: string): { text: string; at: number } {
  expect(text).toContain(from);
  const at = text.indexOf(from) + Math.max(0, to.indexOf('|'));
  return { text: text.replace(from, to.replace('|', '')), at };
}

const marked = (given: string) =>
  marksOf(given, readDraft(given).problems, 'zh').map(({ from, to, message }) => ({
    text: given.slice(from, to),
    message,
  }));

const completed = ({ text: doc, at }: { text: string; at: number }) => {
  const context = new CompletionContext(EditorState.create({ doc }), at, true);
  return completeRule('zh')(context)?.options.map((one) => one.label) ?? [];
};

test('a fault is marked where it stands', () => {
  expect(marked(text)).toEqual([]);
  const fact = marked(changed('"fact": "value"', '"fact": "valeu"').text);
  expect(fact[0]).toMatchObject({ text: '"valeu"', message: expect.stringContaining('value') });
  expect(marked(changed('"operator": "greaterThan"', '"operator": "containsAny"').text)[0]!.text).toBe(
    '"containsAny"',
  );
  expect(marked(changed('"severity": "warning"', '"severity": "loud"').text)[0]!.text).toBe('"loud"');
  expect(marked(changed('"basis"', '"basics"').text).map((one) => one.text)).toContain('[]');
  expect(marked(changed('{name}', '{nmae}').text).some((one) => one.message.includes('nmae'))).toBe(true);
  const broken = marked(changed('"version": "1.0.0",', '"version": "1.0.0" oops').text);
  expect(broken).toHaveLength(1);
  expect(broken[0]!.message).toContain('JSON');
});

test('completion knows facts with their scope, operators by the fact’s type, parameters and fixed words', () => {
  expect(completed(changed('"fact": "value"', '"fact": "|"'))).toEqual(
    expect.arrayContaining(['value', 'name', 'raw']),
  );
  expect(completed(changed('"fact": "value"', '"fact": "|"'))).not.toContain('share_word');
  const fitting = completed(changed('"operator": "greaterThan"', '"operator": "|"'));
  expect(fitting).toContain('lessThan');
  expect(fitting).not.toContain('containsAny');
  expect(completed(changed('"fact": "param:limit"', '"fact": "|"'))).toEqual(
    expect.arrayContaining(['param:limit', 'param:nameWords']),
  );
  expect(completed(changed('"severity": "warning"', '"severity": "|"'))).toEqual([
    'error',
    'warning',
    'info',
  ]);
  expect(completed(changed('"expect": "clean"', '"expect": "|"'))).toEqual([
    'flagged',
    'clean',
    'notApplicable',
  ]);
  expect(completed(changed('"review"', '"|"'))).toContain('conditions');
});
