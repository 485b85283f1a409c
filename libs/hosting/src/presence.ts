import { type Database, enter, leave, stay } from '@app/database';
import { pauseFor } from '@app/event-store';
import type { Log } from './log.js';
import { SharedRequests } from './shared-requests.js';
import { supervised } from './supervised.js';

/** How often a process says that it is there, and looks who else is. */
export const BEAT_MS = 1_000;

/** That this process is there, as those see it with which it shares a database in PostgreSQL. */
export class Presence {
  /** Those of this process, told to the others. */
  readonly requests: SharedRequests;
  readonly #stop = new AbortController();
  #beating: Promise<void> = Promise.resolve();

  private constructor(
    private readonly database: Database,
    private readonly works: boolean,
    private readonly log: Log,
    private currentId: string,
  ) {
    this.requests = new SharedRequests(database, this, log);
  }

  /** `works` = it takes leases. */
  static async enter(database: Database, works: boolean, log: Log): Promise<Presence> {
    const presence = new Presence(database, works, log, await enter(database.db, { works }));
    const supervision = { signal: presence.#stop.signal, log };
    presence.#beating = supervised('the sign of life', () => presence.#beat(), supervision);
    return presence;
  }

  /** Its id; another one when it was taken for dead in between. */
  get id(): string {
    return this.currentId;
  }

  /** Others may take its leases at once. Whoever calls it has stopped working on them. */
  async leave(): Promise<void> {
    await this.requests.stop();
    this.#stop.abort();
    await this.#beating;
    await leave(this.database.db, this.currentId);
  }

  async #beat(): Promise<void> {
    const { signal } = this.#stop;
    const { db } = this.database;
    while (!signal.aborted) {
      if (!(await stay(db, this.currentId))) {
        this.log.warn(
          {},
          'this process was taken for dead; it comes back, and takes what work is left',
        );
        this.currentId = await enter(db, { works: this.works });
      }
      await pauseFor(BEAT_MS, signal);
    }
  }
}
