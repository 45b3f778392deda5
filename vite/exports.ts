const EXPORTS = 7;
/** `\0asm` and the version. */
const HEADER = 8;

/**
 * A WebAssembly module without some of its exports; all else stays byte for byte.
 * The format: https://webassembly.github.io/spec/core/binary/modules.html
 * @throws RangeError when the bytes end within a section
 */
export function keepExports(wasm: Uint8Array, keep: (name: string) => boolean): Uint8Array {
  const parts = [wasm.subarray(0, HEADER)];
  for (let at = HEADER; at < wasm.length;) {
    const [size, body] = number(wasm, at + 1);
    const end = body + size;
    if (end > wasm.length) throw new RangeError(`section ${wasm[at]} ends behind the module`);
    if (wasm[at] === EXPORTS) {
      const entries = exportsIn(wasm, body).filter(({ name }) => keep(name));
      const kept = Buffer.concat([leb128(entries.length), ...entries.map(({ bytes }) => bytes)]);
      parts.push(Uint8Array.of(EXPORTS), leb128(kept.length), kept);
    } else parts.push(wasm.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function exportsIn(wasm: Uint8Array, body: number): { name: string; bytes: Uint8Array }[] {
  const utf8 = new TextDecoder();
  const [count, first] = number(wasm, body);
  let at = first;
  return Array.from({ length: count }, () => {
    const start = at;
    const [length, name] = number(wasm, at);
    const kind = name + length;
    [, at] = number(wasm, kind + 1);
    return { name: utf8.decode(wasm.subarray(name, kind)), bytes: wasm.subarray(start, at) };
  });
}

/** An unsigned LEB128 number, and where the next byte is. */
function number(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) throw new RangeError('a number ends behind the module');
    value |= (byte & 127) << shift;
    if (byte < 128) return [value >>> 0, at];
  }
}

function leb128(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Uint8Array.of(...bytes, value);
}
