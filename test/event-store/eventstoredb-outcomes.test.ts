import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type AppendResult,
  type ExpectedRevision,
  type NewEvent,
  OutcomeUnknown,
  StoreUnavailable,
} from '@app/event-store';
import { EventStoreDbEventStore } from '../../libs/event-store/src/eventstoredb-event-store.js';
import fc from 'fast-check';
import type { AppendFault } from '../support/eventstoredb/append-faults.js';
import { EventStoreDbCluster } from '../support/eventstoredb/cluster.js';
import { events, idsOf } from './events.js';

const DEADLINE_MS = 60;
/** Late is later than any answer that is waited for. */
const LATE_MS = 100;

/** What happens to the whole cluster while an append is under way. */
type Trouble =
  | 'none'
  | 'cut'
  | 'stall'
  | 'slow'
  | 'elect'
  | 'lose the leader'
  | 'forget repeats'
  | 'stall reads';

interface Step {
  /** Of which of the run's streams. */
  readonly stream: number;
  readonly count: number;
  readonly fault: AppendFault | null;
  readonly trouble: Trouble;
  /** Another writer is quicker. */
  readonly hasRival: boolean;
  /** How often an unknown outcome is settled by the same append before it is left unknown. */
  readonly retries: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat(2),
  count: fc.integer({ min: 1, max: 3 }),
  fault: fc.constantFrom<AppendFault | null>(
    ...[null, null, null],
    ...(['stored-and-silent', 'lost-and-silent', 'stored-and-cut', 'lost-and-cut'] as const),
    ...(['stored-and-answered-late', 'stored-late', 'cut-and-stored-late'] as const),
    ...(['stored-and-timed-out', 'lost-and-timed-out', 'not-ready'] as const),
    ...(['not-leader', 'access-denied', 'cut-while-sent'] as const),
  ),
  trouble: fc.constantFrom<Trouble>(
    ...(['none', 'none', 'none', 'cut', 'stall', 'slow', 'elect', 'lose the leader'] as const),
    ...(['forget repeats', 'stall reads'] as const),
  ),
  hasRival: fc.nat(4).map((n) => n === 0),
  retries: fc.constantFrom(0, 6, 6, 6),
});

/** What a caller was told of an append in the end. */
interface Told {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
  readonly outcome: 'stored' | 'conflict' | 'not stored' | 'unknown';
  /** Where it was told to be stored. */
  readonly revision: number;
  readonly attempts: number;
}

let cluster: EventStoreDbCluster;
let store: EventStoreDbEventStore;
let run = 0;

beforeAll(async () => {
  cluster = await EventStoreDbCluster.start(2);
  for (const node of cluster.nodes) node.lateMs = LATE_MS;
  cluster.nodes[1]!.hasBatches = false; // as while a cluster is brought to a newer version
  store = new EventStoreDbEventStore({
    url: cluster.url('&maxDiscoverAttempts=3'),
    appendDeadlineMs: DEADLINE_MS,
    readDeadlineMs: DEADLINE_MS,
  });
});

afterAll(async () => {
  await store.close();
  await cluster.stop();
});

function headOf(stream: string): number {
  return cluster.log.stream(stream).length - 1;
}

const behind = (head: number): ExpectedRevision => (head === -1 ? 'no-stream' : head);

/** One append as a writer makes it: said again, with the same ids, while its outcome is unknown. */
async function told(stream: string, { count, retries, hasRival }: Step): Promise<Told> {
  const expected = behind(headOf(stream));
  const appended = events(count);
  if (hasRival) rivalOf(stream);
  const append = { stream, expected, events: appended, revision: -1 };
  let isUnknown = false;
  for (let attempts = 1; ; attempts += 1) {
    const answer = await answered(store.append(stream, expected, appended));
    if (!(answer instanceof Error)) {
      return {
        ...append,
        outcome: answer.outcome,
        attempts,
        revision: answer.outcome === 'stored' ? answer.revision : -1,
      };
    }
    // That this call stored nothing says nothing of an earlier one.
    isUnknown ||= answer instanceof OutcomeUnknown;
    if (!isUnknown) return { ...append, outcome: 'not stored', attempts };
    if (attempts > retries) return { ...append, outcome: 'unknown', attempts };
    await pause(attempts * 5);
  }
}

