import { count, isOn } from './docx-tags.ts';

interface Field {
  /** Between `begin` and `separate`: instructions, not text. */
  code: boolean;
  checkbox: boolean | null;
  options: string[];
  option: number | null;
}

/** Fields open at a place of a Word document: their results are text, their instructions are not. */
export class Fields {
  private open: Field[] = [];

  /** Whether what stands here is instructions. */
  get inCode(): boolean {
    return this.open.some(({ code }) => code);
  }

  /** Takes a field's mark. @returns what the field prints when it keeps no result: a box to tick, the chosen entry */
  mark(type: string): string {
    const field = this.open.at(-1);
    if (type === 'begin') this.open.push({ code: true, checkbox: null, options: [], option: null });
    else if (type === 'separate' && field) field.code = false;
    else if (type === 'end' && field) {
      this.open.pop();
      if (field.checkbox !== null) return field.checkbox ? '☑' : '□';
      return field.options[field.option ?? 0] ?? '';
    }
    return '';
  }

  /** Takes what a form field says of itself: a default counts until a value is given. */
  describe(name: string, value: string | undefined): void {
    const field = this.open.at(-1);
    if (!field) return;
    if (name === 'w:checkBox') field.checkbox = false;
    else if (name === 'w:listEntry') field.options.push(value ?? '');
    else if (name === 'w:result') field.option = count(value);
    else if (name === 'w:default' && field.checkbox === null) field.option ??= count(value);
    else if (field.checkbox !== null) field.checkbox = isOn(value);
  }
}
