import type { Palette } from '#core/charts/palette.ts';

/** Reads the tokens as colours that a drawing understands, as they are on screen now (theme, print). */
export function paletteOf(host: HTMLElement): Palette {
  const probe = host.ownerDocument.createElement('span');
  // Under forced colours a drawing keeps its own, as everything drawn does.
  probe.dataset['drawn'] = 'drawing';
  host.append(probe);
  const token = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette: Palette = {
    card: token('card'),
    ink: token('ink'),
    ink2: token('ink2'),
    ink3: token('ink3'),
    line: token('line'),
    accent: token('accent'),
    accentSoft: token('accent-soft'),
    state: token('state'),
    strength: {
      number: token('num'),
      full: token('sat'),
      trend: token('trend'),
      state: token('state'),
      lost: token('lost'),
    },
    severity: { error: token('err'), warning: token('warn'), info: token('info') },
    font: getComputedStyle(host).fontFamily,
  };
  probe.remove();
  return palette;
}
