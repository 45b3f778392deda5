/** The PDF library's own files, served with the app: path in its package → address in the build. */
const files = {
  ...import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/*.bcmap', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
};

/** A file of the PDF library (`cmaps/…`, `standard_fonts/…`), from the app's own origin. */
export async function pdfAsset(name: string): Promise<Uint8Array> {
  const address = files[`/node_modules/pdfjs-dist/${name}`];
  if (address === undefined) throw new Error(`pdfjs-dist has no ${name}`);
  const answer = await fetch(new URL(address, location.href));
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new Uint8Array(await answer.arrayBuffer());
}
