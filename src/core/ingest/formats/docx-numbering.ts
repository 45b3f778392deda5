import type { Budget } from './budget.ts';
import { PREFIXES, WORD_ATTRIBUTES } from './docx-tags.ts';
import type { ListPlace } from './docx-styles.ts';
import { listNumber } from './list-number.ts';
import { readTags } from './markup.ts';

interface Level {
  start: number;
  format: string;
  text: string;
  /** What stands between number and text: `tab`, `space`, `nothing`. */
  suffix: string;
}

/** Counts the paragraphs of a document's lists and gives what Word prints before each. */
export class Numbering {
  private levels = new Map<string, Map<number, Level>>();
  private lists = new Map<string, { shape: string; starts: Map<number, Partial<Level>> }>();
  private counts = new Map<string, number[]>();

  constructor(xml: string | null, budget: Budget) {
    if (xml !== null) this.read(xml, budget);
  }

  /** The number of the next paragraph at this place, with the blank after it; `''` where its list has none. */
  next({ list, level }: ListPlace): string {
    const known = this.lists.get(list);
    const levels = known && this.levels.get(known.shape);
    if (!known || !levels || level < 0 || level > 8) return '';
    const at = (i: number): Level | undefined => {
      const shape = levels.get(i);
      const own = known.starts.get(i);
      return shape || own ? { ...EMPTY, ...shape, ...own } : undefined;
    };
    const key = known.starts.size > 0 ? `${list} ` : known.shape;
    let counts = this.counts.get(key);
    if (!counts) this.counts.set(key, (counts = []));
    counts.length = Math.min(counts.length, level + 1);
    for (let i = 0; i < level; i++) counts[i] ??= at(i)?.start ?? 1;
    counts[level] = counts[level] === undefined ? (at(level)?.start ?? 1) : counts[level] + 1;
    const shape = at(level);
    if (!shape) return '';
    if (shape.format === 'bullet') return shape.text === '' ? '' : '• ';
    const label = shape.text.replace(/%([1-9])/g, (_, digit: string) => {
      const i = Number(digit) - 1;
      return counts[i] === undefined ? '' : listNumber(counts[i], at(i)?.format ?? 'decimal');
    });
    return label === '' || shape.suffix === 'nothing' ? label : `${label} `;
  }

  private read(xml: string, budget: Budget): void {
    let shape = '';
    let list = '';
    let level: Partial<Level> | null = null;
    let at = 0;
    readTags(
      xml,
      {
        open: (name, attributes) => {
          const value = attributes['w:val'] ?? '';
          switch (name) {
            case 'w:abstractNum':
              shape = attributes['w:abstractNumId'] ?? '';
              list = '';
              break;
            case 'w:num':
              list = attributes['w:numId'] ?? '';
              break;
            case 'w:abstractNumId':
              if (list !== '') this.lists.set(list, { shape: value, starts: new Map() });
              break;
            case 'w:lvlOverride':
              at = Number(attributes['w:ilvl']) || 0;
              level = {};
              break;
            case 'w:startOverride':
              if (level) level.start = Number(value) || 0;
              break;
            case 'w:lvl':
              at = Number(attributes['w:ilvl']) || 0;
              level = list === '' ? { ...EMPTY } : { ...EMPTY, ...level };
              break;
            case 'w:start':
              if (level) level.start = Number(value) || 0;
              break;
            case 'w:numFmt':
              if (level) level.format = value;
              break;
            case 'w:lvlText':
              if (level) level.text = value;
              break;
            case 'w:suff':
              if (level) level.suffix = value;
          }
        },
        close: (name) => {
          if (name === 'w:lvl' && level && list === '') {
            let levels = this.levels.get(shape);
            if (!levels) this.levels.set(shape, (levels = new Map()));
            levels.set(at, level as Level);
            level = null;
          } else if (name === 'w:lvlOverride' && level) {
            this.lists.get(list)?.starts.set(at, level);
            level = null;
          }
        },
        text() {},
      },
      { xml: true, wanted: WORD_ATTRIBUTES, budget, prefixes: PREFIXES },
    );
  }
}

const EMPTY: Level = { start: 1, format: 'decimal', text: '', suffix: 'tab' };
