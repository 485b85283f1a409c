import type { Fact, RecordedFact } from '@app/domain';
import { InMemoryEventStore, type StoredEvent } from '@app/event-store';
import { type Outcome, Recorder } from '@app/recording';
import fc from 'fast-check';
import { oracleDecide, type OracleDecision, type Rate } from '../oracle/decision.js';
import { again, revoke, say, story, STORY_RATES } from './arbitraries.js';
import { collidingSteps, rates } from './collisions.js';
import { said } from './facts.js';
import {
  asSent,
  factOf,
  ORGANIZATION,
  recordedAs,
  type Said,
  type Step,
  type Story,
} from './stories.js';
import { day } from './vocabulary.js';

/** What was recorded, and further facts with rates among them, in the order in which they are supposed. */
export interface Supposed {
  readonly told: Story;
  readonly steps: readonly Step[];
  readonly published: readonly Rate[];
}

/** Few stories have a rate for their euros. */
const inEuros: fc.Arbitrary<Said> = fc
  .record({ bookedOn: day, product: fc.constantFrom('alpha', 'beta') })
  .map((of) => ({
    type: 'RevenueBooked',
    data: {
      organizationId: ORGANIZATION,
      bookingId: `in euros on ${of.bookedOn}`,
      customerId: 'customer 1',
      revenueType: 'net-new',
      amount: '45.45',
      currency: 'EUR',
      ...of,
    },
  }));

export const supposed: fc.Arbitrary<Supposed> = fc.record({
  told: story,
  steps: fc.oneof(
    collidingSteps,
    fc.array(fc.oneof({ arbitrary: say(said(40)), weight: 4 }, say(inEuros), revoke, again), {
      minLength: 1,
      maxLength: 12,
    }),
  ),
  // Some are sent twice.
  published: rates.map((some) => [...some.slice(0, 3), ...some.slice(0, 1), ...some.slice(3)]),
});

/** A fact that is supposed, with what the contract says becomes of it; of rates that is left to the recorder. */
export interface Judged {
  readonly fact: Fact;
  readonly decision: OracleDecision | null;
}

/** The facts that the steps send, a rate before every other one, and what is known once they were sent. */
export function judged({ told, steps, published }: Supposed): {
  readonly facts: readonly Judged[];
  readonly recorded: readonly RecordedFact[];
} {
  const recorded = [...told.recorded];
  const inForce = [...STORY_RATES];
  const facts: Judged[] = [];
  steps.forEach((step, index) => {
    const rate = index % 2 === 0 ? published[index / 2] : undefined;
    if (rate !== undefined) {
      facts.push({ fact: rate, decision: null });
      if (!inForce.includes(rate)) inForce.push(rate);
    }
    const fact = factOf(step, 500 + index, recorded);
    const decision = oracleDecide(recorded, fact, inForce);
    facts.push({ fact, decision });
    if (decision.outcome === 'accepted')
      recorded.push(recordedAs(decision.fact, recorded.length, decision.rate));
  });
  return { facts, recorded };
}

const CLOCK = Date.UTC(2019, 0, 1);

/** A store that really holds what was told, and a recorder to go on with. */
export async function storeOf({ recorded }: Story) {
  const store = new InMemoryEventStore();
  const recorder = new Recorder({
    store,
    clock: () => CLOCK,
    keepPersonalData: () => Promise.resolve(),
  });
  const record = (facts: readonly Fact[]): Promise<Outcome[]> =>
    recorder.record(facts, { recordedBy: 'key-1' });
  await record(STORY_RATES);
  await record(recorded.map((fact) => asSent(fact, false)));
  return { store, record };
}

/** Everything that is stored. */
export async function eventsIn(store: InMemoryEventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const stream of store.streams(''))
    for await (const page of store.read(stream)) events.push(...page);
  return events;
}
