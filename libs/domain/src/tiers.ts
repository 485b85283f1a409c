import { type Day, FIRST_DAY, formatDay } from './business-day.js';
import { optionIdsOf, optionOfEveryDay, programOf } from './editions.js';
import type { Tier } from './facts/fields.js';
import type { KnownFacts } from './known-facts.js';
import { onceFor } from './once-for.js';
import './one-of-each.js';
import { type Program, rankOf, type Requirement } from './program.js';
import { allMetOn } from './requirements/evaluate.js';
import type { Standing, TierInterval } from './standing.js';
import {
  always,
  HORIZON,
  indexOn,
  spans,
  stepAt,
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
  const begin = Math.max(from, FIRST_DAY);
  const end = Math.min(to ?? HORIZON, HORIZON);
  if (begin >= end) return [];
  const intervals: TierInterval[] = [];
  const last = indexOn(tiers, end - 1);
  let begins = formatDay(begin);
  for (let place = indexOn(tiers, begin); place < last; place += 1) {
    // Each ends where the next one begins, and the day is written once.
    const ends = formatDay(stepAt(tiers, place + 1).from);
    intervals.push({ from: begins, to: ends, tier: stepAt(tiers, place).value });
    begins = ends;
  }
  const ends = to === null ? null : formatDay(end);
  intervals.push({ from: begins, to: ends, tier: stepAt(tiers, last).value });
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
  const timeline = timelinesOf(program).get(optionId);
  if (timeline === undefined) return NO_TIER;
  const { key, required, editions } = timeline;
  const told = known.alreadyMade<Steps<Tier | null>>(key);
  if (told !== undefined) return told;
  const met = required.map((requirements) => allMetOn(requirements, known));
  // As a rule a fact changes an amount, and nothing that is asked for is met on another day than before.
  return known.madeOf(key, [known.enrolledOn, ...met], () =>
    tiersWhere(met, editions, known.enrolledOn),
  );
}

const NO_TIER: Steps<Tier | null> = always(null);

/** What there is to know of an option before anything is known of an organization. */
interface Timeline {
  /** The hashes of its editions tell a program from others of its name. */
  readonly key: string;
  /** What each tier asks for: of the tiers of one edition's option, then of those of the next. */
  readonly required: readonly (readonly Requirement[])[];
  /** The days, from `from` (inclusive) to `to` (exclusive), of each edition, and the tiers that can be attained then, the lowest first. */
  readonly editions: readonly {
    readonly from: Day;
    readonly to: Day;
    readonly tiers: readonly Tier[];
  }[];
}

/** By option. */
const timelinesOf = onceFor((program: Program): ReadonlyMap<string, Timeline> => {
  const hashes = program.editions.map(({ contentHash }) => contentHash).join(' ');
  return new Map(
    optionIdsOf([program]).map((optionId) => {
      const options = spans(optionOfEveryDay(program, optionId));
      const timeline = {
        key: `tiers ${optionId} ${hashes}`,
        required: options.flatMap(({ value }) =>
          (value?.tiers ?? []).map(({ requirements }) => requirements),
        ),
        editions: options.map(({ from, to, value }) => ({
          from,
          to,
          tiers: (value?.tiers ?? []).map(({ tier }) => tier),
        })),
      };
      return [optionId, timeline];
    }),
  );
});

/** Of every day the highest tier whose requirements are all met, by the rules of its edition; none before the enrolment. */
function tiersWhere(
  met: readonly Turns[],
  editions: Timeline['editions'],
  enrolledOn: Day,
): Steps<Tier | null> {
  const steps = new StepsBuilder<Tier | null>();
  steps.set(FIRST_DAY, null);
  let first = 0;
  for (const { from, to, tiers } of editions) {
    setHighest(steps, tiers, met, first, Math.max(from, enrolledOn), to);
    first += tiers.length;
  }
  return steps.build();
}

/**
 * Of `tiers`, from the lowest to the highest, and the days on which each is met, those of the first at `first` in `met`, from `from`
 * (inclusive) to `to` (exclusive).
 */
function setHighest(
  steps: StepsBuilder<Tier | null>,
  tiers: readonly Tier[],
  met: readonly Turns[],
  first: number,
  from: Day,
  to: Day,
): void {
  const places = tiers.map((_, at) => placeOf(met[first + at] ?? NEVER, from));
  for (let day = from; day < to;) {
    let tier: Tier | null = null;
    let next = to;
    for (let at = 0; at < places.length; at += 1) {
      const turns = met[first + at] ?? NEVER;
      let place = places[at] ?? 0;
      if (turns[place] === day) places[at] = place += 1;
      if (place % 2 === 1) tier = tiers[at] ?? null;
      if (place < turns.length) next = Math.min(next, turns[place] ?? to);
    }
    steps.set(day, tier);
    day = next;
  }
}
