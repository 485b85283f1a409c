import { strict as assert } from 'node:assert';
import { evolve, initialOrganization } from '@app/domain';
import { indexOf, recordedFactsOf } from '../support/indexes.js';
import { atMost } from '../support/lines.js';
import type { Row } from '../support/row.js';
import { storyOf } from '../support/story.js';

/**
 * What an organization's index, and what its decisions rest on, hold in memory for each booking; every fact has an instant of
 * recording of its own, which is the most there can be.
 */
export const row: Row = async ({ size, seed, report }) => {
  const bookings = size(1_000_000, 10_000);
  const story = storyOf(seed, 1, bookings, { customers: 1_000 });
  const perBooking = (make: () => unknown): number => {
    const before = held();
    const made = make();
    const bytes = held() - before;
    assert(made !== null); // still held while it was measured
    return bytes / bookings;
  };
  const what = `of ${bookings.toLocaleString('en')} bookings, for each:`;
  const index = perBooking(() => indexOf(story));
  report(atMost(`${what} the index`, 'bytes', index, 50));
  const decisions = perBooking(() => {
    const state = initialOrganization([1, 2]);
    for (const fact of recordedFactsOf(story)) evolve(state, fact);
    return state;
  });
  report(atMost(`${what} what decisions rest on`, 'bytes', decisions, 40));
};

function held(): number {
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
