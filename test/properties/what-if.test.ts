import { describe, expect, it } from '@jest/globals';
import { competenciesOn, type KnownFacts, type Program, standingsOn } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import { type FactDecision, type Outcome, readFacts, suppose } from '@app/recording';
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
      fc.asyncProperty(supposed, programs, someDays, async (given, rules, days) => {
        const { store, record } = await storeOf(given.told);
        const { facts, recorded } = judged(given);
        const stored = await eventsIn(store);
        let before: unknown = null;
        const sent = facts.map(({ fact }) => fact);
        const answer = await suppose(store, ORGANIZATION, sent, NOW, (index) => {
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
          rejected: decisions.some(({ status }) => status === 'rejected'),
          'another standing': JSON.stringify(before) !== JSON.stringify(after),
        });
      }),
      60,
    );
    expectAllToHappen(shares);
  });

  it('is nothing where no organization is enrolled', async () => {
    const answer = await suppose(new InMemoryEventStore(), ORGANIZATION, [], NOW, () => {
      throw new Error('there is nothing to read');
    });
    expect(answer).toBeNull();
  });
});

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
