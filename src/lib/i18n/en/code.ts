import type zh from '../zh/code.ts';

/** Messages of the code editor. Keys start with `code.`. ICU syntax. */
export default {
  'code.keys':
    'Tab indents; press Escape and then Tab to leave the editor. Ctrl+Space completes, Ctrl+F finds.',
  'code.find': 'Find',
  'code.replace': 'Replace',
  'code.replace-all': 'Replace all',
  'code.next': 'Next',
  'code.previous': 'Previous',
  'code.all': 'All',
  'code.case': 'Match case',
  'code.regexp': 'Regexp',
  'code.word': 'Whole word',
  'code.close': 'Close',
  'code.problems': 'Problems',
  'code.no-problems': 'No problems',
  'code.completions': 'Completions',
  'code.fold': 'Fold line',
  'code.unfold': 'Unfold line',
  'code.folded': 'Folded text',
  'code.go-to-line': 'Go to line',
  'code.go': 'Go',
} as const satisfies Record<keyof typeof zh, string>;
