import { strict as assert } from 'node:assert';
import { decide, evolve, initialOrganization, type OrganizationFact } from '@app/domain';
import { indexOf, recordedFactsOf } from '../support/indexes.js';
import { atMost } from '../support/lines.js';
import type { Row } from '../support/row.js';
import { factsOf, type Story, storyOf } from '../support/story.js';

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
    // The tables are made when a new fact is looked for, as the first write does.
    const decision = decide(newBooking(story), state, { rates: () => null });
    assert.equal(decision.outcome, 'accepted');
    return state;
  });
  report(atMost(`${what} what decisions rest on`, 'bytes', decisions, 40));
};

/** A booking of the story's under other names. */
function newBooking(story: Story): OrganizationFact {
  for (const fact of factsOf(story)) {
    if (fact.type !== 'RevenueBooked') continue;
    return { ...fact, id: 'new', data: { ...fact.data, bookingId: 'new' } };
  }
  return assert.fail('a story has bookings');
}

function held(): number {
  for (let time = 0; time < 3; time += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
