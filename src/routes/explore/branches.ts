import type { Bar } from './bars.ts';

/** A tile of a treemap and the tiles in it, both the largest first. */
export interface Branch extends Bar {
  leaves: Bar[];
}

/**
 * Forms in their departments: what the forms given leave of a department is a leaf of its own (code -1), and so are, in the branch of
 * departments that are not given, the forms of those.
 */
export function branchesOf(departments: readonly Bar[], forms: readonly Bar[]): Branch[] {
  const given = new Set(departments.filter(({ code }) => code >= 0).map(({ value }) => value));
  const formsOf = ({ code, value }: Bar): Bar[] =>
    forms.filter(
      ({ code: form, all, department = null }) =>
        form >= 0 && all > 0 && (code < 0 ? !given.has(department) : department === value),
    );
  return departments
    .filter(({ all }) => all > 0)
    .map((branch): Branch => {
      const leaves = formsOf(branch);
      const rest = restOf(branch, leaves);
      return { ...branch, leaves: rest ? [...leaves, rest].sort(bySize) : [...leaves].sort(bySize) };
    })
    .sort(bySize);
}

const bySize = (a: Bar, b: Bar): number => b.all - a.all || a.code - b.code;

/** What the leaves leave; `null`: nothing but what adding up has lost. */
function restOf(branch: Bar, leaves: readonly Bar[]): Bar | null {
  const left = (of: (bar: Bar) => number): number =>
    Math.max(0, of(branch) - leaves.reduce((sum, leaf) => sum + of(leaf), 0));
  const all = left((bar) => bar.all);
  if (all <= branch.all * 1e-9) return null;
  const parts = branch.parts.map((part, i) => ({ ...part, size: left((bar) => bar.parts[i]?.size ?? 0) }));
  return {
    ...branch,
    code: -1,
    value: null,
    name: '',
    beside: '',
    kept: left((bar) => bar.kept),
    all,
    parts,
  };
}
