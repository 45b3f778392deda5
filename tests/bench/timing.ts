import { performance } from 'node:perf_hooks';

/** Milliseconds of several runs. The processor time of all threads is disturbed less by other work on the machine. */
export interface Timing {
  median: number;
  min: number;
  max: number;
  processor: number;
  runs: number;
}

/** Times `work` until it ran `runs` times or, after once, took `budget` milliseconds in all. */
export async function timed<T>(
  work: () => Promise<T>,
  { runs = 3, budget = 4000 } = {},
): Promise<{ timing: Timing; result: T }> {
  const times: number[] = [];
  let result: T;
  const before = process.cpuUsage();
  const begin = performance.now();
  do {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  } while (times.length < runs && performance.now() - begin < budget);
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  return {
    result,
    timing: {
      median: rounded(times[times.length >> 1]!),
      min: rounded(times[0]!),
      max: rounded(times.at(-1)!),
      processor: rounded((user + system) / 1000 / times.length),
      runs: times.length,
    },
  };
}

export const rounded = (n: number): number => (n < 10 ? Number(n.toFixed(2)) : Math.round(n));
