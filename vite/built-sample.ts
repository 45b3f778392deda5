import { runnerImport, type Plugin } from 'vite';
import type * as Server from '../src/lib/server/build-sample.ts';

/** `virtual:built-sample`: the built-in sample, read and judged once for all visits. */
export function builtSample(): Plugin {
  const id = 'virtual:built-sample';
  let code: Promise<string> | undefined;
  return {
    name: 'built-sample',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (source) => (source === `\0${id}` ? (code ??= build()) : null),
  };
  async function build(): Promise<string> {
    const { module } = await runnerImport<typeof Server>('/src/lib/server/build-sample.ts');
    const text = JSON.stringify(await module.buildSample());
    return `export default JSON.parse(${JSON.stringify(text)})`;
  }
}
