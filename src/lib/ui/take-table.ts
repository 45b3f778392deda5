import { TABLE_FORMATS, type ExportedTable, type TableFormatName } from '#core/report/table-export.ts';
import { provenance } from '#lib/app/provenance.ts';
import { t } from '#lib/i18n/t.ts';
import { download } from './download.ts';

/** What a page gives to be taken away. */
export interface Taken extends Pick<ExportedTable, 'title' | 'columns' | 'rows'> {
  sql?: string;
}

/** Hands a table to the browser's download, with where it comes from. */
export async function takeTable(format: TableFormatName, { sql, ...table }: Taken): Promise<void> {
  const { extension, mime, render } = TABLE_FORMATS[format];
  const made = await render({
    ...table,
    provenance: provenance(table.title, sql),
    sheets: { data: t('from.sheet.data'), provenance: t('from.sheet.provenance') },
  });
  download(`${fileName(table.title)}.${extension}`, made, mime);
}

/** A title as the name of a file. */
export function fileName(title: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `${title.replace(/[\\/:*?"<>|\s]+/g, '-').replace(/^-|-$/g, '') || 'zhunxing'}-${day}`;
}
