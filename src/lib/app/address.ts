/** The query part of an address, `?` in front, with some values changed; `null` takes one out. */
export function addressWith(
  params: URLSearchParams,
  change: Readonly<Record<string, string | null>>,
): string {
  const query = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change))
    if (value === null) query.delete(name);
    else query.set(name, value);
  return `?${query}`;
}
