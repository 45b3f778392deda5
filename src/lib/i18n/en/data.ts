import type zh from '../zh/data.ts';

export default {
  'data.title': 'Data',
  'data.private': 'Files are read in this browser, on this machine. Nothing is uploaded, nothing leaves it.',
  'data.drop': 'Drop forms here',
  'data.drop.or': 'or',
  'data.pick': 'choose files',
  'data.accept': 'Text files (.txt .md .csv .tsv .json), several at once; GB18030 and UTF-16 are recognised.',
  'data.sample': 'Back to the built-in sample',
  'data.replacing':
    'New files replace the current data; when not one form can be read, the current data stays.',
  'data.cancel': 'Cancel',
  'data.reading': '{done, number} of {total, number} files read',
  'data.refused.title': 'No form found; the current data stays',
  'data.failed.fetch':
    'The reading program could not be fetched: the network may be down, or it is blocked. The current data stays; check and drop the files again.',
  'data.now.title': 'What was read',
  'data.now.note': '{sample, select, yes {built-in sample} other {your files}}',
  'data.now.say':
    '{files, plural, one {# file} other {# files}}, {forms, plural, one {# form} other {# forms}}, {indicators, number} indicators; of {cells, number} cells with text, {placed, number} are in a field or a heading and {noted, number} in a reading note.',
  'data.column.file': 'File',
  'data.column.size': 'Size',
  'data.column.encoding': 'Encoding',
  'data.column.forms': 'Forms',
  'data.column.indicators': 'Indicators',
  'data.column.annual': 'Budget of the year',
  'data.column.coverage': 'Where the cells went',
  'data.column.state': 'Result',
  'data.state.read': 'read',
  'data.coverage': '{cells, number} cells: {placed, number} placed, {noted, number} in notes',
  'data.notes.title': 'What was hard to read',
  'data.notes.note': 'a note accuses nobody: it says where to look at the original',
  'data.notes.say':
    '{count, plural, one {# note} other {# notes}} on {forms, plural, one {# form} other {# forms}}.',
  'data.notes.none': 'Nothing was hard to read.',
  'data.notes.all': 'All',
  'data.notes.show': 'Show line {line}',
  'data.notes.hide': 'Hide',
  'data.notes.more': '{count, number} more',
} satisfies Record<keyof typeof zh, string>;
