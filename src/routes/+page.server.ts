import { firstFigures } from '#lib/server/first-figures.ts';
import type { PageServerLoad } from './$types';

export const prerender = true;

/** The sample's figures, computed when the page is built: they are in the HTML before any script runs. */
export const load: PageServerLoad = async () => ({ first: await firstFigures() });
