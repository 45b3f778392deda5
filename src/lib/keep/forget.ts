import { deleteDB } from 'idb';
import { KeepError } from './keep-error.ts';

/** How long other tabs may take to let go. */
const PATIENCE = 10_000;

/** What of `prefix` this site still holds: databases, caches, storage keys, files. Empty after `forgetAll`. */
export async function remains(prefix: string): Promise<string[]> {
  const files = await root();
  return [
    ...((await databases(prefix)) ?? []).map((name) => `database ${name}`),
    ...(await cacheNames(prefix)).map((name) => `cache ${name}`),
    ...storages().flatMap((storage) => keysOf(storage, prefix).map((key) => `storage ${key}`)),
    ...(files ? await namesIn(files, prefix) : []).map((name) => `file ${name}`),
  ];
}

/**
 * Deletes every database, cache, storage key and file of the origin whose name begins with `prefix`; other tools of the same origin keep theirs.
 * A worker has no localStorage: call it in a page to reach that too. Throws KeepError `blocked` when something is left.
 */
export async function forgetAll(prefix: string): Promise<void> {
  for (const name of (await databases(prefix)) ?? [prefix]) await remove(name);
  for (const name of await cacheNames(prefix)) await caches.delete(name);
  for (const storage of storages()) for (const key of keysOf(storage, prefix)) storage.removeItem(key);
  const files = await root();
  if (files)
    for (const name of await namesIn(files, prefix)) await files.removeEntry(name, { recursive: true });
  const left = await remains(prefix);
  if (left.length > 0) throw new KeepError('blocked', {}, new Error(left.join(', ')));
}

function remove(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new KeepError('blocked', {}, new Error(name))), PATIENCE);
    deleteDB(name)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** `null` where the browser gives no list (Firefox before 126). */
async function databases(prefix: string): Promise<string[] | null> {
  if (typeof indexedDB === 'undefined') return [];
  if (!(indexedDB as { databases?: unknown }).databases) return null;
  return (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? name : []));
}

async function cacheNames(prefix: string): Promise<string[]> {
  if (typeof caches === 'undefined') return [];
  return (await caches.keys()).filter((name) => name.startsWith(prefix));
}

function storages(): Storage[] {
  try {
    return [globalThis.localStorage, globalThis.sessionStorage].filter(Boolean);
  } catch {
    return []; // A browser that refuses storage holds nothing.
  }
}

const keysOf = (storage: Storage, prefix: string) =>
  Object.keys(storage).filter((key) => key.startsWith(prefix));

async function root(): Promise<FileSystemDirectoryHandle | null> {
  const storage = navigator.storage as StorageManager | undefined;
  return storage?.getDirectory ? storage.getDirectory().catch(() => null) : null;
}

async function namesIn(files: FileSystemDirectoryHandle, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of files.keys()) if (name.startsWith(prefix)) names.push(name);
  return names;
}
