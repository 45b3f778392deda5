/** Messages of /projects. Keys start with `projects.`. ICU syntax. */
export default {} as const;
