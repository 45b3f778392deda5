import type { Connector } from '#core/store/connector.ts';
import { OTHER } from '#core/store/questions/compare-sides.ts';
import { sideChoices, type SideChoice } from '#core/store/questions/compare-summary.ts';
import { TABLES } from '#core/store/schema.ts';
import { identifier } from '#core/store/sql.ts';
import { t } from '#lib/i18n/t.ts';
import { portfolio } from './portfolio.svelte.ts';

/** The name of the built-in sample among portfolios that can stand beside the open one. */
export const SAMPLE = 'sample';

/** Another portfolio beside the open one, in tables of its own (`other_project`, `other_indicator`), to compare with. */
class OtherPortfolio {
  /** Which one the tables hold: a kept portfolio's id, or SAMPLE. */
  id = $state<string | null>(null);
  name = $state('');
  /** Its years and departments. */
  choices = $state.raw<SideChoice[]>([]);
  loading = $state(false);
  failure = $state<string | null>(null);

  /** Loads it; the open portfolio stays as it is. */
  async open(id: string): Promise<void> {
    if (this.loading || (this.id === id && this.failure === null)) return;
    this.loading = true;
    this.failure = null;
    try {
      const engine = await portfolio.engine();
      const opened = await engine.desk.call('peek', id === SAMPLE ? await engine.sample() : id);
      if (!opened || !('tables' in opened.from)) throw new Error(t('compare.other.gone'));
      const db = await engine.db;
      await make(db);
      for (const { name, rows } of opened.from.tables) {
        const table = OTHER[name as keyof typeof OTHER];
        if (table) await db.insertStream(table, rows);
      }
      this.choices = await sideChoices(db, 'other');
      this.name = opened.kept?.name ?? '';
      this.id = id;
    } catch (error) {
      this.id = null;
      this.failure = error instanceof Error ? error.message : String(error);
    } finally {
      this.loading = false;
    }
  }
}

async function make(db: Connector): Promise<void> {
  for (const [table, other] of Object.entries(OTHER)) {
    const columns = Object.entries(TABLES[table]!).map(([name, type]) => `${identifier(name)} ${type}`);
    await db.query(`CREATE OR REPLACE TABLE ${identifier(other)} (${columns.join(', ')})`);
  }
}

export const other = new OtherPortfolio();
