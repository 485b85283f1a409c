import type {
  CustomerCount,
  Fact,
  OrganizationAttribute,
  RecordedFact,
  ReportedMeasure,
  RollingRevenue,
} from '@app/domain';
import { isAssociated } from './associations.js';
import { windowOn, type IsoDay } from './days.js';
import { centsOfBooking, liveFacts, markOn, ofType } from './known-facts.js';
import { centsText } from './money.js';

/** Why something does not count, in the contract's words. */
export type Obstacle =
  | 'outside-window'
  | 'product'
  | 'revenue-type'
  | 'not-partner-of-record'
  | 'retracted'
  | 'not-a-member'
  | 'expired'
  | 'not-yet'
  | 'incomplete'
  | 'place-filled';

/** Something that was recorded, as callers see it, and everything that keeps it from counting; none = it counts. */
export interface OraclePiece {
  readonly piece: Readonly<Record<string, unknown>> & { readonly revision: number };
  readonly obstacles: readonly Obstacle[];
}

/** What was recorded up to a revision, and the day it is looked at. */
export interface Ground {
  readonly recorded: readonly RecordedFact[];
  readonly live: readonly RecordedFact[];
  readonly day: IsoDay;
}

export function groundOn(recorded: readonly RecordedFact[], revision: number, day: IsoDay): Ground {
  const known = recorded.filter((fact) => fact.revision <= revision);
  return { recorded: known, live: liveFacts(known, revision), day };
}

type Booking = RecordedFact<Fact<'RevenueBooked'>>;
type Report = RecordedFact<Fact<'MeasureReported'>>;

/** Every booking ever recorded; its obstacles stand in the order in which they are named, the one that can be mended last. */
export function bookingPieces(filter: RollingRevenue, ground: Ground): OraclePiece[] {
  const { live, day } = ground;
  const { from, to } = windowOn(filter.window, day);
  return ofType(ground.recorded, 'RevenueBooked').map((booking): OraclePiece => {
    const { customerId, product, revenueType, bookedOn } = booking.data;
    const asked = filter.attribution === 'prospective' ? bookedOn : day;
    const ofEveryType = filter.revenueTypes.length === 0;
    return {
      piece: {
        revision: booking.revision,
        customerId,
        product,
        revenueType,
        bookedOn,
        amount: centsText(centsOfBooking(booking)),
      },
      obstacles: named({
        retracted: !live.includes(booking),
        'outside-window': bookedOn < from || bookedOn >= to,
        product: !filter.products.includes(product),
        'revenue-type': !ofEveryType && !filter.revenueTypes.includes(revenueType),
        'not-partner-of-record': !isAssociated(live, filter, customerId, asked),
      }),
    };
  });
}

/** Every customer with a live booking of the requirement's products, with what counts of it. */
export function customerPieces(requirement: CustomerCount, ground: Ground): OraclePiece[] {
  const { products, atLeast, netNew, window } = requirement;
  const asRevenue = { ...requirement, kind: 'rolling-revenue' as const };
  const counting = new Set(
    bookingPieces(asRevenue, ground)
      .filter(({ obstacles }) => obstacles.length === 0)
      .map(({ piece }) => piece.revision),
  );
  const bookings = ofType(ground.live, 'RevenueBooked').filter(({ data }) =>
    products.includes(data.product),
  );
  const { from } = windowOn(window, ground.day);
  return [...new Set(bookings.map(({ data }) => data.customerId))].map((customerId) => {
    const own = bookings.filter(({ data }) => data.customerId === customerId);
    const cents = sumOf(own.filter(({ revision }) => counting.has(revision)));
    return {
      piece: {
        revision: Math.max(...own.map(({ revision }) => revision)),
        customerId,
        amount: centsText(cents),
      },
      obstacles: named({
        incomplete: cents < BigInt(atLeast),
        'outside-window': netNew && own.some(({ data }) => data.bookedOn < from),
      }),
    };
  });
}

/** Every report of the measure ever recorded. */
export function reportPieces(requirement: ReportedMeasure, ground: Ground): OraclePiece[] {
  return ofType(ground.recorded, 'MeasureReported')
    .filter(({ data }) => data.measure === requirement.measure)
    .map((report): OraclePiece => {
      const { measure, value, effectiveOn, customerId, product } = report.data;
      return {
        piece: {
          revision: report.revision,
          measure,
          value,
          effectiveOn,
          ...(customerId === undefined ? {} : { customerId }),
          ...(product === undefined ? {} : { product }),
        },
        obstacles: ground.live.includes(report)
          ? obstaclesOfReport(report, requirement, ground)
          : ['retracted'],
      };
    });
}

function obstaclesOfReport(
  report: Report,
  requirement: ReportedMeasure,
  { live, day }: Ground,
): Obstacle[] {
  const { effectiveOn, customerId, product } = report.data;
  const { products, counts, window, attribution, associationKinds } = requirement;
  // Whether another one of the same customer and product says otherwise of the day that matters.
  const rivals = ofType(live, 'MeasureReported').filter(
    ({ data }) =>
      data.measure === requirement.measure &&
      data.customerId === customerId &&
      data.product === product,
  );
  const isLatest = counts === 'latest';
  const asked = isLatest ? day : effectiveOn;
  const { from, to } = windowOn(window, day);
  const associatedOn = isLatest || attribution === 'retroactive' ? day : effectiveOn;
  const associated =
    associationKinds.length === 0 ||
    (customerId !== undefined && isAssociated(live, requirement, customerId, associatedOn));
  return named({
    product: products.length > 0 && (product === undefined || !products.includes(product)),
    'outside-window': !isLatest && (effectiveOn < from || effectiveOn >= to),
    'not-yet': isLatest && effectiveOn > day,
    expired: effectiveOn <= asked && markOn(rivals, asked) !== report,
    'not-partner-of-record': !associated,
  });
}

/** Every value that the attribute was ever assigned. */
export function attributePieces(
  { attribute, values }: OrganizationAttribute,
  { recorded, live, day }: Ground,
): OraclePiece[] {
  const marks = ofType(recorded, 'AttributeAssigned').filter(
    ({ data }) => data.attribute === attribute,
  );
  const applies = markOn(
    marks.filter((mark) => live.includes(mark)),
    day,
  );
  return marks.map((mark): OraclePiece => {
    const { value, effectiveOn } = mark.data;
    const obstacles = named({
      'not-yet': effectiveOn > day,
      expired: effectiveOn <= day && mark !== applies,
      incomplete: !values.includes(value),
    });
    return {
      piece: { revision: mark.revision, attribute, value, effectiveOn },
      obstacles: live.includes(mark) ? obstacles : ['retracted'],
    };
  });
}

export function sumOf(bookings: readonly Booking[]): bigint {
  return bookings.map(centsOfBooking).reduce((sum, cents) => sum + cents, 0n);
}

/** Those that are there, in the order they are asked about. */
function named(obstacles: Readonly<Partial<Record<Obstacle, boolean>>>): Obstacle[] {
  return (Object.keys(obstacles) as Obstacle[]).filter((name) => obstacles[name]);
}
