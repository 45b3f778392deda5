/** Wide in a terminal: Chinese, kana, hangul, full-width signs, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns a text takes in a terminal: two a Chinese character. */
export function terminalWidth(text: string): number {
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** Blanks added on the right (or left) up to `width` columns of a terminal. */
export function pad(text: string, width: number, side: 'left' | 'right' = 'right'): string {
  const gap = ' '.repeat(Math.max(0, width - terminalWidth(text)));
  return side === 'left' ? gap + text : text + gap;
}

/** Lines of at most `width` columns; Chinese breaks anywhere, Latin words stay whole where they fit. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\p{L}\p{N}\p{P}\p{S}]/u) ? pieces(text) : [text]) {
    if (line && terminalWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line || lines.length === 0 ? [...lines, line.trimEnd()] : lines;
}

function pieces(text: string): string[] {
  const wide = WIDE.source;
  return text.match(new RegExp(`${wide}[，。；：、）】”」]*|(?:(?!${wide})\\S)+\\s*|\\s+`, 'gu')) ?? [];
}

/** Without control characters (a form must not steer a terminal or break XML) and without lone surrogates. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
}

/** `printable` on one line. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s*[\r\n\t]+\s*/g, ' ');
}
