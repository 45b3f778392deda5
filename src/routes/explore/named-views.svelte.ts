const KEY = 'zhunxing.explore.views';

/** A view with a name, as this browser keeps it: the query of its address. */
export interface NamedView {
  name: string;
  query: string;
}

/** The views that were given a name, the last one first. */
class NamedViews {
  list = $state.raw<readonly NamedView[]>([]);
  /** Why the last change was not kept past this visit. */
  failure = $state<string | null>(null);

  restore(): void {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
      this.list = Array.isArray(kept) ? kept.filter(isNamed) : [];
    } catch {
      this.list = [];
    }
  }
  /** Keeps a view, in the place of one of the same name. */
  keep(view: NamedView): void {
    this.#write([view, ...this.list.filter(({ name }) => name !== view.name)]);
  }
  remove(name: string): void {
    this.#write(this.list.filter((one) => one.name !== name));
  }

  #write(list: readonly NamedView[]): void {
    this.list = list;
    this.failure = null;
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}

function isNamed(one: unknown): one is NamedView {
  if (typeof one !== 'object' || one === null) return false;
  const { name, query } = one as Record<string, unknown>;
  return typeof name === 'string' && typeof query === 'string';
}

export const namedViews = new NamedViews();
