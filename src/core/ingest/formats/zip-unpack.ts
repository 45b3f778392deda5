import { Inflate, inflateSync } from 'fflate';
import { ReadError } from '../read-error.ts';
import { crc32 } from './crc32.ts';
import { damaged } from './damage.ts';

/** Up to here one step is cheap whatever it unpacks to: DEFLATE gives at most 1032 times its bytes. */
const AT_ONCE = 65_536;

/** What unpacking one entry may come to. */
export interface Packed {
  name: string;
  bytes: Uint8Array;
  method: number;
  /** Bytes it says it unpacks to; more is never kept. */
  unpacked: number;
  crc: number;
}

/**
 * Unpacks stored or deflated bytes, stopping as soon as they are more than they say.
 * @throws ReadError damaged, unsupported-format
 */
export function unpackBytes({ name, bytes, method, unpacked, crc }: Packed, check: () => void): Uint8Array {
  if (method !== 0 && method !== 8)
    throw new ReadError('unsupported-format', { format: `ZIP (method ${method})` });
  const whole = method === 0 ? bytes.slice() : inflate(name, bytes, unpacked, check);
  if (whole.length !== unpacked) throw lying(name);
  if (crc32(whole) !== crc)
    throw damaged('ZIP', `“${name}”的校验值不符`, `the checksum of "${name}" does not match`);
  return whole;
}

const lying = (name: string) =>
  damaged('ZIP', `“${name}”的长度与所写不符`, `"${name}" does not have the length it says`);

function inflate(name: string, bytes: Uint8Array, unpacked: number, check: () => void): Uint8Array {
  const whole = new Uint8Array(unpacked);
  try {
    if (bytes.length <= AT_ONCE) {
      const got = inflateSync(bytes, { out: new Uint8Array(unpacked + 1) });
      return got.length === unpacked ? got : whole.subarray(0, 0);
    }
    let at = 0;
    const stream = new Inflate((chunk) => {
      if (at + chunk.length > unpacked) throw lying(name);
      whole.set(chunk, at);
      at += chunk.length;
    });
    for (let from = 0; from < bytes.length; from += AT_ONCE) {
      check();
      stream.push(bytes.subarray(from, from + AT_ONCE), from + AT_ONCE >= bytes.length);
    }
    return whole.subarray(0, at);
  } catch (error) {
    if (error instanceof ReadError) throw error;
    throw damaged('ZIP', `“${name}”无法解压`, `"${name}" cannot be unpacked`);
  }
}
