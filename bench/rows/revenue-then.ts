import { strict as assert } from 'node:assert';
import type { FactsIndex } from '@app/domain';
import { indexOf } from '../support/indexes.js';
import { atMost } from '../support/lines.js';
import { quantile } from '../support/measuring.js';
import { naiveRevenue } from '../support/naive.js';
import { seeded } from '../support/random.js';
import type { Row } from '../support/row.js';
import { REVENUE } from '../support/rules.js';
import { BOOKED_DAYS, FIRST_BOOKED_ON, type Story, storyOf } from '../support/story.js';

const QUESTIONS = 40;
/** Each question has a revision and a day of its own, so that nothing is remembered from one to the next. */
const CHECKED = 5;

export const row: Row = async ({ size, seed, rounds, report }) => {
  const bookings = size(1_000_000, 10_000);
  const story = storyOf(seed, 1, bookings, { hindsight: true });
  const index = indexOf(story);
  const random = seeded(seed);
  const times: number[] = [];
  for (let question = 0; question < QUESTIONS * (rounds + 1); question += 1) {
    const upTo = Math.floor(random() * bookings);
    const asOf = FIRST_BOOKED_ON + Math.floor(random() * BOOKED_DAYS);
    const start = performance.now();
    const cents = revenueOn(index, revisionBehind(story, upTo), asOf);
    if (question >= QUESTIONS) times.push(performance.now() - start);
    if (question < CHECKED) assert.equal(cents, naiveRevenue(story, upTo, asOf));
  }
  const what = `at any revision and day, ${bookings.toLocaleString('en')} bookings, 1 % retracted`;
  report(atMost(`${what}: median`, 'ms', quantile(times, 0.5), 50, 1));
  report(atMost(`${what}: p99`, 'ms', quantile(times, 0.99), 50, 1));
};

function revenueOn(index: FactsIndex, revision: number, asOf: number): number {
  return index.knownAt(revision).revenueOf(REVENUE).on(asOf);
}

/** The revision of the last fact said with the booking at this place. */
function revisionBehind(story: Story, upTo: number): number {
  const marks = story.associations.reduce((sum, { to }) => sum + (to === null ? 1 : 2), 0);
  const said = story.hindsight.filter(({ behind }) => behind <= upTo).length;
  return marks + upTo + 1 + said;
}