async function answered(
  append: Promise<AppendResult>,
): Promise<AppendResult | OutcomeUnknown | StoreUnavailable> {
  try {
    return await append;
  } catch (error) {
    if (error instanceof OutcomeUnknown || error instanceof StoreUnavailable) return error;
    throw error;
  }
}

/** Somebody else's append, straight into the log. */
function rivalOf(stream: string): void {
  const [one] = events(1) as [NewEvent];
  cluster.log.append(stream, headOf(stream), [
    {
      id: one.eventId,
      type: one.type,
      contentType: 'application/json',
      data: Buffer.from(one.data),
      metadata: Buffer.from(one.metadata),
    },
  ]);
}

async function befall(trouble: Trouble): Promise<void> {
  await pause(1);
  const { leader, nodes, successor } = cluster;
  if (trouble === 'cut') leader.cutConnections();
  if (trouble === 'stall') leader.network.stall();
  if (trouble === 'slow') for (const node of nodes) node.network.delayMs = 8;
  if (trouble === 'elect' && successor !== undefined) cluster.elect(successor);
  if (trouble === 'lose the leader' && successor !== undefined) cluster.loseLeader();
  if (trouble === 'forget repeats') cluster.log.recognisesRepeats = false;
  if (trouble === 'stall reads') for (const node of nodes) node.isReadStalled = true;
  await pause(trouble === 'none' ? 0 : 15);
  await heal();
}

async function heal(): Promise<void> {
  await cluster.revive();
  cluster.log.recognisesRepeats = true;
  for (const node of cluster.nodes) {
    node.network.resume();
    node.network.delayMs = 0;
    node.isReadStalled = false;
  }
}

/** What a caller was told, held against what the log has when everything late has arrived. */
function wrongIn({ stream, expected, events: appended, outcome, revision }: Told): string | null {
  const ids = idsOf(appended);
  const log = cluster.log.stream(stream).map(({ id }) => id);
  const first = expected === 'no-stream' ? 0 : expected + 1;
  const found = ids.map((id) => log.flatMap((each, at) => (each === id ? [at] : [])));
  const where = `${stream} behind ${expected}: told ${outcome}, found at ${JSON.stringify(found)}`;
  if (found.some((places) => places.length > 1)) return `stored twice: ${where}`;
  const isThere = found.every(([at], n) => at === first + n);
  if (outcome === 'stored') {
    return isThere && revision === first + ids.length - 1 ? null : where;
  }
  if (outcome === 'unknown')
    return isThere || found.every(({ length }) => length === 0) ? null : where;
  return found.every(({ length }) => length === 0) ? null : where;
}

/** The steps of one stream, one after the other, in the middle of what happens to the others. */
async function writtenTo(stream: string, steps: readonly Step[]): Promise<Told[]> {
  const all: Told[] = [];
  for (const each of steps) {
    if (each.fault !== null) cluster.leader.appendFaults.push(each.fault);
    const happening = befall(each.trouble);
    all.push(await told(stream, each));
    await happening;
  }
  return all;
}

describe('what a caller is told of an append', () => {
  it('is what the log has, through any sequence of faults', async () => {
    const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
    const numRuns = Math.ceil(20 * Number(process.env['FC_RUNS'] ?? 1));
    const counts: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        run += 1;
        const written = [0, 1, 2].map((which) =>
          writtenTo(
            `run-${run}-${which}`,
            steps.filter(({ stream }) => stream === which),
          ),
        );
        const all = (await Promise.all(written)).flat();
        for (const node of cluster.nodes) node.appendFaults.length = 0;
        await pause(LATE_MS * 2);
        for (const each of all) {
          counts[each.outcome] = (counts[each.outcome] ?? 0) + 1;
          if (each.attempts > 1) counts['settled late'] = (counts['settled late'] ?? 0) + 1;
        }
        expect(all.map(wrongIn).filter((wrong) => wrong !== null)).toEqual([]);
      }),
      { seed, numRuns },
    );
    console.info(`seed ${seed}, ${numRuns} runs:`, counts);
    for (const outcome of ['stored', 'conflict', 'not stored', 'unknown', 'settled late']) {
      expect(counts[outcome]).toBeGreaterThan(0);
    }
  });
});
