/** Messages of /rules. Keys start with `rules.`. ICU syntax. */
export default {} as const;
