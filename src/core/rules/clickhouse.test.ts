import { expect, test } from 'vitest';
import { FACTS } from '#core/store/facts.ts';
import { CLICKHOUSE } from '#core/store/dialect/clickhouse.ts';
import { translate } from '#core/store/dialect/translate.ts';
import { compile } from './compile.ts';
import { library } from './library.ts';
import { createMessageMacros, templateSql } from './message-sql.ts';
import { resolveSet } from './resolve.ts';

test('every shipped rule and its message is written with what the dialect of ClickHouse lists', async () => {
  const macros = new Map<string, { params: string[]; body: string }>();
  await createMessageMacros({
    async query(sql: string) {
      const [, name, param, body] = /MACRO (\w+)\((\w+)\) AS ([\s\S]*)$/.exec(sql)!;
      macros.set(name!, { params: [param!], body: body! });
      return [];
    },
    insert: async () => undefined,
  });
  const names = { tables: new Map<string, string>(), macros };
  const { rules } = resolveSet(library(), 'strict');
  expect(rules.length).toBeGreaterThan(70);
  for (const { rule, params } of rules) {
    const { applies, conditions } = compile(rule, params);
    const messages = (['zh', 'en'] as const).map((l) =>
      templateSql(rule.message[l], l, params, FACTS[rule.scope]),
    );
    for (const sql of [applies, conditions, ...messages])
      expect(translate(sql, CLICKHOUSE, names), rule.id).not.toMatch(
        /\blist_|\blambda\b|regexp_matches|text_/,
      );
  }
});
