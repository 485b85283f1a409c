import type {
  CustomerCount,
  Fact,
  RecordedFact,
  RevenueFilter,
  RollingRevenue,
  Tier,
} from '@app/domain';
import { isAssociated } from './associations.js';
import { windowOn, type IsoDay } from './days.js';
import type { OracleFinding } from './findings.js';
import { centsOfBooking, marketOn, ofType } from './known-facts.js';
import { centsText } from './money.js';

type Booking = RecordedFact<Fact<'RevenueBooked'>>;

export function revenueFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: RollingRevenue,
  day: IsoDay,
): OracleFinding {
  const actual = sumOf(countingBookings(live, requirement, day));
  const required = BigInt(requirement.threshold[marketOn(live, day)]);
  return {
    tier,
    id: requirement.id,
    kind: 'rolling-revenue',
    met: actual >= required,
    required: centsText(required),
    actual: centsText(actual),
    shortBy: centsText(actual >= required ? 0n : required - actual),
    currency: 'USD',
    window: windowOn(requirement.window, day),
  };
}

export function customerFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  requirement: CustomerCount,
  day: IsoDay,
): OracleFinding {
  const bookings = countingBookings(live, requirement, day);
  const customers = [...new Set(bookings.map(({ data }) => data.customerId))];
  const actual = customers
    .filter((customer) => {
      const ofOne = bookings.filter(({ data }) => data.customerId === customer);
      return sumOf(ofOne) >= BigInt(requirement.atLeast);
    })
    .filter((customer) => !requirement.netNew || isNew(live, requirement, customer, day)).length;
  const required = requirement.threshold[marketOn(live, day)];
  return {
    tier,
    id: requirement.id,
    kind: 'customer-count',
    met: actual >= required,
    required,
    actual,
    shortBy: Math.max(0, required - actual),
    window: windowOn(requirement.window, day),
  };
}

/** The bookings that count towards a filter on a day. */
function countingBookings(
  live: readonly RecordedFact[],
  filter: RevenueFilter,
  day: IsoDay,
): Booking[] {
  const { from, to } = windowOn(filter.window, day);
  return ofType(live, 'RevenueBooked').filter(({ data }) => {
    const { product, revenueType, customerId, bookedOn } = data;
    return (
      filter.products.includes(product) &&
      (filter.revenueTypes.length === 0 || filter.revenueTypes.includes(revenueType)) &&
      from <= bookedOn &&
      bookedOn < to &&
      isAssociated(live, filter, customerId, filter.attribution === 'prospective' ? bookedOn : day)
    );
  });
}

/** Whether nothing of one of the products was ever booked for the customer on a day before the window. */
function isNew(
  live: readonly RecordedFact[],
  { products, window }: CustomerCount,
  customer: string,
  day: IsoDay,
): boolean {
  const { from } = windowOn(window, day);
  return !ofType(live, 'RevenueBooked').some(
    ({ data }) =>
      data.customerId === customer && products.includes(data.product) && data.bookedOn < from,
  );
}

function sumOf(bookings: readonly Booking[]): bigint {
  return bookings.map(centsOfBooking).reduce((sum, cents) => sum + cents, 0n);
}
