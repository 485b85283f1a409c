import { type Day, formatDay } from './business-day.js';
import { editionOn, optionIdsOf, programOf } from './editions.js';
import type { CredentialType, Tier } from './facts/fields.js';
import { credentialsOfGroups, daysOfPass, isOf } from './holding.js';
import { isWithin } from './intervals.js';
import type { Departure, KnownFacts } from './known-facts.js';
import { type Edition, type PeopleGroup, type Program, rankOf, withParts } from './program.js';
import { indispensableFrom } from './requirements/qualified-individuals.js';
import { combined, spans, type Steps, valueOn } from './steps.js';
import { tiersOfEveryDay } from './tiers.js';

/** A tier that would lapse without somebody: from `on` (inclusive) it would be `toTier` where it is `fromTier` with them. */
export interface WouldLapse {
  /** `competency/option`. */
  readonly option: string;
  readonly fromTier: Tier | null;
  readonly toTier: Tier | null;
  readonly on: string;
}

export interface Dependencies {
  /** The members of the day without whom a tier would lapse, by id. */
  readonly members: readonly { readonly individualId: string; readonly lapses: WouldLapse[] }[];
  /** The customers without whose bookings a tier would lapse, by id. */
  readonly customers: readonly { readonly customerId: string; readonly lapses: WouldLapse[] }[];
}

/** A member's exam or certification that stops counting. */
export interface Expiry {
  readonly individualId: string;
  readonly type: CredentialType;
  readonly id: string;
  /** First day on which it does not count. */
  readonly on: string;
  readonly revision: number;
}

/**
 * Who breaks which tier by leaving on `asOf`: a member whose membership ends then, a customer whose bookings and
 * reports count no longer from then on.
 * Each by themselves; the first day on which an option's tier would be lower than it is with them.
 */
export function dependenciesOn(
  known: KnownFacts,
  programs: readonly Program[],
  asOf: Day,
): Dependencies {
  const optionIds = optionIdsOf(programs);
  const present = tiersByOption(known, programs, optionIds);
  const lapsesWithout = (departure: Departure): WouldLapse[] => {
    const without = tiersByOption(known.without(departure), programs, optionIds);
    return optionIds.flatMap((option, place) =>
      firstLower(option, present[place] ?? [], without[place] ?? [], asOf),
    );
  };
  const mayBeMissed = indispensable(known, programs, asOf);
  const members = known.individuals
    .filter(
      ({ individualId, membership }) => isWithin(membership, asOf) && mayBeMissed.has(individualId),
    )
    .map(({ individualId }) => ({
      individualId,
      lapses: lapsesWithout({ individualId, from: asOf }),
    }));
  const customers = known.customersThatMayCount.map((customer) => ({
    customerId: known.customerOf(customer),
    lapses: lapsesWithout({ customer, from: asOf }),
  }));
  return {
    members: members.filter(({ lapses }) => lapses.length > 0),
    customers: customers
      .filter(({ lapses }) => lapses.length > 0)
      .sort((a, b) => (a.customerId < b.customerId ? -1 : 1)),
  };
}

/**
 * What the members of `asOf` hold that the editions in force then ask for and that stops counting after `asOf` and before `until`, in the
 * order of the days.
 */
export function expiriesBefore(
  known: KnownFacts,
  programs: readonly Program[],
  asOf: Day,
  until: Day,
): Expiry[] {
  const inForce = programs.map((program) => editionOn(program, asOf));
  const asked = credentialsOfGroups(groupsIn(inForce));
  const expiries = known.individuals
    .filter(({ membership }) => isWithin(membership, asOf))
    .flatMap(({ individualId, passes }) =>
      passes.flatMap((pass) => {
        const credential = asked.find((one) => isOf(pass, one));
        if (credential === undefined) return [];
        const { from, to } = daysOfPass(pass, credential);
        if (from > asOf || to <= asOf || to >= until) return [];
        const { type, id } = credential;
        return [{ individualId, type, id, on: formatDay(to), revision: pass.revision }];
      }),
    );
  return expiries.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Those who are one of few enough on some day from `asOf` on, under any edition. */
function indispensable(
  known: KnownFacts,
  programs: readonly Program[],
  asOf: Day,
): ReadonlySet<string> {
  const lists = groupsIn(programs.flatMap(({ editions }) => editions));
  return new Set(lists.flatMap((groups) => [...indispensableFrom(groups, known, asOf)]));
}

/** The lists of groups of every requirement of people: one for each of its alternatives. */
function groupsIn(editions: readonly Edition[]): (readonly PeopleGroup[])[] {
  return editions
    .flatMap(({ options }) => options.flatMap(({ tiers }) => tiers))
    .flatMap(({ requirements }) => withParts(requirements))
    .flatMap((requirement) =>
      requirement.kind === 'qualified-individuals' ? requirement.alternatives : [],
    );
}

function tiersByOption(
  known: KnownFacts,
  programs: readonly Program[],
  optionIds: readonly string[],
): Steps<Tier | null>[] {
  return optionIds.map((id) => tiersOfEveryDay(known, programOf(programs, id), id));
}

function firstLower(
  option: string,
  present: Steps<Tier | null>,
  without: Steps<Tier | null>,
  asOf: Day,
): WouldLapse[] {
  const isLower = combined(
    present,
    without,
    (withThem, withoutThem) => rankOf(withoutThem) < rankOf(withThem),
  );
  const first = spans(isLower, asOf).find(({ value }) => value);
  if (first === undefined) return [];
  return [
    {
      option,
      fromTier: valueOn(present, first.from),
      toTier: valueOn(without, first.from),
      on: formatDay(first.from),
    },
  ];
}
