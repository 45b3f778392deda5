import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import files from '@sveltejs/adapter-static';

const FALLBACK = 'fallback.html';
const WORKER = 'service-worker.js';

/**
 * adapter-static, and then what it cannot know: the fallback finds its way from whatever folder the build is served in, and the service worker
 * gets the list of all files with their hashes, by which a release is fetched whole or not at all.
 */
export default function adapter() {
  const built = files({ fallback: FALLBACK });
  return {
    ...built,
    async adapt(builder) {
      await built.adapt(builder);
      await rewrite(path.join('build', FALLBACK), fromOneFolderDeep);
      const release = await listFiles('build');
      await rewrite(path.join('build', WORKER), (code) => withList(code, release));
    },
  };
}

/** The fallback stands for addresses one folder deep (`projects/…`): its own are made relative to there, and its script is vouched for anew. */
function fromOneFolderDeep(html) {
  const [, before] = /<script>([^]*?)<\/script>/.exec(html);
  const after = before
    .replace('base: ""', 'base: new URL("..", location).pathname.slice(0, -1)')
    .replaceAll('import("/', 'import("../');
  return html
    .replace(before, () => after)
    .replaceAll(/(href|src)="\/(?!\/)/g, '$1="../')
    .replace(hash(before, 'base64'), hash(after, 'base64'));
}

/** Every file of the build by the address it is served under, relative to the root of the build, with its hash as browsers check it. */
export async function listFiles(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => name !== WORKER)
    .sort();
  const listed = {};
  for (const name of names) {
    const page = /^(?:index|(.*))\.html$/.exec(name);
    const place = page && name !== FALLBACK ? (page[1] ?? '') : name;
    listed[place] = `sha256-${hash(await readFile(path.join(dir, name)), 'base64')}`;
  }
  return { release: hash(JSON.stringify(listed), 'hex').slice(0, 16), files: listed };
}

/** The list as one string in the place of its name, whatever quotes the name stands in. */
function withList(code, release) {
  const text = JSON.stringify(JSON.stringify(release));
  const made = code.replace(/(["'`])__OFFLINE_COPY__\1/, () => text);
  if (made === code) throw new Error(`${WORKER} has no place for the list of files`);
  return made;
}

const hash = (data, encoding) => createHash('sha256').update(data).digest(encoding);

async function rewrite(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
