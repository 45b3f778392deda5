import type { Indicator } from './indicator.ts';
import type { ReadingNote } from './note.ts';
import type { Source } from './source.ts';

/** Money in yuan whatever unit the form prints; `null` where the form prints nothing. */
export interface Funding {
  /** 项目资金总额: cumulative for a multi-year project, never to be compared with `annual`. */
  total: number | null;
  totalFiscal: number | null;
  totalOther: number | null;
  /** 年度资金申请总额 (in a self-evaluation: 全年预算数 or 调整后预算数). */
  annual: number | null;
  /** 其中：当年财政拨款. */
  fiscal: number | null;
  carriedOver: number | null;
  other: number | null;
  /** 全年执行数, self-evaluation only. */
  executed: number | null;
  /** The unit the form prints; `null` = not printed, then no amount is compared. */
  unit: '元' | '千元' | '万元' | '亿元' | null;
}

/** One printed form: one project in one year. Dates are ISO days. */
export interface Form {
  /** Stable within a portfolio: `<file>#<n>`, n counting forms of that file from 1. */
  id: string;
  kind: 'declaration' | 'self-evaluation';
  year: number | null;
  project: {
    name: string;
    code: string | null;
    nature: string | null;
    category: string | null;
    department: string | null;
    unit: string | null;
    start: string | null;
    end: string | null;
  };
  funding: Funding;
  goals: { overall: string | null; annual: string | null };
  indicators: Indicator[];
  source: Source;
  /** Where the parts stand that findings point to. */
  places: { goal: Source | null; funding: Source | null; dates: Source | null };
  notes: ReadingNote[];
  /** How much of the form was understood, 0…1; below HELD_BELOW it is held back until someone looked at it. */
  confidence: number;
}

/** What became of every non-blank cell: `cells` = `placed` (field or known label) + `noted`, or the reader is wrong. */
export interface Coverage {
  cells: number;
  placed: number;
  noted: number;
}

/** What `parse` prints and `load` takes. `notes` holds every note, the forms' own included. */
export interface Portfolio {
  schema: 'zhunxing/portfolio@1';
  forms: Form[];
  /** Forms read with too little confidence: in no figure, table or finding until someone looked at them. */
  held: Form[];
  notes: ReadingNote[];
  coverage: Coverage;
  /** Forms of the same project and year, and which of them count. */
  doubles: Double[];
  /** One entry a file given, in the order given. */
  files: FileReport[];
}

/** Several forms of one project, year and unit. */
export interface Double {
  /** Names the group in the choices of a portfolio. */
  key: string;
  project: string;
  year: number | null;
  forms: {
    id: string;
    file: string;
    line: number | null;
    annual: number | null;
    indicators: number;
    /** When its file was last changed, epoch milliseconds. */
    modified: number | null;
    /** False for a form that was set aside by choice. */
    counted: boolean;
  }[];
}

/** How one file fared. `error` is set when no form could be read from it. */
export interface FileReport {
  file: string;
  bytes: number;
  /** When it was last changed, epoch milliseconds; `null` when not known. */
  modified: number | null;
  sha256: string;
  /** What the content is: text, xlsx, xls, docx, pdf, html … whatever the name says. */
  format: string | null;
  encoding: string | null;
  forms: number;
  /** Forms held back. */
  held: number;
  indicators: number;
  coverage: Coverage;
  /** What is wrong, where, and how to mend it; `null` when at least one form was read. */
  error: { code: string; message: string; messageEn: string } | null;
}
