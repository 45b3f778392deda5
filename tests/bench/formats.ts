/**
 * `npm run bench:formats`, first half: a thousand documents of one form each, by format, read without a screen, beside the time that the
 * bare library takes to open the same bytes. Each format in a process of its own, so that the peak of memory is its own.
 */
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { Parser } from 'htmlparser2';
import { read } from '#core/ingest/read.ts';
import { pdfAsset } from '#cli/pdf-assets.ts';
import { documents, FORMATS, type Format } from './documents.ts';

const COUNT = 1000;

/** What the library under each reader takes to open a document: its text or its parts, nothing made of them. */
const BARE: Record<Format, (bytes: Uint8Array) => unknown> = {
  txt: (bytes) => JSON.parse(new TextDecoder().decode(bytes)),
  html: (bytes) => scan(bytes, false),
  xlsx: async (bytes) => (await import('@e965/xlsx')).read(bytes),
  xls: async (bytes) => (await import('@e965/xlsx')).read(bytes),
  docx: (bytes) => scan(unzipSync(bytes)['word/document.xml']!, true),
  pdf: async (bytes) => {
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const task = getDocument({
      data: bytes.slice(),
      useWorkerFetch: false,
      disableFontFace: true,
      verbosity: 0,
    });
    const document = await task.promise;
    for (let n = 1; n <= document.numPages; n++) await (await document.getPage(n)).getTextContent();
    await task.destroy();
  },
};

function scan(bytes: Uint8Array, xmlMode: boolean): void {
  new Parser({}, { xmlMode }).end(new TextDecoder().decode(bytes));
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function measure(format: Format): Promise<void> {
  const files = documents(format, COUNT);
  let forms = 0;
  const ours = await seconds(async () => {
    const { portfolio } = await read(files, { asset: pdfAsset });
    forms = portfolio.forms.length;
  });
  const peak = process.resourceUsage().maxRSS;
  const bare = await seconds(async () => {
    for (const { bytes } of files) await BARE[format](bytes);
  });
  console.log(
    JSON.stringify({
      format,
      forms,
      'forms/s': Math.round(forms / ours),
      seconds: Number(ours.toFixed(2)),
      'library alone s': Number(bare.toFixed(2)),
      'ours / library': Number((ours / bare).toFixed(2)),
      'peak MB': Math.round(peak / 1024),
    }),
  );
}

const [wanted] = process.argv.slice(2);
if (wanted) await measure(wanted as Format);
else {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${COUNT} documents each`,
  );
  const rows = FORMATS.map((format) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), format], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Record<string, number | string>;
  });
  console.table(rows);
}
