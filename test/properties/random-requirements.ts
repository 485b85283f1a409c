import type { AssociationKind, Holding, PeopleGroup, Requirement } from '@app/domain';
import fc from 'fast-check';
import {
  attributeOf,
  composed,
  credential,
  customersOf,
  measureOf,
  peopleOf,
  revenueOf,
} from '../oracle/requirements.js';

/** Requirements that a handful of facts meet, lose, and meet again. */

const ruledProducts = fc.subarray(['alpha', 'beta'], { minLength: 1 });
const thresholdCents = fc.constantFrom(5_000, 10_000, 5_001, 2_500, 7_500, 15_000, 1, 0);
const byMarket = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<{ developed: T; developing: T }> =>
  fc.record({ developed: value, developing: value });

/** Partner of record makes up for the end of any other association, so it is often left out. */
const associationKinds: fc.Arbitrary<AssociationKind[]> = fc.constantFrom(
  ['partner-of-record'],
  ['partner-of-record'],
  ['transacting-partner'],
  ['transacting-partner'],
  ['transacting-partner', 'delegated-administrator'],
  ['partner-of-record', 'delegated-administrator'],
);
const revenueTypes = fc.constantFrom(
  [],
  ['net-new' as const],
  ['net-new' as const, 'recurring' as const],
);
const filter = {
  products: ruledProducts,
  revenueTypes,
  associationKinds,
  associationProducts: ruledProducts,
};

const revenue: fc.Arbitrary<Requirement> = fc
  .record({ ...filter, threshold: byMarket(thresholdCents) })
  .map((rules) => revenueOf('revenue', rules));

const customers: fc.Arbitrary<Requirement> = fc
  .record({
    ...filter,
    atLeast: fc.constantFrom(5_000, 2_500, 1, 10_000),
    netNew: fc.boolean(),
    threshold: byMarket(fc.constantFrom(1, 1, 2, 0)),
  })
  .map((rules) => customersOf('customers', rules));

const measure: fc.Arbitrary<Requirement> = fc
  .record({
    measure: fc.constantFrom('seats', 'seats', 'usage'),
    counts: fc.constantFrom('latest' as const, 'sum' as const),
    products: fc.subarray(['alpha', 'beta']),
    associationKinds: fc.oneof(fc.constant<AssociationKind[]>([]), associationKinds),
    associationProducts: ruledProducts,
    threshold: byMarket(fc.constantFrom(1, 2, 3, 5, 10, 0)),
  })
  .map(({ associationProducts, ...rules }) =>
    measureOf('measure', {
      ...rules,
      associationProducts: rules.associationKinds.length === 0 ? [] : associationProducts,
    }),
  );

const attribute: fc.Arbitrary<Requirement> = fc.constantFrom(
  attributeOf('attribute', 'region', ['east']),
  attributeOf('attribute', 'region', ['west', 'east']),
  attributeOf('attribute', 'profile', ['east', 'large']),
);

const ruledCredential: fc.Arbitrary<Holding> = fc.constantFrom(
  ...['E1', 'E2', 'E3', 'E1', 'E2'].map((id) => credential('exam', id)),
  ...['C1', 'E3'].map((id) => credential('certification', id)),
);
const atLeast = (part: fc.Arbitrary<Holding>): fc.Arbitrary<Holding> =>
  fc
    .array(part, { minLength: 2, maxLength: 3 })
    .chain((of) => fc.integer({ min: 1, max: of.length }).map((count) => ({ atLeast: count, of })));
const holding: fc.Arbitrary<Holding> = fc.oneof(
  { arbitrary: ruledCredential, weight: 3 },
  { arbitrary: atLeast(ruledCredential), weight: 3 },
  atLeast(fc.oneof(ruledCredential, atLeast(ruledCredential))),
);

const groups: fc.Arbitrary<PeopleGroup[]> = fc.array(
  fc.record({
    places: fc.constantFrom(1, 1, 2),
    holds: holding,
    individuals: fc.constantFrom('others' as const, 'either' as const),
  }),
  { minLength: 1, maxLength: 3 },
);

export const people: fc.Arbitrary<Requirement> = fc
  .oneof(
    { arbitrary: groups.map((only) => [only]), weight: 3 },
    { arbitrary: fc.array(groups, { minLength: 2, maxLength: 3 }), weight: 2 },
  )
  .map((alternatives) => peopleOf('people', ...alternatives));

const simple: fc.Arbitrary<Requirement> = fc.oneof(
  { arbitrary: revenue, weight: 4 },
  { arbitrary: people, weight: 4 },
  { arbitrary: customers, weight: 3 },
  { arbitrary: measure, weight: 3 },
  { arbitrary: attribute, weight: 1 },
);
const kindOfComposition = fc.constantFrom('all-of' as const, 'any-of' as const);

/** `parts` composed to one requirement, every or any one of them. */
export const compositionOf = (parts: fc.Arbitrary<Requirement>): fc.Arbitrary<Requirement> =>
  fc
    .record({ kind: kindOfComposition, of: fc.array(parts, { minLength: 2, maxLength: 3 }) })
    .map(({ kind, of }) => composed(kind, kind, of));

export const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  { arbitrary: simple, weight: 6 },
  { arbitrary: compositionOf(simple), weight: 2 },
  compositionOf(fc.oneof(simple, compositionOf(simple))),
);

/** The same requirements, each under an id of its own: its kind and where it stands. */
export function numbered(requirements: readonly Requirement[], under = ''): Requirement[] {
  return requirements.map((one, n) => {
    const id = `${one.kind}-${under}${n + 1}`;
    return 'of' in one ? { ...one, id, of: numbered(one.of, `${under}${n + 1}.`) } : { ...one, id };
  });
}
