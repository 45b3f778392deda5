import { hearForeign, watchForeign } from './foreign.ts';

class RequestCount {
  /** Requests of this page and of the site's workers that went to another origin. */
  foreign = $state(0);

  watch(): () => void {
    const count = (more: number) => (this.foreign += more);
    const stops = [watchForeign(count), hearForeign(count)];
    return () => stops.forEach((stop) => stop());
  }
}

export const requests = new RequestCount();
