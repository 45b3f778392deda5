import { ReadError } from '../read-error.ts';

const MARK = 0x21;

/**
 * Refuses XML that declares a document type or entities, in UTF-8 or UTF-16.
 * @throws ReadError entities
 */
export function refuseEntities(xml: Uint8Array, part: string): void {
  for (let at = xml.indexOf(MARK); at >= 0; at = xml.indexOf(MARK, at + 1)) {
    const step = xml[at + 1] === 0 || xml[at - 1] === 0 ? 2 : 1;
    if (xml[at - step] !== 0x3c) continue;
    let word = '';
    for (let i = 1; i <= 7; i++) word += String.fromCharCode(xml[at + i * step] ?? 0);
    if (/^(?:DOCTYPE|ENTITY)/i.test(word)) throw new ReadError('entities', { part });
  }
}
