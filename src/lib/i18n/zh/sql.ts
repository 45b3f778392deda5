/** Messages of /sql. Keys start with `sql.`. ICU syntax. */
export default {} as const;
