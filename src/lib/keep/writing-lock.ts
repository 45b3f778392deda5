const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks;
const lockOf = (shelf: string) => `${shelf}.writing`;

/**
 * Keeps every tab from sweeping until the answer is called. Many may hold it; the browser lets go of it with the tab or worker, however
 * that ends. Without Web Locks (plain http) it holds nothing, and the sweep goes by the signs of life in `writing`.
 */
export async function holdWriting(shelf: string): Promise<() => void> {
  const manager = locks();
  if (!manager) return () => {};
  return new Promise((resolve, reject) => {
    manager
      .request(lockOf(shelf), { mode: 'shared' }, () => new Promise<void>((release) => resolve(release)))
      .catch(reject);
  });
}

/** Does `work` while nobody writes, or not at all. `certain` is false without Web Locks. */
export async function whileNobodyWrites(
  shelf: string,
  work: (certain: boolean) => Promise<void>,
): Promise<void> {
  const manager = locks();
  if (!manager) return work(false);
  await manager.request(lockOf(shelf), { ifAvailable: true }, async (lock) => {
    if (lock) await work(true);
  });
}
