import {
  combined,
  type Day,
  dayOf,
  FIRST_DAY,
  formatDay,
  HORIZON,
  indexOn,
  rankOf,
  spans,
  type Steps,
  StepsBuilder,
  type Tier,
  always,
  valueOn,
} from '@app/domain';
import type {
  AnnouncementData,
  AnnouncementType,
  Cause,
  Look,
  RestatedInterval,
} from '../announcement.js';

/**
 * What the watch writes to `standing-<organizationId>`. NOTE: types and shapes are stored. `WatchBegan` says from which day on
 * standings are announced, `RiskPassed` that a lapse is no longer ahead; neither is an alert.
 */
export type StandingEvent =
  | { readonly type: 'WatchBegan'; readonly data: BeganData }
  | { readonly type: 'RiskPassed'; readonly data: PassedData }
  | { readonly type: AnnouncementType; readonly data: AnnouncementData };

export interface BeganData {
  readonly organizationId: string;
  readonly look: Look;
}

export interface PassedData extends BeganData {
  readonly competency: string;
  readonly option: string;
}

/** What was announced of one option. */
interface AnnouncedOption {
  /** The tier last announced of every day; of days to come the one announced of the last day. */
  readonly tiers: Steps<Tier | null>;
  /** The smallest lead that the present risk has entered; `null` = none is announced. */
  readonly lead: number | null;
}

/** What was announced of an organization. */
export interface Announced {
  /** The first day of which anything was announced; `null` = the watch has not begun. */
  began: Day | null;
  /** Of the last event; looks before it are done. */
  last: { readonly look: Look; readonly day: Day } | null;
  readonly options: Map<string, AnnouncedOption>;
}

/** The tier of every day by what is known now, of each option (`competency/option`). */
export type Timelines = ReadonlyMap<string, Steps<Tier | null>>;

/** What an announcement says, which its causes explain. */
export interface Change {
  readonly type: AnnouncementType;
  readonly optionId: string;
  readonly effectiveOn: Day;
}

/** What there is to see when the watch looks at an organization. */
export interface Sight {
  readonly organizationId: string;
  readonly look: Look;
  readonly timelines: Timelines;
  /** First day with a standing. */
  readonly enrolledOn: Day;
  /** How many days before a lapse it is announced. */
  readonly leads: readonly number[];
  /** Asked only where something is announced. */
  readonly becauseOf: (change: Change) => readonly Cause[];
}

const UNANNOUNCED: AnnouncedOption = { tiers: always(null), lead: null };

export function initial(): Announced {
  return { began: null, last: null, options: new Map() };
}

/** `state`, which is taken over, with what `event` says. */
export function evolve(state: Announced, { type, data }: StandingEvent): Announced {
  const day = dayOf(data.look.day);
  state.last = { look: data.look, day };
  if (type === 'WatchBegan') {
    state.began = day;
    return state;
  }
  const optionId = `${data.competency}/${data.option}`;
  const option = state.options.get(optionId) ?? UNANNOUNCED;
  state.options.set(optionId, optionAfter(option, { type, data } as OptionEvent, day));
  return state;
}

type OptionEvent = Exclude<StandingEvent, { readonly type: 'WatchBegan' }>;

function optionAfter(option: AnnouncedOption, event: OptionEvent, day: Day): AnnouncedOption {
  switch (event.type) {
    case 'RiskPassed':
      return { ...option, lead: null };
    case 'TierAttained':
    case 'TierLapsed':
      return { tiers: replaced(option.tiers, day, HORIZON, event.data.toTier), lead: null };
    case 'TierAtRisk':
      return { ...option, lead: event.data.leadDays ?? null };
    case 'StandingRestated': {
      const { intervals = [] } = event.data;
      const tiers = intervals.reduce(
        (steps, { from, to, is }) => replaced(steps, dayOf(from), dayOf(to), is),
        option.tiers,
      );
      return { ...option, tiers };
    }
  }
}

/** `steps` with `value` from `from` (inclusive) to `to` (exclusive). */
function replaced<T>(steps: Steps<T>, from: Day, to: Day, value: T): Steps<T> {
  const builder = new StepsBuilder<T>();
  for (const span of spans(steps, FIRST_DAY, from)) builder.set(span.from, span.value);
  builder.set(from, value);
  for (const span of spans(steps, to)) builder.set(span.from, span.value);
  return builder.build();
}

/**
 * What is to be announced where `sight` is seen and `state` was announced; nothing where it was all said. See
 * docs/adr/0013-standing-watch.md.
 */
