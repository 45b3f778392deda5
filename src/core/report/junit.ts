import type { Finding } from '#core/model/finding.ts';
import type { TallyRow } from '#core/store/questions/finding-tally.ts';
import { escapeMarkup as text } from './markup.ts';
import { countFindings, place, ruleTitle, type ReportInput } from './report.ts';

/**
 * The run as JUnit XML: a suite a rule. An open error or warning is a failed case, an info passes with its text as
 * output, a waived finding is skipped; a rule without findings is one passed case.
 */
export async function* findingJunit(input: ReportInput): AsyncGenerator<string> {
  const { findings } = input;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="zhunxing" failures="${countFindings(findings, fails)}">
`;
  const rules = new Set([
    ...input.outcomes.map(({ rule }) => rule),
    ...findings.tally.map(({ rule }) => rule),
  ]);
  for (const rule of rules) {
    const count = (match: (kind: TallyRow) => boolean) =>
      countFindings(findings, (kind) => kind.rule === rule && match(kind));
    const cases = count(() => true);
    yield `  <testsuite name="${text(rule)}" tests="${cases || 1}" failures="${count(fails)}" errors="0" skipped="${count(({ waived }) => waived)}">\n`;
    if (cases === 0)
      yield `    <testcase classname="${text(rule)}" name="${text(ruleTitle(input, rule))}"/>\n`;
    else
      for await (const page of findings.pages({ rule, bare: true }))
        yield page.findings.map((finding) => testcase(rule, finding) + '\n').join('');
    yield `  </testsuite>\n`;
  }
  yield `</testsuites>\n`;
}

const fails = ({ waived, severity }: Pick<Finding, 'waived' | 'severity'>) => !waived && severity !== 'info';

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
