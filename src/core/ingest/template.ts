import type { Row } from './cell.ts';
import { columnOf, isTitle, isYearLine, labelOf, levelOf, moneyUnitOf } from './vocabulary.ts';

const FILLER = /[*＊×✕xX]{2,}|[_＿…·.。—–-]{2,}|[○〇□]+|^[*＊×/\\0]$/gu;
const NUMBERING = /^(?:指标|目标)\s*\d+[:：]?/u;
/** Words a template leaves beside its fillers: `XX项目`, `**年`, `≥XX%`. */
const BESIDE =
  /^[\s\p{P}\p{S}\d年月日个项次人元万%局厅委县市区省乡镇街道办单位项目经费资金工程某填写如例]*$/u;

/**
 * Whether rows are a blank template: labels, and where values stand only fillers (`**`, `XX`, `指标1：`, `……`). At least two fillers,
 * or labels alone: a filled-in form with a blank or two is none.
 */
export function isTemplate(rows: readonly Row[]): boolean {
  let labels = 0;
  let filler = 0;
  let filled = 0;
  for (const { cells } of rows)
    for (const { text } of cells) {
      if (text === '' || isTitle(text) || isYearLine(text) || (moneyUnitOf(text) && text.length < 10))
        continue;
      if (labelOf(text) || columnOf(text) || levelOf(text)?.bare === false) labels++;
      else if (isFiller(text)) filler++;
      else filled++;
    }
  return labels >= 6 && filled * 10 <= labels + filler && (filler >= 2 || filled === 0);
}

function isFiller(text: string): boolean {
  const plain = text.replace(NUMBERING, '');
  const rest = plain.replace(FILLER, '');
  return (rest !== plain || plain === '') && BESIDE.test(rest);
}
