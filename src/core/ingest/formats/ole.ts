const FREE = 0xfffffffa;
const MOST_ENTRIES = 4096;

/** The names in the directory of an OLE file (.xls, .doc, .et, .wps); none where it is damaged. Reads no stream; never throws. */
export function oleNames(bytes: Uint8Array): Set<string> {
  const names = new Set<string>();
  if (bytes.length < 1024) return names;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shift = view.getUint16(0x1e, true);
  if (shift !== 9 && shift !== 12) return names;
  const size = 1 << shift;
  const at = (sector: number) => (sector + 1) * size;
  const next = (sector: number) => {
    const table = Math.floor(sector / (size / 4));
    if (table >= 109) return FREE;
    const place = at(view.getUint32(0x4c + 4 * table, true)) + 4 * (sector % (size / 4));
    return place + 4 <= bytes.length ? view.getUint32(place, true) : FREE;
  };
  let sector = view.getUint32(0x30, true);
  for (let read = 0; sector < FREE && read < MOST_ENTRIES; sector = next(sector))
    for (let entry = at(sector); entry < at(sector) + size; entry += 128, read++) {
      if (entry + 128 > bytes.length) return names;
      const length = Math.min(view.getUint16(entry + 64, true), 64);
      let name = '';
      for (let i = 0; i + 2 < length; i += 2) name += String.fromCharCode(view.getUint16(entry + i, true));
      if (name !== '') names.add(name);
    }
  return names;
}
