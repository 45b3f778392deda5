import type zh from '../zh/explore.ts';

export default {} satisfies Record<keyof typeof zh, string>;
