import { type Day, FIRST_DAY, formatDay } from './business-day.js';
import { optionIdsOf, optionOfEveryDay, programOf } from './editions.js';
import type { Tier } from './facts/fields.js';
import type { KnownFacts } from './known-facts.js';
import { onceFor } from './once-for.js';
import { type Option, type Program, rankOf, type TierRules } from './program.js';
import { allMetOn } from './requirements/evaluate.js';
import type { Standing, TierInterval } from './standing.js';
import {
  always,
  forEachSpan,
  HORIZON,
  indexOn,
  spans,
  type Steps,
  StepsBuilder,
  valueOn,
} from './steps.js';
import { NEVER, placeOf, type Turns } from './turns.js';

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
  const options = optionOfEveryDay(program, optionId);
  const key = keysOf(program).get(optionId);
  if (key === undefined) return NO_TIER;
  return known.derived('everything', key, () => {
    const met = metByTier(options, known);
    // As a rule a fact changes an amount, and nothing that is asked for is met on another day than before.
    return known.madeOf(key, [known.enrolledOn, ...met], () =>
      tiersWhere(met, options, known.enrolledOn),
    );
  });
}

const NO_TIER: Steps<Tier | null> = always(null);

/** By option. The hashes of its editions tell a program from others of its name. */
const keysOf = onceFor((program: Program): ReadonlyMap<string, string> => {
  const hashes = program.editions.map(({ contentHash }) => contentHash).join(' ');
  return new Map(
    optionIdsOf([program]).map((optionId) => [optionId, `tiers ${optionId} ${hashes}`]),
  );
});

/** The days on which all that a tier requires is met: of the tiers of one edition's option, then of those of the next. */
function metByTier(options: Steps<Option | null>, known: KnownFacts): Turns[] {
  const met: Turns[] = [];
  for (const { value: option } of options) {
    for (const { requirements } of option?.tiers ?? []) met.push(allMetOn(requirements, known));
  }
  return met;
}

/** Of every day the highest tier whose requirements are all met, by the rules of its edition; none before the enrolment. */
function tiersWhere(
  met: readonly Turns[],
  options: Steps<Option | null>,
  enrolledOn: Day,
): Steps<Tier | null> {
  const steps = new StepsBuilder<Tier | null>();
  steps.set(FIRST_DAY, null);
  let first = 0;
  for (const { from, to, value: option } of spans(options)) {
    const tiers = option?.tiers ?? [];
    const last = first + tiers.length;
    setHighest(steps, tiers, met.slice(first, last), Math.max(from, enrolledOn), to);
    first = last;
  }
  return steps.build();
}

/** Of `tiers`, from the lowest to the highest, and the days on which each is `met`, from `from` (inclusive) to `to` (exclusive). */
function setHighest(
  steps: StepsBuilder<Tier | null>,
  tiers: readonly TierRules[],
  met: readonly Turns[],
  from: Day,
  to: Day,
): void {
  const places = met.map((turns) => placeOf(turns, from));
  for (let day = from; day < to;) {
    let tier: Tier | null = null;
    let next = to;
    for (let at = 0; at < met.length; at += 1) {
      const turns = met[at] ?? NEVER;
      let place = places[at] ?? 0;
      if (turns[place] === day) places[at] = place += 1;
      if (place % 2 === 1) tier = tiers[at]?.tier ?? null;
      if (place < turns.length) next = Math.min(next, turns[place] ?? to);
    }
    steps.set(day, tier);
    day = next;
  }
}
