import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const KEPT = 'tests/e2e/look';
const OUT = 'test-results/look';

/** How far a pixel may be off, 0…1, before it differs: shades of a glyph's edge may, another colour may not. */
const THRESHOLD = 0.15;
/** Differing pixels allowed within any square of so many pixels: a sign from another font passes, a moved line does not. */
const WINDOW = 100;
const MOST = 150;

/**
 * Holds a picture against the kept one of that name; what is wrong, in words, or `null`. A picture that differs is left under
 * test-results with the differences in red. With `LOOK=renew` the picture takes the kept one's place.
 */
export function comparePicture(name: string, picture: Buffer): string | null {
  const kept = path.join(KEPT, `${name}.png`);
  if (process.env.LOOK === 'renew') {
    writeFileSync(kept, picture);
    return null;
  }
  const fail = (why: string, differences?: Buffer): string => {
    mkdirSync(OUT, { recursive: true });
    writeFileSync(path.join(OUT, `${name}.actual.png`), picture);
    if (differences) writeFileSync(path.join(OUT, `${name}.diff.png`), differences);
    return `${name}: ${why}; see ${OUT}/, and renew with \`npm run snapshots\` if it is meant`;
  };
  if (!existsSync(kept)) return fail('no picture is kept');
  const [was, is] = [PNG.sync.read(readFileSync(kept)), PNG.sync.read(picture)];
  if (was.width !== is.width || was.height !== is.height)
    return fail(`${is.width} × ${is.height} instead of ${was.width} × ${was.height}`);
  const shown = new PNG({ width: is.width, height: is.height });
  const differing = pixelmatch(was.data, is.data, shown.data, is.width, is.height, {
    threshold: THRESHOLD,
    windowSize: WINDOW,
  });
  return differing > MOST
    ? fail(`${differing} pixels differ within ${WINDOW} × ${WINDOW}`, PNG.sync.write(shown))
    : null;
}
