import { CLICKHOUSE } from '#core/store/dialect/clickhouse.ts';
import type { Address } from './address.ts';

/** A column of a table: its name and its type in ClickHouse. */
export interface Column {
  name: string;
  type: string;
}

/** Columns by DuckDB's types: NULL is allowed everywhere but in lists, which are empty instead. */
export function columnsOf(ddl: Readonly<Record<string, string>>): Column[] {
  return Object.entries(ddl).map(([name, duck]) => {
    const type = CLICKHOUSE.types[duck] ?? duck;
    return { name, type: type.startsWith('Array(') ? type : `Nullable(${type})` };
  });
}

/** Blocks whose tokens a table without replicas remembers; replicated tables remember 10,000 of their own accord. */
const REMEMBERED = 10_000;

/**
 * Statements that make a table empty and anew. On one server that is one table; on a cluster each server gets `<name>_local`, replicated within
 * its shard, and `<name>` reads and writes them all. Rows of one form (a project's year) stay on one shard.
 */
export function createTable(
  name: string,
  columns: readonly Column[],
  { database, cluster }: Address,
): string[] {
  const list = columns.map((column) => `${quoted(column.name)} ${column.type}`).join(', ');
  const order = columns.some((column) => column.name === 'form_id') ? 'form_id' : columns[0]!.name;
  const sorted = `ORDER BY ${quoted(order)} SETTINGS allow_nullable_key = 1`;
  if (cluster === null)
    return [
      `CREATE OR REPLACE TABLE ${quoted(name)} (${list}) ENGINE = MergeTree ${sorted}, non_replicated_deduplication_window = ${REMEMBERED}`,
    ];
  const local = `${name}_local`;
  return [
    ...dropTable(name, { cluster }),
    `CREATE TABLE ${quoted(local)} ON CLUSTER ${quoted(cluster)} (${list})
     ENGINE = ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}') ${sorted}`,
    `CREATE TABLE ${quoted(name)} ON CLUSTER ${quoted(cluster)} (${list})
     ENGINE = Distributed(${quoted(cluster)}, ${quoted(database)}, ${quoted(local)}, ${shardKey(columns)})`,
  ];
}

/** Forms are spread by their id; what belongs to no form, by its first column. */
function shardKey(columns: readonly Column[]): string {
  const key = columns.find((column) => column.name === 'form_id') ?? columns[0]!;
  return `sipHash64(toString(ifNull(${quoted(key.name)}, defaultValueOfTypeName('${plain(key.type)}'))))`;
}

const plain = (type: string): string => /^Nullable\((.*)\)$/.exec(type)?.[1] ?? type;

export function dropTable(name: string, { cluster }: Pick<Address, 'cluster'>): string[] {
  return [name, ...(cluster === null ? [] : [`${name}_local`])].map(
    (table) =>
      `DROP TABLE IF EXISTS ${quoted(table)}${cluster === null ? '' : ` ON CLUSTER ${quoted(cluster)}`} SYNC`,
  );
}

export const quoted = (name: string): string => CLICKHOUSE.quoted(name);

/** What a column of a query's result is stored as: comparisons give UInt8 and are booleans, all but lists may be NULL. */
export function storedType(type: string): string {
  const bare = plain(type);
  if (bare.startsWith('Array(')) return bare;
  const stored = { UInt8: 'Bool', Nothing: 'String' }[bare] ?? bare;
  return `Nullable(${stored})`;
}
