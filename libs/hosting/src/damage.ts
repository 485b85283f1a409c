import type { StoredEvent } from '@app/event-store';
import { streamOfOrganization, type UndecodableFact } from '@app/recording';
import type { Log } from './log.js';
import type { WorkMetrics } from './work-metrics.js';

/** Organizations whose facts or announcements cannot be read. One of them stops nothing but itself; operators are told. */
export class Damage {
  readonly #streams = new Set<string>();

  constructor(
    private readonly log: Pick<Log, 'error'>,
    private readonly metrics: WorkMetrics,
  ) {}

  get organizations(): number {
    return this.#streams.size;
  }

  readonly foundAnnouncement = ({ stream, revision }: StoredEvent, error: unknown): void => {
    this.#add(stream);
    this.log.error(
      { stream, revision, stack: error instanceof Error ? error.stack : String(error) },
      'an announcement cannot be read; it is not delivered',
    );
  };

  /** Told by whoever meets it; the log has it once. */
  readonly found = ({ stream, revision, stack }: UndecodableFact): void => {
    if (this.#streams.has(stream)) return;
    this.#add(stream);
    this.log.error(
      { stream, revision, stack },
      'a fact cannot be read; its organization stops until it is put in quarantine',
    );
  };

  readonly isReadable = (organizationId: string): void => {
    if (this.#streams.delete(streamOfOrganization(organizationId))) {
      this.metrics.setUnreadableOrganizations(this.#streams.size);
    }
  };

  #add(stream: string): void {
    this.#streams.add(stream);
    this.metrics.setUnreadableOrganizations(this.#streams.size);
  }
}
