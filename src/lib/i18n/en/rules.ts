import type zh from '../zh/rules.ts';

export default {} satisfies Record<keyof typeof zh, string>;
