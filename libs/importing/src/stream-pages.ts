import type { RecordedFact } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { factsOfPage } from '@app/recording';
import { LRUCache } from 'lru-cache';

const REVISIONS_PER_PAGE = 500;
const MOST_PAGES = 16;

/** Single facts of a stream, looked up by the thousand: rows of a file mostly come in the order in which they were recorded, so that the pages they are on are read once. */
export class StreamPages {
  readonly #pages = new LRUCache<number, readonly StoredEvent[]>({ max: MOST_PAGES });

  constructor(
    private readonly store: EventStore,
    private readonly stream: string,
  ) {}

  /** The fact at `revision`, or `null` where none is recorded there. Rejects with a `StoreError` or `UndecodableFact`. */
  async at(revision: number): Promise<RecordedFact | null> {
    const first = revision - (revision % REVISIONS_PER_PAGE);
    const page = this.#pages.get(first) ?? (await this.#read(first));
    const event = page[revision - first];
    if (event === undefined) return null;
    const [fact] = await factsOfPage(this.store, this.stream, [event]);
    return fact ?? null;
  }

  async #read(first: number): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const page of this.store.read(this.stream, first)) {
      events.push(...page.slice(0, REVISIONS_PER_PAGE - events.length));
      if (events.length === REVISIONS_PER_PAGE) break;
    }
    // The stream's last page grows.
    if (events.length === REVISIONS_PER_PAGE) this.#pages.set(first, events);
    return events;
  }
}
