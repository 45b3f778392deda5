import type zh from '../zh/suggest.ts';

export default {
  'suggest.title': 'Suggestions',
  'suggest.lead':
    'How each flagged indicator could be written, for the department to consider. No form is changed; figures in examples are to be replaced.',
  'suggest.open': 'List of suggestions',
  'suggest.export': 'Export',
  'suggest.count':
    '{rows, plural, one {# indicator} other {# indicators}}, {forms, plural, one {# form} other {# forms}}',
  'suggest.none': 'Nothing to suggest',
  'suggest.none.text': 'The current set flags no indicator, or all are waived.',
  'suggest.column.indicator': 'Indicator',
  'suggest.column.raw': 'Target',
  'suggest.column.problems': 'Findings',
  'suggest.column.changes': 'Could say',
  'suggest.column.peers': 'How others say it',
  'suggest.pattern': 'Pattern: {pattern}',
  'suggest.peer': '{project}{count, plural, =1 {} other { and others, # projects in all}}',
  'suggest.verified': 'Checked again with the change: clean.',
  'suggest.verified-out': 'Checked again: the rule then no longer applies.',
  'suggest.raises': 'But then flagged by: {rules}.',
  'suggest.no-peer': 'No like indicator states a number',
  'suggest.working': 'Working out the changes…',
  'suggest.made': '{done, number} of {of, number} worked out',
  'suggest.page': '{from, number}–{to, number} of {total, number}',
  'suggest.listed':
    'With so many indicators only the first {most, number} findings of the rule “{rule}” are listed in the browser; suggestions here and in the export are for these. For all of them use the command line: zhunxing suggest {name} --out suggestions.xlsx',
  'suggest.listed.none':
    'With so many indicators the browser lists the findings of one rule at a time: choose a rule on the Audit page. For all suggestions use the command line: zhunxing suggest {name} --out suggestions.xlsx',
} satisfies Record<keyof typeof zh, string>;
