import { oneLine } from '#core/report/plain-text.ts';
import type { Effects } from '../effects.ts';
import { clear } from '../portfolio.ts';

/** Milliseconds between two lines of progress. */
const PACE = 200;

/** The line of progress of long work, on a terminal only. */
export class Meter {
  private shown = 0;
  private started = performance.now();

  private readonly effects: Effects;
  private readonly lang: 'zh' | 'en';

  constructor(effects: Effects, lang: 'zh' | 'en') {
    this.effects = effects;
    this.lang = lang;
  }

  /** A new stretch of work: remaining time is told from here on. */
  start(): void {
    this.started = performance.now();
    this.shown = 0;
  }

  /** Shows `text`, and the remaining time when the share done (0…1) is known. */
  show(text: string, share?: number): void {
    if (!this.effects.terminal.err) return;
    const now = performance.now();
    if (now - this.shown < PACE) return;
    this.shown = now;
    const rest = share === undefined ? '' : this.remaining(now, share);
    const line = [text, rest].filter(Boolean).join(this.lang === 'zh' ? '，' : ', ');
    this.effects.err(clear(this.effects) + cut(oneLine(line), this.effects.terminal.columns - 1));
  }

  end(): void {
    this.effects.err(clear(this.effects));
  }

  private remaining(now: number, share: number): string {
    const spent = (now - this.started) / 1000;
    if (share <= 0 || spent < 1) return '';
    return remainingText((spent / share) * (1 - share), this.lang);
  }
}

/** Seconds as what a person wants to know of them. */
export function remainingText(seconds: number, lang: 'zh' | 'en'): string {
  const round = Math.max(1, Math.round(seconds));
  const [n, zh, en] =
    round < 90
      ? [round, '秒', 's']
      : round < 5400
        ? [Math.round(round / 60), '分钟', 'min']
        : [Math.round(round / 360) / 10, '小时', 'h'];
  return lang === 'zh' ? `约剩 ${n} ${zh}` : `about ${n} ${en} left`;
}

/** The beginning of a text that fits into so many columns; a Chinese character takes two. */
function cut(text: string, columns: number): string {
  let width = 0;
  let end = 0;
  for (const char of text) {
    width += char.codePointAt(0)! > 0x2e7f ? 2 : 1;
    if (width > columns) break;
    end += char.length;
  }
  return text.slice(0, end);
}
