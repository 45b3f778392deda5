import type { Coverage, Double, FileReport, Form, Portfolio } from '#core/model/form.ts';
import { dataHash } from '#core/store/data-hash.ts';

/** What reading gave, without the forms themselves: those are in the tables. */
export interface Contents {
  files: FileReport[];
  coverage: Coverage;
  forms: number;
  indicators: number;
  departments: string[];
  years: number[];
  /** Forms held back until someone looked at them. */
  held: HeldForm[];
  doubles: Double[];
  /** Fingerprint of the files, 64 hex. */
  sha256: string;
}

/** A form held back, as listed. */
export interface HeldForm {
  id: string;
  file: string;
  project: string;
  year: number | null;
  indicators: number;
  confidence: number;
  line: number | null;
}

/** What a page says of a portfolio without asking its tables. */
export function contentsOf(portfolio: Portfolio): Contents {
  const distinct = <T>(values: (T | null)[]): T[] => [...new Set(values.filter((v) => v !== null))];
  const { forms, files, coverage, doubles } = portfolio;
  return {
    files,
    coverage,
    doubles,
    forms: forms.length,
    indicators: forms.reduce((sum, form) => sum + form.indicators.length, 0),
    departments: distinct(forms.map((form) => form.project.department)),
    years: distinct(forms.map((form) => form.year)).sort((a, b) => a - b),
    held: portfolio.held.map(listed),
    sha256: dataHash(portfolio),
  };
}

const listed = ({ id, source, project, year, indicators, confidence }: Form): HeldForm => ({
  id,
  file: id.slice(0, id.lastIndexOf('#')),
  project: project.name,
  year,
  indicators: indicators.length,
  confidence,
  line: source.line,
});
