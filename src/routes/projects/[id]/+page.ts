/** Which forms there are is known only in the page, so this address is served by the fallback and drawn there. */
export const prerender = false;
export const ssr = false;
