import type { Shown } from './pdf-show.ts';
import { signOf } from './symbol-fonts.ts';

/** Radicals that some programs write for the characters they look like and that Unicode does not fold. */
const RADICALS = new Map(
  Array.from(
    '⺁厂⺇几⺌小⺎兀⺏尣⺐尢⺒巳⺓幺⺛旡⺝月⺟母⺠民⺩王⺬示⺯糸⺰纟⺲罒⺶羊⺷羊⺸羊⺼肉⺽臼⻁虎⻄西⻅见⻆角⻇角⻈讠⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'.matchAll(
      /(.)(.)/gu,
    ),
    ([, radical, twin]) => [radical, twin!],
  ),
);
const FOLDED = /[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\u{2f800}-\u{2fa1f}]/u;
const LOST = '\ufffd';

/** A character's text as read: twins of characters folded, marks of symbol fonts named, what has no code as U+FFFD. */
export function textOf(unicode: string, face = ''): string {
  if (unicode === '' || unicode === LOST) return LOST;
  const code = unicode.codePointAt(0)!;
  if (code < 0x2e80) return code < 32 && !/\s/.test(unicode) ? LOST : unicode;
  if (code >= 0xe000 && code < 0xf900) return signOf(familyOf(face), code) ?? LOST;
  return FOLDED.test(unicode) ? (RADICALS.get(unicode) ?? unicode.normalize('NFKC')) : unicode;
}

/** `ABCDEF+Wingdings-Regular` → `Wingdings`; signs of a font without a name are taken for those of Wingdings. */
function familyOf(face: string): string {
  const family = face.replace(/^[A-Z]{6}\+/, '').replace(/[-,].*$/, '');
  const known = /^(wingdings|webdings|symbol)(?:mt)?(?:\s*([23]))?/i.exec(family);
  return known ? [known[1]!, known[2]].filter(Boolean).join(' ') : 'wingdings';
}

const COMMON = /[的项目指标率数量资金年度绩效单位实施完成部门情况时间一级二三]/u;
const EXPECTED =
  /[\p{Script=Han}\u0020-\u007e\u00a0-\u00f7\u2000-\u27bf\u3000-\u303f\uff00-\uffef\p{Script=Greek}\s]/u;

/**
 * The fonts whose characters have no usable codes: the numbers of their outlines are taken for codes, or codes are of private use.
 * Characters of such fonts read as rubbish.
 */
export class FontCodes {
  private fonts = new Map<
    string,
    { all: number; same: number; wide: number; odd: number; han: number; common: number }
  >();

  add({ font, face, text, code }: Shown): void {
    let seen = this.fonts.get(font);
    if (!seen) this.fonts.set(font, (seen = { all: 0, same: 0, wide: 0, odd: 0, han: 0, common: 0 }));
    if (text.trim() === '') return;
    seen.all++;
    if (text.codePointAt(0) === code) seen.same++;
    if (code > 255) seen.wide++;
    if (textOf(text, face) === LOST || !EXPECTED.test(textOf(text, face))) seen.odd++;
    if (/\p{Script=Han}/u.test(text)) seen.han++;
    if (COMMON.test(text)) seen.common++;
  }

  /** Whether what a font shows cannot be read. */
  isRubbish(font: string): boolean {
    const seen = this.fonts.get(font);
    if (!seen || seen.all === 0) return false;
    if (seen.odd > 3 && seen.odd * 5 > seen.all) return true;
    return (
      seen.same === seen.all &&
      seen.wide * 2 > seen.all &&
      seen.all >= 20 &&
      seen.han * 2 > seen.all &&
      seen.common * 50 < seen.han
    );
  }
}
