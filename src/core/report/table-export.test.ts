import { DuckDBInstance } from '@duckdb/node-api';
import { read, utils } from '@e965/xlsx';
import { writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { TABLE_FORMATS, type ExportedTable } from './table-export.ts';

const table: ExportedTable = {
  title: '表',
  columns: [
    { name: '项目', number: false },
    { name: 'n', number: true },
    { name: 'n', number: true },
    { name: '词', number: false },
  ],
  rows: [
    ['=1+1', 3_510.09, null, ['提升', '改善']],
    [`甲,"乙"`, -2, 0, null],
  ],
  provenance: [
    ['数据指纹', 'ab12'],
    ['查询语句', '=SELECT 1'],
  ],
  sheets: { data: '数据', provenance: '出处' },
};

test('a workbook holds the table and where it comes from; nothing in it is a formula', async () => {
  const book = read(await TABLE_FORMATS.xlsx.render(table), { cellFormula: true });
  expect(book.SheetNames).toEqual(['数据', '出处']);
  const [data, from] = book.SheetNames.map((name) => book.Sheets[name]!);
  expect(utils.sheet_to_json(data!, { header: 1, defval: null })).toEqual([
    ['项目', 'n', 'n', '词'],
    ['=1+1', 3510.09, null, '提升、改善'],
    [`甲,"乙"`, -2, 0, null],
  ]);
  expect(utils.sheet_to_json(from!, { header: 1 })).toEqual([
    ['数据指纹', 'ab12'],
    ['查询语句', '=SELECT 1'],
  ]);
  for (const sheet of [data!, from!])
    for (const [at, cell] of Object.entries(sheet)) if (!at.startsWith('!')) expect(cell.f).toBeUndefined();
});

test('CSV and JSON: a text that a spreadsheet would run is defused in CSV and itself in JSON', () => {
  expect(TABLE_FORMATS.csv.render(table)).toContain(`'=1+1,3510.09,,提升、改善`);
  expect(JSON.parse(TABLE_FORMATS.json.render(table))).toEqual({
    schema: 'zhunxing/table@1',
    title: '表',
    provenance: { 数据指纹: 'ab12', 查询语句: '=SELECT 1' },
    rows: [
      { 项目: '=1+1', n: 3510.09, n_2: null, 词: ['提升', '改善'] },
      { 项目: `甲,"乙"`, n: -2, n_2: 0, 词: null },
    ],
  });
});

test('Parquet is read back by DuckDB: types, values, missing ones and metadata', async () => {
  const file = path.join(tmpdir(), `zhunxing-table-${process.pid}.parquet`);
  writeFileSync(file, await TABLE_FORMATS.parquet.render(table));
  const db = await (await DuckDBInstance.create()).connect();
  const query = async (sql: string) => (await db.runAndReadAll(sql)).getRowObjects();
  try {
    expect(await query(`SELECT * FROM '${file}'`)).toEqual([
      { 项目: '=1+1', n: 3510.09, n_2: null, 词: '提升、改善' },
      { 项目: `甲,"乙"`, n: -2, n_2: 0, 词: null },
    ]);
    expect(
      await query(`SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('${file}')`),
    ).toContainEqual({ k: '数据指纹', v: 'ab12' });
  } finally {
    db.closeSync();
    rmSync(file);
  }
});
