import { grouped } from '#core/model/amount.ts';
import type { Finding } from '#core/model/finding.ts';
import { basisWords, waiverWords } from './csv.ts';
import { escapeMarkup as text } from './markup.ts';
import {
  countOpen,
  MOST_LISTED,
  place,
  ruleTitle,
  shownOf,
  type FindingPage,
  type ReportInput,
} from './report.ts';
import { noteHeader, noteRows, outcomeHeader, outcomeRows, summaryRows } from './summary-rows.ts';
import { WORDS } from './words.ts';

const STYLE = `
:root { font: 14px/1.5 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; color: #1c2024; }
body { max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #d8dde3; }
th { font-weight: 600; background: #f3f5f7; } td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.error { color: #a3231f; } .warning { color: #8a5300; } .info { color: #245a9b; } .waived { opacity: .6; } .place { color: #5b6570; font-size: .85em; }
td { overflow-wrap: anywhere; } .summary { width: auto; } .summary td.n { text-align: left; } td.s { white-space: nowrap; font-weight: 600; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } tr { break-inside: avoid; } thead { display: table-header-group; } }
@page { size: A4 landscape; margin: 14mm; }
`;

/** The run as one printable page that loads nothing and runs nothing; all text of the forms is escaped. */
export async function* findingHtml(input: ReportInput): AsyncGenerator<string> {
  const { language } = input;
  const word = (name: keyof typeof WORDS) => text(WORDS[name][language]);
  const open = countOpen(input.findings.tally);
  yield `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${word('title')}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${word('title')}</h1>
<p><span class="error">${word('error')} ${open.error}</span> · <span class="warning">${word('warning')} ${open.warning}</span> · <span class="info">${word('info')} ${open.info}</span></p>
<table class="summary"><tbody>${summaryRows(input)
    .map(([label, value]) => `<tr><th scope="row">${text(label)}</th>${cell(value)}</tr>`)
    .join('\n')}</tbody></table>
<h2>${word('findings')} <small>${word('shown')} ${shownOf(input, MOST_LISTED.page)}</small></h2>
`;
  if (input.findings.tally.length === 0) yield `<p>${word('none')}</p>`;
  else {
    yield `<table><thead><tr>${header(FINDING_COLUMNS.map((name) => WORDS[name][language]))}</tr></thead><tbody>\n`;
    for await (const page of input.findings.pages({ most: MOST_LISTED.page, bare: true }))
      yield findingRows(input, page);
    yield `</tbody></table>`;
  }
  yield `
<h2>${word('outcomes')}</h2>
<table><thead><tr>${header(outcomeHeader(input))}</tr></thead><tbody>
${outcomeRows(input)
  .map((row) => `<tr>${row.map(cell).join('')}</tr>`)
  .join('\n')}
</tbody></table>
<h2>${word('notes')}</h2>
<table><thead><tr>${header(noteHeader(input))}</tr></thead><tbody>
${noteRows(input)
  .map((row) => `<tr>${row.map(cell).join('')}</tr>`)
  .join('\n')}
</tbody></table>
</body>
</html>
`;
}

const FINDING_COLUMNS = ['severity', 'rule', 'project', 'indicator', 'raw', 'message'] as const;

function findingRows(input: ReportInput, { findings, printed }: FindingPage): string {
  const word = (name: keyof typeof WORDS) => WORDS[name][input.language];
  const suggestions = ({ rule }: Finding) =>
    (input.ruleInfo.get(rule)?.suggest ?? [])
      .map((one) => ('from' in one ? '' : `<div>${word('suggestion')}: ${text(one[input.language])}</div>`))
      .join('');
  const quoted = ({ source }: Finding) => {
    const line = printed.get(place(source));
    return line === undefined ? '' : ` <q>${text(line)}</q>`;
  };
  const waivers = new Map(input.waivers.used.map((waiver) => [waiver.fingerprint, waiver]));
  const labelled = (name: 'basis' | 'waiver', words: string) =>
    words && `<div class="place">${word(name)}: ${text(words)}</div>`;
  const rests = ({ rule, waived, fingerprint }: Finding) => {
    const waiver = waived ? waivers.get(fingerprint) : undefined;
    return (
      labelled('basis', basisWords(input.ruleInfo.get(rule)?.basis ?? [], input.language)) +
      labelled('waiver', waiver ? waiverWords(waiver, input.language) : '')
    );
  };
  const filed = ({ department, unit, year }: Finding) => {
    const words = [...new Set([department, unit, year])].filter((one) => one !== null).join(' · ');
    return words && `<div class="place">${text(words)}</div>`;
  };
  const row = (finding: Finding) => `<tr class="${finding.waived ? 'waived' : ''}">
<td class="s ${finding.severity}">${text(word(finding.severity))}${finding.waived ? `<br>${text(word('waived'))}` : ''}</td>
<td>${text(finding.code)} ${text(ruleTitle(input, finding.rule))}</td>
<td>${text(finding.project ?? '')}${filed(finding)}</td><td>${text(finding.indicator ?? '')}</td><td>${text(finding.raw ?? '')}</td>
<td>${text(finding.message)}
${suggestions(finding)}${rests(finding)}<div class="place">${text(place(finding.source))}${quoted(finding)}</div></td></tr>`;
  return findings.map((finding) => row(finding) + '\n').join('');
}

const header = (names: readonly string[]) =>
  names.map((name) => `<th scope="col">${text(name)}</th>`).join('');

const cell = (value: string | number | null): string =>
  typeof value === 'number' ? `<td class="n">${grouped(value)}</td>` : `<td>${text(value ?? '')}</td>`;
