/** The prefixes this reader knows the namespaces of a Word document by. */
export const PREFIXES: Record<string, string> = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
  'http://schemas.openxmlformats.org/officeDocument/2006/math': 'm',
  'http://purl.oclc.org/ooxml/officeDocument/math': 'm',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
  'http://schemas.openxmlformats.org/drawingml/2006/main': 'a',
  'http://purl.oclc.org/ooxml/drawingml/main': 'a',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
};

/** Attributes read. */
export const WORD_ATTRIBUTES = new Set(
  (
    'w:val w:id w:type w:font w:char w:ascii w:hAnsi w:fldCharType w:styleId w:abstractNumId w:numId w:ilvl r:id cx cy string ProgID ' +
    'w:name'
  ).split(' '),
);

/** Elements that say how things look, or held before a tracked change: nothing in them is printed. */
export const SKIPPED = new Set(
  (
    'w:tblPr w:tblPrEx w:tblGrid w:sectPr w:pPrChange w:rPrChange w:tblPrChange w:trPrChange w:tcPrChange w:sectPrChange ' +
    'w:tblGridChange w:tblPrExChange w:numberingChange w:customXmlPr w:smartTagPr w:rt w:sdtEndPr w:numPicBullet w:delText ' +
    'w:delInstrText w:background w:docPartPr w:rubyPr'
  ).split(' '),
);

/** Whether a switch without a value, or with one, is on. */
export const isOn = (value: string | undefined): boolean =>
  value !== '0' && value !== 'false' && value !== 'off';

/** A number of columns or a place; 0 where it is none. */
export const count = (value: string | undefined): number => Math.max(0, Math.trunc(Number(value)) || 0);
