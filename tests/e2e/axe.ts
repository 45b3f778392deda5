import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds serious or critical on the page as it stands, or in a part of it, which must be there. */
export async function serious(page: Page, part = 'html'): Promise<string[]> {
  return violations(builder(page).include(part), (impact) => impact === 'serious' || impact === 'critical');
}

/** What axe finds against WCAG 2.2 A and AA on the page as it stands. */
export async function broken(page: Page): Promise<string[]> {
  return violations(builder(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']));
}

/** The product has no frames to go into, and what passed needs no addresses: half of axe's time. */
const builder = (page: Page) =>
  new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });

async function violations(
  axe: AxeBuilder,
  counts: (impact: string | null | undefined) => boolean = () => true,
): Promise<string[]> {
  const found = await axe.analyze();
  return found.violations
    .filter(({ impact }) => counts(impact))
    .map(({ id, nodes }) => {
      const places = nodes.slice(0, 5).map(({ target }) => target.join(' '));
      return `${id}: ${places.join(' | ')}`;
    });
}
