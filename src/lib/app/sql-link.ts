import { to } from './to.ts';

/**
 * Address of the console with a statement in it. It stands behind the `#`, which no server gets to see: some statements are longer than an address
 * that a server takes.
 */
export function sqlHref(sql: string, title?: string): string {
  return to(`/sql#q=${encodeURIComponent(title === undefined ? sql : `-- ${title}\n${sql}`)}`);
}

/** The statement that an address of the console gives, behind the `#` or as a query. */
export function sqlIn({ hash, searchParams }: URL): string | null {
  return new URLSearchParams(hash.slice(1)).get('q') ?? searchParams.get('q');
}
