import fc from 'fast-check';
import { CUSTOMERS, day, PEOPLE, SMALL_WORLD, type Vocabulary } from './vocabulary.js';
import { furtherFacts } from './further-facts.js';
import { ORGANIZATION, type Said } from './stories.js';

/** Facts that may be said of a small organization. */

const organizationId = ORGANIZATION;
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

const joinedOrLeft: fc.Arbitrary<Said> = fc
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
    { arbitrary: joinedOrLeft, weight: 2 },
    { arbitrary: reassigned, weight: 1 },
    { arbitrary: corrected, weight: 1 },
    ...furtherFacts(vocabulary).map((arbitrary) => ({ arbitrary, weight: vocabulary.further })),
  );
