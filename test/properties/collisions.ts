import fc from 'fast-check';
import { HORIZON, plusDays } from '../oracle/days.js';
import type { Rate } from '../oracle/decision.js';
import { again, revoke, say } from './arbitraries.js';
import { enrolled, said } from './facts.js';
import { ORGANIZATION, type Said, type Step } from './stories.js';
import { day } from './vocabulary.js';

const organizationId = ORGANIZATION;

/** Bookings and rates at the limits of what is accepted, and beyond. */
const extremeBooking: fc.Arbitrary<Said> = fc
  .record({
    id: fc.nat(4),
    bookedOn: day,
    worth: fc.constantFrom<{ amount: string; currency: string; usdPerUnit?: string }>(
      { amount: '90000000000', currency: 'JPY', usdPerUnit: '1000' },
      { amount: '-89999999999', currency: 'JPY', usdPerUnit: '1000' },
      { amount: '99999999999.99', currency: 'USD' },
      { amount: '99999999999', currency: 'KWD', usdPerUnit: '999999.9999999999' },
      { amount: '1.005', currency: 'USD' },
      { amount: '1', currency: 'USD', usdPerUnit: '1' },
      { amount: '1.5', currency: 'JPY', usdPerUnit: '1' },
      { amount: '1.0001', currency: 'KWD' },
      { amount: '1.2345', currency: 'CLF', usdPerUnit: '40.5' },
      { amount: '1', currency: 'ZZZ', usdPerUnit: '1' },
      { amount: '250', currency: 'JPY' },
      { amount: '-0.005', currency: 'KWD' },
      { amount: '007.10', currency: 'EUR' },
    ),
  })
  .map(({ id, bookedOn, worth }) => ({
    type: 'RevenueBooked',
    data: {
      organizationId,
      bookingId: `booking ${id}`,
      customerId: 'customer 1',
      product: 'alpha',
      revenueType: 'net-new',
      bookedOn,
      ...worth,
    },
  }));

/** Passes that differ in nothing but when they expire. */
const contestedPass: fc.Arbitrary<Said> = fc
  .option(fc.constantFrom('2017-03-01', '2018-03-01', '2016-03-01', '2016-02-29'), {
    nil: undefined,
  })
  .map((expiresOn) => ({
    type: 'ExamPassed',
    data: {
      organizationId,
      individualId: 'ann',
      exam: 'E1',
      passedOn: '2016-03-01',
      ...(expiresOn === undefined ? {} : { expiresOn }),
    },
  }));

/** Certifications that differ in nothing but when they expire. */
const contestedCertification: fc.Arbitrary<Said> = fc
  .option(fc.constantFrom('2017-03-01', '2016-03-02', '2016-03-01', '2016-02-29'), {
    nil: undefined,
  })
  .map((expiresOn) => ({
    type: 'CertificationEarned',
    data: {
      organizationId,
      individualId: 'ann',
      certification: 'C1',
      earnedOn: '2016-03-01',
      ...(expiresOn === undefined ? {} : { expiresOn }),
    },
  }));

/** Rates in the order they were published: on the days of bookings, a little before, ten and eleven days before, one after. */
export const rates: fc.Arbitrary<Rate[]> = fc
  .array(
    fc.record({
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      usdPerUnit: fc.constantFrom('1.1', '0.0085', '3.25', '999999', '0.0000000001'),
      near: day,
      offset: fc.constantFrom(0, -1, -9, -10, -11, 1),
    }),
    { maxLength: 25, size: 'max' },
  )
  .map((published) =>
    published
      .map(({ near, offset, ...rest }) => ({ ...rest, publishedOn: plusDays(near, offset) }))
      .filter(({ publishedOn }) => publishedOn >= '1990-01-01' && publishedOn <= HORIZON)
      .map((data, index) => ({
        type: 'ExchangeRatePublished',
        source: 'urn:rates',
        id: `rate ${index}`,
        data,
      })),
  );

/** Facts that collide: few ids, few bookings, resends, retractions of retractions, a second enrolment, none at all. */
export const collidingSteps: fc.Arbitrary<Step[]> = fc
  .record({
    first: fc.oneof({ arbitrary: say(enrolled), weight: 15 }, say(said(4))),
    rest: fc.array(
      fc.oneof(
        { arbitrary: say(said(4)), weight: 6 },
        { arbitrary: say(extremeBooking), weight: 4 },
        { arbitrary: say(contestedPass), weight: 2 },
        { arbitrary: say(contestedCertification), weight: 2 },
        { arbitrary: revoke, weight: 6 },
        { arbitrary: again, weight: 3 },
        fc
          .record({ says: said(4), underIdOf: fc.nat(40) })
          .map((reusing): Step => ({ step: 'say', ...reusing })),
        say(enrolled),
      ),
      { minLength: 5, maxLength: 40, size: 'max' },
    ),
  })
  .map(({ first, rest }) => [first, ...rest]);
