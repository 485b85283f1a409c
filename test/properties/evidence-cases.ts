import {
  type Evidence,
  type EvidenceReason,
  evidenceOf,
  findingOf,
  type Finding,
  type Program,
  type ProvableRequirement,
  type RecordedFact,
  type Requirement,
  type Tier,
} from '@app/domain';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { editionOn, withParts } from '../oracle/evaluation.js';
import { type Ground, groundOn } from '../oracle/evidence.js';
import { oracleDecide } from '../oracle/decision.js';
import { story } from './arbitraries.js';
import type { Shares } from './check.js';
import { indexOf } from './indexing.js';
import { programs } from './random-programs.js';
import { factOf, ORGANIZATION, recordedAs, shown, type Step, type Story } from './stories.js';
import { askedDay, day } from './vocabulary.js';

/** What a requirement finds on a day, as known at a revision, and what that is said to rest on. */
export interface EvidenceCase<R extends ProvableRequirement = ProvableRequirement> {
  readonly requirement: R;
  readonly ground: Ground;
  readonly finding: Finding;
  readonly evidence: Evidence;
}

/** Facts, of which some of the last may not be known yet, rules, and the days they are looked at. */
interface Given {
  readonly told: Story;
  readonly revision: number;
  readonly rules: readonly Program[];
  readonly days: readonly IsoDay[];
}

/** Stories alone seldom report the same twice. */
const reports: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ value: fc.integer({ min: 1, max: 5 }), effectiveOn: day }).map((report): Step => ({
    step: 'say',
    says: {
      type: 'MeasureReported',
      data: { organizationId: ORGANIZATION, measure: 'seats', customerId: 'customer 1', ...report },
    },
  })),
  { maxLength: 4 },
);
/** They alone take back too little for every kind of fact to be among it. */
const retractions: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.nat(60).map((pick): Step => ({ step: 'revoke', type: 'FactRetracted', among: 'all', pick })),
  { maxLength: 8 },
);

/** Random facts, some of them taken back, under random rules. */
export const given: fc.Arbitrary<Given> = fc
  .record({
    told: story,
    further: fc.tuple(reports, retractions),
    rules: programs,
    days: fc.tuple(askedDay, askedDay),
    unknown: fc.oneof(fc.constant(0), fc.nat(30)),
  })
  .map(({ told, further, unknown, ...rest }) => {
    const recorded = followedBy(told.recorded, further.flat());
    const revision = Math.max(0, recorded.length - 1 - unknown);
    return { told: shown(recorded), revision, ...rest };
  });

/** What each requirement of one kind, however deep, finds on each of the days. */
export function casesOf<K extends ProvableRequirement['kind']>(
  { told: { recorded }, revision, rules, days }: Given,
  kind: K,
): EvidenceCase<Extract<ProvableRequirement, { kind: K }>>[] {
  const known = indexOf(recorded).knownAt(revision);
  return days.flatMap((day) => {
    const ground = groundOn(recorded, revision, day);
    return requirementsOn(rules, day).flatMap(({ tier, requirement }) => {
      if (!isOfKind(requirement, kind)) return [];
      const finding = findingOf(requirement, tier, known, epochDay(day));
      return [
        { requirement, ground, finding, evidence: evidenceOf(requirement, known, epochDay(day)) },
      ];
    });
  });
}

function isOfKind<K extends Requirement['kind']>(
  requirement: Requirement,
  kind: K,
): requirement is Extract<Requirement, { kind: K }> {
  return requirement.kind === kind;
}

function requirementsOn(
  rules: readonly Program[],
  day: IsoDay,
): { readonly tier: Tier; readonly requirement: Requirement }[] {
  return rules
    .flatMap((program) => editionOn(program, day)?.options ?? [])
    .flatMap(({ tiers }) => tiers)
    .flatMap(({ tier, requirements }) =>
      withParts(requirements).map((requirement) => ({ tier, requirement })),
    );
}

/** What the oracle accepts of the steps, behind the facts. */
function followedBy(recorded: readonly RecordedFact[], steps: readonly Step[]): RecordedFact[] {
  const facts = [...recorded];
  steps.forEach((step, index) => {
    const decision = oracleDecide(facts, factOf(step, 1_000 + index, facts), []);
    if (decision.outcome === 'accepted') facts.push(recordedAs(decision.fact, facts.length));
  });
  return facts;
}

/** A sum of the pieces of each reason; the order of the reasons is left aside. */
export function totalsOf<T>(
  one: EvidenceCase,
  sum: (pieces: readonly Shown[]) => T,
): Map<string, T> {
  const reasons = new Set(one.evidence.pieces.flatMap(({ reason }) => reason ?? []));
  return new Map([...reasons].map((reason) => [reason, sum(piecesOf(one, reason))]));
}

/** What is said in sum of each reason; each must be said once. */
export function saidTotals({ evidence: { totals } }: EvidenceCase): Map<string, string | number> {
  const said = new Map<string, string | number>(
    totals.map((total) => [total.reason, 'amount' in total ? total.amount : total.count]),
  );
  if (said.size !== totals.length) throw new Error('a reason is summed up twice');
  return said;
}

export type Shown = Readonly<Record<string, unknown>>;

/** The pieces that do not count for one reason; `null` = those that count. */
export function piecesOf({ evidence }: EvidenceCase, reason: string | null): Shown[] {
  const found = evidence.pieces.filter((one) => one.reason === reason);
  expect(evidence.piecesWith(new Set([reason as EvidenceReason | null]))).toEqual(found);
  return found.map(({ piece }): Shown => ({ ...piece }));
}

export function expectAllToHappen(shares: Shares): void {
  const never = Object.entries(shares.report()).filter(([, share]) => share === 0);
  expect(never).toEqual([]);
}
