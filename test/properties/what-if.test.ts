import { describe, expect, it } from '@jest/globals';
import {
  competenciesOn,
  copyOf,
  evolve,
  initialOrganization,
  type KnownFacts,
  type Program,
  standingsOn,
} from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import {
  type FactDecision,
  type Outcome,
  readFacts,
  suppose,
  type SuppositionOptions,
} from '@app/recording';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { Oracle } from '../oracle/standing.js';
import { withoutAssignments } from '../oracle/witness.js';
import { Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { indexOf } from './indexing.js';
import { programs } from './random-programs.js';
import { ORGANIZATION } from './stories.js';
import { askedDay } from './vocabulary.js';
import { eventsIn, judged, storeOf, supposed } from './what-if-cases.js';

const NOW = Date.UTC(2019, 0, 2);
const someDays = fc.array(askedDay, { minLength: 1, maxLength: 4 });

describe('What is supposed', () => {
  it('is decided and judged as if it were recorded, and records nothing', async () => {
    const shares = new Shares();
    await checkAsync(
      fc.asyncProperty(supposed, programs, someDays, begun, async (given, rules, days, at) => {
        const { store, record } = await storeOf(given.told);
        const { facts, recorded } = judged(given);
        const stored = await eventsIn(store);
        let before: unknown = null;
        const from = { store, ...(await keptFrom(store, at)) };
        const sent = facts.map(({ fact }) => fact);
        const answer = await suppose(from, ORGANIZATION, sent, NOW, (index) => {
          before = answersOf(index.knownAt(), rules, days);
        });
        expect(await eventsIn(store)).toEqual(stored);
        expect(before).toEqual(answersOf(indexOf(given.told.recorded).knownAt(), rules, days));

        const decisions = answer!.decisions.map(asOutcome);
        const after = answersOf(answer!.index.knownAt(), rules, days);
        facts.forEach(({ decision }, place) => {
          if (decision === null) return;
          expect(decisions[place]?.status).toBe(decision.outcome);
          if (decision.outcome === 'rejected')
            expect(decision.codes).toContain(decisions[place]?.code);
        });
        const [asOf = '2017-01-01'] = days;
        expect(
          withoutAssignments(standingsOn(answer!.index.knownAt(), rules, epochDay(asOf))),
        ).toEqual(new Oracle(recorded, recorded.length, rules).standingsOn(asOf));

        expect(decisions).toEqual((await record(sent)).map(asShown));
        const known = indexOf(await readFacts(store, ORGANIZATION, { after: -1, limit: 1_000 }));
        expect(after).toEqual(answersOf(known.knownAt(), rules, days));
        shares.saw({
          'a rate that converts': facts.some(
            ({ decision }) => decision?.outcome === 'accepted' && decision.rate !== undefined,
          ),
          'a retraction': accepted(facts, 'FactRetracted'),
          'a reinstatement': accepted(facts, 'FactReinstated'),
          duplicate: decisions.some(({ status }) => status === 'duplicate'),
          'an index that is further than the decisions': at.index > at.decisions,
          'decisions that are further than the index': at.index < at.decisions,
          rejected: decisions.some(({ status }) => status === 'rejected'),
          'another standing': JSON.stringify(before) !== JSON.stringify(after),
        });
      }),
      60,
    );
    expectAllToHappen(shares);
  });

  it('is nothing where no organization is enrolled', async () => {
    const answer = await suppose({ store: new InMemoryEventStore() }, ORGANIZATION, [], NOW, () => {
      throw new Error('there is nothing to read');
    });
    expect(answer).toBeNull();
  });
});

/** Up to which share of what was recorded an index and what decisions rest on were kept; nothing of the stream where it is 0. */
const begun = fc.record({
  index: fc.double({ min: 0, max: 1, noNaN: true }),
  decisions: fc.double({ min: 0, max: 1, noNaN: true }),
});

async function keptFrom(
  store: InMemoryEventStore,
  at: { readonly index: number; readonly decisions: number },
): Promise<Omit<SuppositionOptions, 'store'>> {
  const facts = await readFacts(store, ORGANIZATION, { after: -1, limit: 1_000 });
  const upTo = (share: number) => facts.slice(0, Math.round(share * facts.length));
  return {
    indexOf: () =>
      Promise.resolve(upTo(at.index).length === 0 ? null : copyOf(indexOf(upTo(at.index)))),
    snapshots: {
      load: () => {
        const state = initialOrganization();
        for (const fact of upTo(at.decisions)) evolve(state, fact);
        return Promise.resolve(upTo(at.decisions).length === 0 ? null : state);
      },
      save: () => Promise.reject(new Error('what is supposed is not kept')),
    },
  };
}

/** As `check`, for properties that wait for a store. */
async function checkAsync<Ts>(property: fc.IAsyncProperty<Ts>, runs: number): Promise<void> {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  const numRuns = Math.ceil(runs * Number(process.env['FC_RUNS'] ?? 1));
  console.info(`seed ${seed}, ${numRuns} runs`);
  await fc.assert(property, { seed, numRuns });
}

function answersOf(known: KnownFacts, rules: readonly Program[], days: readonly IsoDay[]): unknown {
  return days.map((day) => ({
    standings: standingsOn(known, rules, epochDay(day)),
    competencies: competenciesOn(known, rules, epochDay(day)),
  }));
}

type Shown = Omit<Outcome, 'organizationId'> & { readonly code?: string };

/** A decision in the words in which the recorder answers. */
function asOutcome(decision: FactDecision): Shown {
  const { outcome: status, ...rest } = decision;
  return { status, ...rest } as Shown;
}

function asShown(outcome: Outcome): Shown {
  const { organizationId, ...rest } = { organizationId: ORGANIZATION, ...outcome };
  expect(organizationId).toBe(ORGANIZATION);
  return rest;
}

function accepted(facts: ReturnType<typeof judged>['facts'], type: string): boolean {
  return facts.some(({ fact, decision }) => fact.type === type && decision?.outcome === 'accepted');
}
