import { Option } from 'commander';

/** Words in Chinese or English. */
export const language = () =>
  new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh');

/** One of the formats a command can write. */
export const format = (choices: string[]) =>
  new Option('--format <format>', '格式 / format').choices(choices);

/** Which of several forms of one project and year counts. */
export const doubles = () =>
  new Option('--doubles <which>', '同一项目同年度有几张表时 / several forms of one project and year')
    .choices(['both', 'newer'])
    .default('both');

/** Where to write. */
export const out = () => new Option('--out <file>', '写入文件 / write to a file');

/** A ClickHouse in the place of files. */
export const engine = () =>
  new Option(
    '--engine <address>',
    'ClickHouse：clickhouse://主机[:端口]/数据库[?cluster=集群名]，口令在 CLICKHOUSE_PASSWORD / a ClickHouse: clickhouse://host[:port]/database[?cluster=name], password in CLICKHOUSE_PASSWORD',
  );

/** The rule set, rules of one’s own, or both. */
export const set = () =>
  new Option(
    '--rules <set>',
    '规则集名称或其 JSON 文件；自有规则的文件或文件夹；或两者：recommended,自有/ / rule set, by name or file; a file or folder of your own rules; or both: recommended,mine/',
  ).default('recommended');
