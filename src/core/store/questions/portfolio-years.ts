import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** A year that forms are of, and how many; `null` = not printed. */
export interface PortfolioYear {
  year: number | null;
  forms: number;
}

/** The years of the portfolio, the newest first, forms without one last. */
export async function portfolioYears(db: Connector): Promise<PortfolioYear[]> {
  return db.query<PortfolioYear>(
    `SELECT year::DOUBLE AS year, count(*)::DOUBLE AS forms FROM project GROUP BY year ORDER BY year DESC NULLS LAST`,
  );
}

/** The forms of a year as a condition over `project`; `null`: all of them. */
export const ofYearSql = (year: number | null): string =>
  year === null ? 'TRUE' : `year = ${literal(year)}`;
