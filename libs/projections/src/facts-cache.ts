import { isUnavailable } from '@app/database';
import { FactsIndex, type RecordedFact } from '@app/domain';
import type { EventStore } from '@app/event-store';
import {
  caughtUpBy,
  factsOfPage,
  isSnapshotDue,
  RecentFacts,
  streamOfOrganization,
  takenIn,
} from '@app/recording';
import { LRUCache } from 'lru-cache';
import { trustedSnapshot } from './trusted-snapshot.js';

/** Where indexes are kept so that a long stream is not read again from its beginning. */
export interface SnapshotStore {
  /** The newest snapshot that is whole and of the present format, or `null`. */
  load(organizationId: string): Promise<FactsIndex | null>;
  save(organizationId: string, index: FactsIndex): Promise<void>;
}

export interface FactsCacheOptions {
  readonly store: EventStore;
  readonly snapshots?: SnapshotStore;
  /** What the indexes kept in memory may hold, with what was worked out of them; the least recently used go first. */
  readonly maxCachedBytes?: number;
  /** A snapshot is saved when this many facts came behind the last one, and more where it is large. */
  readonly factsPerSnapshot?: number;
  /** Told why a snapshot was not saved: the database cannot be used now. The facts are as whole as they were. */
  readonly onSnapshotMissed?: (organizationId: string, error: unknown) => void;
}

/** An idle service is to fit into 300 MB, of which the program takes half; with the allocator's room an index takes more than twice its bytes. */
const MAX_CACHED_BYTES = 56_000_000;
/** Facts of an organization are folded together, behind each revision that is a multiple of this, where nobody asks: one by one, each finds nothing of the index in the processor's caches. */
const FOLDED_TOGETHER = 50;

interface Entry {
  index: FactsIndex;
  snapshotRevision: number;
  /** The catching up under way, and the one that waits for it: whoever asks now must see what was written before they asked. */
  running: Promise<void> | null;
  waiting: Promise<void> | null;
}

/**
 * Organizations' facts as indexes in memory, caught up with the stream whenever they are asked for: what was acknowledged before the
 * question is in the answer.
 */
export class FactsCache {
  /** What others fold, too. */
  readonly recent = new RecentFacts();
  readonly #entries: LRUCache<string, Entry>;
  readonly #loading = new Map<string, Promise<Entry>>();

