import type { Connector } from '../connector.ts';
import { DIMENSIONS, type DimensionName } from '../filter.ts';
import { exploreDimensions } from './explore-dimensions.ts';

/** One value a dimension takes in the portfolio, and how many indicators have it. */
export interface DomainValue {
  value: string | null;
  label: string | null;
  indicators: number;
}

/** The values of every dimension, the most frequent first. */
export async function dimensionDomains(db: Connector): Promise<Record<DimensionName, DomainValue[]>> {
  const domains = Object.fromEntries(Object.keys(DIMENSIONS).map((name) => [name, []])) as unknown as Record<
    DimensionName,
    DomainValue[]
  >;
  for (const { dimension, value, label, all_indicators } of await exploreDimensions(db))
    domains[dimension].push({ value, label, indicators: all_indicators });
  return domains;
}
