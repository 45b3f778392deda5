import type { Beside } from './docx-beside.ts';
import { excerpt } from './hidden.ts';
import type { Remark } from './section.ts';

/** A part printed around the pages, or comments in the margin. */
export interface BesidePart {
  type: 'header' | 'footer' | 'comments';
  lines: string[];
}

const say = (zh: string, en: string): Remark => ({ row: null, page: null, zh, en });

/** What must be said of what a document's body holds beside its rows. */
export function besideRemarks(beside: Beside): Remark[] {
  const { hidden, placeholders, tracked, largePictures, objects, unknownSigns } = beside;
  const remarks = hidden.remarks('文档中有隐藏的文字', 'The document holds hidden text');
  remarks.push(...placeholders.remarks('有控件没有填写，只有提示文字', 'Controls show only their prompts'));
  if (tracked)
    remarks.push(
      say(
        '文档有未接受的修订；按接受修订后的样子读，删去的文字不算。请确认报送的是定稿。',
        'The document has tracked changes; it was read as if they were accepted. Check that it is the final version.',
      ),
    );
  if (largePictures > 0)
    remarks.push(
      say(
        `文档有 ${largePictures} 张整页大小的图片，图中的文字没有读。`,
        `${largePictures} pictures are about as large as a page; text in them was not read.`,
      ),
    );
  if (objects.length > 0)
    remarks.push(
      say(
        `文档嵌入了 ${objects.length} 个对象（${kinds(objects)}），其中的文字没有读。`,
        `${objects.length} objects are embedded (${kinds(objects)}); text in them was not read.`,
      ),
    );
  if (unknownSigns > 0)
    remarks.push(
      say(
        `有 ${unknownSigns} 个符号字体的字符认不出来，按原编码保留。`,
        `${unknownSigns} signs of symbol fonts are not known and are kept by their codes.`,
      ),
    );
  return remarks;
}

const NAMES = {
  header: ['页眉', 'header'],
  footer: ['页脚', 'footer'],
  comments: ['批注', 'comments'],
} as const;

/** Texts of headers, footers and comments, which are no rows; page numbers alone are not told. */
export function partRemarks(parts: readonly BesidePart[]): Remark[] {
  const told = new Set<string>();
  return parts.flatMap(({ type, lines }) => {
    const text = excerpt(lines.join('；'));
    const [zh, en] = NAMES[type];
    if (!/[\p{L}]/u.test(text.replace(/[第共页之]|page|of/giu, '')) || told.has(type + text)) return [];
    told.add(type + text);
    return [
      say(
        `${zh}里的文字没有计入表格：“${text}”。`,
        `The text of the ${en} is not among the rows: "${text}".`,
      ),
    ];
  });
}

const kinds = (objects: readonly string[]) => [...new Set(objects)].slice(0, 5).join('、');
