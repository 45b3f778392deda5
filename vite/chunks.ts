import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Rolldown } from 'vite';

const ROUTES = path.resolve('src/routes');
const SHELL = ['+layout.svelte', '+layout.ts', '+error.svelte'].map((name) => path.join(ROUTES, name));
const FIRST_PAGE = path.join(ROUTES, '+page.svelte');
const ENGINE = path.resolve('src/lib/app/engine.ts');

/**
 * What arrives as one file: the shell, with what the first page shares with another, and the engine. Over a few connections fifty small files take
 * more time than their bytes. What is asked for later, and what one page alone has, stays for itself.
 */
export function waves(): Rolldown.CodeSplittingGroup[] {
  const other = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(ROUTES, name))
    .filter((file) => path.basename(file) === '+page.svelte' && file !== FIRST_PAGE);
  const once = memoryOf((context) => ({
    shell: imported(SHELL, context),
    first: imported([FIRST_PAGE], context),
    other: imported(other, context),
    engine: imported([ENGINE], context),
  }));
  return [
    {
      priority: 2,
      name: (id, context) => {
        const { shell, first, other } = once(context);
        return shell.has(id) || (first.has(id) && other.has(id)) ? 'shell' : null;
      },
    },
    { priority: 1, name: (id, context) => (once(context).engine.has(id) ? 'engine' : null) },
  ];
}

/** All that the files import, and what these do, but not what they ask for later. */
function imported(files: readonly string[], context: Rolldown.ChunkingContext): Set<string> {
  const found = new Set<string>();
  const open = [...files];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(context.getModuleInfo(id)?.importedIds ?? []));
  }
  return found;
}

function memoryOf<T>(
  make: (context: Rolldown.ChunkingContext) => T,
): (context: Rolldown.ChunkingContext) => T {
  let made: T | undefined;
  return (context) => (made ??= make(context));
}
