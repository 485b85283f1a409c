import type { Day } from './business-day.js';

/** Days from `from` (inclusive) to `to` (exclusive; `Infinity` = for good). */
export interface DayInterval {
  readonly from: Day;
  readonly to: Day;
}

/** Disjoint, not touching, ascending. */
export type DayIntervals = readonly DayInterval[];

export function isWithin(intervals: DayIntervals, day: Day): boolean {
  return intervals.some(({ from, to }) => from <= day && day < to);
}

/** The days that are in at least one of `intervals`, which may overlap and stand in any order. */
export function union(intervals: readonly DayInterval[]): DayIntervals {
  const sorted = intervals.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const merged: { from: Day; to: Day }[] = [];
  for (const { from, to } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** The days that are in both. */
export function intersection(a: DayIntervals, b: DayIntervals): DayIntervals {
  const common: DayInterval[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return common;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
}

/** A fact that switches a subject's state from a day on. */
export interface Mark {
  readonly revision: number;
  readonly effectiveOn: Day;
}

/**
 * Marks in the order in which they take over: by day, and of the same day the higher revision later, so that the last mark
 * with `effectiveOn <= d` says the state on day d.
 */
export function inOrderOfEffect<M extends Mark>(marks: readonly M[]): M[] {
  return [...marks].sort((a, b) => a.effectiveOn - b.effectiveOn || a.revision - b.revision);
}

/** The days on which the last applicable mark is `on`; before the first mark nothing is. */
export function daysOn<M extends Mark>(
  marks: readonly M[],
  on: (mark: M) => boolean,
): DayIntervals {
  const ordered = inOrderOfEffect(marks);
  return union(
    ordered
      .map((mark, index) => ({
        from: mark.effectiveOn,
        to: ordered[index + 1]?.effectiveOn ?? Number.POSITIVE_INFINITY,
        mark,
      }))
      .filter(({ mark }) => on(mark)),
  );
}
