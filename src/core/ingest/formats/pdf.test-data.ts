/** PDFs made by hand, for tests of the reader: content written as operators, text in a Chinese font that is not embedded. */

export interface TestPage {
  content: string;
  /** Lower left and upper right corner; A4 upright when left out. */
  box?: readonly number[];
  rotate?: number;
  /** More entries of the page's dictionary, of its resources, and of the file's catalogue. */
  page?: string;
  resources?: string;
  catalog?: string;
  /** Objects of the file, numbered from `{0}` on; `{0}` in the entries above is the number of the first. */
  objects?: string[];
}

/** A file of these pages. Fonts: F1 = codes are Unicode, F2 = the same, written downwards, F3 = numbers of outlines without codes. */
export function pdfOf(...pages: TestPage[]): Uint8Array {
  const objects: string[] = [];
  const add = (text: string) => objects.push(text);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  const descendant = (registry: string) =>
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (${registry}) /Supplement 2 >> /DW 1000 /W [1 95 500 814 939 500] /FontDescriptor 3 0 R >>`;
  add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  );
  const [gb, identity] = [add(descendant('GB1')), add(descendant('Identity'))];
  const font = (encoding: string, cid: number, more = '') =>
    add(
      `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [${cid} 0 R] ${more} >>`,
    );
  const fonts = [font('UniGB-UCS2-H', gb), font('UniGB-UCS2-V', gb), font('Identity-H', identity)];
  const kids = pages.map((page) => {
    const first = objects.length + 1;
    const numbered = (text = '') => text.replace(/\{(\d+)\}/g, (_, i: string) => String(first + Number(i)));
    for (const object of page.objects ?? []) add(numbered(object));
    if (page.catalog) objects[0] = `<< /Type /Catalog /Pages 2 0 R ${numbered(page.catalog)} >>`;
    const content = add(streamOf(page.content));
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [${(page.box ?? [0, 0, 595, 842]).join(' ')}] /Rotate ${page.rotate ?? 0} /Contents ${content} 0 R ` +
        `/Resources << /Font << ${fonts.map((at, i) => `/F${i + 1} ${at} 0 R`).join(' ')} >> ${numbered(page.resources)} >> ${numbered(page.page)} >>`,
    );
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.map((at) => `${at} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  let out = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  out += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${out.length}\n%%EOF\n`;
  return Uint8Array.from(out, (c) => c.charCodeAt(0));
}

/** An object that is a stream; `entries` go into its dictionary. */
export function streamOf(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
}

/** Text whose baseline begins at a place, from the page's lower left corner. */
export function write(x: number, y: number, text: string, size = 10, font = 'F1'): string {
  const hex = Array.from(text, (c) => c.charCodeAt(0).toString(16).padStart(4, '0')).join('');
  return `BT /${font} ${size} Tf ${x} ${y} Td <${hex}> Tj ET\n`;
}

export const line = (x0: number, y0: number, x1: number, y1: number) => `${x0} ${y0} m ${x1} ${y1} l S\n`;
export const box = (x: number, y: number, width: number, height: number) =>
  `${x} ${y} ${width} ${height} re S\n`;

/** Cells as `[left, top, right, bottom, text]`, each drawn as a box of its own, its text upright in the middle. */
export function cells(...all: [number, number, number, number, string][]): string {
  return all
    .map(([x0, y0, x1, y1, text]) => box(x0, y1, x1 - x0, y0 - y1) + write(x0 + 4, (y0 + y1) / 2 - 4, text))
    .join('');
}
