import { format } from 'sql-formatter';

/** A statement laid out anew, `:name` parameters kept. @throws an Error where it cannot be read as SQL */
export function formatted(text: string): string {
  return format(text, {
    language: 'duckdb',
    keywordCase: 'upper',
    tabWidth: 2,
    expressionWidth: 90,
    paramTypes: { custom: [{ regex: String.raw`:[\p{L}_][\p{L}\p{N}_]*` }] },
  });
}
