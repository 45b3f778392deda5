/** What of the library's number formats is used here. */
export interface NumberFormats {
  format(format: string, value: number, options: { date1904: boolean }): string;
  is_date(format: string): boolean;
  parse_date_code(
    serial: number,
    options: { date1904: boolean },
  ): { y: number; m: number; d: number; H: number; M: number; S: number } | null;
}

const TEN_THOUSANDS = /^[#,0]*0(?:\\\.|!\.|"\.")(0+)(,+)((?:[^;"#0]|"[^"]*")*)(?:;|$)/;
const UNQUOTED = /"[^"]*"|\\.|\[[^\]]*\]|[_*].|(!)(.)|[^\0-\x7f]+|\.(?=[ymdhs])/gi;

/**
 * A number as its format shows it. `shown` is the library's own attempt, mended where the library fails: it wants signs beyond ASCII in
 * quotes, knows no `!` before a plain sign, and loses the place of a point that stands as a plain sign (0!.0,"万" for ten thousands).
 */
export function formatted(
  value: number,
  format: string,
  shown: string | undefined,
  formats: NumberFormats,
  date1904: boolean,
): string {
  const [, decimals, thousands, unit] = TEN_THOUSANDS.exec(format) ?? [];
  if (decimals !== undefined) {
    const whole = String(Math.round(Math.abs(value) / 1000 ** thousands!.length)).padStart(
      decimals.length + 1,
      '0',
    );
    const point = whole.length - decimals.length;
    return `${value < 0 ? '-' : ''}${whole.slice(0, point)}.${whole.slice(point)}${unit!.replace(/["\\]|_./g, '')}`;
  }
  if (shown !== undefined && !bare(format).includes('!')) return shown;
  const quoted = format.replace(UNQUOTED, (part: string, escape?: string, sign?: string) => {
    if (escape) return `\\${sign}`;
    return /^["\\[_*]/.test(part) ? part : `"${part}"`;
  });
  try {
    return formats.format(quoted, value, { date1904 });
  } catch {
    return '';
  }
}

/** What a format says outside quotes, brackets and escapes. */
export const bare = (format: string) => format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
