import fc from 'fast-check';
import type { Rate } from '../oracle/decision.js';
import { plusDays, type IsoDay } from '../oracle/days.js';
import { ORGANIZATION, storyOf, type Said, type Step, type Story } from './stories.js';

/**
 * Small organizations whose facts get in each other's way: few customers, products, people and exams, and days that lie on, beside and a
 * year from each other, around the ends of months and the leap day of 2016.
 */

const ANCHORS = ['02-28', '03-01', '06-15', '12-31'];
const YEARS = [2016, 2017];
const anchoredIn = (years: readonly number[]): IsoDay[] =>
  years.flatMap((year) =>
    ANCHORS.flatMap((anchor) => [0, 1, -1].map((offset) => plusDays(`${year}-${anchor}`, offset))),
  );
const ORDINARY_DAYS = anchoredIn(YEARS);
const FAR_DAYS = ['1990-01-01', '2000-02-29', '2100-02-28', '2100-12-31'];

/** What stories name; rules need not know all of it. */
export interface Vocabulary {
  readonly products: readonly string[];
  readonly exams: readonly string[];
  /** How many exams are passed for every eight bookings. */
  readonly passes: number;
  /** What most stories begin with, so that what follows has something to count for. */
  readonly foundations: readonly Said[];
}

const CUSTOMERS = ['customer 1', 'customer 2'];
const PEOPLE = ['ann', 'bob', 'cid', 'dee'];
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

/** Two products and three exams that the random rules name, and one of each that no rule has heard of. */
export const SMALL_WORLD: Vocabulary = {
  products: ['alpha', 'beta', 'alpha', 'beta', 'unheard-of'],
  exams: ['E1', 'E2', 'E3', 'E1', 'E2', 'E3', 'X9'],
  passes: 8,
  foundations: EVERYBODY,
};

export const day: fc.Arbitrary<IsoDay> = fc.oneof(
  { arbitrary: fc.constantFrom(...ORDINARY_DAYS), weight: 60 },
  { arbitrary: fc.constantFrom(...FAR_DAYS), weight: 1 },
);
/** Days to ask about: also those on which no fact is dated, a year later most of all. */
export const askedDay: fc.Arbitrary<IsoDay> = fc.oneof(
  { arbitrary: day, weight: 3 },
  { arbitrary: fc.constantFrom(...anchoredIn([2017, 2018])), weight: 2 },
  { arbitrary: fc.nat(1_100).map((days) => plusDays('2015-12-31', days)), weight: 2 },
);
/** Any day that may be named. */
export const anyDay: fc.Arbitrary<IsoDay> = fc
  .nat(40_541)
  .map((days) => plusDays('1990-01-01', days));

const market = fc.constantFrom('developed' as const, 'developing' as const);
const individualId = fc.constantFrom(...PEOPLE);
const customerId = fc.constantFrom(...CUSTOMERS);
/** Amounts that reach a threshold of 50 or 100 dollars to the cent, miss it by one, or take it away. */
const money: fc.Arbitrary<{ amount: string; currency: string; usdPerUnit?: string }> = fc.oneof(
  {
    arbitrary: fc
      .constantFrom('50.00', '50', '49.99', '50.01', '100', '25', '75.5', '0.01', '-25', '-50', '0')
      .map((amount) => ({ amount, currency: 'USD' })),
    weight: 6,
  },
  {
    arbitrary: fc.constantFrom(
      { amount: '5000', currency: 'JPY', usdPerUnit: '0.01' },
      { amount: '4999', currency: 'JPY', usdPerUnit: '0.0100' },
      { amount: '16.667', currency: 'KWD', usdPerUnit: '3' },
      { amount: '0.005', currency: 'KWD', usdPerUnit: '1' },
      { amount: '-12.345', currency: 'KWD', usdPerUnit: '1.0' },
    ),
    weight: 2,
  },
  { arbitrary: fc.constant({ amount: '45.45', currency: 'EUR' }), weight: 1 },
);

/** Bookings under one of `ids` ids. */
const booking = (ids: number, { products }: Vocabulary): fc.Arbitrary<Said> =>
  fc
    .record({
      id: fc.nat(ids - 1),
      customerId,
      product: fc.constantFrom(...products),
      revenueType: fc.constantFrom('net-new' as const, 'recurring' as const),
      bookedOn: day,
      money,
    })
    .map(({ id, money: worth, ...rest }) => ({
      type: 'RevenueBooked',
      data: { organizationId, bookingId: `booking ${id}`, ...rest, ...worth },
    }));

const partnerOfRecord = ({ products }: Vocabulary): fc.Arbitrary<Said> =>
  fc
    .record({
      type: fc.constantFrom(
        'PartnerOfRecordAssociated' as const,
        'PartnerOfRecordAssociated' as const,
        'PartnerOfRecordDissociated' as const,
      ),
      customerId,
      effectiveOn: day,
      products: fc.option(
        fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 2 }),
        { nil: undefined },
      ),
    })
    .map(({ type, products: some, ...rest }) => ({
      type,
      data: { organizationId, ...rest, ...(some === undefined ? {} : { products: some }) },
    }));

