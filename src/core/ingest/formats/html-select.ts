/** A list to choose from, while it is read: it prints what is chosen, or its first entry. */
export class Select {
  text = '';
  private first: string | null = null;
  private picked: string | null = null;
  private selected = false;

  /** Ends the entry before, and begins one. */
  option(selected: boolean): void {
    const text = this.text.trim();
    this.text = '';
    if (text !== '') {
      this.first ??= text;
      if (this.selected) this.picked = text;
    }
    this.selected = selected;
  }

  /** What the list prints. */
  chosen(): string {
    this.option(false);
    return this.picked ?? this.first ?? '';
  }
}
