import { version } from '$app/environment';
import { t } from '#lib/i18n/t.ts';
import { audit } from './audit.svelte.ts';
import { portfolio } from './portfolio.svelte.ts';

/** Where a table or picture comes from: product, data, rules, page and time, as label and value. `sql` where a statement gave it. */
export function provenance(title: string, sql?: string): [string, string | number][] {
  const { contents } = portfolio;
  return [
    [t('from.title'), title],
    [t('from.product'), `${t('app.name')} Zhunxing ${version}`],
    [t('from.portfolio'), portfolio.name],
    ...(contents
      ? ([
          [t('from.sha256'), contents.sha256],
          [t('from.forms'), contents.forms],
          [t('from.indicators'), contents.indicators],
        ] as [string, string | number][])
      : []),
    ...(audit.set
      ? ([[t('from.rules'), `${audit.set.name} ${audit.set.version}`]] as [string, string][])
      : []),
    [t('from.page'), `${location.pathname}${location.search}`],
    [t('from.at'), new Date().toISOString()],
    ...(sql ? ([[t('from.sql'), sql]] as [string, string][]) : []),
  ];
}
