import adapter from './adapter.js';
import product from './package.json' with { type: 'json' };

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    // Reports print it; a fixed name also makes the same source give the same build.
    version: { name: product.version },
    adapter: adapter(),
    // What stands behind the # of an address of the console is a statement, not a place on its page.
    prerender: {
      handleMissingId: ({ path, message }) => {
        if (!path.endsWith('/sql')) throw new Error(message);
      },
    },
    // lib/app/offline.ts registers it, once the page is ready.
    serviceWorker: { register: false },
    // Hash mode: the prerendered pages carry their own policy, so any static host enforces it.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'manifest-src': ['self'],
        'base-uri': ['none'],
        'form-action': ['none'],
        'object-src': ['none'],
      },
    },
  },
};
