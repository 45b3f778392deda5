/** What systems and office programs leave beside documents. */
const LEFT_BEHIND = /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini|~\$[^/]*)$|(?:^|\/)__MACOSX\//i;

/** The files behind a drop, those of dropped folders too, named by their path in natural order. Must be called before the first `await` of a drop. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  const files = entries.length > 0 ? (await Promise.all(entries.map(within))).flat() : [...transfer.files];
  return wanted(files);
}

/** The files of an input, those of a chosen folder named by their path. */
export function chosenFiles(input: HTMLInputElement): File[] {
  return wanted([...(input.files ?? [])].map((file) => named(file, file.webkitRelativePath || file.name)));
}

const natural = new Intl.Collator('zh', { numeric: true }).compare;
const wanted = (files: File[]) =>
  files.filter(({ name }) => !LEFT_BEHIND.test(name)).sort((a, b) => natural(a.name, b.name));

const named = (file: File, name: string) =>
  file.name === name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified });

async function within(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [named(file, entry.fullPath.replace(/^\//, ''))];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    // A folder gives its entries in portions.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return files;
    for (const one of some) files.push(...(await within(one)));
  }
}
