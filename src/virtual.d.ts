/** Made by vite/built-sample.ts. */
declare module 'virtual:built-sample' {
  const sample: import('#lib/ingest/built-sample.ts').BuiltSample;
  export default sample;
}
