import type { Day } from './business-day.js';

/** Days from `from` (inclusive) to `to` (exclusive; `Infinity` = for good). */
export interface DayInterval {
  readonly from: Day;
  readonly to: Day;
}

/** Disjoint, not touching, ascending. */
export type DayIntervals = readonly DayInterval[];

export function isWithin(intervals: DayIntervals, day: Day): boolean {
  // Asked of every booking: as a rule there is one interval.
  for (const { from, to } of intervals) if (from <= day && day < to) return true;
  return false;
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
export function inOrderOfEffect<M extends Mark>(marks: readonly M[]): readonly M[] {
  return isInOrder(marks) ? marks : [...marks].sort(byEffect);
}

function isInOrder(marks: readonly Mark[]): boolean {
  let before: Mark | undefined;
  for (const mark of marks) {
    if (before !== undefined && byEffect(before, mark) > 0) return false;
    before = mark;
  }
  return true;
}

function byEffect(a: Mark, b: Mark): number {
  return a.effectiveOn - b.effectiveOn || a.revision - b.revision;
}

/** The days on which the last applicable mark is `on`; before the first mark nothing is. */
export function daysOn<M extends Mark>(
  marks: readonly M[],
  on: (mark: M) => boolean,
): DayIntervals {
  let days: DayIntervals = [];
  const ordered = inOrderOfEffect(marks);
  let since: Day | null = null;
  for (let place = 0; place < ordered.length; place += 1) {
    const mark = ordered[place];
    // Of one day the last mark counts.
    if (mark === undefined || ordered[place + 1]?.effectiveOn === mark.effectiveOn) continue;
    if (on(mark)) since ??= mark.effectiveOn;
    else if (since !== null) {
      days = followedBy(days, { from: since, to: mark.effectiveOn });
      since = null;
    }
  }
  return since === null ? days : followedBy(days, { from: since, to: Number.POSITIVE_INFINITY });
}

/** As a rule there is one interval, and an array that it is pushed into would take the room of many. */
function followedBy(days: DayIntervals, next: DayInterval): DayIntervals {
  return days.length === 0 ? [next] : [...days, next];
}