export function decide(sight: Sight, state: Announced): StandingEvent[] {
  const { organizationId, look, timelines } = sight;
  const began: StandingEvent[] =
    state.began === null ? [{ type: 'WatchBegan', data: { organizationId, look } }] : [];
  // An option that no edition has any more is attained by nobody.
  const optionIds = new Set([...timelines.keys(), ...state.options.keys()]);
  const said = [...optionIds].flatMap((optionId) => decideOption(sight, state, optionId));
  return [...began, ...said];
}

function decideOption(sight: Sight, state: Announced, optionId: string): StandingEvent[] {
  const { organizationId, look, enrolledOn } = sight;
  const [competency = '', option = ''] = optionId.split('/');
  const present = sight.timelines.get(optionId) ?? always(null);
  const announced = state.options.get(optionId) ?? UNANNOUNCED;
  const day = dayOf(look.day);
  const fromTier = valueOn(announced.tiers, day);
  const toTier = valueOn(present, day);
  const events: StandingEvent[] = [];
  const announce = (
    type: AnnouncementType,
    effectiveOn: Day,
    more: Partial<AnnouncementData> = {},
  ): void => {
    const because = sight.becauseOf({ type, optionId, effectiveOn });
    const on = formatDay(effectiveOn);
    const said = { organizationId, competency, option, fromTier, toTier, effectiveOn: on };
    events.push({ type, data: { ...said, ...more, because, look } });
  };
  if (fromTier !== toTier) {
    const since = Math.max(present[indexOn(present, day)]?.from ?? FIRST_DAY, enrolledOn);
    const type = rankOf(toTier) > rankOf(fromTier) ? 'TierAttained' : 'TierLapsed';
    // An enrolment that was moved ahead has no run of days yet.
    announce(type, Math.min(since, day));
  }
  const restated = differences(announced.tiers, present, state.began ?? day, day);
  const first = restated[0];
  if (first !== undefined) {
    announce('StandingRestated', dayOf(first.from), { intervals: restated });
  }
  const entered = fromTier === toTier ? announced.lead : null;
  const risk = riskOn(present, day, sight.leads);
  if (risk === null) {
    if (entered !== null) {
      events.push({ type: 'RiskPassed', data: { organizationId, competency, option, look } });
    }
  } else if (entered === null || risk.lead < entered) {
    announce('TierAtRisk', risk.lapsesOn, {
      fromTier: toTier,
      toTier: risk.tier,
      lapsesOn: formatDay(risk.lapsesOn),
      leadDays: risk.lead,
    });
  }
  return events;
}

/** The maximal intervals of days from `from` (inclusive) to `to` (exclusive) on which what was announced is not what is known. */
function differences(
  announced: Steps<Tier | null>,
  present: Steps<Tier | null>,
  from: Day,
  to: Day,
): RestatedInterval[] {
  if (from >= to) return [];
  const pairs = new Map<string, { was: Tier | null; is: Tier | null }>();
  // Pairs that are equal are one object, so that neighbours fall together.
  const pairOf = (was: Tier | null, is: Tier | null) => {
    const key = `${String(was)} ${String(is)}`;
    const pair = pairs.get(key) ?? { was, is };
    pairs.set(key, pair);
    return pair;
  };
  return spans(combined(announced, present, pairOf), from, to)
    .filter(({ value: { was, is } }) => was !== is)
    .map((span) => ({ from: formatDay(span.from), to: formatDay(span.to), ...span.value }));
}

/** The lapse ahead of `day` with the smallest lead it has come under, or `null` where none is within the largest. */
function riskOn(
  tiers: Steps<Tier | null>,
  day: Day,
  leads: readonly number[],
): { lapsesOn: Day; tier: Tier | null; lead: number } | null {
  const lapse = lapseAfter(tiers, day);
  if (lapse === null) return null;
  const entered = leads.filter((lead) => lead >= lapse.from - day);
  if (entered.length === 0) return null;
  return { lapsesOn: lapse.from, tier: lapse.value, lead: Math.min(...entered) };
}

function lapseAfter(tiers: Steps<Tier | null>, day: Day) {
  const rank = rankOf(valueOn(tiers, day));
  for (let place = indexOn(tiers, day) + 1; place < tiers.length; place += 1) {
    const step = tiers[place];
    if (step !== undefined && rankOf(step.value) < rank) return step;
  }
  return null;
}

/** The first day after `day` on which the passing of days alone changes what is to be said, or `null` where none does. */
export function nextLookAfter(
  timelines: Timelines,
  leads: readonly number[],
  day: Day,
): Day | null {
  let next = Infinity;
  for (const tiers of timelines.values()) {
    const change = tiers[indexOn(tiers, day) + 1];
    if (change !== undefined) next = Math.min(next, change.from);
    const lapse = lapseAfter(tiers, day);
    if (lapse === null) continue;
    for (const lead of leads) {
      const entry = lapse.from - lead;
      if (entry > day) next = Math.min(next, entry);
    }
  }
  return next === Infinity ? null : next;
}
