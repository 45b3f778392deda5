/** Elements that begin and end a line. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary ul xmp listing plaintext'
  ).split(' '),
);

/** Elements without content. */
export const VOIDS = new Set(
  'area base basefont bgsound br col embed frame hr img input link meta param source track wbr'.split(' '),
);

/** Elements whose content no browser prints. */
export const UNPRINTED = new Set(
  'script style title template datalist xml iframe noembed noframes audio video canvas'.split(' '),
);

/** Attributes read. */
export const WANTED = new Set(
  'colspan rowspan style hidden type value checked selected span start charset http-equiv content'.split(' '),
);

const GROUPS = new Set(['thead', 'tbody', 'tfoot']);

/**
 * Whether a tag ends an element (`name`, opened with `depth` tables around it) that a page hides, when end tags are missing: a cell ends
 * at the next cell, a paragraph at the next block.
 */
export function endsHidden(name: string, tag: string, isClose: boolean): boolean {
  const rowEnds = tag === 'tr' || GROUPS.has(tag) || (isClose && tag === 'table');
  if (name === 'td' || name === 'th') return tag === 'td' || tag === 'th' || rowEnds;
  if (name === 'tr') return rowEnds;
  if (GROUPS.has(name)) return GROUPS.has(tag) || (isClose && tag === 'table');
  if (name === 'table') return isClose && tag === 'table';
  if (name === 'p') return BLOCKS.has(tag) || tag === 'table' || tag === 'td' || tag === 'th' || rowEnds;
  if (name === 'li') return tag === 'li' || (isClose && (tag === 'ul' || tag === 'ol')) || rowEnds;
  return tag === 'td' || tag === 'th' || rowEnds;
}
