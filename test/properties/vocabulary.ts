import fc from 'fast-check';
import { plusDays, type IsoDay } from '../oracle/days.js';
import { ORGANIZATION, type Said } from './stories.js';

/**
 * What small organizations speak of, whose facts get in each other's way: few customers, products, people and credentials, and days that lie
 * on, beside and a year from each other, around the ends of months and the leap day of 2016.
 */

const ANCHORS = ['02-28', '03-01', '06-15', '12-31'];
const YEARS = [2016, 2017];
const anchoredIn = (years: readonly number[]): IsoDay[] =>
  years.flatMap((year) =>
    ANCHORS.flatMap((anchor) => [0, 1, -1].map((offset) => plusDays(`${year}-${anchor}`, offset))),
  );
const ORDINARY_DAYS = anchoredIn(YEARS);
/** A year and a few days behind what is bought: its renewal is open. */
const RENEWAL_DAYS = ['2017-03-10', '2017-06-20', '2017-07-10', '2018-03-10', '2018-06-20'];
const FAR_DAYS = ['1990-01-01', '2000-02-29', '2100-02-28', '2100-12-31'];

export const day: fc.Arbitrary<IsoDay> = fc.oneof(
  { arbitrary: fc.constantFrom(...ORDINARY_DAYS), weight: 60 },
  { arbitrary: fc.constantFrom(...FAR_DAYS), weight: 1 },
);
/** Days to ask about: also those on which no fact is dated, a year later most of all. */
export const askedDay: fc.Arbitrary<IsoDay> = fc.oneof(
  { arbitrary: day, weight: 3 },
  { arbitrary: fc.constantFrom(...anchoredIn([2017, 2018])), weight: 2 },
  { arbitrary: fc.constantFrom(...RENEWAL_DAYS), weight: 1 },
  { arbitrary: fc.nat(1_100).map((days) => plusDays('2015-12-31', days)), weight: 2 },
);
/** Any day that may be named. */
export const anyDay: fc.Arbitrary<IsoDay> = fc
  .nat(40_541)
  .map((days) => plusDays('1990-01-01', days));
/** Days of purchases: some, and about a year later those on which the renewal of the small world's badge opens and closes. */
export const purchaseDay: fc.Arbitrary<IsoDay> = fc.oneof(
  fc.constantFrom('2017-02-28', '2017-03-01', '2017-03-10', '2017-03-30', '2017-03-31'),
  fc
    .tuple(
      fc.constantFrom('2016-02-28', '2016-02-29', '2016-06-15', '2017-06-15'),
      fc.constantFrom(0, 0, 1, 2, 10, 29, 30, 31, 32, 180),
    )
    .map(([anchor, offset]) => plusDays(anchor, offset)),
);

/** What stories name; rules need not know all of it. */
export interface Vocabulary {
  readonly products: readonly string[];
  readonly exams: readonly string[];
  readonly competencies: readonly string[];
  /** How many exams are passed for every eight bookings. */
  readonly passes: number;
  /** How many of each further kind of fact there are for every eight bookings. */
  readonly further: number;
  /** What most stories begin with, so that what follows has something to count for. */
  readonly foundations: readonly Said[];
}

export const CUSTOMERS = ['customer 1', 'customer 2'];
export const PEOPLE = ['ann', 'bob', 'cid', 'dee'];
const organizationId = ORGANIZATION;

/** Partner of record for every customer, and everybody a member, before anything else happens. */
export const EVERYBODY: readonly Said[] = [
  ...CUSTOMERS.map((customerId): Said => ({
    type: 'PartnerOfRecordAssociated',
    data: { organizationId, customerId, effectiveOn: '2016-01-01' },
  })),
  ...PEOPLE.map((individualId): Said => ({
    type: 'IndividualJoined',
    data: { organizationId, individualId, effectiveOn: '2016-01-01' },
  })),
];

/** Two products, three exams and two certifications that the random rules name, and one of each that no rule has heard of. */
export const SMALL_WORLD: Vocabulary = {
  products: ['alpha', 'beta', 'alpha', 'beta', 'unheard-of'],
  exams: ['E1', 'E2', 'E3', 'E1', 'E2', 'E3', 'X9'],
  competencies: ['tested', 'tested', 'tested', 'unheard-of'],
  passes: 9,
  further: 2,
  foundations: [
    ...EVERYBODY,
    ...CUSTOMERS.map((customerId): Said => ({
      type: 'AssociationRegistered',
      data: {
        organizationId,
        kind: 'transacting-partner',
        customerId,
        effectiveOn: '2016-01-01',
      },
    })),
    {
      type: 'MembershipPurchased',
      data: { organizationId, competency: 'tested', tier: 'silver', purchasedOn: '2016-02-29' },
    },
  ],
};

/** One certification goes by the name of an exam: it is another credential all the same. */
export const CERTIFICATIONS = ['C1', 'E3', 'C1', 'X9'];
export const MEASURES = ['seats', 'seats', 'usage', 'unheard-of'];
export const ATTRIBUTES = { region: ['east', 'west', 'nowhere'], profile: ['east', 'large'] };
