/** The page on which one file of the portfolio is compared with its record. */
export const fileLink = (file: string): string => `/data/file?name=${encodeURIComponent(file)}`;
