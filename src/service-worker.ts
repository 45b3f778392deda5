/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { reportForeign } from './lib/app/foreign.ts';
import { placeOf, NAMED_BY_HASH } from './lib/offline/place.ts';
import { TAKE_OVER, SWEEP } from './lib/offline/words.ts';

const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;

/** What the release consists of: its name, and every address relative to the scope with the hash of what is served there. Written by `adapter.js`. */
const { release, files } = JSON.parse('__OFFLINE_COPY__') as {
  release: string;
  files: Record<string, string>;
};

const scope = new URL(worker.registration.scope);
/** Not `zhunxing…`: the copy is program, no data, and stays when everything kept is forgotten. */
const OURS = `offline-zhunxing ${scope.pathname} `;
const CACHE = OURS + release;
/** Requests at a time while the copy is made. */
const AT_ONCE = 6;

reportForeign();

/** The copy is whole and to the byte what was built, or there is none: then the release before stays in charge. */
async function copy(): Promise<void> {
  const cache = await caches.open(CACHE);
  const waiting = Object.entries(files);
  const fetchNext = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [place, integrity] = next;
      const url = new URL(place, scope);
      if (NAMED_BY_HASH.test(place) && (await take(cache, url))) continue;
      const answer = await fetch(url, {
        integrity,
        cache: NAMED_BY_HASH.test(place) ? 'default' : 'no-cache',
      });
      if (!answer.ok) throw new Error(`${answer.status} ${url.href}`);
      // A redirected answer is refused for a page; its text is the same.
      await cache.put(url, answer.redirected ? new Response(answer.body, answer) : answer);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Takes what another release has under the same hash. */
async function take(cache: Cache, url: URL): Promise<boolean> {
  const known = await caches.match(url);
  if (known) await cache.put(url, known);
  return known !== undefined;
}

/** Lets go of earlier releases, once no page of theirs can be open. */
async function sweep(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length > 1) return;
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
}

/** A page comes from this release; what it asks for by hash may be of the release before, until its tab is reloaded. */
async function answer(request: Request, place: string): Promise<Response> {
  const own = await caches.match(new URL(place, scope), { cacheName: CACHE });
  return own ?? (await caches.match(request)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(copy()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void worker.skipWaiting();
  if (event.data === SWEEP) event.waitUntil(sweep());
});
worker.addEventListener('fetch', (event) => {
  const place = placeOf(event.request, scope, files);
  if (place !== null) event.respondWith(answer(event.request, place));
});
