import { short } from '../notes.ts';
import type { Remark } from './section.ts';
import { columnName } from './sheet-address.ts';
import type { Page } from './sheet-page.ts';
import type { SheetRows } from './sheet-rows.ts';

const MOST_OF_A_KIND = 20;

/** What the user should know of a sheet that its rows do not show. */
export function remarksOf(page: Page, found: SheetRows): Remark[] {
  const remarks: Remark[] = [];
  const say = (row: number | null, zh: string, en: string) => remarks.push({ row, page: null, zh, en });
  const each = <T>(things: readonly T[], of: (thing: T) => void) => {
    things.slice(0, MOST_OF_A_KIND).forEach(of);
    const more = things.length - MOST_OF_A_KIND;
    if (more > 0) say(null, `这样的还有 ${more} 处。`, `There are ${more} more of these.`);
  };
  if (page.isHidden)
    say(
      null,
      `工作表“${page.name}”是隐藏的，内容照常读取。`,
      `Sheet "${page.name}" is hidden; it was read all the same.`,
    );
  if (found.hiddenRows.length > 0) {
    const rows = ranges(found.hiddenRows, (row) => String(row + 1));
    say(
      found.hiddenRows[0]! + 1,
      `第 ${rows} 行是隐藏的，内容照常读取。`,
      `Hidden rows ${rows} were read all the same.`,
    );
  }
  if (found.hiddenColumns.length > 0) {
    const columns = ranges(found.hiddenColumns, columnName);
    say(
      null,
      `第 ${columns} 列是隐藏的，内容照常读取。`,
      `Hidden columns ${columns} were read all the same.`,
    );
  }
  each(found.covered, ({ row, at, text }) =>
    say(
      row,
      `${at} 的“${short(text)}”被合并单元格盖住，表上看不到，没有读取。`,
      `"${short(text)}" in ${at} lies under a merged cell, where the sheet does not show it; it was not read.`,
    ),
  );
  each(found.comments, ({ row, at, text }) =>
    say(
      row,
      `${at} 有批注：“${short(text)}”，不属于表格内容。`,
      `${at} has a comment: "${short(text)}"; it is no part of the table.`,
    ),
  );
  each(page.boxes, ({ row, text }) =>
    say(
      row,
      `有文本框浮在表格上：“${short(text)}”，没有放入单元格。`,
      `A text box lies over the table: "${short(text)}"; it was put in no cell.`,
    ),
  );
  if (page.pictures > 0)
    say(
      null,
      `有 ${page.pictures} 张图片，图中文字没有读取。`,
      `It holds ${page.pictures} pictures; text in them was not read.`,
    );
  if (page.unvalued.length > 0)
    say(
      null,
      `公式单元格 ${page.unvalued.join('、')} 没有保存结果，按空白处理。请用 Excel 或 WPS 打开，保存后再导入。`,
      `Formula cells ${page.unvalued.join(', ')} were saved without a value and count as blank. Open it in Excel or WPS, save it and try again.`,
    );
  if (found.beyond > 0)
    say(
      null,
      `超出可读范围的 ${found.beyond} 个单元格没有读取。`,
      `${found.beyond} cells beyond the last row or column that is read were left out.`,
    );
  return remarks;
}

/** Rising numbers from 0 as 2–4, 7. */
function ranges(numbers: readonly number[], name: (number: number) => string): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length;) {
    let end = i;
    while (numbers[end + 1] === numbers[end]! + 1) end++;
    parts.push(end > i ? `${name(numbers[i]!)}–${name(numbers[end]!)}` : name(numbers[i]!));
    i = end + 1;
  }
  return parts.length > MOST_OF_A_KIND ? `${parts.slice(0, MOST_OF_A_KIND).join(', ')}…` : parts.join(', ');
}
