import { strict as assert } from 'node:assert';
import { type FactsIndex, formatDay, tierIntervals, tiersOfEveryDay } from '@app/domain';
import { indexOf, knownAfresh } from '../support/indexes.js';
import { atMost } from '../support/lines.js';
import { median } from '../support/measuring.js';
import { seeded } from '../support/random.js';
import type { Row } from '../support/row.js';
import { OPTION, PROGRAM, PRODUCTS } from '../support/rules.js';
import {
  BOOKED_DAYS,
  ENROLLED_ON,
  FIRST_BOOKED_ON,
  organizationIdOf,
  storyOf,
} from '../support/story.js';

const WARM_UP = 2_000;
const LATE = 2_000;

/** A booking of any of the ten years comes in; then the tier of every day, and the intervals callers see, are there again. */
export const row: Row = async ({ size, seed, rounds, report }) => {
  const few = medianOf(rounds, () => microseconds(seed, 1_000));
  const many = medianOf(rounds, () => microseconds(seed, size(1_000_000, 1_000)));
  report(atMost('a late booking into 1 k bookings', 'µs', few, 5));
  report(
    atMost(`a late booking into ${size(1_000_000, 1_000).toLocaleString('en')}`, 'µs', many, 5),
  );
  report(atMost('the larger by the smaller', 'times', many / few, 3));
};

function medianOf(rounds: number, measure: () => number): number {
  measure(); // as of every row, a first round does not count
  return median(Array.from({ length: rounds }, measure));
}

function microseconds(seed: number, bookings: number): number {
  const index = indexOf(storyOf(seed, 1, bookings));
  const random = seeded(seed);
  const times: number[] = [];
  tierIntervals(index.knownAt(), [PROGRAM], OPTION, ENROLLED_ON, null);
  for (let at = 0; at < WARM_UP + LATE; at += 1) {
    const fact = lateBooking(index.revision + 1, random);
    const start = performance.now();
    index.apply(fact);
    const known = index.knownAt();
    tiersOfEveryDay(known, PROGRAM, OPTION);
    tierIntervals(known, [PROGRAM], OPTION, ENROLLED_ON, null);
    if (at >= WARM_UP) times.push((performance.now() - start) * 1_000);
  }
  const afresh = tierIntervals(knownAfresh(index), [PROGRAM], OPTION, ENROLLED_ON, null);
  assert.deepEqual(tierIntervals(index.knownAt(), [PROGRAM], OPTION, ENROLLED_ON, null), afresh);
  return median(times);
}

function lateBooking(revision: number, random: () => number): Parameters<FactsIndex['apply']>[0] {
  return {
    type: 'RevenueBooked',
    source: '/late',
    id: `late${revision}`,
    revision,
    recordedAt: 1_800_000_000_000 + revision,
    recordedBy: 'bench',
    data: {
      organizationId: organizationIdOf(1),
      bookingId: `late${revision}`,
      customerId: `c${Math.floor(random() * 20)}`,
      product: PRODUCTS[0],
      revenueType: 'net-new',
      amount: (random() * 1_000).toFixed(2),
      currency: 'USD',
      bookedOn: formatDay(FIRST_BOOKED_ON + Math.floor(random() * BOOKED_DAYS)),
    },
  };
}
