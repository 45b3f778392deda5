export const FLAGS: string[];
export function findBrowser(say?: (line: string) => void): string;
