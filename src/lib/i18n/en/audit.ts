import type zh from '../zh/audit.ts';

export default {} satisfies Record<keyof typeof zh, string>;
