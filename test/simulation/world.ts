import { type Database, EVERYTHING } from '@app/database';
import {
  type EventStore,
  InMemoryEventStore,
  OutcomeUnknown,
  StoreError,
  type SubscribeOptions,
} from '@app/event-store';
import { requestsHere, STANDING_WATCH, StandingWatch } from '@app/alerting';
import { type Fact } from '@app/domain';
import { readAlone } from '@app/projections';
import { RecentFacts, Recorder, type RequestsUnderWay } from '@app/recording';
import type { KyselyPlugin } from 'kysely';
import type { Rules } from './naive-watch.js';
import type { Random } from './random.js';

/** The process is gone: nothing that it began goes on. */
export class Crash extends StoreError {}

/** What survives a crash, and the clock on the wall. */
export class World {
  readonly log = new InMemoryEventStore();
  now = Date.UTC(2018, 0, 1, 9);
  /** Of the last fact of an organization. */
  lastPosition: string | null = null;

  constructor(
    readonly random: Random,
    readonly database: Database,
    public rules: Rules,
  ) {}
}

/** One process with its handles of the store and the database. It crashes at the step it is told to, and every step fails behind that. */
export class Process {
  readonly recorder: Recorder;
  readonly watch: StandingWatch;
  readonly #log: Parameters<typeof readAlone>[0];
  #stepsLeft = Infinity;

  /** `requests` are those of another process that runs at the same time. */
  constructor(
    private readonly world: World,
    requests?: RequestsUnderWay,
  ) {
    const store = this.#store();
    const database = this.#database();
    const recent = new RecentFacts();
    const pause = () => Promise.resolve();
    const now = () => world.now;
    this.#log = { store, database, share: EVERYTHING, recent, pause };
    this.recorder = new Recorder({
      store,
      clock: now,
      pause,
      keepPersonalData: () => Promise.resolve(),
      onRecorded: (organizationId, facts) => {
        // Not always: what was recorded long ago is in memory no more.
        if (world.random.chance(0.7)) recent.takeRecorded(organizationId, facts);
      },
    });
    this.watch = new StandingWatch({
      store,
      database,
      recent,
      requests: requestsHere(requests ?? this.recorder.requests, recent),
      programs: () => world.rules.programs,
      timeZone: world.rules.timeZone,
      leads: world.rules.leads,
      now,
      pause,
      onHalted: (_organizationId, error) => {
        throw error;
      },
    });
  }

  get isAlive(): boolean {
    return this.#stepsLeft > 0;
  }

  crashAfter(steps: number): void {
    this.#stepsLeft = steps;
  }

  /** Looks at everything there is to see. */
  async look(): Promise<void> {
    await readAlone(this.#log, STANDING_WATCH, new AbortController().signal, (follower, signal) =>
      this.watch.follow(follower, signal),
    );
    await this.watch.lookAround();
  }

  record(facts: readonly Fact[], options: object = {}): Promise<unknown> {
    return this.recorder.record(facts, { recordedBy: 'simulation', ...options });
  }

  #step = (): void => {
    if (this.#stepsLeft <= 0) throw new Crash('the process is gone');
    this.#stepsLeft -= 1;
    if (this.#stepsLeft <= 0) throw new Crash('the process is killed here');
  };

  #store(): EventStore {
    const step = this.#step;
    const { log, random } = this.world;
    const world = this.world;
    return {
      append: async (stream, ...append) => {
        step();
        const result = await log.append(stream, ...append);
        if (stream.startsWith('organization-')) {
          world.lastPosition = (await log.head(stream))?.position ?? null;
        }
        step();
        if (random.chance(0.05)) throw new OutcomeUnknown('the answer was lost');
        return result;
      },
      async *read(...read) {
        step();
        for await (const page of log.read(...read)) {
          yield page;
          step();
        }
      },
      head: async (stream) => {
        step();
        return await log.head(stream);
      },
      async *subscribe(options: SubscribeOptions) {
        step();
        if (options.after === world.lastPosition) return;
        for await (const page of log.subscribe(options)) {
          step();
          // What was delivered and not stored is delivered again, in other pages.
          const cut = random.integer(1, page.length);
          const parts = [page.slice(0, cut), page.slice(cut)].filter((part) => part.length > 0);
          for (const part of parts) {
            yield part;
            step();
          }
          if (page.at(-1)?.position === world.lastPosition) return;
        }
      },
      close: () => Promise.resolve(),
    };
  }

  #database(): Database {
    const step = this.#step;
    const plugin: KyselyPlugin = {
      transformQuery: ({ node }) => {
        step();
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    };
    const db = this.world.database.db.withPlugin(plugin);
    const crashing = new Proxy(db, {
      get(target, property) {
        if (property !== 'connection') {
          const value: unknown = Reflect.get(target, property, target);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return () => ({
          execute: async <T>(work: Parameters<ReturnType<typeof db.connection>['execute']>[0]) => {
            const result = await target.connection().execute(work);
            // Committed, and nobody hears of it.
            step();
            return result as T;
          },
        });
      },
    });
    return { ...this.world.database, db: crashing };
  }
}