const membership: fc.Arbitrary<Said> = fc
  .record({
    type: fc.constantFrom(
      'IndividualJoined' as const,
      'IndividualJoined' as const,
      'IndividualLeft' as const,
    ),
    individualId,
    effectiveOn: day,
    email: fc.option(fc.constant('somebody@example.org'), { nil: undefined }),
  })
  .map(({ type, email, ...rest }) => ({
    type,
    data: {
      organizationId,
      ...rest,
      ...(type === 'IndividualLeft' || email === undefined ? {} : { email }),
    },
  }));

const examPassed = ({ exams }: Vocabulary): fc.Arbitrary<Said> =>
  fc
    .record({
      individualId,
      exam: fc.constantFrom(...exams),
      passedOn: day,
      expiresOn: fc.option(day, { nil: undefined, freq: 2 }),
    })
    .map(({ expiresOn, ...rest }) => ({
      type: 'ExamPassed',
      data: { organizationId, ...rest, ...(expiresOn === undefined ? {} : { expiresOn }) },
    }));

const reassigned: fc.Arbitrary<Said> = fc
  .record({ market, effectiveOn: day })
  .map((data) => ({ type: 'MarketReassigned', data: { organizationId, ...data } }));

const corrected: fc.Arbitrary<Said> = fc
  .record({ market, effectiveOn: day, name: fc.constant('Contoso') }, { requiredKeys: [] })
  .map((data) => ({ type: 'OrganizationCorrected', data: { organizationId, ...data } }));

export const enrolled: fc.Arbitrary<Said> = fc
  .record({
    market,
    effectiveOn: fc.oneof({ arbitrary: fc.constant('2016-02-28'), weight: 4 }, day),
  })
  .map((data) => ({
    type: 'OrganizationEnrolled',
    data: { organizationId, name: 'Contoso', ...data },
  }));

/** Any fact but an enrolment and a retraction; bookings are of one of `bookingIds`. */
export const said = (bookingIds: number, vocabulary = SMALL_WORLD): fc.Arbitrary<Said> =>
  fc.oneof(
    { arbitrary: booking(bookingIds, vocabulary), weight: 8 },
    { arbitrary: examPassed(vocabulary), weight: vocabulary.passes },
    { arbitrary: partnerOfRecord(vocabulary), weight: 2 },
    { arbitrary: membership, weight: 2 },
    { arbitrary: reassigned, weight: 1 },
    { arbitrary: corrected, weight: 1 },
  );

const pick = fc.nat(60);
export const revoke: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('revoke' as const),
  type: fc.constantFrom(
    'FactRetracted' as const,
    'FactRetracted' as const,
    'FactReinstated' as const,
  ),
  among: fc.constantFrom('all' as const, 'all' as const, 'revoking' as const),
  pick,
});
export const again: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('again' as const),
  pick,
  newId: fc.boolean(),
  respelled: fc.boolean(),
});
export const say = (what: fc.Arbitrary<Said>): fc.Arbitrary<Step> => what.map(saying);
function saying(says: Said): Step {
  return { step: 'say', says };
}

/** Rates that the stories' bookings in euros are converted at; some days have none. */
export const STORY_RATES: readonly Rate[] = [
  ['2016-02-25', '1.1'],
  ['2016-03-01', '1.10001'],
  ['2016-06-10', '1.5'],
  ['2017-02-25', '1.2'],
  ['2017-02-25', '1.1'],
  ['2017-06-05', '0.9'],
  ['2018-02-20', '1.1'],
].map(([publishedOn = '', usdPerUnit = ''], index) => ({
  type: 'ExchangeRatePublished',
  source: 'urn:rates',
  id: `rate-${index}`,
  data: { currency: 'EUR', usdPerUnit, publishedOn },
}));

/** An enrolled organization with up to some 45 facts, in any order of days, some of them retracted and reinstated. */
export const storyIn = (vocabulary: Vocabulary): fc.Arbitrary<Story> =>
  fc
    .record({
      enrolment: enrolled,
      early: fc.subarray([...vocabulary.foundations], {
        minLength: vocabulary.foundations.length - 2,
      }),
      steps: fc.array(
        fc.oneof(
          { arbitrary: say(said(40, vocabulary)), weight: 10 },
          { arbitrary: revoke, weight: 1 },
          again,
        ),
        { minLength: 8, maxLength: 40, size: 'max' },
      ),
    })
    .map(({ enrolment, early, steps }) =>
      storyOf([...[enrolment, ...early].map(saying), ...steps], STORY_RATES),
    );

export const story = storyIn(SMALL_WORLD);
