import { to } from '#lib/app/to.ts';

/** The page on which one file of the portfolio is compared with its record. */
export const fileLink = (file: string): string => to(`/data/file?name=${encodeURIComponent(file)}`);
