import type zh from '../zh/projects.ts';

export default {} satisfies Record<keyof typeof zh, string>;
