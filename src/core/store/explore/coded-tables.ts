/**
 * The forms once more in small numbers: every value of a dimension is a code (0 = not printed), so that a million rows are grouped in
 * milliseconds. A portfolio file brings these tables; of a portfolio in memory they are made by coded-forms.ts.
 */
export const CODED_TABLES: Record<string, Record<string, string>> = {
  /** What a code stands for: what to filter by, and what to print. */
  coded_value: { dimension: 'VARCHAR', code: 'INTEGER', value: 'VARCHAR', label: 'VARCHAR' },
  /** One row an indicator, in the order of `indicator`: what is known of each can be laid beside it. */
  coded_indicator: {
    id: 'BIGINT', // rowid of `indicator`
    project: 'INTEGER', // form_order
    department: 'INTEGER',
    agency: 'INTEGER',
    nature: 'INTEGER',
    year: 'INTEGER',
    level1: 'SMALLINT',
    level2: 'SMALLINT',
    kind: 'SMALLINT',
    strength: 'SMALLINT', // place in STRENGTHS
    comparator: 'SMALLINT',
    dimension: 'SMALLINT',
    annual: 'DOUBLE', // of its form, yuan
    budget: 'TINYINT', // bin of `annual`
    money: 'DOUBLE', // the form's budget shared out over its indicators, yuan
    number: 'DOUBLE',
    value: 'SMALLINT', // bin of `number` among those of its axis
  },
  /** The groups of every dimension and range by strength, over all rows. */
  coded_total: { dimension: 'VARCHAR', code: 'INTEGER', strength: 'SMALLINT', n: 'DOUBLE', money: 'DOUBLE' },
};
