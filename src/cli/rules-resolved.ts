import { textTable } from '#core/report/text-table.ts';
import { conditionWords } from '#core/rules/condition-words.ts';
import type { ResolvedRule } from '#core/rules/resolve.ts';
import type { Origin, Setting } from '#core/rules/setting.ts';
import type { Effects } from './effects.ts';
import { readRuleSet } from './rule-files.ts';

/** `zhunxing rules list --resolved`: every setting of a set as it runs, and the set and place that gave it. */
export async function listResolved(
  name: string,
  { lang, format }: { lang: 'zh' | 'en'; format: 'table' | 'json' },
  effects: Effects,
): Promise<number> {
  const set = await readRuleSet(name, effects);
  if (format === 'json') {
    const rules = set.rules.map(({ rule, ...setting }) => ({
      id: rule.id,
      code: rule.code,
      version: rule.version,
      ...setting,
    }));
    const layers = set.layers?.map(({ name, version }) => ({ name, version }));
    await effects.out(
      JSON.stringify({ name: set.name, version: set.version, layers, rules }, null, 2) + '\n',
    );
    return 0;
  }
  const rows = set.rules.flatMap((resolved) => rowsOf(resolved, lang));
  const header =
    lang === 'zh'
      ? ['编号', '规则', '适用', '设置', '值', '出处']
      : ['code', 'rule', 'for', 'setting', 'value', 'given by'];
  const sets = set.layers?.map((one) => `${one.name} ${one.version}`).join(' ← ') ?? set.name;
  await effects.out(`${textTable(header, rows, 60)}\n${set.rules.length} · ${sets}\n`);
  return 0;
}

function rowsOf({ rule, cases, severity, params, origin }: ResolvedRule, lang: 'zh' | 'en'): string[][] {
  const settings = cases ?? [{ severity, params, origin, when: undefined }];
  return settings.flatMap(({ severity, params, origin, when }) => {
    const records = when ? conditionWords(rule.scope, when, lang) : '';
    const row = (setting: string, value: string, from: Origin | undefined) => [
      rule.code,
      rule.id,
      records,
      setting,
      value,
      originWords(from, lang),
    ];
    return [
      row(lang === 'zh' ? '级别' : 'severity', severity, origin?.severity),
      ...Object.entries(params).map(([name, value]) =>
        row(name, Array.isArray(value) ? value.join('、') : String(value), origin?.params[name]),
      ),
    ];
  });
}

function originWords(origin: Setting['origin']['severity'] | undefined, lang: 'zh' | 'en'): string {
  if (!origin || origin.set === null) return lang === 'zh' ? '规则自带' : 'the rule';
  return `${origin.set}#${origin.place}`;
}
