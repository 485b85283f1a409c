import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';

/** One run of one side: how long it took, or how many a second, and what it found, which must be what the others found. */
export interface Run {
  readonly value: number;
  readonly answer: string;
}

export type Side = () => Run | Promise<Run>;

/**
 * The median of `rounds` runs of each side, taken in turns so that whatever else the machine does falls on all of them. A first round
 * warms up and does not count. Throws where an answer differs from that of the first side: a wrong answer has no time.
 */
export async function alternating<Name extends string>(
  rounds: number,
  sides: Readonly<Record<Name, Side>>,
): Promise<Record<Name, number>> {
  const values = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    let expected: Run | null = null;
    for (const [name, side] of Object.entries<Side>(sides)) {
      globalThis.gc?.();
      const run = await side();
      expected ??= run;
      assert.equal(run.answer, expected.answer, `${name} answers otherwise`);
      if (round > 0) values.set(name, [...(values.get(name) ?? []), run.value]);
    }
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, median(all)])) as Record<
    Name,
    number
  >;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that the share `q` of the values is at or below. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1));
  const value = sorted[at];
  assert(value !== undefined, 'nothing was measured');
  return value;
}

/** Milliseconds of `work`, and what came of it. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** Resolves when `holds` is true; rejects after `limitMs`. */
export async function until(
  what: string,
  limitMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${limitMs} ms`);
    await pause(20);
  }
}
