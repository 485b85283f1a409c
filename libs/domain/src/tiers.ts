import { type Day, FIRST_DAY, formatDay } from './business-day.js';
import { optionOfEveryDay, programOf } from './editions.js';
import type { Tier } from './facts/fields.js';
import type { KnownFacts } from './known-facts.js';
import { onceFor } from './once-for.js';
import { type Option, type Program, rankOf } from './program.js';
import { allMetOn } from './requirements/evaluate.js';
import type { Standing, TierInterval } from './standing.js';
import {
  always,
  combined,
  forEachSpan,
  HORIZON,
  indexOn,
  spans,
  type Steps,
  StepsBuilder,
  valueOn,
} from './steps.js';

/**
 * The tier of every day from `from` (inclusive) to `to` (exclusive; `null` = no end), as maximal intervals in order. Days
 * after today are the forecast: what holds if nothing more is recorded.
 */
export function tierIntervals(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  from: Day,
  to: Day | null,
): TierInterval[] {
  const tiers = tiersOfEveryDay(known, programOf(programs, optionId), optionId);
  const intervals: TierInterval[] = [];
  forEachSpan(tiers, from, to ?? HORIZON, (begin, end, tier) => {
    const isOpen = to === null && end === HORIZON;
    intervals.push({ from: formatDay(begin), to: isOpen ? null : formatDay(end), tier });
  });
  return intervals;
}

/** The first day after `day` on which an option's tier differs from that of `day`, or `null`: when to look again. */
export function nextChangeAfter(
  known: KnownFacts,
  programs: readonly Program[],
  optionId: string,
  day: Day,
): Day | null {
  const tiers = tiersOfEveryDay(known, programOf(programs, optionId), optionId);
  return tiers[indexOn(tiers, day) + 1]?.from ?? null;
}

/** The tier of `asOf` with the first day of its run and the first one after `asOf` with a lower tier. */
export function tierOn(
  tiers: Steps<Tier | null>,
  known: KnownFacts,
  asOf: Day,
): Pick<Standing, 'tier' | 'since' | 'lapsesOn'> {
  const tier = valueOn(tiers, asOf);
  const since = Math.max(tiers[indexOn(tiers, asOf)]?.from ?? FIRST_DAY, known.enrolledOn);
  const lapse = tiers.find(({ from, value }) => from > asOf && rankOf(value) < rankOf(tier));
  return {
    tier,
    since: asOf < known.enrolledOn ? null : formatDay(since),
    lapsesOn: lapse === undefined ? null : formatDay(lapse.from),
  };
}

/** The tier is a step function of the day: history, `since`, `lapsesOn` and alerts all read this one. */
export function tiersOfEveryDay(
  known: KnownFacts,
  program: Program,
  optionId: string,
): Steps<Tier | null> {
  return known.derived('everything', keysOf(program)(optionId), () => {
    const tiers = new StepsBuilder<Tier | null>();
    tiers.set(FIRST_DAY, null);
    const options = optionOfEveryDay(program, optionId);
    for (const { from, to, value: option } of spans(options, known.enrolledOn)) {
      forEachSpan(attainedUnder(option, known), from, to, (begin, _end, tier) => {
        tiers.set(begin, tier);
      });
    }
    return tiers.build();
  });
}

/** The highest tier whose requirements are all met, by one edition's rules on every day. */
function attainedUnder(option: Option | null, known: KnownFacts): Steps<Tier | null> {
  let attained: Steps<Tier | null> = always(null);
  for (const { tier, requirements } of option?.tiers ?? []) {
    attained = combined(attained, allMetOn(requirements, known), (lower, isMet) =>
      isMet ? tier : lower,
    );
  }
  return attained;
}

/** By option, what the tiers under a program are kept by: the hashes of its editions tell programs apart. Asked for with every fact. */
const keysOf = onceFor(({ editions }: Program) => {
  const hashes = editions.map(({ contentHash }) => contentHash).join(' ');
  const keys = new Map<string, string>();
  return (optionId: string): string => {
    let key = keys.get(optionId);
    if (key === undefined) keys.set(optionId, (key = `tiers ${optionId} ${hashes}`));
    return key;
  };
});
