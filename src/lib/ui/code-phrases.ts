import { t } from '#lib/i18n/t.ts';

/** CodeMirror's own words (search panel, messages, completion) in the interface's language. */
export function codePhrases(): Record<string, string> {
  return {
    Find: t('code.find'),
    Replace: t('code.replace'),
    next: t('code.next'),
    previous: t('code.previous'),
    all: t('code.all'),
    'match case': t('code.case'),
    regexp: t('code.regexp'),
    'by word': t('code.word'),
    replace: t('code.replace'),
    'replace all': t('code.replace-all'),
    close: t('code.close'),
    Diagnostics: t('code.problems'),
    'No diagnostics': t('code.no-problems'),
    Completions: t('code.completions'),
    'Fold line': t('code.fold'),
    'Unfold line': t('code.unfold'),
    'folded code': t('code.folded'),
    'Go to line': t('code.go-to-line'),
    go: t('code.go'),
  };
}
