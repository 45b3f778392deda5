import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** SHA-256 as 64 hex: by the browser, or by the library where plain http hides the browser's (`crypto.subtle`). */
export async function digest(bytes: Uint8Array): Promise<string> {
  const own = globalThis.crypto.subtle as SubtleCrypto | undefined;
  const hash = own ? new Uint8Array(await own.digest('SHA-256', bytes as BufferSource)) : sha256(bytes);
  return bytesToHex(hash);
}
