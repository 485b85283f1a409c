import {
  ALERTS_LEASE,
  assertPresent,
  countLeases,
  type Database,
  giveLeasesBack,
  leasesOf,
  takeLeases,
  takeOutTheDead,
  workersPresent,
} from '@app/database';
import { pauseFor } from '@app/event-store';
import type { Log } from './log.js';
import { BEAT_MS, type Presence } from './presence.js';
import { type Shift, wholeShift } from './shift.js';
import { supervised } from './supervised.js';
import type { WorkMetrics } from './work-metrics.js';

export interface WorkerOptions {
  readonly database: Database;
  /** `null` = nobody shares the work. */
  readonly presence: Presence | null;
  /** Resolves when the shift is over and nothing of it runs any more. */
  readonly work: (shift: Shift) => Promise<void>;
  readonly metrics: WorkMetrics;
  readonly log: Log;
}

interface RunningShift {
  /** Of the presence under which the leases were taken. */
  readonly id: string;
  /** The names of the leases. */
  readonly leases: readonly string[];
  /** Ends it, and resolves when nothing of it runs any more. */
  readonly end: () => Promise<void>;
}

/** Does this process's part of the work: all of it, or, where others work on the same database, a fair share by leases. See docs/adr/0020-workers-and-leases.md. */
export class Worker {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: WorkerOptions) {}

  start(): void {
    const { presence, work, log } = this.options;
    const { signal } = this.#stop;
    this.#running =
      presence === null
        ? work(wholeShift(signal))
        : supervised('the sharing of the work', () => this.#share(presence), { signal, log });
  }

  /** Resolves when nothing of it runs any more. The leases are free when the presence leaves. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #share(presence: Presence): Promise<void> {
    const { signal } = this.#stop;
    const { db } = this.options.database;
    let shift: RunningShift | null = null;
    try {
      while (!signal.aborted) {
        const { id } = presence;
        const { mine, surplus } = await sharedOut(this.options.database, id);
        if (shift === null || shift.id !== id || shift.leases.join() !== mine.join()) {
          await shift?.end();
          // Nothing of it is worked on any more: whoever takes it begins where this process stopped.
          if (surplus.length > 0) await giveLeasesBack(db, id, surplus);
          shift = this.#begin(id, mine);
        }
        await pauseFor(BEAT_MS, signal);
      }
    } finally {
      await shift?.end();
    }
  }

  #begin(id: string, leases: readonly string[]): RunningShift {
    const { work, metrics, log } = this.options;
    const over = new AbortController();
    metrics.setLeases(leases.length);
    log.info({ leases: leases.length }, 'a shift begins');
    const partitions = leases.filter((name) => name !== ALERTS_LEASE).map(Number);
    const done = work({
      share: {
        partitions: new Set(partitions),
        assertOwn: (transaction) => assertPresent(transaction, id),
      },
      takesAlertsIn: leases.includes(ALERTS_LEASE),
      signal: over.signal,
    });
    const end = async () => {
      over.abort();
      await done;
    };
    return { id, leases, end };
  }
}

/** The leases that the worker has and keeps, in order, and those that are more than its fair share. */
async function sharedOut(
  { db }: Database,
  id: string,
): Promise<{ mine: readonly string[]; surplus: readonly string[] }> {
  await takeOutTheDead(db);
  const workers = await workersPresent(db);
  const place = workers.indexOf(id);
  if (place === -1) return { mine: [], surplus: [] }; // taken for dead, and soon back
  const fair = fairShare(await countLeases(db), workers.length, place);
  const held = await leasesOf(db, id);
  if (held.length < fair) await takeLeases(db, id, fair - held.length);
  const all = held.length < fair ? await leasesOf(db, id) : held;
  all.sort();
  return { mine: all.slice(0, fair), surplus: all.slice(fair) };
}

/** How many of `all` the worker at `place` (from 0) of `workers` has: together they have all, and no two differ by more than one. */
export function fairShare(all: number, workers: number, place: number): number {
  return Math.floor(all / workers) + (place < all % workers ? 1 : 0);
}
