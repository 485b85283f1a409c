import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, Shares } from '../../../test/properties/check.js';
import { type AssociationMark, AssociationMarks } from './association-marks.js';
import { AssociationDays } from './customer-associations.js';
import { isWithin } from './intervals.js';
import type { AssociationFilter } from './program.js';

const CUSTOMERS = [0, 1];
/** One without a mark. */
const NEW = 7;
const FIRST_DAY = 17_000;
const DAYS = Array.from({ length: 14 }, (_, offset) => FIRST_DAY - 1 + offset);

const kind = fc.constantFrom('partner-of-record' as const, 'transacting-partner' as const);
const products = fc.oneof(
  { arbitrary: fc.constant(null), weight: 4 },
  fc.constantFrom(['a'], ['a', 'b'], ['c']),
);
const mark = fc.record({
  customer: fc.constantFrom(...CUSTOMERS),
  effectiveOn: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 11 }),
  kind,
  products,
  associated: fc.boolean(),
  isKnown: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, fc.constant(false)),
});
const filter: fc.Arbitrary<AssociationFilter> = fc.record({
  associationKinds: fc.uniqueArray(kind, { minLength: 1 }),
  associationProducts: fc.uniqueArray(fc.constantFrom('a', 'b', 'd'), { minLength: 1 }),
});

/** By one kind and product after the other, the last mark that speaks of it; of one day the one that was recorded last. */
function isAssociated(
  marks: readonly AssociationMark[],
  { associationKinds, associationProducts }: AssociationFilter,
  day: number,
): boolean {
  return associationKinds.some((asked) =>
    associationProducts.some((product) => {
      const telling = marks
        .filter((one) => one.kind === asked && one.effectiveOn <= day)
        .filter((one) => one.products === null || one.products.includes(product));
      return telling.toSorted((a, b) => a.effectiveOn - b.effectiveOn).at(-1)?.associated ?? false;
    }),
  );
}

test('customers are associated on the days that their last marks say, in whatever order they came', () => {
  const shares = new Shares();
  check(
    fc.property(fc.array(mark, { maxLength: 20 }), filter, (told, asked) => {
      const known = told.map(({ isKnown }) => isKnown);
      const all = told.map(({ isKnown: _isKnown, ...one }, revision) => ({ ...one, revision }));
      const marks = new AssociationMarks();
      for (const one of all) marks.push(one);
      expect(marks.toArray()).toEqual(all);
      const again = AssociationMarks.of(marks.toContent());
      const isKnownRevision = (revision: number) => known[revision] === true;
      for (const kept of [marks, again]) {
        const associations = AssociationDays.of(kept, asked, { isKnownRevision });
        for (const customer of [...CUSTOMERS, NEW]) {
          const theirs = all.filter((one) => one.customer === customer && known[one.revision]);
          const expected = DAYS.map((day) => isAssociated(theirs, asked, day));
          const days = associations.of(customer);
          expect(DAYS.map((day) => associations.on(customer, day) === 1)).toEqual(expected);
          expect(DAYS.map((day) => isWithin(days, day))).toEqual(expected);
          shares.saw({ 'one interval': days.length === 1, several: days.length > 1 });
        }
      }
    }),
    400,
  );
  expect(shares.report()['one interval']).toBeGreaterThan(0.05);
  expect(shares.report()['several']).toBeGreaterThan(0.01);
});
