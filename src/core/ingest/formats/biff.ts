const BOF = 0x0809;
const CODEPAGE = 0x42;
const FILEPASS = 0x2f;
const LINK = 0x1b8;
const LINK_TIP = 0x800;
const WIDE_TEXT = 1200;

/**
 * Walks the records of a BIFF stream: whether it has a password, and the codepage of its texts where they are not Unicode (Excel 95 and
 * before). Links are cut down to one cell in place, as the library spreads them over every cell of their range.
 */
export function calmRecords(stream: Uint8Array): { isEncrypted: boolean; codepage: number | null } {
  const word = (at: number) => stream[at]! | (stream[at + 1]! << 8);
  let isEncrypted = false;
  let isOld = false;
  let codepage = 1252;
  for (let at = 0; at + 4 <= stream.length;) {
    const type = word(at);
    const length = word(at + 2);
    const data = at + 4;
    if (type === 0 && length === 0) break;
    if (type === BOF && at === 0) isOld = word(data) < 0x0600;
    else if (type === CODEPAGE) codepage = word(data);
    else if (type === FILEPASS) isEncrypted = true;
    else if (type === LINK && length >= 8) cut(stream, data);
    else if (type === LINK_TIP && length >= 10) cut(stream, data + 2);
    at = data + length;
  }
  return { isEncrypted, codepage: isOld && codepage !== WIDE_TEXT ? codepage : null };
}

/** Makes a range of first row, last row, first column, last column end where it begins. */
function cut(stream: Uint8Array, at: number): void {
  stream.copyWithin(at + 2, at, at + 2);
  stream.copyWithin(at + 6, at + 4, at + 6);
}
