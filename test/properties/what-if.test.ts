import { describe, expect, it } from '@jest/globals';
import {
  competenciesOn,
  copyOf,
  evolve,
  type Fact,
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
  Recorder,
  suppose,
  type SuppositionOptions,
} from '@app/recording';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { Oracle } from '../oracle/standing.js';
import { withoutAssignments } from '../oracle/witness.js';
import { STORY_RATES } from './arbitraries.js';
import { Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { indexOf } from './indexing.js';
import { programs } from './random-programs.js';
import { ORGANIZATION } from './stories.js';
import { askedDay } from './vocabulary.js';
import { eventsIn, judged, storeOf, supposed } from './what-if-cases.js';

const NOW = Date.UTC(2019, 0, 2);
const ENROLMENT: Fact = {
  source: 'urn:what-if',
  id: 'enrolment',
  type: 'OrganizationEnrolled',
  data: {
    organizationId: ORGANIZATION,
    name: 'Contoso',
    market: 'developed',
    effectiveOn: '2016-01-01',
  },
};
const someShare = fc.constantFrom(0, 0.5, 1);
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

  it('follows upon what was known at a revision as if nothing had been recorded behind it', async () => {
    const shares = new Shares();
    await checkAsync(
      fc.asyncProperty(
        supposed,
        programs,
        someDays,
        fc.record({ index: someShare, decisions: someShare }),
        someShare,
        async (given, rules, days, at, share) => {
          const { recorded } = given.told;
          const revision = Math.floor(share * (recorded.length - 1));
          const { store } = await storeOf(given.told);
          const past = await storeOf({ recorded: recorded.slice(0, revision + 1) });
          const sent = judged(given).facts.map(({ fact }) => fact);
          const all = await readFacts(store, ORGANIZATION, { after: -1, limit: 1_000 });
          const instant = all[revision]!.recordedAt;
          const [then, now] = await Promise.all([
            suppose({ store: past.store }, ORGANIZATION, sent, NOW, () => undefined),
            suppose(
              { store, ...(await keptFrom(store, at)), knownBy: { revision, instant } },
              ORGANIZATION,
              sent,
              NOW,
              (index) => expect(index.revision).toBe(revision),
            ),
          ]);
          expect(now!.decisions.map(asOutcome)).toEqual(then!.decisions.map(asOutcome));
          expect(answersOf(now!.index.knownAt(), rules, days)).toEqual(
            answersOf(then!.index.knownAt(), rules, days),
          );
          const kept = (share: number) => Math.round(share * all.length) - 1;
          shares.saw({
            'all is known': revision === all.length - 1,
            'an index of later facts': kept(at.index) > revision,
            'an index of earlier facts': kept(at.index) < revision,
            'decisions of later facts': kept(at.decisions) > revision,
          });
        },
      ),
      30,
    );
    expectAllToHappen(shares);
  });

  it('forgets the rates that were published behind what was known', async () => {
    const store = new InMemoryEventStore();
    let now = Date.UTC(2019, 0, 1);
    const recorder = new Recorder({
      store,
      clock: () => now,
      keepPersonalData: () => Promise.resolve(),
    });
    const record = (fact: Fact) => recorder.record([fact], { recordedBy: 'key-1' });
    await record(ENROLMENT);
    now += 1_000;
    await record(STORY_RATES[0]!);
    const inEuros: Fact = {
      source: 'urn:what-if',
      id: 'in euros',
      type: 'RevenueBooked',
      data: {
        organizationId: ORGANIZATION,
        bookingId: 'in euros',
        customerId: 'customer 1',
        product: 'alpha',
        revenueType: 'net-new',
        amount: '45.45',
        currency: 'EUR',
        bookedOn: STORY_RATES[0]!.data.publishedOn,
      },
    };
    const outcomeAt = async (instant: number) => {
      const from = { store, knownBy: { revision: 0, instant } };
      const answer = await suppose(from, ORGANIZATION, [inEuros], now, () => undefined);
      return answer!.decisions.map(asOutcome);
    };
    expect(await outcomeAt(now)).toMatchObject([{ status: 'accepted' }]);
    expect(await outcomeAt(now - 1)).toMatchObject([
      { status: 'rejected', code: 'exchange-rate-missing' },
    ]);
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
