import type zh from '../zh/overview.ts';

export default {
  'overview.title': 'Overview',
} satisfies Record<keyof typeof zh, string>;
