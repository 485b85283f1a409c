import { describe, expect, test } from '@jest/globals';
import {
  type Day,
  dayOf,
  FIRST_DAY,
  rankOf,
  type Steps,
  StepsBuilder,
  type Tier,
  valueOn,
} from '@app/domain';
import fc from 'fast-check';
import { decide, evolve, initial, nextLookAfter, type StandingEvent } from './standing-decider.js';

const FIRST = dayOf('2018-01-01');
const LEADS = [12, 5, 2];
const OPTIONS = ['cloud/reseller', 'cloud/advisor'];

interface Seen {
  readonly later: number;
  readonly timelines: ReadonlyMap<string, Steps<Tier | null>>;
}

const steps = fc
  .array(
    fc.record({
      after: fc.integer({ min: 1, max: 20 }),
      tier: fc.constantFrom<Tier | null>(null, 'silver', 'gold'),
    }),
    { maxLength: 8 },
  )
  .map((runs) => {
    const builder = new StepsBuilder<Tier | null>();
    builder.set(FIRST_DAY, null);
    let day = FIRST - 30;
    for (const { after, tier } of runs) builder.set((day += after), tier);
    return builder.build();
  });

/** What there is to see at looks one behind the other; of the same day, or some days later. */
const looks: fc.Arbitrary<Seen[]> = fc.array(
  fc.record({
    later: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15 })),
    timelines: fc
      .tuple(steps, steps)
      .map(([a, b]) => new Map([a, b].map((of, n) => [OPTIONS[n]!, of]))),
  }),
  { minLength: 1, maxLength: 8 },
);

function sightOf({ timelines }: Seen, day: Day, revision: number) {
  const on = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return {
    organizationId: 'contoso',
    look: { day: on, revision, editions: ['sha256:1'], timeZone: 'UTC' },
    timelines,
    enrolledOn: FIRST - 60,
    leads: LEADS,
    becauseOf: () => [],
  };
}

/** Looks one behind the other; `check` is called behind each. */
function walk(
  seen: readonly Seen[],
  check: (at: {
    readonly seen: Seen;
    readonly day: Day;
    readonly revision: number;
    readonly state: ReturnType<typeof initial>;
    readonly said: readonly StandingEvent[];
  }) => void,
): void {
  const state = initial();
  let day = FIRST;
  for (const [revision, one] of seen.entries()) {
    day += one.later;
    const said = decide(sightOf(one, day, revision), state);
    for (const event of said) evolve(state, event);
    check({ seen: one, day, revision, state, said });
  }
}

function holds(check: Parameters<typeof walk>[1]): void {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  console.info(`seed ${seed}`);
  fc.assert(
    fc.property(looks, (seen) => {
      walk(seen, check);
    }),
    { seed, numRuns: 500 },
  );
}

describe('behind every look', () => {
  test('the same look says nothing more', () => {
    holds(({ seen, day, revision, state }) => {
      expect(decide(sightOf(seen, day, revision), state)).toEqual([]);
    });
  });

  test('what was announced of every day up to today is what is known', () => {
    holds(({ seen, day, state }) => {
      const wrong: string[] = [];
      for (const option of OPTIONS) {
        const announced = state.options.get(option)?.tiers;
        const known = seen.timelines.get(option)!;
        for (let past = state.began!; past <= day; past += 1) {
          const was = announced === undefined ? null : valueOn(announced, past);
          if (was !== valueOn(known, past)) wrong.push(`${option} on ${past}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  });

  test('restated days are apart, in order, before today, and each was something else', () => {
    holds(({ day, said }) => {
      for (const { type, data } of said) {
        if (type !== 'StandingRestated') continue;
        let end = '';
        for (const { from, to, was, is } of data.intervals ?? []) {
          expect([from >= end, from < to, dayOf(to) <= day, was !== is]).not.toContain(false);
          end = to;
        }
        expect(data.effectiveOn).toBe(data.intervals?.[0]?.from);
      }
    });
  });

  test('a risk is of a lower tier ahead within its lead, and of no smaller lead', () => {
    holds(({ day, said }) => {
      for (const { type, data } of said) {
        if (type !== 'TierAtRisk') continue;
        const left = dayOf(data.lapsesOn ?? '') - day;
        const lead = data.leadDays ?? 0;
        expect(rankOf(data.toTier)).toBeLessThan(rankOf(data.fromTier));
        expect([left > 0, left <= lead, LEADS.some((one) => one >= left && one < lead)]).toEqual([
          true,
          true,
          false,
        ]);
      }
    });
  });

  test('no day before the next look has anything to say', () => {
    holds(({ seen, day, revision, state }) => {
      const next = nextLookAfter(seen.timelines, LEADS, day) ?? day + 60;
      const said: StandingEvent[] = [];
      for (let later = day + 1; later < next; later += 1) {
        said.push(...decide(sightOf(seen, later, revision), state));
      }
      expect(said).toEqual([]);
    });
  });
});
