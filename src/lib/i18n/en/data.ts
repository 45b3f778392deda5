import type zh from '../zh/data.ts';

export default {
  'data.title': 'Data',
} satisfies Record<keyof typeof zh, string>;
