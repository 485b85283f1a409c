import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { AppendResult, EventStore, ExpectedRevision, NewEvent } from '@app/event-store';
import fc from 'fast-check';
import { event, idsOf, readAll } from './events.js';

/** What is appended next, relative to whatever has been appended by then. */
type Step =
  | { readonly kind: 'new'; readonly stream: number; readonly count: number; readonly off: number }
  /** An earlier append again: as it was, without its last event, with one more, or with one event replaced. */
  | { readonly kind: 'again'; readonly which: number; readonly change: Change };

type Change = 'none' | 'shorter' | 'longer' | 'replaced';

interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('new' as const),
    stream: fc.nat(2),
    count: fc.integer({ min: 1, max: 4 }),
    // Mostly the right revision, sometimes one too low or too high.
    off: fc.constantFrom(0, 0, 0, 0, -2, -1, 1, 3),
  }),
  fc.record({
    kind: fc.constant('again' as const),
    which: fc.nat(30),
    change: fc.constantFrom<Change>('none', 'none', 'shorter', 'longer', 'replaced'),
  }),
);

/** The terms of `append` over plain lists of ids. */
class Model {
  readonly #streams = new Map<string, string[]>();

  idsIn(stream: string): readonly string[] {
    return this.#streams.get(stream) ?? [];
  }

  append({ stream, expected, events }: Append): AppendResult {
    const ids = [...this.idsIn(stream)];
    const start = expected === 'no-stream' ? 0 : expected + 1;
    const wanted = idsOf(events);
    if (start === ids.length) {
      this.#streams.set(stream, [...ids, ...wanted]);
      return { outcome: 'stored', revision: start + wanted.length - 1 };
    }
    if (ids.slice(start, start + wanted.length).join() === wanted.join()) {
      return { outcome: 'stored', revision: start + wanted.length - 1 };
    }
    return { outcome: 'conflict', actual: ids.length === 0 ? null : ids.length - 1 };
  }
}

/** Holds a store against the model over random sequences of appends, some of them at once. The seed is printed. */
export async function appendsFollowTheModel(store: EventStore): Promise<void> {
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  const numRuns = Math.ceil(40 * Number(process.env['FC_RUNS'] ?? 1));
  console.info(`seed ${seed}, ${numRuns} runs`);
  const outcomes = { stored: 0, conflict: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const scope = `model-${randomUUID()}-`;
      const model = new Model();
      const made: Append[] = [];
      for (const each of steps) {
        const append = appendFor(each, scope, made, model);
        made.push(append);
        const expected = model.append(append);
        expect(await store.append(append.stream, append.expected, append.events)).toEqual(expected);
        outcomes[expected.outcome] += 1;
      }
      for (const stream of new Set(made.map((append) => append.stream))) {
        const stored = await readAll(store, stream);
        expect(idsOf(stored)).toEqual(model.idsIn(stream));
        expect(stored.map(({ revision }) => revision)).toEqual(stored.map((_, index) => index));
      }
    }),
    { seed, numRuns },
  );
  console.info(`${outcomes.stored} appends stored, ${outcomes.conflict} in conflict`);
  expect(Math.min(outcomes.stored, outcomes.conflict)).toBeGreaterThan(numRuns);
}

function appendFor(each: Step, scope: string, made: readonly Append[], model: Model): Append {
  if (each.kind === 'again' && made.length > 0) {
    const earlier = made[each.which % made.length]!;
    return { ...earlier, events: changed(earlier.events, each.change) };
  }
  const { stream, count, off } = each.kind === 'new' ? each : { stream: 0, count: 1, off: 0 };
  const name = `${scope}${stream}`;
  const expected = model.idsIn(name).length - 1 + off;
  return {
    stream: name,
    expected: expected < 0 ? 'no-stream' : expected,
    events: Array.from({ length: count }, (_, index) => event(index)),
  };
}

function changed(events: readonly NewEvent[], change: Change): readonly NewEvent[] {
  if (change === 'shorter' && events.length > 1) return events.slice(0, -1);
  if (change === 'longer') return [...events, event()];
  if (change === 'replaced') return [...events.slice(0, -1), event()];
  return events;
}
