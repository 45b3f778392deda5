import { describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';
import { readHtml, readMht } from './html.ts';
import { ReadError } from '../read-error.ts';
import type { ReadContext, Section } from './section.ts';

const context = (): ReadContext => ({
  budget: new Budget(),
  asset: () => Promise.reject(new Error('no asset is needed')),
});
const utf8 = (text: string) => new TextEncoder().encode(text);
/** Each character as one byte. */
const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const texts = (sections: Section[]) =>
  sections.map(({ sheet, rows }) => [
    sheet,
    ...rows.map(({ cells }) => cells.map(({ text }) => text).join('|')),
  ]);
const html = async (page: Uint8Array) => texts(await readHtml(page, context()));
const mht = async (archive: string) => texts(await readMht(bytes(archive), context()));
/** 项目 in GB18030. */
const GB = '\xcf\xee\xc4\xbf';
/** 項目 in Big5. */
const BIG5 = '\xb6\xb5\xa5\xd8';

describe('encodings of a page', () => {
  it.each([
    [
      'declared gb2312',
      bytes(`<meta http-equiv=Content-Type content="text/html; charset=gb2312"><p>${GB}`),
      '项目',
    ],
    ['declared big5', bytes(`<meta charset='big5'><p>${BIG5}`), '項目'],
    ['undeclared GB18030', bytes(`<p>${GB}`), '项目'],
    ['undeclared UTF-8', utf8('<p>项目'), '项目'],
    ['UTF-8 that declares gb2312', utf8('<meta charset=gb2312><p>项目①指标'), '项目①指标'],
    ['GB18030 that declares utf-8', bytes(`<meta charset=utf-8><p>${GB}`), '项目'],
    ['GB18030 that declares windows-1252', bytes(`<meta charset=windows-1252><p>${GB}`), '项目'],
    ['an encoding nobody knows', utf8('<meta charset=no-such><p>项目'), '项目'],
    ['a byte order mark against the declaration', utf8('\ufeff<meta charset=gbk><p>项目'), '项目'],
    ['UTF-16', bytes(`\xff\xfe${[...'<p>'].map((c) => `${c}\0`).join('')}\x79\x98\xee\x76`), '项目'],
  ])('%s', async (_, page, text) => {
    expect(await html(page)).toEqual([[null, text]]);
  });
});

const HEAD = 'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="=_X"\r\n\r\nIntro\r\n';
const part = (headers: string, body: string) => `--=_X\r\n${headers}\r\n\r\n${body}\r\n`;

describe('web archives', () => {
  it('undoes quoted-printable and base64, in the encoding the part declares', async () => {
    const quoted =
      'Content-Type: text/html;\r\n charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable';
    const packed = 'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64';
    expect(
      await mht(
        HEAD +
          part(quoted, '<table><tr><td colspan=3D2>=CF=EE=\r\n=C4=BF<td>a =3D b</table>') +
          part('Content-Type: image/png\r\nContent-Transfer-Encoding: base64', 'AAAA') +
          part(
            packed,
            Buffer.from('<p>指标值≥95%')
              .toString('base64')
              .replace(/(.{8})/g, '$1\r\n'),
          ) +
          '--=_X--\r\n',
      ),
    ).toEqual([
      [null, '项目|a = b'],
      [null, '指标值≥95%'],
    ]);
  });

  it('names the sheets of a workbook and leaves its frame out', async () => {
    const sheets = [1, 2]
      .map(
        (n) =>
          `<x:ExcelWorksheet><x:Name>S&amp;${n}</x:Name><x:WorksheetSource HRef="a.files/sheet00${n}.htm"/></x:ExcelWorksheet>`,
      )
      .join('');
    const frame = `<html><head><!--[if gte mso 9]><xml><x:ExcelWorkbook>${sheets}</x:ExcelWorkbook></xml><![endif]--></head><frameset rows="*,39"><frame src="a.files/sheet001.htm"><noframes>no</noframes></frameset></html>`;
    const page = (n: number) =>
      part(
        `Content-Location: file:///C:/0E/a.files/sheet00${n}.htm\r\nContent-Type: text/html; charset="us-ascii"`,
        `<table><tr><td>&#39033;&#30446;${n}</table>`,
      );
    const archive =
      HEAD +
      part('Content-Location: file:///C:/0E/a.htm\r\nContent-Type: text/html', frame) +
      page(1) +
      page(2) +
      part(
        'Content-Location: file:///C:/0E/a.files/tabstrip.htm\r\nContent-Type: text/html',
        '<table><tr><td>S1</table>',
      );
    expect(await mht(archive)).toEqual([
      ['S&1', '项目1'],
      ['S&2', '项目2'],
    ]);
    const error = await html(bytes(frame)).catch((e) => e);
    expect(error).toBeInstanceOf(ReadError);
    expect(error.code).toBe('frames');
    expect(error.message).toContain('a.files/sheet001.htm');
  });

  it('refuses an archive without a page, and a page of pictures alone', async () => {
    await expect(mht(`${HEAD}--=_X--`)).rejects.toMatchObject({ code: 'damaged' });
    await expect(mht(HEAD + part('Content-Type: text/html', '<img src=a.png>'))).rejects.toMatchObject({
      code: 'pictures-only',
    });
  });
});
