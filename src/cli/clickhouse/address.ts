import { CommandError } from '../effects.ts';

/** Where a ClickHouse is and how to speak to it. Secrets come from the environment, never from the address. */
export interface Address {
  /** For people: the address as given. */
  shown: string;
  /** Of the HTTP interface. */
  url: string;
  database: string;
  /** Name of the cluster that tables are spread over; null = one server. */
  cluster: string | null;
  username: string;
  password: string;
}

const PORTS = { 'clickhouse:': 8123, 'clickhouses:': 8443 } as const;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Reads `clickhouse://[user@]host[:port]/database[?cluster=name]` (`clickhouses` for TLS). The user is CLICKHOUSE_USER unless the
 * address names one, the password CLICKHOUSE_PASSWORD.
 * @throws CommandError that never repeats a password
 */
export function readAddress(text: string, env: Record<string, string | undefined>): Address {
  const given = URL.canParse(text) ? new URL(text) : null;
  const port = given && PORTS[given.protocol as keyof typeof PORTS];
  if (!given || !port || given.hostname === '')
    throw new CommandError(
      `--engine ${withoutSecret(text)}: 应为 clickhouse://主机[:端口]/数据库[?cluster=集群名] / wanted: clickhouse://host[:port]/database[?cluster=name]`,
    );
  if (given.password !== '')
    throw new CommandError(
      `--engine ${withoutSecret(text)}: 地址里不能写口令，请放在环境变量 CLICKHOUSE_PASSWORD / a password is not for the address: put it into CLICKHOUSE_PASSWORD`,
    );
  const database = decodeURIComponent(given.pathname.slice(1)) || 'zhunxing';
  const cluster = given.searchParams.get('cluster');
  for (const [what, name] of [
    ['数据库名 / database', database],
    ['集群名 / cluster', cluster ?? 'none'],
  ] as const)
    if (!NAME.test(name))
      throw new CommandError(
        `--engine: ${what} “${name}”: 只能用字母、数字、下划线 / letters, digits and _ only`,
      );
  const secure = given.protocol === 'clickhouses:';
  return {
    shown: text,
    url: `${secure ? 'https' : 'http'}://${given.hostname}:${given.port || port}`,
    database,
    cluster,
    username: decodeURIComponent(given.username) || env.CLICKHOUSE_USER || 'default',
    password: env.CLICKHOUSE_PASSWORD ?? '',
  };
}

/** The address without what stands between `:` and `@`. */
const withoutSecret = (text: string): string => text.replace(/:\/\/([^:/@]*):[^/]*@/, '://$1:***@');
