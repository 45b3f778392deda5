/** Files that carry the hash of their content in their name: the same in whatever release. */
export const NAMED_BY_HASH = /^_app\/immutable\//;

/** Addresses that only the page itself knows: a form's, a rule's of one's own. */
const PAGE_OF = /^(projects|rules)\/[^/]+$/;

/**
 * What of the offline copy answers a request, as an address relative to the scope; `null` for what the copy has nothing to do with: other
 * hosts, parts of files, data files, anything that is not read.
 */
export function placeOf(
  request: Pick<Request, 'method' | 'url' | 'mode' | 'headers'>,
  scope: URL,
  files: Readonly<Record<string, string>>,
): string | null {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.origin || request.headers.has('range')) return null;
  if (!pathname.startsWith(scope.pathname)) return null;
  const place = pathname.slice(scope.pathname.length);
  if (Object.hasOwn(files, place) || NAMED_BY_HASH.test(place)) return place;
  return request.mode === 'navigate' && PAGE_OF.test(place) ? 'fallback.html' : null;
}
