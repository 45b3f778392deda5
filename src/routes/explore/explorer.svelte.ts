import { browser } from '$app/environment';
import { goto } from '$app/navigation';
import { page } from '$app/state';
import type { Connector } from '#core/store/connector.ts';
import { Cube, cubeOf } from '#core/store/explore/cube.ts';
import { binEnds, type Edges } from '#core/store/explore/edges.ts';
import { AXIS_STEP, type Ground } from '#core/store/explore/coded-forms.ts';
import { layGround, OPEN_JUDGED } from '#core/store/explore/ground.ts';
import { judgeByFindings, type Judge } from '#core/store/explore/judged.ts';
import { linked, selectedInAll, type Linked, type Selected, type Tally } from '#core/store/explore/linked.ts';
import {
  FINDING_DIMENSIONS,
  isFiltering,
  type DimensionName,
  type Filter,
  type RangeName,
} from '#core/store/filter.ts';
import { ask, type About } from '#lib/app/ask.svelte.ts';
import { audit } from '#lib/app/audit.svelte.ts';
import { portfolio } from '#lib/app/portfolio.svelte.ts';
import { waivers } from '#lib/app/waivers.svelte.ts';
import {
  BRANCHES,
  FIRST_CHARTS,
  headChart,
  linkedChartOf,
  ofFindings,
  planOf,
  SELECTED,
  type ChartId,
  type ChartSetting,
  type Head,
} from './charts.ts';
import { headsOf } from './table/columns.ts';
import { Steps } from './steps.svelte.ts';
import { afterClick, orderOf, queryOf, readView, type View, type Way } from './view.ts';

/** The ground of the portfolio and run that are open; another visit of the page finds it there. */
let laid: { forms: number; run: number | null; ground: Promise<Laid>; stop: AbortController } | null = null;
interface Laid {
  ground: Ground;
  all: Selected;
  /** Whether it says what the rules found. */
  found: boolean;
}

/** The ground of the forms and a run of the rules, or one that knows nothing of findings; `judge` says where they are read off. */
function groundFor(
  db: Connector,
  { forms, run }: { forms: number; run: number | null },
  judge: (signal: AbortSignal) => Judge,
): Promise<Laid> {
  const stands = laid?.forms === forms && (laid.run === run || (run === null && laid.run === audit.revision));
  if (laid && stands) return laid.ground;
  const before = laid;
  before?.stop.abort();
  const stop = new AbortController();
  const ground = Promise.resolve(before?.ground)
    .catch(() => undefined)
    .then(async () => ({
      ground: await layGround(db, run === null ? null : judge(stop.signal)),
      all: await selectedInAll(db),
      found: run !== null,
    }));
  const now = (laid = { forms, run, ground, stop });
  ground.catch(() => laid === now && (laid = null));
  return ground;
}

interface Answer extends Linked, Laid {
  /** The charts that were asked for, in the order of the tallies. */
  ids: readonly ChartId[];
  heads: readonly Head[];
}

/** A stretch of bins that is being drawn or dragged. */
export interface Brush {
  chart: ChartId;
  first: number;
  last: number;
}

