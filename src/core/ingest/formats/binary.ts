/** Bytes as a string of one character a byte. */
export function binary(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 16_384)
    text += String.fromCharCode.apply(null, bytes.subarray(i, i + 16_384) as unknown as number[]);
  return text;
}
