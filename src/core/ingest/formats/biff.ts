const BOF = 0x0809;
const BOF_OLD = 0x0009;
const CODEPAGE = 0x42;
const FILEPASS = 0x2f;
const FORMULA = 0x06;
/** A record that the library steps over. */
const PASSED_OVER = 0xef;
const WIDE_TEXT = 1200;
const TOKENS = 20;

/** The records that say what cells hold and show, for all versions of the format. */
const KEPT = new Set([
  // Where the workbook and its sheets begin and end; password, codepage, first date
  0x0809, 0x0409, 0x0209, 0x0009, 0x000a, 0x0085, 0x002f, 0x0042, 0x0022, 0x0081,
  // Texts, formats, sizes, rows and columns, merged ranges
  0x00fc, 0x003c, 0x041e, 0x00e0, 0x0243, 0x0443, 0x0200, 0x0208, 0x007d, 0x00e5,
  // Cells
  0x0006, 0x0206, 0x0406, 0x0207, 0x0203, 0x027e, 0x00bd, 0x00fd, 0x0204, 0x00d6, 0x0205,
  // Comments and text boxes
  0x001c, 0x005d, 0x01b6,
]);

/** More of them in Excel 2. */
const KEPT_OLD = new Set([0x0000, 0x0002, 0x0003, 0x0004, 0x0005, 0x0007, 0x001e, 0x0043]);

/**
 * Walks the records of a BIFF stream: whether it has a password, and the codepage of its texts where they are not Unicode (Excel 95 and
 * before). In place, records that say nothing of cells are made ones that the library steps over, and formulas are emptied: it loses
 * itself in damaged formulas and names, and spreads links over every cell of their range.
 */
export function calmRecords(stream: Uint8Array): { isEncrypted: boolean; codepage: number | null } {
  const word = (at: number) => stream[at]! | (stream[at + 1]! << 8);
  let isEncrypted = false;
  let version = 0x0600;
  const isOld = stream.length > 4 && word(0) === BOF_OLD;
  let codepage = 1252;
  for (let at = 0; at + 4 <= stream.length;) {
    const type = word(at);
    const length = word(at + 2);
    const data = at + 4;
    if (type === 0 && length === 0) break;
    if (type === BOF && at === 0) version = word(data);
    else if (type === CODEPAGE) codepage = word(data);
    else if (type === FILEPASS) isEncrypted = true;
    else if (type === FORMULA && version >= 0x0500 && length >= TOKENS + 2)
      stream.fill(0xff, data + TOKENS, data + TOKENS + 2);
    else if (!KEPT.has(type) && !(isOld && KEPT_OLD.has(type))) {
      // The library may hand a plain array, which has no `set`.
      stream[at] = PASSED_OVER;
      stream[at + 1] = 0;
    }
    at = data + length;
  }
  return { isEncrypted, codepage: version < 0x0600 && codepage !== WIDE_TEXT ? codepage : null };
}
