import type { Connector } from '../connector.ts';

/** A document of the portfolio and the hash of its bytes. */
export interface SourceFile {
  file: string;
  sha256: string;
}

/** Every document read, in the order in which it was. */
export function sourceFiles(db: Connector): Promise<SourceFile[]> {
  return db.query<SourceFile>('SELECT file, sha256 FROM source');
}
