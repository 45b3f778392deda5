import { ReadError } from '../read-error.ts';
import type { ReadContext } from './section.ts';

/** A font as the library describes it. Widths and `fontMatrix` are in glyph units. */
export interface PdfFont {
  name?: string;
  vertical?: boolean;
  fontMatrix?: number[];
  /** Advance down, and the place of the origin, of glyphs without metrics of their own. */
  defaultVMetrics?: number[];
}

export interface PdfPage {
  /** Lower left and upper right corner in points. */
  view: number[];
  getOperatorList(options?: object): Promise<{ fnArray: number[]; argsArray: (unknown[] | null)[] }>;
  /** Where the library puts operators as they come; not promised by it, so no more than a saving. */
  _renderPageChunk?(
    part: { fnArray: number[]; argsArray: (unknown[] | null)[]; length: number },
    state: unknown,
  ): void;
  commonObjs: { has(name: string): boolean; get(name: string, ready?: (font: PdfFont) => void): PdfFont };
  cleanup(): unknown;
}

/** Layers of a document that are not shown. */
export interface PdfLayers {
  isVisible(group: unknown): boolean;
}

export interface PdfDocument {
  numPages: number;
  getPage(number: number): Promise<PdfPage>;
  getOptionalContentConfig(): Promise<PdfLayers>;
}

interface Library {
  getDocument(source: object): { promise: Promise<PdfDocument>; destroy(): Promise<void> };
}

interface Scope {
  window?: unknown;
  postMessage?: unknown;
  console?: { warn(...text: unknown[]): void };
  DOMMatrix?: unknown;
  Path2D?: unknown;
  ImageData?: unknown;
}

let library: Promise<Library> | null = null;

/**
 * Opens a document in this thread, without drawing: no worker, no canvas, no fonts of the system, no pictures decoded.
 * @throws ReadError encrypted, damaged
 */
export async function openPdf(
  bytes: Uint8Array,
  asset: ReadContext['asset'],
): Promise<{ document: PdfDocument; close(): Promise<void> }> {
  const { getDocument } = await (library ??= load());
  const task = getDocument({
    // The library takes the buffer away from its owner.
    data: bytes.slice(),
    verbosity: 0,
    isEvalSupported: false,
    useWorkerFetch: false,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 0,
    enableXfa: false,
    CMapReaderFactory: class {
      async fetch({ name }: { name: string }) {
        return { cMapData: await asset(`cmaps/${name}.bcmap`), isCompressed: true };
      }
    },
    StandardFontDataFactory: Unused,
    WasmFactory: Unused,
    FilterFactory: Unused,
    CanvasFactory: Unused,
  });
  try {
    return { document: await task.promise, close: () => task.destroy() };
  } catch (error) {
    await task.destroy();
    throw readErrorOf(error);
  }
}

/** What only drawing needs: outlines of standard fonts, decoders of pictures, canvases. */
class Unused {
  fetch(): Promise<never> {
    return Promise.reject(new Error('not drawn'));
  }
  destroy(): void {}
}

/** The library's error in our words. */
export function readErrorOf(error: unknown): ReadError {
  if (error instanceof ReadError) return error;
  const { name, message } = error as Error;
  if (name === 'PasswordException') return new ReadError('encrypted', { format: 'PDF' });
  return new ReadError('damaged', { format: 'PDF', reason: message });
}

async function load(): Promise<Library> {
  const scope = globalThis as Scope;
  const undo = [
    standIn(scope, 'DOMMatrix', class {}),
    standIn(scope, 'Path2D', class {}),
    standIn(scope, 'ImageData', class {}),
    // In a worker of ours the library would take the worker's messages for its own.
    typeof scope.postMessage === 'function' ? standIn(scope, 'window', scope) : () => {},
    silence(scope.console),
  ];
  try {
    // @ts-expect-error the file has no types; it puts itself on `globalThis.pdfjsWorker`, where the library looks for it
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as Library;
  } catch (error) {
    library = null;
    throw error;
  } finally {
    for (const step of undo) step();
  }
}

/** Puts a value where the library asks for a global while it is being loaded and there is none. Gives the way back. */
function standIn(scope: Scope, name: 'DOMMatrix' | 'Path2D' | 'ImageData' | 'window', value: unknown) {
  if (scope[name] !== undefined) return () => {};
  scope[name] = value;
  return () => {
    if (scope[name] === value) delete scope[name];
  };
}

/** Keeps back what the library says while being loaded about drawing that cannot work. */
function silence(console: Scope['console']): () => void {
  if (!console) return () => {};
  const { warn } = console;
  console.warn = (...text) => {
    if (!/^Warning: Cannot (?:load|polyfill|access)/.test(String(text[0]))) warn.apply(console, text);
  };
  return () => {
    console.warn = warn;
  };
}
