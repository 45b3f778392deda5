import type zh from '../zh/sql.ts';

export default {} satisfies Record<keyof typeof zh, string>;
