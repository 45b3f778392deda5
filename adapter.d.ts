import type { Adapter } from '@sveltejs/kit';
export default function adapter(): Adapter;
/** Every file of a build by the address it is served under, with its hash as browsers check it. */
export function listFiles(dir: string): Promise<{ release: string; files: Record<string, string> }>;
