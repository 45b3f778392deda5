import { base } from '$app/paths';

/** The address of a place of the product (`/audit?rule=…`), wherever on its host it is served. */
export const to = (place: string): string => base + place;
