import { describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';
import { sectionsOfHtml } from './html.ts';
import type { Limits, Section } from './section.ts';

const read = (html: string, limits: Partial<Limits> = {}): Section =>
  sectionsOfHtml(html, {
    budget: new Budget(limits),
    asset: () => Promise.reject(new Error('no asset is needed')),
  })[0]!;
const texts = ({ rows }: Section) => rows.flatMap(({ cells }) => cells.map(({ text }) => text));
const MANY = 100_000;

describe('hostile pages', () => {
  it.each([
    ['div', `${'<div>'.repeat(MANY)}底${'</div>'.repeat(MANY)}`],
    ['table', `${'<table><tr><td>'.repeat(MANY)}底${'</table>'.repeat(MANY)}`],
    ['unclosed table', `${'<table><tr><td>'.repeat(MANY)}底`],
    ['table without cells', `${'<table>'.repeat(MANY)}底`],
    [
      'form, list, select',
      `${'<form><ol><li><select hidden>'.repeat(MANY)}${'</select>'.repeat(MANY)}</ol>底`,
    ],
    ['hidden', `${'<i hidden>'.repeat(MANY)}${'</i>'.repeat(MANY)}底`],
    ['end tag', `${'</table></td></tr></li></ol></select></option></pre>'.repeat(MANY)}底`],
  ])('reads 100,000 nested: %s', (_, html) => {
    expect(texts(read(html)).at(-1)).toContain('底');
  });

  it.each([
    ['attribute', '<p title="'],
    ['comment', '<p>见<!-- <td>'],
    ['script', '<p>见<script> <td>'],
    ['tag', '<p>见<td colspan='],
    ['entity', '<p>见&#x'],
  ])('ends at an unclosed %s', (_, html) => {
    expect(texts(read(html)).length).toBeLessThanOrEqual(1);
  });

  it('reads a page of 50 MB on one line', () => {
    const row = '<tr><td rowspan=9 colspan=9>单元格文字<td>&nbsp;<b>≥</b>95%';
    const html = `<table>${row.repeat(Math.ceil(50_000_000 / row.length))}`;
    const { rows } = read(html, { time: 60_000 });
    expect(rows.length).toBeGreaterThan(900_000);
    expect(rows.at(-1)!.row).toBe(rows.length);
  }, 60_000);

  it('reads one cell of a million paragraphs, and a million blanks', () => {
    expect(texts(read(`<table><tr><td>${'<p>a'.repeat(1_000_000)}</table>`))[0]).toHaveLength(1_999_999);
    expect(texts(read(`<p>a${'&nbsp;'.repeat(1_000_000)}<br>b`))).toEqual(['a', 'b']);
    expect(texts(read(`<table><tr><td>a${'&nbsp;'.repeat(500_000)}<br>b</table>`))).toEqual(['a\nb']);
  });

  it('stops at its bounds', () => {
    const rows = '<table><tr><td>a<tr><td>b<tr><td>c</table>';
    const { remarks } = read(rows, { rows: 2 });
    expect(texts(read(rows, { rows: 2 }))).toEqual(['a', 'b']);
    expect(remarks?.map(({ zh }) => zh)).toEqual(['第 2 行之后还有 1 行有文字，没有读。']);
    expect(() => read(rows, { cells: 2 })).toThrow(/超过上限 2 个/);
    expect(() => read('<b>'.repeat(2000), { time: -1 })).toThrow(/已停止/);
  });

  it('gives nothing but text', () => {
    const html =
      '<table><tr><td onclick="x()">&lt;img src=x onerror=alert(1)&gt;<script>y()</script><iframe srcdoc="<p>z">w</iframe><svg><script>v()</script></svg><td><![CDATA[<td>u]]>t</table>';
    expect(texts(read(html))).toEqual(['<img src=x onerror=alert(1)>', '<td>ut']);
  });
});
