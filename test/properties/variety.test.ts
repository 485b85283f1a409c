import { describe, expect, it } from '@jest/globals';
import type { Credential, FactType, RecordedFact, Requirement } from '@app/domain';
import fc from 'fast-check';
import { dayAfter, plusMonths, type IsoDay } from '../oracle/days.js';
import { membershipOn } from '../oracle/memberships.js';
import { composed } from '../oracle/requirements.js';
import { Oracle } from '../oracle/standing.js';
import { story } from './arbitraries.js';
import { check, Shares } from './check.js';
import { programs } from './random-programs.js';
import { changedProgram, withCredentials, withHoldings } from './rules-rewritten.js';
import { askedDay } from './vocabulary.js';

/**
 * What the other properties show is worth as much as the cases they are shown on. So here the rules are changed in one place after the
 * other, or facts are left out, and some tier must be another than before: by the oracle alone.
 */

/** What is asked is of the generators, and the same cases answer it every time: none is left out by bad luck. */
const SEED = 1;

type Change = (requirement: Requirement) => Requirement;

const KINDS: readonly Requirement['kind'][] = [
  'rolling-revenue',
  'customer-count',
  'reported-measure',
  'organization-attribute',
  'qualified-individuals',
  'all-of',
  'any-of',
];
const changeOf =
  <K extends Requirement['kind']>(
    kind: K,
    change: (requirement: Extract<Requirement, { kind: K }>) => Requirement,
  ): Change =>
  (requirement) =>
    requirement.kind === kind
      ? change(requirement as Extract<Requirement, { kind: K }>)
      : requirement;
const associated =
  (kinds: 'one' | 'none'): Change =>
  (requirement) => {
    if (!('associationKinds' in requirement) || requirement.associationKinds.length === 0)
      return requirement;
    const associationKinds = kinds === 'none' ? [] : (['partner-of-record'] as const);
    return { ...requirement, associationKinds };
  };
const withoutDay = (day: 'availableFrom' | 'retiredOn' | 'acceptedUntil'): Change =>
  withCredentials((credential) => ({ ...credential, [day]: null }));
const otherType = ({ type }: Credential): Credential['type'] =>
  type === 'exam' ? 'certification' : 'exam';

const CHANGES: Readonly<Record<string, Change>> = {
  'the other window': (one) =>
    'window' in one ? { ...one, window: one.window === 'by-day' ? 'by-month' : 'by-day' } : one,
  'the other attribution': (one) =>
    'attribution' in one
      ? { ...one, attribution: one.attribution === 'prospective' ? 'retroactive' : 'prospective' }
      : one,
  'partner of record only': associated('one'),
  'of a measure, whoever is associated': changeOf('reported-measure', associated('none')),
  'of a measure, every product': changeOf('reported-measure', (one) => ({ ...one, products: [] })),
  'of a measure, the sum and not the latest, and the other way round': changeOf(
    'reported-measure',
    (one) => ({ ...one, counts: one.counts === 'sum' ? 'latest' : 'sum' }),
  ),
  'new customers and all, the other way round': changeOf('customer-count', (one) => ({
    ...one,
    netNew: !one.netNew,
  })),
  'customers of a cent': changeOf('customer-count', (one) => ({ ...one, atLeast: 1 })),
  'the first alternative only': changeOf('qualified-individuals', (one) => ({
    ...one,
    alternatives: one.alternatives.slice(0, 1),
  })),
  'others everywhere': changeOf('qualified-individuals', (one) => ({
    ...one,
    alternatives: one.alternatives.map((groups) =>
      groups.map((group) => ({ ...group, individuals: 'others' as const })),
    ),
  })),
  'one of every list': withHoldings((one) => ('of' in one ? { ...one, atLeast: 1 } : one)),
  'all of every list': withHoldings((one) =>
    'of' in one ? { ...one, atLeast: one.of.length } : one,
  ),
  'exams for certifications': withCredentials((one) => ({ ...one, type: otherType(one) })),
  'available ever since': withoutDay('availableFrom'),
  'never retired': withoutDay('retiredOn'),
  'accepted for ever': withoutDay('acceptedUntil'),
  ...Object.fromEntries(
    KINDS.flatMap((kind) => [
      [`${kind} always met`, changeOf(kind, ({ id }) => composed('all-of', id, []))],
      [`${kind} never met`, changeOf(kind, ({ id }) => composed('any-of', id, []))],
    ]),
  ),
};

