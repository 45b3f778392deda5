import type { FlowCell } from './flow-cell.ts';
import type { ListPlace } from './docx-styles.ts';

interface Paragraph {
  style: string;
  list: Partial<ListPlace>;
  /** The number to print before its first text. */
  label: string;
  /** Its mark was deleted: the next paragraph goes on in its line. */
  joins: boolean;
}
interface Run {
  hidden: boolean;
  font: string;
}
interface Row {
  gone: boolean;
  hidden: boolean;
}
interface Control {
  placeholder: boolean;
}

/** The elements of a Word part that are open where it is being read, the innermost last. */
export class OpenElements {
  paragraphs: Paragraph[] = [];
  runs: Run[] = [];
  rows: Row[] = [];
  cells: (FlowCell | null)[] = [];
  controls: Control[] = [];

  get paragraph(): Paragraph | undefined {
    return this.paragraphs.at(-1);
  }
  get run(): Run | undefined {
    return this.runs.at(-1);
  }
  get row(): Row | undefined {
    return this.rows.at(-1);
  }
  get cell(): FlowCell | null | undefined {
    return this.cells.at(-1);
  }
  get control(): Control | undefined {
    return this.controls.at(-1);
  }

  /** Whether what stands here is hidden by its run or by a row around it. */
  get hidden(): boolean {
    return this.run?.hidden === true || this.rows.some(({ hidden }) => hidden);
  }
}
