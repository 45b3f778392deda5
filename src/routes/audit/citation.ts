import type { FindingRow } from '#core/store/questions/finding-list.ts';
import type { Rule } from '#core/rules/rule.ts';
import type { Language } from '#lib/app/language.svelte.ts';
import { say } from '#lib/i18n/t.ts';

/** One finding as a paragraph for a working paper: what, where, on what ground, and how sure that ground is. */
export function citation(finding: FindingRow, rule: Rule | undefined, language: Language): string {
  const place = [finding.source_file, finding.source_line].filter((part) => part !== null).join(':');
  const basis = (rule?.basis ?? []).map(
    (one) => `${one.doc} ${one.item}${one.verified ? '' : `（${say(language, 'ui.unverified')}）`}`,
  );
  const lines = [
    `[${finding.code}] ${rule?.title[language] ?? finding.rule}（${say(language, `severity.${finding.severity}`)}）`,
    [finding.project, finding.indicator, finding.raw].filter((part) => part !== null).join(' · '),
    language === 'zh' ? finding.message_zh : finding.message_en,
    basis.length > 0 ? `${say(language, 'audit.basis')} ${basis.join('; ')}` : '',
    place ? `${say(language, 'audit.place')} ${place}` : '',
    `${say(language, 'audit.fingerprint')} ${finding.fingerprint}`,
  ];
  return lines.filter(Boolean).join('\n');
}
