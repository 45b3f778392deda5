/** Messages of /explore. Keys start with `explore.`. ICU syntax. */
export default {} as const;
