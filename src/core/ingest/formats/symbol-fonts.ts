/** Signs of the fonts that draw pictures for letters, by the font's code (two hexadecimal digits). Boxes, ticks, circled numbers, comparisons. */
const SIGNS: Record<string, Map<number, string>> = {
  wingdings: signs(
    '6c●6e■6f□71❑72❒74⬧75◆76❖77⬥9f•a1○a4◉a7▪a8□d8➢dc➲df←e0→e1↑e2↓e8➔f0⇨fb✗fc✓fd☒fe☑',
    [0x81, '①②③④⑤⑥⑦⑧⑨⑩'],
    [0x8c, '❶❷❸❹❺❻❼❽❾❿'],
  ),
  'wingdings 2': signs(
    '4f✗50✓51☒52☑53☒54☒97●98●99◉9a◎a2■a3□a4□ae◆',
    [0x6a, '①②③④⑤⑥⑦⑧⑨⑩'],
    [0x75, '❶❷❸❹❺❻❼❽❾❿'],
  ),
  'wingdings 3': signs('66←67→68↑69↓7d▶75◀70▲71▼'),
  webdings: signs('61✓63□67■6e●72✗3c■'),
  symbol: signs(
    '22∀24∃27∋2a∗2d−40≅5c∴a2′a3≤a4⁄a5∞ac←ad↑ae→af↓b0°b1±b2″b3≥b4×b5∝b6∂b7•b8÷b9≠ba≡bb≈bc…c7∩c8∪c9⊃cb⊄cc⊂cd⊆ce∈cf∉d0∠d1∇d5∏d6√d7⋅d8¬d9∧da∨db⇔dc⇐dd⇑de⇒df⇓e5∑f2∫',
    [0x20, ' !'],
    [0x28, '()'],
    [0x2b, '+,'],
    [0x2e, './0123456789:;<=>?'],
    [0x41, 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'],
    [0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'],
    [0x23, '#'],
    [0x25, '%&'],
  ),
};

/** Whether the font draws signs for letters. */
export const isSymbolFont = (font: string): boolean => font.toLowerCase() in SIGNS;

/** The sign a font draws for a code (`f052` and `52` alike); `null` when it is not known. A code of no such font is a character. */
export function signOf(font: string, code: number): string | null {
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  const sign = SIGNS[font.toLowerCase()]?.get(low);
  if (sign !== undefined) return sign;
  if (low < 0x20 || code > 0x10ffff || (code >= 0xd800 && code <= 0xf8ff)) return null;
  return isSymbolFont(font) && low < 0x100 ? null : String.fromCodePoint(low);
}

function signs(codes: string, ...runs: [number, string][]): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, code, sign] of codes.matchAll(/([0-9a-f]{2})(.)/gu)) map.set(parseInt(code!, 16), sign!);
  for (const [from, run] of runs) [...run].forEach((sign, i) => map.set(from + i, sign));
  return map;
}
