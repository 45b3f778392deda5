/** What a statement of core does to tables; everything else is a question, or an INSERT, and is translated as a whole. */
export type Statement =
  | { kind: 'create'; table: string; temporary: boolean; columns: Record<string, string> }
  | { kind: 'create-as'; table: string; temporary: boolean; select: string }
  | { kind: 'macro'; name: string; params: string[]; body: string }
  | { kind: 'drop'; table: string }
  | { kind: 'empty'; table: string }
  | { kind: 'write' }
  | { kind: 'ask' };

const NAME = `"?([\\p{L}_][\\p{L}\\p{N}_]*)"?`;
const CREATE = new RegExp(`^CREATE (?:OR REPLACE )?(TEMP )?TABLE ${NAME}\\s*`, 'u');
const MACRO = new RegExp(`^CREATE (?:OR REPLACE )?(?:TEMP )?MACRO ${NAME}\\(([^)]*)\\) AS\\s`, 'u');
const DROP = new RegExp(`^DROP TABLE IF EXISTS ${NAME}$`, 'u');
const DELETE = new RegExp(`^DELETE FROM ${NAME}$`, 'u');

/**
 * Tells the statements apart that ClickHouse wants in another shape.
 * @throws SyntaxError for a CREATE TABLE of another form than core's
 */
export function readStatement(sql: string): Statement {
  const text = sql.trim();
  const create = CREATE.exec(text);
  if (create) {
    const [head, temp, table] = create;
    const rest = text.slice(head.length);
    const temporary = temp !== undefined;
    if (/^AS\s/.test(rest)) return { kind: 'create-as', table: table!, temporary, select: rest.slice(3) };
    if (rest.startsWith('(') && rest.endsWith(')'))
      return { kind: 'create', table: table!, temporary, columns: readColumns(rest.slice(1, -1)) };
    throw new SyntaxError(`CREATE TABLE ${table}: neither AS nor columns`);
  }
  const macro = MACRO.exec(text);
  if (macro) {
    const params = macro[2]!.split(',').map((param) => param.trim());
    return { kind: 'macro', name: macro[1]!.toLowerCase(), params, body: text.slice(macro[0].length) };
  }
  const drop = DROP.exec(text);
  if (drop) return { kind: 'drop', table: drop[1]! };
  const all = DELETE.exec(text);
  if (all) return { kind: 'empty', table: all[1]! };
  return { kind: /^(INSERT|DELETE|ALTER|TRUNCATE)\b/i.test(text) ? 'write' : 'ask' };
}

function readColumns(list: string): Record<string, string> {
  return Object.fromEntries(
    list.split(',').map((column) => {
      const [, name, type] = /^\s*"?([^"\s]+)"?\s+(\S.*?)\s*$/.exec(column) ?? [];
      if (!name || !type) throw new SyntaxError(`CREATE TABLE: no column: ${column}`);
      return [name, type];
    }),
  );
}
