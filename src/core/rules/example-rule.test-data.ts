/** A rule as its file would hold it, complete and right; tests change one thing at a time. */
export function exampleRule(): Record<string, unknown> {
  return {
    $schema: '../schema/rule.schema.json',
    id: 'cost-unit-not-money',
    code: 'I08',
    version: '1.0.0',
    scope: 'indicator',
    severity: 'error',
    review: '完整性',
    title: { zh: '成本类指标的单位不是金额', en: 'A cost is not stated in money' },
    why: { zh: '成本应以金额衡量。', en: 'A cost is measured in money.' },
    basis: [{ doc: '财预〔2021〕101号', item: '成本指标', verified: false }],
    params: { moneyWords: { type: 'string[]', default: ['成本', '费用', '经费', '单价'] } },
    applies: { all: [{ fact: 'target_kind', operator: 'equal', value: 'quantity' }] },
    conditions: {
      all: [
        { name: 'money-name', fact: 'name', operator: 'containsAny', value: { fact: 'param:moneyWords' } },
        { name: 'unit-not-money', fact: 'unit_dimension', operator: 'notEqual', value: 'money' },
      ],
    },
    message: {
      zh: '「{name}」的指标值为「{raw}」，成本应以金额表示。',
      en: '"{name}" has the target "{raw}".',
    },
    suggest: [{ from: 'peers' }, { zh: '改为“≤…元/人”', en: 'Say "≤ … yuan a person"' }],
    tests: [
      {
        expect: 'flagged',
        because: ['money-name', 'unit-not-money'],
        facts: { name: '人均执行成本', target_kind: 'quantity', unit_dimension: 'percent' },
      },
      { expect: 'clean', facts: { name: '人均执行成本', target_kind: 'quantity', unit_dimension: 'money' } },
      { expect: 'notApplicable', facts: { name: '人均执行成本', target_kind: 'quality' } },
    ],
  };
}
