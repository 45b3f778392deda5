import type { Funding } from '#core/model/form.ts';
import { toHalfWidth } from '#core/model/text.ts';

export const YUAN = { 元: 1, 千元: 1e3, 万元: 1e4, 亿元: 1e8 };

/** An amount as printed; `unit` only when it stands in the cell itself. */
export interface Money {
  value: number;
  unit: Funding['unit'];
}

const AMOUNT = /^(-)?¥?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(亿元?|万元?|千元|元)?$/u;
const UNITS: Record<string, Money['unit']> = { 亿: '亿元', 万: '万元' };

/** `35,100,900.00`, `１２．５`, `100万元` as money, or `null`: commas that group no thousands make it no amount. */
export function moneyOf(text: string): Money | null {
  const plain = toHalfWidth(text)
    .trim()
    .replace('−', '-')
    .replace(/\s*([,¥元万千亿])\s*/gu, '$1');
  const m = AMOUNT.exec(/^-?\d{1,3}(?: \d{3})+(?:\.\d+)?$/.test(plain) ? plain.replaceAll(' ', '') : plain);
  if (!m) return null;
  const [, minus = '', whole = '', part = '', unit] = m;
  const printed = unit === undefined ? null : (UNITS[unit] ?? (unit as Money['unit']));
  return { value: Number(`${minus}${whole.replaceAll(',', '')}${part}`), unit: printed };
}
