import { type Database, shareRequests } from '@app/database';
import { WakeUps } from '@app/event-store';
import { organizationOfStream, type RequestsUnderWay, streamOfOrganization } from '@app/recording';
import type { Log } from './log.js';
import { supervised } from './supervised.js';

/** How often it looks whether what it has told is still there: whoever is taken for dead has told nothing. */
const LOOK_MS = 1_000;

/** Tells the watches of other processes which organizations' streams end in the middle of a request of this one. */
export class SharedRequests {
  readonly #underWay = new Set<string>();
  /** What the others certainly know, and what they may know: between the two is what is being told, or could not be. */
  #known = new Set<string>();
  #maybeKnown = new Set<string>();
  /** Under which id it was told. */
  #toldAs: string | null = null;
  #telling: Promise<void> = Promise.resolve();
  readonly #ended = new WakeUps();
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    /** By whose id the others know this process. */
    private readonly presence: { readonly id: string },
    private readonly log: Log,
  ) {}

  /** Follows what ends in `requests`. */
  start(requests: RequestsUnderWay): void {
    requests.onEnded((organizationIds) => {
      for (const organizationId of organizationIds) {
        if (requests.of(streamOfOrganization(organizationId)).size > 0) continue;
        if (this.#underWay.delete(organizationId)) this.#ended.wake();
      }
    });
    const { signal } = this.#stop;
    const supervision = { signal, log: this.log };
    this.#running = supervised(
      'the telling of requests',
      () => this.#keepTelling(signal),
      supervision,
    );
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Resolves when the others know that the stream may end in the middle of a request. Rejects with `DatabaseUnavailable`. */
  readonly begins = async (stream: string): Promise<void> => {
    const organizationId = organizationOfStream(stream);
    if (organizationId === null) return;
    this.#underWay.add(organizationId);
    const isKnown = this.#toldAs === this.presence.id && this.#known.has(organizationId);
    if (!isKnown) await this.#tell();
  };

  async #keepTelling(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const ended = this.#ended.sleep(signal, LOOK_MS);
      await this.#tell();
      await ended;
    }
  }

  /** One at a time: what gathers meanwhile is told in one go. */
  #tell(): Promise<void> {
    const telling = this.#telling.then(async () => {
      const { id: instance } = this.presence;
      if (this.#toldAs !== instance) {
        this.#known = new Set();
        this.#maybeKnown = new Set();
        this.#toldAs = instance;
      }
      const begun = [...this.#underWay].filter((id) => !this.#known.has(id));
      const ended = [...this.#maybeKnown].filter((id) => !this.#underWay.has(id));
      if (begun.length + ended.length === 0) return;
      for (const organizationId of begun) this.#maybeKnown.add(organizationId);
      for (const organizationId of ended) this.#known.delete(organizationId);
      await shareRequests(this.database.db, instance, { begun, ended });
      for (const organizationId of begun) this.#known.add(organizationId);
      this.#maybeKnown = new Set(this.#known);
    });
    this.#telling = telling.catch(() => undefined); // whoever asked for it is told
    return telling;
  }
}