/** The state of the page: the view in the address, what the charts hold, and the brush that is being moved. */
export class Explorer {
  #read = $derived(readView(browser ? page.url.searchParams : []));
  view = $derived(this.#read.view);
  unread = $derived(this.#read.unread);
  /** Findings are too many to be made: what the rules say of each indicator is summed up when something of the view asks for it. */
  many = $derived(portfolio.file?.many ?? false);
  charts = $derived(
    this.many && this.view.charts === FIRST_CHARTS
      ? FIRST_CHARTS.filter((id) => !ofFindings(id))
      : this.view.charts,
  );
  // As text, so that a turn of the page or another order of the table asks the charts nothing.
  #filterKey = $derived(JSON.stringify(this.view.filter));
  filter = $derived(JSON.parse(this.#filterKey) as Filter);
  #chartsKey = $derived(
    JSON.stringify([
      this.charts,
      this.view.moneyBy,
      this.charts.map((id) => {
        const { most, across } = this.view.settings[id] ?? {};
        return { most, across };
      }),
      headsOf(this.view.columns),
    ]),
  );
  isFiltering = $derived(isFiltering(this.filter));
  /** Whether the view shows anything of the findings. */
  asksFindings = $derived.by(() => {
    const { sort, group, tab, pivot } = this.view;
    return (
      !this.many ||
      this.charts.some(ofFindings) ||
      FINDING_DIMENSIONS.some((name) => this.filter[name]?.length || this.filter.not?.[name]?.length) ||
      orderOf(sort).order === 'findings' ||
      group === 'severity' ||
      (tab === 'pivot' && [...pivot.down, ...pivot.across].includes('severity'))
    );
  });
  /** What the page's questions rest on. */
  about = (): About => (this.asksFindings ? 'run' : 'forms');
  /** How far the findings of a large file are summed up, from 0 to 1; `null` when nothing is under way. */
  summing = $state.raw<number | null>(null);
  /** What stands for the open findings in SQL. */
  findings = $derived(this.many ? OPEN_JUDGED : undefined);
  steps = new Steps();
  brush = $state.raw<Brush | null>(null);

  #live = $state.raw<{ over: Answer; tallies: Tally[] } | null>(null);
  #cube: { key: string; made: Promise<Cube>; ready: Cube | null; stop: AbortController } | null = null;
  #wanted: Brush | null = null;

  answer = ask(async (db): Promise<Answer> => {
    const { filter, asksFindings, many } = this;
    const ground = { forms: portfolio.revision, run: asksFindings ? audit.revision : null };
    const [ids, by, settings, heads] = JSON.parse(this.#chartsKey) as [
      ChartId[],
      View['moneyBy'],
      ChartSetting[],
      Head[],
    ];
    const whole = portfolio.db ?? db;
    const made = await groundFor(whole, ground, (signal) => (many ? this.#sumUp(signal) : judgeByFindings));
    const charts = ids.map((id, i) => linkedChartOf(id, by, settings[i]));
    charts.push(SELECTED, ...heads.map(headChart));
    if (ids.includes('tree') && by === 'project' && (made.ground.values.department ?? 0) > 1)
      charts.push(BRANCHES);
    return { ...(await linked(db, filter, charts)), ...made, ids, heads };
  }, this.about);

  /** Reads off the verdicts of the last run what the rules say. */
  #sumUp(signal: AbortSignal): Judge {
    return async () => {
      this.summing = 0;
      try {
        const engine = await portfolio.engine();
        await engine.flag(audit.set!, {
          waivers: waivers.list,
          now: audit.at,
          signal,
          onProgress: (share) => (this.summing = share),
        });
      } finally {
        this.summing = null;
      }
    };
  }
  /** Puts the charts of findings on the page. */
  showFindings(): void {
    this.show({ charts: [...this.charts, 'severity', 'rule', 'review'] });
  }

  /** Under the brush while it moves, else under the filter; the charts, then SELECTED, the heads, and BRANCHES where tiles lie in departments. */
  #now = $derived.by(() => {
    const answer = this.answer.value;
    return this.#live?.over === answer ? this.#live?.tallies : answer?.tallies;
  });
  /** Whether figures change at every frame: then what is out of sight waits until the hand rests. */
  isMoving = $derived(this.brush !== null);
  /** What every chart holds now. */
  tallies = $derived.by(() => {
    const [answer, now] = [this.answer.value, this.#now];
    if (!answer || !now) return undefined;
    return Object.fromEntries(answer.ids.map((id, i) => [id, now[i]!])) as { [C in ChartId]?: Tally };
  });
  /** What stands over the columns of the list. */
  heads = $derived.by(() => {
    const [answer, now] = [this.answer.value, this.#now];
    if (!answer || !now) return undefined;
    const from = answer.ids.length + 1;
    return Object.fromEntries(answer.heads.map((by, i) => [by, now[from + i]!])) as { [H in Head]?: Tally };
  });
  ground = $derived(this.answer.value?.ground);
  /** Whether what is shown knows of findings. */
  found = $derived(!this.many || this.answer.value?.found === true);
  /** The departments that the tiles of forms lie in; none where there is but one. */
  branches = $derived(this.#now?.find(({ chart }) => chart === BRANCHES));
  /** How many indicators are selected. */
  kept = $derived.by(() => {
    const answer = this.answer.value;
    return answer && this.#now?.[answer.ids.length]?.n.reduce((sum, n) => sum + n, 0);
  });

  constructor() {
    $effect(() => this.steps.visit(queryOf(this.view)));
  }

  show(change: Partial<View>, replace = false): void {
    this.#go(queryOf({ ...this.view, ...change }), replace);
  }
  #go(query: string, replace = false): void {
    if (replace) this.steps.replace(query);
    const file = page.url.searchParams.get('portfolio');
    const address = [file && `portfolio=${encodeURIComponent(file)}`, query].filter(Boolean).join('&');
    void goto(address ? `?${address}` : page.url.pathname, {
      keepFocus: true,
      noScroll: true,
      replaceState: replace,
    });
  }
  /** Goes to a view by the query of its address. */
  open(query: string): void {
    this.#go(query);
  }
  undo = (): void => {
    if (this.steps.before !== undefined) this.#go(this.steps.before);
  };
  redo = (): void => {
    if (this.steps.after !== undefined) this.#go(this.steps.after);
  };

  choose(name: DimensionName, value: string | null, way: Way): void {
    this.show({ filter: afterClick(this.filter, name, value, way) });
  }
  set(chart: ChartId, change: ChartSetting): void {
    const { settings } = this.view;
    this.show({
      settings: { ...settings, [chart]: { ...settings[chart], ...change } },
    });
  }

  /** Axis of the values that their histogram shows. */
  axis = $derived(
    this.filter.range?.value?.axis ??
      (this.ground?.axes.some(({ axis }) => axis === this.view.axis)
        ? this.view.axis
        : (this.ground?.axes[0]?.axis ?? '')),
  );
  /** Shows values on another axis; a stretch of the axis before goes. */
  turnTo(axis: string): void {
    const range = { ...this.filter.range };
    delete range.value;
    this.show({ axis, filter: { ...this.filter, range } });
  }
  edgesOf(name: RangeName): Edges {
    if (name === 'budget') return this.ground?.budget ?? [];
    return this.ground?.axes.find(({ axis }) => axis === this.axis)?.edges ?? [];
  }
  /** What is added to a bin of a histogram to make its code. */
  stepOf(name: RangeName): number {
    if (name === 'budget') return 0;
    return ((this.ground?.axes.findIndex(({ axis }) => axis === this.axis) ?? -1) + 1) * AXIS_STEP;
  }

  /** Sums the charts up by the bins of a histogram, before the first move if possible: when the pointer comes, or the focus. */
  prime(id: ChartId): void {
    const answer = this.answer.value;
    const db = portfolio.db;
    if (!answer || !db || this.answer.pending) return;
    const active = linkedChartOf(id, this.view.moneyBy);
    const rest = { ...answer.coded, parts: answer.coded.parts.filter(({ of }) => of !== active.by) };
    const shown = answer.tallies.map(({ chart, slots }) => [chart.id, slots.map(({ code }) => code)]);
    const key = JSON.stringify([id, rest.parts, rest.search, shown, laid?.forms, laid?.run]);
    if (this.#cube?.key === key) return;
    this.#cube?.stop.abort();
    const stop = new AbortController();
    const cancelling: Connector = {
      query: (sql) => db.query(sql, { signal: stop.signal }),
      insert: (table, rows) => db.insert(table, rows),
    };
    const made = cubeOf(cancelling, rest, active, answer.tallies);
    const cube = { key, made, ready: null as Cube | null, stop };
    this.#cube = cube;
    made.then(
      (ready) => {
        cube.ready = ready;
        if (this.#cube === cube && this.#wanted) this.#sum(this.#wanted);
      },
      () => {
        if (this.#cube === cube) this.#cube = null;
      },
    );
  }

  /** Shows every chart as it would be with this stretch; nothing is asked of the database. */
  move(brush: Brush): void {
    if (
      this.brush?.first === brush.first &&
      this.brush.last === brush.last &&
      this.brush.chart === brush.chart
    )
      return;
    this.brush = brush;
    this.prime(brush.chart);
    this.#sum(brush);
  }
  #sum(brush: Brush): void {
    const answer = this.answer.value;
    const cube = this.#cube?.ready;
    this.#wanted = brush;
    if (!answer || !cube || cube.active.id !== brush.chart) return;
    const step = this.stepOf(planOf(brush.chart).by as RangeName);
    this.#live = { over: answer, tallies: cube.between(brush.first + step, brush.last + step) };
  }

  /** The stretch becomes a filter; without one, the filter goes. */
  settle(id: ChartId, brush: Brush | null): void {
    const name = planOf(id).by as RangeName;
    this.brush = null;
    this.#wanted = null;
    const range = { ...this.filter.range };
    delete range[name];
    if (brush) {
      const edges = this.edgesOf(name);
      const ends = { from: binEnds(edges, brush.first).from, to: binEnds(edges, brush.last).to };
      range[name] = name === 'value' ? { ...ends, axis: this.axis } : ends;
    } else this.#live = null;
    this.show({ filter: { ...this.filter, range } });
  }
  /** The brush goes back to what it was. */
  drop(): void {
    this.brush = null;
    this.#wanted = null;
    this.#live = null;
  }
}
