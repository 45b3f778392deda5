import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Severity } from '#core/model/finding.ts';
import labels from '#data/labels.json' with { type: 'json' };
import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import units from '#data/units.json' with { type: 'json' };
import valueWords from '#data/value-words.json' with { type: 'json' };
import words from '#data/words.json' with { type: 'json' };
import { Inspector } from './inspector.ts';
import type { ResolvedRule, ResolvedSet } from './resolve.ts';
import type { Params, Rule } from './rule.ts';

/** One rule as it was locked; `sha256` is over all of its file that decides (its examples left out). */
export interface LockedRule {
  id: string;
  version: string;
  sha256: string;
  severity: Severity;
  params: Params;
  cases?: unknown[];
}

/** What a run depends on besides the forms: every rule as the set runs it, the word lists behind the facts, the product's version. */
export interface Lock {
  schema: 'zhunxing/lock@1';
  /** Over all the rest. */
  sha256: string;
  version: string;
  set: { name: string; version: string };
  words: Record<string, string>;
  rules: LockedRule[];
}

const WORD_LISTS = { labels, taxonomy, units, 'value-words': valueWords, words };

/** Locks a set. @param version the product's version */
export function lockOf(set: ResolvedSet, version: string): Lock {
  const rest = {
    schema: 'zhunxing/lock@1' as const,
    version,
    set: { name: set.name, version: set.version },
    words: Object.fromEntries(Object.entries(WORD_LISTS).map(([name, list]) => [name, hashOf(list)])),
    rules: set.rules.map(lockedRule),
  };
  return { ...rest, sha256: hashOf(rest) };
}

function lockedRule({ rule, severity, params, cases }: ResolvedRule): LockedRule {
  return {
    id: rule.id,
    version: rule.version,
    sha256: ruleHash(rule),
    severity,
    params,
    ...(cases ? { cases: cases.map(({ when, severity, params }) => ({ when, severity, params })) } : {}),
  };
}

/** Hex sha256 over what of a rule decides: all but its examples. */
export function ruleHash(rule: Rule): string {
  return hashOf({ ...rule, $schema: undefined, tests: undefined });
}

/** Hex sha256 of a JSON value that does not depend on the order of keys or on blanks. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(value))));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const given = Object.entries(value).filter(([, one]) => one !== undefined);
  const sorted = given.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

/**
 * Checks the form of a lock's JSON, and that it has not been changed since it was written.
 * @throws RuleError with every problem and its place
 */
export function checkLock(json: unknown, file: string): Lock {
  const look = new Inspector(file);
  const keys = ['schema', 'sha256', 'version', 'set', 'words', 'rules'];
  const lock = look.object(json, '', { required: keys, optional: [] });
  if (lock) {
    look.oneOf(lock.schema, ['zhunxing/lock@1'], '/schema');
    const { sha256: told, ...rest } = lock;
    if (look.problems.length === 0 && hashOf(rest) !== told)
      look.problem(
        '/sha256',
        '锁定文件在写成之后被改动过；请用 zhunxing rules lock 重新生成',
        'the lock was changed after it was written: make it anew with zhunxing rules lock',
      );
    look.array(lock.rules, '/rules');
  }
  look.finish();
  return json as Lock;
}

/** One way in which a set is no longer what was locked. */
export interface LockDifference {
  /** A rule's id, `set`, `words` or `version`. */
  about: string;
  zh: string;
  en: string;
}

/** How what runs now differs from what was locked; empty when it is the same. */
export function lockDifferences(locked: Lock, now: Lock): LockDifference[] {
  const found: LockDifference[] = [];
  const say = (about: string, zh: string, en: string) => found.push({ about, zh, en });
  if (locked.version !== now.version)
    say(
      'version',
      `程序版本 ${locked.version} → ${now.version}`,
      `version ${locked.version} → ${now.version}`,
    );
  const setOf = ({ set }: Lock) => `${set.name} ${set.version}`;
  if (setOf(locked) !== setOf(now))
    say('set', `规则集 ${setOf(locked)} → ${setOf(now)}`, `rule set ${setOf(locked)} → ${setOf(now)}`);
  for (const name of Object.keys({ ...locked.words, ...now.words }))
    if (locked.words[name] !== now.words[name])
      say('words', `词表 data/${name}.json 有改动`, `the word list data/${name}.json has changed`);
  const before = new Map(locked.rules.map((rule) => [rule.id, rule]));
  const after = new Map(now.rules.map((rule) => [rule.id, rule]));
  for (const [id, rule] of before)
    if (!after.has(id))
      say(id, `规则 ${id} ${rule.version} 不再执行`, `the rule ${id} ${rule.version} no longer runs`);
  for (const [id, rule] of after) {
    const old = before.get(id);
    if (!old) say(id, `规则 ${id} ${rule.version} 是新增的`, `the rule ${id} ${rule.version} is new`);
    else
      for (const part of changedParts(old, rule))
        say(id, `规则 ${id}：${part.zh}`, `the rule ${id}: ${part.en}`);
  }
  return found;
}

function changedParts(old: LockedRule, now: LockedRule): { zh: string; en: string }[] {
  const parts: { zh: string; en: string }[] = [];
  if (old.sha256 !== now.sha256) {
    const versions = old.version === now.version ? now.version : `${old.version} → ${now.version}`;
    parts.push({ zh: `内容有改动（${versions}）`, en: `its text has changed (${versions})` });
  }
  if (old.severity !== now.severity)
    parts.push({
      zh: `级别 ${old.severity} → ${now.severity}`,
      en: `severity ${old.severity} → ${now.severity}`,
    });
  for (const name of Object.keys({ ...old.params, ...now.params })) {
    const [from, to] = [old.params[name], now.params[name]].map((value) => JSON.stringify(value) ?? '—');
    if (from !== to)
      parts.push({ zh: `参数 ${name} ${from} → ${to}`, en: `parameter ${name} ${from} → ${to}` });
  }
  if (hashOf(old.cases ?? null) !== hashOf(now.cases ?? null))
    parts.push({ zh: '条件例外有改动', en: 'its overrides have changed' });
  return parts;
}
