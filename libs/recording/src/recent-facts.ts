import type { RecordedFact } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { LRUCache } from 'lru-cache';
import { factPages } from './read-facts.js';
import { streamOfOrganization } from './stored-fact.js';

/** About 15 MB; the least recently used go first. */
const MAX_FACTS = 20_000;
/** What has not been used by then is not used soon. */
const KEPT_MS = 10_000;
/** What comes in longer pieces is read from the stream by the page, for less than it takes to hold on to it. */
const LONG_PIECE = 500;
const LONG_RUN = 5_000;

/** Facts that stand behind each other in their stream. */
type Run = RecordedFact[];

/**
 * Facts that were just recorded, or read: several fold the same ones within moments (the directory, the watch), and whoever comes second need not
 * read them. What is not here is in the stream.
 */
export class RecentFacts {
  readonly #runs = new LRUCache<string, Run>({
    maxSize: MAX_FACTS,
    ttl: KEPT_MS,
    sizeCalculation: (run) => run.length,
  });

  /** Takes in facts of one organization, in the order of their revisions; those behind a gap are left out. */
  take(organizationId: string, facts: readonly RecordedFact[]): void {
    const [first, last] = [facts[0], facts.at(-1)];
    if (first === undefined || last === undefined || facts.length > LONG_PIECE) return;
    const kept = this.#runs.get(organizationId) ?? [];
    const isApart = first.revision > (endOf(kept) ?? -1);
    const isMore =
      first.revision < (kept[0]?.revision ?? -1) && last.revision + 1 >= (endOf(kept) ?? 0);
    const run = isApart || isMore || kept.length > LONG_RUN ? [] : kept;
    for (const fact of facts) if (fact.revision === (endOf(run) ?? fact.revision)) run.push(fact);
    this.#runs.delete(organizationId); // it only sees the size of what is new to it
    this.#runs.set(organizationId, run);
  }

  /** The facts from `revision` on, as far as they are here; none where that one is not. */
  from(organizationId: string, revision: number): readonly RecordedFact[] {
    const run = this.#runs.get(organizationId);
    const place = revision - (run?.[0]?.revision ?? Infinity);
    return run === undefined || place < 0 ? [] : run.slice(place);
  }

  has(organizationId: string, revision: number): boolean {
    const run = this.#runs.peek(organizationId);
    const first = run?.[0]?.revision ?? Infinity;
    return first <= revision && revision < (endOf(run ?? []) ?? -1);
  }

  /** As `factPages`: the facts from revision `from` on, up to the head, or at least to `atLeast`, as it is told of the log. */
  async *pages(
    store: EventStore,
    organizationId: string,
    from: number,
    atLeast: number,
  ): AsyncGenerator<readonly RecordedFact[]> {
    const here = this.from(organizationId, from);
    if (here.length > 0) yield here;
    const next = endOf(here) ?? from;
    if (next > atLeast) return;
    for await (const page of factPages(store, streamOfOrganization(organizationId), next)) {
      this.take(organizationId, page);
      yield page;
    }
  }

  /** Other facts of the organization count than before. */
  forget(organizationId: string): void {
    this.#runs.delete(organizationId);
  }

  /** Lets go of what was not used lately. Meant to be called every minute or so. */
  purge(): void {
    this.#runs.purgeStale();
  }
}

/** The revision behind the last one; `undefined` = there is none. */
function endOf(run: readonly RecordedFact[]): number | undefined {
  const last = run.at(-1);
  return last === undefined ? undefined : last.revision + 1;
}