const LEFT_OUT: readonly (readonly FactType[])[] = [
  ['AssociationRegistered'],
  ['AssociationEnded'],
  ['CertificationEarned'],
  ['MeasureReported'],
  ['AttributeAssigned'],
  ['PartnerOfRecordAssociated'],
  ['PartnerOfRecordDissociated'],
  ['IndividualLeft'],
  ['MarketReassigned'],
  ['FactRetracted', 'FactReinstated'],
];

const OPTIONS = ['tested/one', 'tested/two'] as const;
const someDays = fc.array(askedDay, { minLength: 8, maxLength: 12 });

describe('The random rules and stories', () => {
  it('leave no part of the rules without effect', () => {
    const shares = new Shares();
    check(
      fc.property(story, programs, someDays, ({ recorded }, rules, days) => {
        const before = tiersOf(new Oracle(recorded, recorded.length, rules), days);
        const isOther = (change: Change): boolean => {
          const changed = rules.map((program) => changedProgram(program, change));
          return tiersOf(new Oracle(recorded, recorded.length, changed), days) !== before;
        };
        shares.saw(
          Object.fromEntries(Object.entries(CHANGES).map(([name, how]) => [name, isOther(how)])),
        );
      }),
      600,
      SEED,
    );
    expectAllToHappen(shares);
  });

  it('leave no kind of fact without effect', () => {
    const shares = new Shares();
    check(
      fc.property(story, programs, someDays, ({ recorded }, rules, days) => {
        const before = tiersOf(new Oracle(recorded, recorded.length, rules), days);
        const isOther = (types: readonly FactType[]): boolean => {
          const left = recorded.filter(({ type }) => !types.includes(type));
          return tiersOf(new Oracle(left, recorded.length, rules), days) !== before;
        };
        shares.saw(Object.fromEntries(LEFT_OUT.map((types) => [types.join(), isOther(types)])));
      }),
      600,
      SEED,
    );
    expectAllToHappen(shares);
  });

  it('renew badges on days on which the policies differ, and leave gaps', () => {
    const shares = new Shares();
    check(
      fc.property(story, ({ recorded }) => {
        const { live } = new Oracle(recorded, recorded.length, []);
        shares.saw(renewalsIn(live));
      }),
      300,
      SEED,
    );
    expectAllToHappen(shares);
  });
});

function tiersOf(oracle: Oracle, days: readonly IsoDay[]): string {
  return OPTIONS.flatMap((option) => days.map((day) => oracle.tierOn(option, day) ?? '-')).join();
}

/** Looked at on days a little over one and two years behind the first purchases. */
function renewalsIn(live: readonly RecordedFact[]): Record<string, boolean> {
  const days = ['2016-02-29', '2016-06-15', '2017-02-28', '2017-06-15', '2018-02-28']
    .flatMap((day) => [day, dayAfter(day), plusMonths(day, 1), plusMonths(day, 6)])
    .sort();
  const [byAnniversary, byPurchase] = (['from-anniversary', 'from-purchase'] as const).map(
    (policy) => days.map((day) => membershipOn(live, 'tested', policy, day)),
  );
  return {
    held: byAnniversary?.some((one) => one !== null && one.held !== null) ?? false,
    'renewal open': byAnniversary?.some((one) => one !== null && one.held === null) ?? false,
    'a gap between two': /null,(null,)+\{/.test(
      JSON.stringify(byAnniversary).replace(/^\[(null,)*/, ''),
    ),
    'the policies differ': JSON.stringify(byAnniversary) !== JSON.stringify(byPurchase),
  };
}

function expectAllToHappen(shares: Shares): void {
  const never = Object.entries(shares.report()).filter(([, share]) => share === 0);
  expect(never).toEqual([]);
}
