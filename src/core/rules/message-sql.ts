import type { Connector } from '#core/store/connector.ts';
import type { Fact, FactType } from '#core/store/fact.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { between, FORMATTERS, valueText, type Language } from './message.ts';
import type { Params } from './rule.ts';

/**
 * What `message.ts` does with a number, as macros of the database: `text_plain0` … `text_plain2`, `text_percent`,
 * `text_money_zh`, `text_money_en`. A test holds both equal.
 */
const MACROS: Record<string, string> = {
  text_plain0: plainSql(0),
  text_plain1: plainSql(1),
  text_plain2: plainSql(2),
  text_percent: `text_plain1(v * 100) || '%'`,
  text_money_zh: `CASE WHEN abs(v) >= 99995000 THEN text_plain2(v / 1e8) || ' 亿元'
    WHEN abs(v) >= 1e6 THEN text_plain0(v / 1e4) || ' 万元'
    WHEN abs(v) >= 1e4 THEN text_plain1(v / 1e4) || ' 万元' ELSE text_plain2(v) || ' 元' END`,
  text_money_en: `CASE WHEN abs(v) >= 999995000 THEN text_plain2(v / 1e9) || ' billion yuan'
    WHEN abs(v) >= 1e6 THEN text_plain2(v / 1e6) || ' million yuan' ELSE text_plain2(v) || ' yuan' END`,
};

/**
 * Thousands in groups, at most so many decimals. A tie goes away from zero as in `toFixed`, where DuckDB goes to even: only where twice the
 * scaled value is odd is there one. Written short, since it is put into statements hundreds of times.
 */
function plainSql(decimals: 0 | 1 | 2): string {
  const tie = `CAST(abs(v) * ${2 ** (decimals + 1)} % 2 = 1 AS INTEGER)`;
  const fixed = `format('{:,.${decimals}f}', v + sign(v) * ${10 ** -(decimals + 2)} * ${tie})`;
  const trimmed = decimals === 0 ? fixed : `rtrim(rtrim(${fixed}, '0'), '.')`;
  return `CASE WHEN abs(v) < 1e21 THEN ${trimmed} ELSE replace(CAST(v AS VARCHAR), 'inf', 'Infinity') END`;
}

/** Makes the macros that `templateSql` calls, for this connection. */
export async function createMessageMacros(db: Connector): Promise<void> {
  for (const [name, body] of Object.entries(MACROS))
    await db.query(`CREATE OR REPLACE TEMP MACRO ${name}(v) AS ${body}`);
}

/**
 * A template as a SQL expression that gives the very text of `template` in message.ts for a row with the facts as columns;
 * parameters are put in here. `from` is what stands before a column's name, such as `f.`.
 * @throws RangeError for a fact that is not in `facts`
 */
export function templateSql(
  text: string,
  language: Language,
  params: Params,
  facts: Record<string, Fact>,
  from = '',
): string {
  const { texts, found } = between(text);
  const parts = [{ known: texts[0]! }] as ({ known: string } | { sql: string })[];
  found.forEach(({ fact, formatter, otherwise }, i) => {
    if (fact.startsWith('param:'))
      parts.push({ known: valueText(params[fact.slice(6)], formatter, language, otherwise) });
    else {
      const type = facts[fact]?.type;
      if (!type) throw new RangeError(`no fact ${fact}`);
      parts.push({ sql: valueSql(from + identifier(fact), type, formatter, language, otherwise) });
    }
    parts.push({ known: texts[i + 1]! });
  });
  const sql: string[] = [];
  let known = '';
  for (const part of parts) {
    if ('known' in part) known += part.known;
    else {
      if (known !== '') sql.push(literal(known));
      known = '';
      sql.push(part.sql);
    }
  }
  if (known !== '' || sql.length === 0) sql.push(literal(known));
  return sql.join(' || ');
}

/** One value for people, as `valueText` writes it; never NULL. */
export function valueSql(
  value: string,
  type: FactType,
  formatter: string | null,
  language: Language,
  otherwise: string | null = null,
): string {
  const blank = literal(valueText('', null, language, otherwise));
  const missing = literal(valueText(null, formatter, language, otherwise));
  switch (type) {
    case 'number': {
      const known = formatter !== null && Object.hasOwn(FORMATTERS, formatter);
      const macro = !known
        ? 'text_plain2'
        : formatter === 'percent'
          ? 'text_percent'
          : `text_money_${language}`;
      return `CASE WHEN ${value} IS NULL OR isnan(${value}) THEN ${missing} ELSE ${macro}(${value}) END`;
    }
    case 'boolean':
      return `CASE ${value} WHEN TRUE THEN ${literal(valueText(true, null, language))} WHEN FALSE THEN ${literal(valueText(false, null, language))} ELSE ${missing} END`;
    case 'list': {
      const one = valueSql('w', 'text', formatter, language);
      const glue = literal(language === 'zh' ? '、' : ', ');
      const list = `array_to_string(list_transform(${value}, lambda w: ${one}), ${glue})`;
      return `CASE WHEN ${value} IS NULL THEN ${missing} ELSE coalesce(${list}, '') END`;
    }
    case 'text':
      return missing === blank
        ? `coalesce(nullif(${value}, ''), ${missing})`
        : `coalesce(CASE WHEN ${value} = '' THEN ${blank} ELSE ${value} END, ${missing})`;
  }
}
