/** Messages of the overview. Keys start with `overview.`. ICU syntax. */
export default {
  'overview.title': '总览',
} as const;
