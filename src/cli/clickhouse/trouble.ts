import { CommandError } from '../effects.ts';
import type { Address } from './address.ts';

/** Codes of ClickHouse's own errors that a person can do something about; numbers are those of its ErrorCodes.cpp. */
const BY_CODE: Record<string, (address: Address) => string> = {
  '81': ({ database }) =>
    `没有数据库“${database}”，或无权看到它；请先建库，或改 --engine 里的库名 / no database ${database}, or none this user may see: create it, or name another in --engine`,
  '159': () =>
    '语句超时；请放宽服务器的 max_execution_time / the statement took too long: raise max_execution_time',
  '192': wrongUser,
  '193': wrongUser,
  '194': wrongUser,
  '516': wrongUser,
  '497': ({ username }) => `用户 ${username} 权限不够 / user ${username} lacks a right`,
  '164': ({ username }) => `用户 ${username} 只有只读权限，不能写入 / user ${username} may only read`,
  '241': () =>
    '服务器内存不够；请放宽 max_memory_usage，或设 max_bytes_before_external_group_by 与 max_bytes_before_external_sort，或增加分片 / out of memory on the server: raise max_memory_usage, set max_bytes_before_external_group_by and max_bytes_before_external_sort, or add shards',
  '243': () => '服务器磁盘已满 / the server’s disk is full',
  '252': () =>
    '写入太密，服务器来不及合并；稍后再试 / too many parts: the server cannot merge as fast as it is written to; try again later',
  '701': ({ cluster }) => `服务器上没有名为 ${cluster} 的集群 / the server knows no cluster ${cluster}`,
  '170': ({ cluster }) => `服务器上没有名为 ${cluster} 的集群 / the server knows no cluster ${cluster}`,
};

function wrongUser({ username }: Address): string {
  return `用户名或口令不对（用户 ${username}）；请查 CLICKHOUSE_USER 与 CLICKHOUSE_PASSWORD / user or password is wrong (user ${username}): see CLICKHOUSE_USER and CLICKHOUSE_PASSWORD`;
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ETIMEDOUT',
]);
/** Errors of the network and of a busy server, after which the same statement may well go through. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  '202',
  '209',
  '210',
  '225',
  '242',
  '252',
  '319',
  '999',
]);

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Whether trying once more may help: the network, a server that starts, a replica that is behind. */
export function passes(error: unknown): boolean {
  return PASSING.has(codeOf(error)) || /socket hang up|Timeout error|50[234] /.test(messageOf(error));
}

/** An error of the client or of ClickHouse as a sentence for the user: what, where, how to mend. */
export function trouble(error: unknown, address: Address): Error {
  const code = codeOf(error);
  const where = `ClickHouse ${address.shown}`;
  const said = BY_CODE[code]?.(address);
  if (said) return new CommandError(`${where}: ${said}\n${firstLine(messageOf(error))}`);
  if (UNREACHABLE.has(code) || messageOf(error) === '')
    return new CommandError(
      `${where}: 连不上（${code}）；请查主机、端口（HTTP 接口，默认 8123）与防火墙 / unreachable (${code}): see host, port (the HTTP interface, 8123 by default) and firewall`,
    );
  if (passes(error))
    return new CommandError(`${where}: 连接中断 / the connection broke off: ${firstLine(messageOf(error))}`);
  return new CommandError(`${where}: ${firstLine(messageOf(error))}`);
}

const firstLine = (text: string): string => text.trim().split('\n')[0]!.slice(0, 1_000);
