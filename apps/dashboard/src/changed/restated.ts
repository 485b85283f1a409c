import type { Schemas } from '../api/client.js';

type Interval = Schemas['History']['intervals'][number];
type Tier = Interval['tier'];

/** Days `[from, to)` (`null` = no end) whose tier is another than it was; `undefined` = there was, or is, no standing. */
export interface Restated {
  readonly from: string;
  readonly to: string | null;
  readonly was: Tier | undefined;
  readonly is: Tier | undefined;
}

/** What became another between two histories of one option: maximal, in the order of the days. */
export function restatedOf(
  then: readonly Interval[],
  now: readonly Interval[],
): readonly Restated[] {
  const days = [...new Set([...then, ...now].flatMap(({ from, to }) => [from, to ?? ENDLESS]))];
  days.sort();
  const restated: Restated[] = [];
  days.forEach((from, index) => {
    const [was, is] = [tierOn(then, from), tierOn(now, from)];
    const to = days[index + 1];
    if (was === is || to === undefined) return;
    const last = restated.at(-1);
    const end = to === ENDLESS ? null : to;
    if (last?.to === from && last.was === was && last.is === is) {
      restated[restated.length - 1] = { ...last, to: end };
    } else restated.push({ from, to: end, was, is });
  });
  return restated;
}

/** Behind every day that is written `YYYY-MM-DD`. */
const ENDLESS = '9999-99-99';

function tierOn(intervals: readonly Interval[], day: string): Tier | undefined {
  return intervals.find(({ from, to }) => from <= day && day < (to ?? ENDLESS))?.tier;
}
