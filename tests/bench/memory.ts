import { readdirSync, readFileSync } from 'node:fs';

/** Memory of all that this process has started, as Linux counts it; 0 elsewhere. */
export function childrenMB(): number {
  const root = process.pid;
  try {
    const parents = new Map<number, { parent: number; kb: number }>();
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      try {
        const status = readFileSync(`/proc/${entry}/status`, 'utf8');
        parents.set(Number(entry), {
          parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
          kb: Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0),
        });
      } catch {
        continue;
      }
    }
    let kb = 0;
    for (const [pid, one] of parents) {
      let up: number | undefined = pid;
      while (up !== undefined && up !== root && up > 1) up = parents.get(up)?.parent;
      if (up === root && pid !== root) kb += one.kb;
    }
    return Math.round(kb / 1024);
  } catch {
    return 0;
  }
}
