import type { Finding } from '#core/model/finding.ts';
import { escapeMarkup as text } from './markup.ts';
import { place, ruleTitle, type ReportInput } from './report.ts';

/**
 * The run as JUnit XML: a suite a rule. An open error or warning is a failed case, an info passes with its text as
 * output, a waived finding is skipped; a rule without findings is one passed case.
 */
export function findingJunit(input: ReportInput): string {
  const byRule = new Map<string, Finding[]>(input.outcomes.map((outcome) => [outcome.rule, []]));
  for (const finding of input.findings) {
    const list = byRule.get(finding.rule);
    if (list) list.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  const suites = [...byRule].map(([rule, findings]) => {
    const cases = findings.map((finding) => testcase(rule, finding));
    const failures = findings.filter(fails).length;
    const skipped = findings.filter((finding) => finding.waived).length;
    const passed = `    <testcase classname="${text(rule)}" name="${text(ruleTitle(input, rule))}"/>`;
    return `  <testsuite name="${text(rule)}" tests="${cases.length || 1}" failures="${failures}" errors="0" skipped="${skipped}">
${cases.length ? cases.join('\n') : passed}
  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="zhunxing" failures="${input.findings.filter(fails).length}">
${suites.join('\n')}
</testsuites>
`;
}

const fails = (finding: Finding) => !finding.waived && finding.severity !== 'info';

function testcase(rule: string, finding: Finding): string {
  const name =
    [finding.project, finding.indicator, finding.raw].filter(Boolean).join(' · ') || finding.record;
  const line = finding.source.line ?? finding.source.row;
  const open = `    <testcase classname="${text(rule)}" name="${text(name)}" file="${text(finding.source.file)}"${line === null ? '' : ` line="${line}"`}>`;
  const message = text(finding.message);
  const inside = finding.waived
    ? '<skipped/>'
    : fails(finding)
      ? `<failure type="${finding.severity}" message="${message}">${text(place(finding.source))}</failure>`
      : `<system-out>${message}</system-out>`;
  return `${open}${inside}</testcase>`;
}
