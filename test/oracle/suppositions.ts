import type { Credential, Program, RecordedFact, Tier } from '@app/domain';
import { dayAfter, HORIZON, plusDays, type IsoDay } from './days.js';
import { editionOn, withParts } from './evaluation.js';
import { earnedBy } from './evidence-people.js';
import { rank } from './findings.js';
import { liveFacts, ofType } from './known-facts.js';
import { canBeEarnedOn, credentialsIn, isAcceptedOn, membersOn } from './people.js';
import { Oracle } from './standing.js';
import { TellingDays } from './telling-days.js';

/** What would be, were somebody gone: found by asking for the tier of every single day, with them and without. */

export interface OracleLapse {
  readonly option: string;
  readonly fromTier: Tier | null;
  readonly toTier: Tier | null;
  readonly on: IsoDay;
}

interface Looked {
  readonly recorded: readonly RecordedFact[];
  readonly rules: readonly Program[];
  readonly asOf: IsoDay;
}

/** Of each member of the day what would lapse had they left on it, by a fact that is recorded last. */
export function lapsesWithoutMembers(looked: Looked): Map<string, OracleLapse[]> {
  const { recorded, asOf } = looked;
  const members = membersOn(liveFacts(recorded, recorded.length), asOf);
  return lapsesWithout(looked, members, (individualId) => [
    ...recorded,
    {
      source: 'urn:oracle',
      id: 'departure',
      type: 'IndividualLeft',
      data: { organizationId: '', individualId, effectiveOn: asOf },
      revision: recorded.length,
      recordedAt: 0,
      recordedBy: '',
    },
  ]);
}

/** Of each customer what would lapse, had nothing of it counted from the day on: neither bookings nor what was reported of it. */
export function lapsesWithoutCustomers(looked: Looked): Map<string, OracleLapse[]> {
  const { recorded } = looked;
  const named = ofType(recorded, 'RevenueBooked', 'MeasureReported');
  const customers = new Set(named.flatMap(({ data }) => data.customerId ?? []));
  return lapsesWithout(looked, [...customers], (customerId) => {
    const own = new Set<RecordedFact>(named.filter(({ data }) => data.customerId === customerId));
    return recorded.filter((fact) => !own.has(fact));
  });
}

/** Those without whom nothing lapses are left out. */
function lapsesWithout(
  { recorded, rules, asOf }: Looked,
  ids: readonly string[],
  factsWithout: (id: string) => readonly RecordedFact[],
): Map<string, OracleLapse[]> {
  const last = recorded.length;
  const present = new Oracle(recorded, last, rules);
  const optionIds = new Set(
    rules.flatMap(({ editions }) =>
      editions.flatMap(({ options }) => options.map((one) => `${one.competency}/${one.option}`)),
    ),
  );
  const found = ids.map((id): [string, OracleLapse[]] => {
    const facts = factsWithout(id);
    const without = new Oracle(facts, last, rules);
    // Of both lists of facts the longer one, for it names every day on which something may change.
    const named = facts.length > last ? without.live : present.live;
    const days = [...new TellingDays(named, rules).between(asOf, dayAfter(HORIZON))];
    return [id, [...optionIds].flatMap((option) => firstLower(option, days, present, without))];
  });
  return new Map(found.filter(([, lapses]) => lapses.length > 0));
}

function firstLower(
  option: string,
  days: readonly IsoDay[],
  present: Oracle,
  without: Oracle,
): OracleLapse[] {
  for (const on of days) {
    const fromTier = present.tierOn(option, on);
    if (fromTier === null) continue;
    const toTier = without.tierOn(option, on);
    if (rank(toTier) < rank(fromTier)) return [{ option, fromTier, toTier, on }];
  }
  return [];
}

export interface OracleExpiry {
  readonly individualId: string;
  readonly type: Credential['type'];
  readonly id: string;
  readonly on: IsoDay;
  readonly revision: number;
}

/** What members hold on the day, the rules of that day ask for, and stops counting on a later day before `until`. */
export function expiriesBetween({ recorded, rules, asOf }: Looked, until: IsoDay): OracleExpiry[] {
  const live = liveFacts(recorded, recorded.length);
  const asked = rules
    .flatMap((program) => editionOn(program, asOf)?.options ?? [])
    .flatMap(({ tiers }) => tiers.flatMap(({ requirements }) => withParts(requirements)))
    .flatMap((one) => (one.kind === 'qualified-individuals' ? one.alternatives.flat() : []))
    .flatMap(({ holds }) => credentialsIn(holds));
  return membersOn(live, asOf).flatMap((individualId) =>
    earnedBy(live, individualId).flatMap((one): OracleExpiry[] => {
      const credential = asked.find(({ type, id }) => type === one.type && id === one.id);
      if (credential === undefined || !canBeEarnedOn(credential, one.day)) return [];
      const countsOn = (day: IsoDay): boolean =>
        one.day <= day &&
        (one.expiresOn === null || day < one.expiresOn) &&
        isAcceptedOn(credential, day);
      if (!countsOn(asOf)) return [];
      for (let on = dayAfter(asOf); on < until; on = plusDays(on, 1)) {
        const { type, id, revision } = one;
        if (!countsOn(on)) return [{ individualId, type, id, on, revision }];
      }
      return [];
    }),
  );
}
