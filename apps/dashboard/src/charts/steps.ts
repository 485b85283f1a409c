const DAY_MS = 86_400_000;

/** A day as a number: days since 1970-01-01. Charts reckon with these; what is shown is made of the day itself. */
export type DayNumber = number;

export function dayNumberOf(isoDay: string): DayNumber {
  return Date.parse(`${isoDay}T00:00:00Z`) / DAY_MS;
}

/** `YYYY-MM-DD`. */
export function isoDayOf(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** An amount that holds from its day up to, and not on, the day of the next step. */
export interface Step {
  readonly day: DayNumber;
  /** The decimal as the service wrote it: what is shown. */
  readonly amount: string;
  /** The same as a binary float: where it is drawn, and nothing else. */
  readonly height: number;
}

/** Steps of the service's points, which come in the order of their days. */
export function stepsOf(points: readonly { day: string; amount: string }[]): readonly Step[] {
  return points.map(({ day, amount }) => ({
    day: dayNumberOf(day),
    amount,
    height: Number(amount),
  }));
}

/** What changes on days, in their order. */
export type Series = readonly { readonly day: DayNumber }[];

/** Where the first step behind `day` is; the length where there is none. */
function firstBehind(steps: Series, day: DayNumber): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle]?.day ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The step that holds on `day`; `undefined` before the first one. */
export function stepOn(steps: readonly Step[], day: DayNumber): Step | undefined {
  return steps[firstBehind(steps, day) - 1];
}

/** The nearest day behind `day` on which the amount changes; `null` where it does not any more. */
export function nextChange(steps: Series, day: DayNumber): DayNumber | null {
  return steps[firstBehind(steps, day)]?.day ?? null;
}

/** The nearest day before `day` on which the amount changes; `null` where there is none. */
export function lastChange(steps: Series, day: DayNumber): DayNumber | null {
  return steps[firstBehind(steps, day - 1) - 1]?.day ?? null;
}

/** The steps of `[from, to)`; what holds on `from` begins there. */
export function clipped(steps: readonly Step[], from: DayNumber, to: DayNumber): readonly Step[] {
  const begin = firstBehind(steps, from);
  const holding = steps[begin - 1];
  const inside = steps.slice(begin, firstBehind(steps, to - 1));
  return holding === undefined ? inside : [{ ...holding, day: from }, ...inside];
}
