import { fileURLToPath } from 'node:url';
import type { Rolldown } from 'vite';

const source = (file: string) => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

/** What arrives as one file: all that these import, and not what they ask for later. Of a module that several want the first has it. */
const WAVES = {
  shell: ['routes/+layout.svelte', 'routes/+layout.ts', 'routes/+error.svelte', 'routes/+page.svelte'],
  engine: ['lib/app/engine.ts'],
};

/**
 * Two files in the place of fifty: over a few connections each small one costs more time than its bytes.
 */
export function waves(): Rolldown.CodeSplittingGroup[] {
  return Object.entries(WAVES).map(([name, roots], index, { length }) => {
    let wanted: Set<string> | undefined;
    return {
      priority: length - index,
      name: (id, context) => ((wanted ??= reached(roots.map(source), context)).has(id) ? name : null),
    };
  });
}

function reached(roots: string[], context: Rolldown.ChunkingContext): Set<string> {
  const found = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}
