/** Messages of /audit. Keys start with `audit.`. ICU syntax. */
export default {} as const;
