import { bare, quoted } from './lexed.ts';

/** Functions that read files or hosts, or run a text as a statement of its own. */
const REACHING =
  /^(read_\w+|parquet_\w+|sniff_csv|glob|query|query_table|(sqlite|postgres|mysql|iceberg|delta|st|arrow|seq)_(scan|query|read|attach)\w*|from_substrait\w*|getenv|\w*_secrets?|load_aws_credentials|copy_database|import_database)$/i;
const CALL = /([\p{L}_][\p{L}\p{N}_]*)\s*\(/gu;
const BEFORE_TABLE = /(?<!\bdistinct\s+)\b(from|join|table|describe|desc|summarize|show|pivot|unpivot)\s*$/i;
const ADDRESS = /^\w+:\/\//;
const FILE = /\.(csv|tsv|txt|json|ndjson|jsonl|parquet|arrow|ipc|xlsx|db|duckdb|sqlite|gz|zst)$/i;

/**
 * What in a statement would reach outside the loaded tables (a function that reads files, a file or an address in the place
 * of a table), as it is written there; `null` when nothing does. The page's policy lets no request out either; this
 * says so before anything is tried.
 */
export function outside(sql: string): string | null {
  const words = bare(sql);
  const call = [...words.matchAll(CALL)].find(([, name]) => REACHING.test(name!));
  if (call) return call[1]!;
  for (const { text, at } of quoted(sql)) {
    const inner = text.replace(/^[eE]?['"]|['"]$/g, '');
    const before = words.slice(0, at).trimEnd();
    if (text.startsWith('"')) {
      const called = /^\s*\(/.test(words.slice(at + text.length));
      if ((called && REACHING.test(inner)) || ADDRESS.test(inner) || FILE.test(inner)) return inner;
    } else if (BEFORE_TABLE.test(before) || (/[,(]$/.test(before) && ADDRESS.test(inner))) return inner;
  }
  return null;
}
