import { checkRule } from '#core/rules/check.ts';
import { RuleError, type Problem } from '#core/rules/inspector.ts';
import { parseJsonText, withLines } from '#core/rules/json-text.ts';
import { library } from '#core/rules/library.ts';
import { ownSet } from '#core/rules/own-set.ts';
import { resolveSet, type ResolvedSet } from '#core/rules/resolve.ts';
import type { Rule } from '#core/rules/rule.ts';

const KEY = 'zhunxing.rules';

/** A rule of the user's own, as this browser keeps it: the same JSON as a file of `rules/`. */
export interface OwnRule {
  json: unknown;
  /** Joins the chosen set when the rules are run. */
  on: boolean;
  /** ISO time of the last change. */
  changed: string;
}

/** A kept rule as it was understood; one that this version refuses is kept, told, and not run. */
export interface KnownRule extends OwnRule {
  id: string;
  rule: Rule | null;
  problems: readonly Problem[];
}

class OwnRulesState {
  list = $state.raw<KnownRule[]>([]);
  /** The last one deleted, until something else is done. */
  deleted = $state.raw<KnownRule | null>(null);
  /** False when the browser would not keep the last change: it holds for this visit. */
  kept = $state(true);
  #read = false;

  /** Those that join a run, by code. */
  get active(): Rule[] {
    return this.list.flatMap(({ rule, on }) => (rule && on ? [rule] : []));
  }

  of(id: string): KnownRule | undefined {
    return this.list.find((one) => one.id === id);
  }

  /** Keeps a checked rule, in the place of `previous` when its id has changed. Throws RuleError when id or code is another rule's. */
  save(rule: Rule, previous: string | null = null): void {
    const others = this.list.filter((one) => one.id !== previous && one.id !== rule.id);
    const before = this.of(previous ?? rule.id);
    if (previous !== rule.id && this.of(rule.id)) throw taken('/id', rule.id);
    this.#refuseTaken(rule, others);
    this.#keep([...others, known({ json: rule, on: before?.on ?? true, changed: new Date().toISOString() })]);
    this.deleted = null;
  }

  /**
   * Takes rule files by name and text, each with one rule or a list of them; a rule that is there already is replaced. What is no rule, or
   * clashes with another, is told with its file, line and place, and the others are taken.
   * @returns how many were taken, and the problems of the rest
   */
  take(files: { name: string; text: string }[]): { taken: number; problems: Problem[] } {
    const problems: Problem[] = [];
    let taken = 0;
    for (const { name, text } of files)
      problems.push(
        ...refusals(() => {
          const parsed = parseJsonText(text, name);
          const list = Array.isArray(parsed.json) ? parsed.json : [parsed.json];
          const under = (i: number) => (Array.isArray(parsed.json) ? `/${i}` : '');
          const refused = list.flatMap((json, i) => {
            const found = refusals(() => this.#takeOne(json));
            if (found.length === 0) taken += 1;
            return found.map((one) => ({ ...one, file: name, place: under(i) + one.place }));
          });
          problems.push(...withLines(refused, parsed));
        }),
      );
    return { taken, problems };
  }

  #takeOne(json: unknown): void {
    const rule = checkRule(json, 'own');
    const others = this.list.filter((one) => one.id !== rule.id);
    this.#refuseTaken(rule, others);
    this.#keep([...others, known({ json: rule, on: true, changed: new Date().toISOString() })]);
  }

  remove(id: string): void {
    this.deleted = this.of(id) ?? null;
    this.#keep(this.list.filter((one) => one.id !== id));
  }

  /** Brings the last deleted one back. */
  undo(): void {
    if (this.deleted) this.#keep([...this.list.filter((one) => one.id !== this.deleted?.id), this.deleted]);
    this.deleted = null;
  }

  turn(id: string, on: boolean): void {
    this.#keep(this.list.map((one) => (one.id === id ? { ...one, on } : one)));
  }

  /** A code and an id that no rule has. */
  unused(stem: string): { code: string; id: string } {
    const codes = new Set(
      [...library().rules.values(), ...this.list.flatMap(({ rule }) => rule ?? [])].map((r) => r.code),
    );
    const ids = new Set([...library().rules.keys(), ...this.list.map((one) => one.id)]);
    let number = 1;
    while (codes.has(`Z${String(number).padStart(2, '0')}`)) number++;
    let id = stem;
    for (let i = 2; ids.has(id); i++) id = `${stem}-${i}`;
    return { code: `Z${String(number).padStart(2, '0')}`, id };
  }

  /** Reads what the browser kept, once a visit; other tabs' changes come by themselves. */
  restore(): void {
    if (this.#read) return;
    this.#read = true;
    this.#load();
    addEventListener('storage', (event) => {
      if (event.key === KEY) this.#load();
    });
  }

  /** A set with the user's own rules beside it, each at its own severity and values. */
  join(set: ResolvedSet): ResolvedSet {
    this.restore();
    const own = this.active;
    if (own.length === 0) return set;
    const { rules, sets } = library();
    const known = new Map([...sets, ...(set.layers ?? []).map((one) => [one.name, one] as const)]);
    const from = { zh: '保存在本浏览器', en: 'Kept in this browser' };
    return resolveSet(
      { rules: new Map([...rules, ...own.map((rule) => [rule.id, rule] as const)]), sets: known },
      ownSet(set.name, own, from),
    );
  }

  #refuseTaken(rule: Rule, others: readonly KnownRule[]): void {
    if (library().rules.has(rule.id)) throw taken('/id', rule.id);
    for (const one of [...library().rules.values(), ...others.flatMap((other) => other.rule ?? [])])
      if (one.code === rule.code) throw taken('/code', rule.code);
  }

  #load(): void {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      if (Array.isArray(kept)) this.list = kept.filter(isOwn).map(known);
    } catch {
      this.list = [];
    }
  }

  #keep(list: KnownRule[]): void {
    this.list = list.sort((a, b) => ((a.rule?.code ?? '') < (b.rule?.code ?? '') ? -1 : 1));
    try {
      const plain: OwnRule[] = this.list.map(({ json, on, changed }) => ({ json, on, changed }));
      localStorage.setItem(KEY, JSON.stringify(plain));
      this.kept = true;
    } catch {
      this.kept = false;
    }
  }
}

function known(own: OwnRule): KnownRule {
  const id = (own.json as { id?: unknown } | null)?.id;
  try {
    const rule = checkRule(own.json, 'own');
    return { ...own, id: rule.id, rule, problems: [] };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    return { ...own, id: typeof id === 'string' ? id : '', rule: null, problems: error.problems };
  }
}

function refusals(work: () => void): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof RuleError) return error.problems;
    throw error;
  }
}

function taken(place: string, name: string): RuleError {
  return new RuleError([
    {
      file: 'own',
      place,
      message: `“${name}”已被另一条规则使用，请另取`,
      messageEn: `"${name}" is taken by another rule: choose another`,
    },
  ]);
}

function isOwn(one: unknown): one is OwnRule {
  return typeof one === 'object' && one !== null && 'json' in one && typeof (one as OwnRule).on === 'boolean';
}

export const ownRules = new OwnRulesState();
