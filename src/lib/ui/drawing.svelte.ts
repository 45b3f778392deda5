import type { EChartsOption } from 'echarts';
import type { ECharts } from 'echarts/core';
import type { Attachment } from 'svelte/attachments';
import type { Style } from '#core/charts/palette.ts';
import { language } from '#lib/app/language.svelte.ts';
import { theme } from '#lib/app/theme.svelte.ts';
import { paletteOf } from './palette.ts';

/** A finished drawing: how many points it has, and a cursor over them. */
export interface Drawn {
  points: number;
  /** Shows what a point says, as the pointer would; `null` takes it away. */
  point(index: number | null): void;
}

const afterPaint = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));

/**
 * Draws an ECharts option into the element, after the first paint, and again when the option, the theme, the language
 * or the element's width changes, and in the colours of paper while the page is printed.
 */
export function drawing(
  option: () => ((style: Style) => EChartsOption) | null,
  events: { onpick?: (index: number) => void; ondrawn?: (drawn: Drawn) => void },
): Attachment<HTMLElement> {
  return (host) => {
    let chart: ECharts | null = null;
    let ended = false;
    let width = host.clientWidth;

    const paint = () => {
      const make = option();
      if (!chart || !make || width === 0) return;
      const style: Style = {
        palette: paletteOf(host),
        language: language.current,
        width,
        height: host.clientHeight,
        patterns: theme.patterns,
      };
      chart.setOption({ ...make(style), animation: false }, { notMerge: true });
      host.querySelector('svg')?.setAttribute('aria-hidden', 'true');
      events.ondrawn?.(drawnOf(chart));
    };
    const resized = new ResizeObserver(() => {
      const now = host.clientWidth;
      if (!chart || (now === width && host.clientHeight === chart.getHeight())) return;
      width = now;
      chart.resize();
      paint();
    });
    const print = matchMedia('print');
    // Paper is another width, and it does not wait for the observer.
    const printed = () => {
      width = host.clientWidth;
      chart?.resize();
      paint();
    };
    print.addEventListener('change', printed);

    void afterPaint()
      .then(() => import('./echarts.ts'))
      .then(({ init }) => {
        if (ended) return;
        width = host.clientWidth;
        chart = init(host, null, { renderer: 'svg' });
        chart.on('click', (event) => events.onpick?.(event.dataIndex));
        paint();
        resized.observe(host);
      });

    $effect(() => {
      // Everything that a drawing depends on, read here so that a change draws again.
      void [option(), theme.revision, theme.patterns, language.current];
      paint();
    });

    return () => {
      ended = true;
      resized.disconnect();
      print.removeEventListener('change', printed);
      chart?.dispose();
    };
  };
}

function drawnOf(chart: ECharts): Drawn {
  const { series } = chart.getOption() as { series?: { data?: unknown[] }[] };
  return {
    points: series?.[0]?.data?.length ?? 0,
    point(index) {
      if (chart.isDisposed()) return;
      if (index === null) {
        chart.dispatchAction({ type: 'hideTip' });
        chart.dispatchAction({ type: 'updateAxisPointer', currTrigger: 'leave' });
        chart.dispatchAction({ type: 'downplay' });
      } else chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
    },
  };
}