  constructor(private readonly options: FactsCacheOptions) {
    const { maxCachedBytes = MAX_CACHED_BYTES } = options;
    this.#entries = new LRUCache({
      maxSize: maxCachedBytes,
      // One that is larger than the cache still has it for itself: read anew for each question it would cost more.
      sizeCalculation: ({ index }) => Math.min(maxCachedBytes, index.bytes),
    });
  }

  /**
   * The index of an organization's facts up to the head of its stream, or `null` where it has none. Later calls take further facts
   * into the same index: read what you need before you wait for anything else. Rejects with a `StoreError` or `UndecodableFact`, and once
   * with what keeps a snapshot from being saved, unless it is that the database cannot be used now. Whoever wants no more than the log has told
   * of says up to which revision, `atLeast`, and has the stream read only where that is not in memory.
   */
  async factsOf(organizationId: string, atLeast = Infinity): Promise<FactsIndex | null> {
    const entry = await this.#entryOf(organizationId);
    this.#takeRecent(organizationId, entry);
    if (entry.index.revision < atLeast) await this.#caughtUp(organizationId, entry);
    if (entry.index.revision === -1) {
      this.#entries.delete(organizationId);
      return null;
    }
    this.#measure(organizationId, entry);
    // Once more when whoever asks has worked their answer out: what is kept of that counts too.
    setImmediate(() => {
      if (this.#entries.peek(organizationId) === entry) this.#measure(organizationId, entry);
    });
    await this.#saveSnapshot(organizationId, entry);
    return entry.index;
  }

  /** The facts at these revisions, as they were recorded, ascending. Rejects as `factsOf` does. */
  async factsAt(
    organizationId: string,
    revisions: readonly number[],
  ): Promise<ReadonlyMap<number, RecordedFact>> {
    const { store } = this.options;
    const stream = streamOfOrganization(organizationId);
    const wanted = new Set(revisions);
    const found = new Map<number, RecordedFact>();
    let looked = -1;
    for (const revision of [...wanted].sort((a, b) => a - b)) {
      if (revision <= looked) continue;
      // What lies between two that are far apart is not read.
      for await (const page of store.read(stream, revision)) {
        const events = page.filter((event) => wanted.has(event.revision));
        for (const fact of await factsOfPage(store, stream, events)) found.set(fact.revision, fact);
        looked = page.at(-1)?.revision ?? looked;
        break;
      }
    }
    return found;
  }

  /**
   * Takes in facts that were just recorded, so that they need not be read back: what comes right behind an index in memory, once in so
   * many facts or when somebody asks. The rest whoever asks finds in the stream.
   */
  take(organizationId: string, facts: readonly RecordedFact[]): void {
    this.recent.takeRecorded(organizationId, facts);
    const head = facts.at(-1)?.revision ?? -1;
    if (head % FOLDED_TOGETHER >= facts.length) return;
    const entry = this.#entries.peek(organizationId);
    if (entry === undefined) return;
    const { index } = entry;
    // What comes in long pieces is not kept for others.
    for (const page of [this.recent.from(organizationId, index.revision + 1), facts]) {
      for (const fact of page) if (fact.revision === index.revision + 1) index.apply(fact);
    }
  }

  /** Throws an organization's index away: which of its facts count was decided anew. Whoever asks from now on has it folded from the stream. */
  forget(organizationId: string): void {
    this.recent.forget(organizationId);
    const entry = this.#entries.peek(organizationId);
    if (entry !== undefined) startAnew(entry);
  }

  /** The cache only sees the size of what is new to it. */
  #measure(organizationId: string, entry: Entry): void {
    this.#entries.delete(organizationId);
    this.#entries.set(organizationId, entry);
  }

  async #entryOf(organizationId: string): Promise<Entry> {
    const kept = this.#entries.get(organizationId);
    if (kept !== undefined) return kept;
    const loading =
      this.#loading.get(organizationId) ??
      this.#load(organizationId).finally(() => this.#loading.delete(organizationId));
    this.#loading.set(organizationId, loading);
    return await loading;
  }

  async #load(organizationId: string): Promise<Entry> {
    const { store, snapshots } = this.options;
    // A snapshot saves reading the stream.
    const saved = this.recent.has(organizationId, 0)
      ? null
      : await trustedSnapshot(store, snapshots, organizationId);
    const index = saved ?? new FactsIndex();
    const entry = { index, snapshotRevision: index.revision, running: null, waiting: null };
    this.#entries.set(organizationId, entry);
    return entry;
  }

  #caughtUp(organizationId: string, entry: Entry): Promise<void> {
    if (entry.running === null) {
      entry.running = this.#catchUp(organizationId, entry).finally(() => {
        entry.running = null;
      });
      return entry.running;
    }
    entry.waiting ??= entry.running
      .catch(() => undefined) // whoever asked for that one is told
      .then(() => {
        entry.waiting = null;
        return this.#caughtUp(organizationId, entry);
      });
    return entry.waiting;
  }

  #takeRecent(organizationId: string, entry: Entry): void {
    const { index } = entry;
    const stream = streamOfOrganization(organizationId);
    for (const fact of this.recent.from(organizationId, index.revision + 1)) {
      this.#apply(stream, entry, index, fact);
    }
  }

  /** Once more where the index was thrown away meanwhile. */
  async #catchUp(organizationId: string, entry: Entry): Promise<void> {
    const stream = streamOfOrganization(organizationId);
    let index: FactsIndex;
    do {
      index = entry.index;
      await caughtUpBy(this.options.store, organizationId, index, (fact) => {
        this.#apply(stream, entry, index, fact);
      });
    } while (index !== entry.index);
  }

  /** A fact that cannot be taken in leaves half of it behind: whoever asks next has the index folded anew. */
  #apply(stream: string, entry: Entry, index: FactsIndex, fact: RecordedFact): void {
    try {
      takenIn(stream, fact, () => {
        index.apply(fact);
      });
    } catch (error) {
      if (entry.index === index) startAnew(entry);
      throw error;
    }
  }

  async #saveSnapshot(organizationId: string, entry: Entry): Promise<void> {
    const { snapshots, factsPerSnapshot } = this.options;
    if (snapshots === undefined) return;
    if (!isSnapshotDue(entry.index.revision, entry.snapshotRevision, factsPerSnapshot)) return;
    entry.snapshotRevision = entry.index.revision;
    try {
      await snapshots.save(organizationId, entry.index);
    } catch (error) {
      // Without it the next start takes longer, and nothing else: it is tried again behind further facts.
      if (!isUnavailable(error)) throw error;
      this.options.onSnapshotMissed?.(organizationId, error);
    }
  }
}

function startAnew(entry: Entry): void {
  entry.index = new FactsIndex();
  entry.snapshotRevision = -1;
}
