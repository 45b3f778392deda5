import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '../create.ts';
import { load } from '../load.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import { peerSpread } from './peer-spread.ts';

let db: NativeConnector;
const cost: [string, string] = ['成本指标', '经济成本指标'];
const benefit: [string, string] = ['效益指标', '社会效益指标'];

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const targets = [
    ['≤2(万元)', '≤100(元/人)', '≥5(%)', '≥10(个)', '≤5(个工作日)', '≥3(万平方米)'],
    ['≤30000(元)', '≤100(元/次)', '≥5(个百分点)', '≥20(项)', '≤2(小时)', '≥20000(㎡)'],
    ['≤1(万元)', '≤0.02(万元/人)', '≥7(%)', '提升', '≤3(工作日)', '≥40(亩)'],
    ['≤50000(元)', '合理', '', '≥10(件)', '≤7(天)', '≥1(平方公里)'],
  ];
  await load(
    db,
    loadable(
      targets.map((raws, f) =>
        form(`a.txt#${f + 1}`, {
          annual: 100,
          indicators: [
            indicator('会议支出', raws[0]!, cost),
            indicator('人均培训成本', raws[1]!, cost),
            indicator('知晓率提高', raws[2]!, benefit),
            indicator(f === 3 ? '典型案例推广数量' : '典型案例数量', raws[3]!, ['产出指标', '数量指标']),
            indicator('平均办结时间', raws[4]!, ['产出指标', '时效指标']),
            indicator('修缮面积', raws[5]!, ['产出指标', '数量指标']),
          ],
        }),
      ),
    ),
  );
});
afterAll(() => db.close());

test('元 and 万元 meet in yuan', async () => {
  expect(await peerSpread(db, 'a.txt#1/1')).toMatchObject({
    same: 3,
    comparable: 3,
    value: 20_000,
    least: 10_000,
    median: 30_000,
    most: 50_000,
    below: 1,
    above: 2,
  });
});

test('rates meet over the same denominator only; words are counted apart', async () => {
  const spread = await peerSpread(db, 'a.txt#1/2');
  expect(spread).toMatchObject({ comparable: 1, least: 200, other_measure: 1, wordy: 1 });
});

test('% and 个百分点 are kept apart; 个, 项 and 件 are all counts, a similar name counts too', async () => {
  expect(await peerSpread(db, 'a.txt#1/3')).toMatchObject({ comparable: 1, least: 7, other_measure: 1 });
  expect(await peerSpread(db, 'a.txt#1/4')).toMatchObject({
    same: 2,
    similar: 1,
    comparable: 2,
    equal: 1,
    above: 1,
  });
});

test('units of one size meet, however they are called and scaled; hours and days, 亩 and 平方米 do not', async () => {
  const time = await peerSpread(db, 'a.txt#1/5');
  expect(time).toMatchObject({ value: 5, comparable: 1, least: 3, other_measure: 2, below: 1, above: 0 });
  const area = await peerSpread(db, 'a.txt#1/6');
  expect(area).toMatchObject({ value: 30_000, comparable: 1, least: 20_000, other_measure: 2 });
});

test('no record, no answer', async () => {
  expect(await peerSpread(db, 'a.txt#9/1')).toBeUndefined();
});
