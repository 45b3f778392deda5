import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** One hash for the data of a run: hex sha256 over the files' own hashes in the order given. */
export function dataHash(portfolio: { files: readonly { sha256: string }[] }): string {
  return bytesToHex(sha256(utf8ToBytes(portfolio.files.map((file) => file.sha256).join('\n'))));
}
