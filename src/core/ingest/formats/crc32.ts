const TABLES = Array.from({ length: 4 }, () => new Uint32Array(256));
for (let n = 0; n < 256; n++) {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  TABLES[0]![n] = value;
}
for (let n = 0; n < 256; n++)
  for (let t = 1; t < 4; t++) {
    const before = TABLES[t - 1]![n]!;
    TABLES[t]![n] = (before >>> 8) ^ TABLES[0]![before & 255]!;
  }
const [T0, T1, T2, T3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** The CRC-32 that zip files carry of each part; four bytes a step. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  const whole = bytes.length & ~3;
  let i = 0;
  for (; i < whole; i += 4) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    crc = T3[crc & 255]! ^ T2[(crc >>> 8) & 255]! ^ T1[(crc >>> 16) & 255]! ^ T0[crc >>> 24]!;
  }
  for (; i < bytes.length; i++) crc = T0[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
