import type { Finding, Severity } from '#core/model/finding.ts';
import type { Source } from '#core/model/source.ts';
import { waiverWords } from './csv.ts';
import { ruleTitle, type ReportInput } from './report.ts';
import { jsonWithList } from './run-json.ts';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** The run as SARIF 2.1.0: one rule descriptor a rule that ran, one result a finding, waivers as suppressions. */
export async function* findingSarif(input: ReportInput): AsyncGenerator<string> {
  const { language } = input;
  const rules = input.outcomes.map(({ rule, code, severity, review }) => ({
    id: rule,
    shortDescription: { text: ruleTitle(input, rule) },
    ...(input.ruleInfo.has(rule)
      ? { fullDescription: { text: input.ruleInfo.get(rule)!.why[language] } }
      : {}),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { code, tags: [review] },
  }));
  const index = new Map(rules.map((rule, i) => [rule.id, i]));
  const reasons = new Map(
    input.waivers.used.map((waiver) => [waiver.fingerprint, waiverWords(waiver, language)]),
  );
  const result = (finding: Finding) => ({
    ruleId: finding.rule,
    ...(index.has(finding.rule) ? { ruleIndex: index.get(finding.rule) } : {}),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.source, finding.project)],
    relatedLocations: finding.related.map((other, id) => ({ id, ...location(other.source, other.project) })),
    fingerprints: { 'zhunxing/v1': finding.fingerprint },
    partialFingerprints: { 'zhunxing/v1': finding.fingerprint },
    suppressions: finding.waived
      ? [{ kind: 'external', status: 'accepted', justification: reasons.get(finding.fingerprint) ?? '' }]
      : [],
    properties: { raw: finding.raw, money: finding.money, checkOriginal: finding.checkOriginal },
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'zhunxing', version: input.version, rules } },
        language: language === 'zh' ? 'zh-CN' : 'en-US',
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, endTimeUtc: input.at }],
        artifacts: input.data.files.map(({ file, sha256 }) => ({
          location: { uri: uri(file) },
          hashes: { 'sha-256': sha256 },
        })),
        properties: { set: input.rules, data: input.data.sha256, lock: input.lock.sha256 },
        results: [],
      },
    ],
  };
  yield* jsonWithList(log, 'results', input.findings.pages(), result);
}

function location(source: Source, project: string | null) {
  const line = source.line ?? source.row;
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(source.file) },
      ...(line === null ? {} : { region: { startLine: line } }),
    },
    ...(project === null ? {} : { logicalLocations: [{ name: project }] }),
  };
}

/** A path as a URI reference: slashes forward, everything else that a URI reserves encoded. */
function uri(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return `file://${path}`;
  return /^[A-Za-z]%3A\//.test(path) ? `file:///${path.replace('%3A', ':')}` : path;
}
