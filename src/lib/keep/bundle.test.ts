import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { exportBundle, importBundle } from './bundle.ts';
import { digest } from './digest.ts';
import { KeepError } from './keep-error.ts';
import type { Kept, KeptDocument } from './portfolio-record.ts';

const KEPT: Kept = {
  ...{ id: 'p1', name: '市本级 2024', made: '2025-01-02T03:04:05.000Z', changed: '2025-02-02T03:04:05.000Z' },
  ...{ files: 0, forms: 4, indicators: 40, bytes: 0, generation: 7 },
};

async function document(name: string, bytes: Uint8Array): Promise<KeptDocument> {
  const reading = { version: 'r1', result: { name } };
  return { sha256: await digest(bytes), name, modified: 1_700_000_000_000, bytes, reading };
}

const noise = (length: number) =>
  Uint8Array.from({ length }, (_, i) => ((i * 2654435761) >>> 13) ^ (i * 40503));

const documents = async () => [
  await document(
    '目录/一.txt',
    strToU8(Array.from({ length: 400 }, (_, i) => `项目名称\t修缮 ${i * i}\n`).join('')),
  ),
  await document('二.xlsx', noise(50_000)),
  await document('空.csv', new Uint8Array()),
  await document('全零.bin', new Uint8Array(20_000)),
  await document('二的副本.xlsx', noise(50_000)),
];

const decisions = { waivers: [{ fingerprint: 'abc', reason: '已核实' }] };
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
const bundle = async () => bytesOf(await exportBundle(await documents(), decisions, KEPT));

/** The same bundle with its parts altered and packed again. */
async function altered(change: (parts: Zippable) => void): Promise<Uint8Array> {
  const parts: Zippable = unzipSync(await bundle());
  change(parts);
  return zipSync(parts);
}

const manifest = (parts: Zippable) => JSON.parse(strFromU8(parts['portfolio.json'] as Uint8Array));

function refusal(given: Uint8Array): Promise<KeepError> {
  return importBundle(given).then(
    () => Promise.reject(new Error('it was taken')),
    (error: unknown) => (error instanceof KeepError ? error : Promise.reject(error)),
  );
}

describe('a portfolio as one file', () => {
  it('comes back as it went out, without readings; the same bytes under two names stand in it once', async () => {
    const packed = await bundle();
    const back = await importBundle(packed);
    const due = (await documents()).map((one) => ({ ...one, reading: null }));
    for (let round = 0; round < 2; round += 1) {
      const got: KeptDocument[] = [];
      for await (const one of back.documents) got.push(one);
      expect(got).toEqual(due);
    }
    expect(back.decisions).toEqual(decisions);
    const bytes = due.reduce((sum, one) => sum + one.bytes.length, 0);
    expect(back.kept).toEqual({ ...KEPT, files: 5, bytes, generation: 0 });
    expect(Object.keys(unzipSync(packed))).toHaveLength(5);
    expect((await importBundle(new Blob([packed as BlobPart]))).kept.name).toBe(KEPT.name);
  });

  it('may be packed again by another program', async () => {
    const packed = await altered(() => {});
    expect((await importBundle(packed)).kept.files).toBe(5);
  });

  it('is taken whole or refused, whichever byte is altered or wherever it is cut', async () => {
    const packed = await bundle();
    const due = JSON.stringify((await importBundle(packed)).decisions);
    let refused = 0;
    let harmless = 0;
    for (let at = 0; at < packed.length; at += 97) {
      const broken = packed.slice();
      broken[at]! ^= 0xff;
      try {
        const back = await importBundle(broken);
        expect(JSON.stringify(back.decisions)).toBe(due);
        const names: string[] = [];
        for await (const one of back.documents) {
          expect(await digest(one.bytes)).toBe(one.sha256);
          names.push(one.name);
        }
        expect(names).toEqual((await documents()).map(({ name }) => name));
        harmless += 1; // a date, a checksum or a flag that the hash makes needless
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(KeepError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(400);
    expect(harmless).toBeLessThan(60);
    for (const share of [0, 0.1, 0.5, 0.9, 0.999])
      expect((await refusal(packed.slice(0, packed.length * share))).code).toBe(
        share === 0 ? 'bundle-unknown' : 'bundle-damaged',
      );
  });

  it('names what is missing, not listed, swapped or malformed', async () => {
    const noDocument = await altered((parts) => {
      const first = Object.keys(parts).find((name) => name.startsWith('documents/'));
      Reflect.deleteProperty(parts, first ?? '');
    });
    expect((await refusal(noDocument)).message).toMatch(/missing: 目录\/一.txt/);
    const stray = await altered((parts) => (parts[`documents/${'0'.repeat(64)}`] = strToU8('x')));
    expect((await refusal(stray)).message).toMatch(/not listed: documents\/000/);
    const swapped = await altered((parts) => {
      const { sha256 } = manifest(parts).documents[1];
      parts[`documents/${sha256}`] = noise(50_001).slice(1);
    });
    expect(await refusal(swapped)).toMatchObject({
      code: 'bundle-damaged',
      message: expect.stringContaining('SHA-256: 二.xlsx'),
    });
    for (const [field, value] of [
      ['id', '../x'],
      ['name', 5],
      ['made', 'yesterday'],
      ['forms', -1],
      ['decisions', []],
    ] as const) {
      const wrong = await altered((parts) => {
        parts['portfolio.json'] = strToU8(JSON.stringify({ ...manifest(parts), [field]: value }));
      });
      expect((await refusal(wrong)).messageEn).toContain(`portfolio.json: ${field}`);
    }
  });

  it('tells another zip and another version apart from damage', async () => {
    const workbook = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') });
    expect(await refusal(workbook)).toMatchObject({
      code: 'bundle-unknown',
      message: expect.stringContaining('请选择 .zhunxing'),
    });
    expect((await refusal(strToU8('no zip'))).code).toBe('bundle-unknown');
    const newer = await altered((parts) => {
      const next = { ...manifest(parts), schema: 'zhunxing/bundle@2' };
      parts['portfolio.json'] = strToU8(JSON.stringify(next));
    });
    expect(await refusal(newer)).toMatchObject({
      code: 'bundle-newer',
      messageEn: expect.stringContaining('bundle@2'),
    });
  });

  it('refuses bombs before it unpacks them', async () => {
    const sha256 = await digest(new Uint8Array(64 << 20));
    const tight = await altered((parts) => (parts[`documents/${sha256}`] = new Uint8Array(64 << 20)));
    expect(await refusal(tight)).toMatchObject({
      code: 'bundle-limit',
      message: expect.stringContaining('bytes unpacked'),
    });
    // A directory that claims 4 GB for a part of a few bytes, and one whose parts lie over one another.
    const packed = await bundle();
    const view = new DataView(packed.buffer);
    const end = packed.length - 22;
    const first = view.getUint32(end + 16, true);
    const lying = packed.slice();
    new DataView(lying.buffer).setUint32(first + 24, 0xffff_fff0, true);
    expect((await refusal(lying)).code).toBe('bundle-limit');
    const overlapping = packed.slice();
    new DataView(overlapping.buffer).setUint32(first + 20, packed.length, true);
    expect((await refusal(overlapping)).code).toBe('bundle-limit');
  });
});
