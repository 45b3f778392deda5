import { keepRecord, keptRecord } from '#lib/app/settings.ts';
import { USUAL, type Thresholds } from '#core/store/questions/money-by-measure.ts';

class ThresholdState {
  current = $state.raw<Thresholds>(USUAL);

  get usual(): boolean {
    return this.current.strong === USUAL.strong && this.current.weak === USUAL.weak;
  }

  /** Takes shares of 0…1 with weak at most as high as strong, and keeps them in this browser. */
  set(given: Thresholds): void {
    this.current = sound(given) ?? this.current;
    keepRecord('thresholds', this.current);
  }

  /** From the address (`?strong=50&weak=30`, whole per cent), else as kept in this browser. */
  restore(params: URLSearchParams): void {
    const [strong, weak] = [params.get('strong'), params.get('weak')];
    const said =
      strong !== null && weak !== null && sound({ strong: Number(strong) / 100, weak: Number(weak) / 100 });
    this.current = said || sound(keptRecord('thresholds') as Thresholds | null) || USUAL;
  }
}

function sound(given: Thresholds | null): Thresholds | null {
  const { strong, weak } = given ?? {};
  const share = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;
  return share(strong) && share(weak) && weak <= strong ? { strong, weak } : null;
}

export const thresholds = new ThresholdState();
