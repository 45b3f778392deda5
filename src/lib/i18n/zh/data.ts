/** Messages of /data. Keys start with `data.`. ICU syntax. */
export default {
  'data.title': '数据',
} as const;
