/** The addresses that the page went through, for undo and redo. Back and forward of the browser move along them too. */
export class Steps {
  #list = $state.raw<readonly string[]>([]);
  #at = $state(-1);

  /** Where the page is now; called for every address it shows. */
  visit(query: string): void {
    if (this.#list[this.#at] === query) return;
    for (const near of [this.#at - 1, this.#at + 1])
      if (this.#list[near] === query) {
        this.#at = near;
        return;
      }
    this.#list = [...this.#list.slice(0, this.#at + 1), query].slice(-200);
    this.#at = this.#list.length - 1;
  }

  /** The address instead of which this one stands: no step of its own. */
  replace(query: string): void {
    this.#list = this.#list.map((one, i) => (i === this.#at ? query : one));
  }

  get before(): string | undefined {
    return this.#list[this.#at - 1];
  }
  get after(): string | undefined {
    return this.#list[this.#at + 1];
  }
}
