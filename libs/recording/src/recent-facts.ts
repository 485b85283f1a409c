import type { RecordedFact } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { factPages } from './read-facts.js';
import { streamOfOrganization } from './stored-fact.js';

/** So many facts are kept at least, and three times as many at most: about 15 MB. */
const FACTS_PER_GENERATION = 8_000;
/** What comes in longer pieces is read from the stream by the page, for less than it takes to hold on to it. */
const LONG_PIECE = 500;

/** Facts of one organization that stand behind each other in their stream. */
interface Run {
  facts: RecordedFact[];
  /** How many of them came before the present generation. */
  older: number;
  /** They go up to the end of an append of this process, and nobody has told of more. */
  isToHead: boolean;
}

/**
 * Facts that were just recorded, or read: several fold the same ones within moments (the directory, the watch), and whoever comes second need not
 * read them. What is not here is in the stream.
 */
export class RecentFacts {
  /** The runs of organizations of which something came in this generation, and of those of which it did in the one before. */
  #present = new Map<string, Run>();
  #past = new Map<string, Run>();
  /** How many facts came in this generation. */
  #came = 0;

  /** Takes in facts of one organization, in the order of their revisions; those behind a gap are left out. */
  take(organizationId: string, facts: readonly RecordedFact[]): void {
    const [first, last] = [facts[0], facts.at(-1)];
    if (first === undefined || last === undefined || facts.length > LONG_PIECE) return;
    const run = this.#presentRun(organizationId);
    const isApart = first.revision > (endOf(run.facts) ?? -1);
    const isMore =
      first.revision < (run.facts[0]?.revision ?? -1) &&
      last.revision + 1 >= (endOf(run.facts) ?? 0);
    if (isApart || isMore) {
      run.facts = [];
      run.older = 0;
    }
    for (const fact of facts) {
      if (fact.revision !== (endOf(run.facts) ?? fact.revision)) continue;
      run.facts.push(fact);
      run.isToHead = false;
      this.#came += 1;
    }
    if (this.#came >= FACTS_PER_GENERATION) this.purge();
  }

  /** The same of facts that this process has just recorded, all of an append. */
  takeRecorded(organizationId: string, facts: readonly RecordedFact[]): void {
    this.take(organizationId, facts);
    const run = this.#runOf(organizationId);
    if (run !== undefined) run.isToHead = facts.at(-1)?.revision === run.facts.at(-1)?.revision;
  }

  /**
   * The last revision of the last append that this process has stored in the organization's stream; `null` = that is not here, or there may be more of
   * it. An append whose outcome is not known yet may be behind it.
   */
  headOf(organizationId: string): number | null {
    const run = this.#runOf(organizationId);
    return run?.isToHead === true ? (run.facts.at(-1)?.revision ?? null) : null;
  }

  /** An append of this process may have stored more than is known. */
  forgetHead(organizationId: string): void {
    const run = this.#runOf(organizationId);
    if (run !== undefined) run.isToHead = false;
  }

  /** The facts from `revision` on, as far as they are here; none where that one is not. */
  from(organizationId: string, revision: number): readonly RecordedFact[] {
    const facts = this.#runOf(organizationId)?.facts ?? [];
    const place = revision - (facts[0]?.revision ?? Infinity);
    return place < 0 ? [] : facts.slice(place);
  }

  has(organizationId: string, revision: number): boolean {
    const facts = this.#runOf(organizationId)?.facts ?? [];
    return (facts[0]?.revision ?? Infinity) <= revision && revision < (endOf(facts) ?? -1);
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
    this.#present.delete(organizationId);
    this.#past.delete(organizationId);
  }

  /** Lets go of what came before the present generation, and begins another one. Meant to be called every minute or so. */
  purge(): void {
    this.#past = this.#present;
    this.#present = new Map();
    this.#came = 0;
  }

  #runOf(organizationId: string): Run | undefined {
    return this.#present.get(organizationId) ?? this.#past.get(organizationId);
  }

  /** The organization's run, of which no more goes along into this generation than came in the one before. */
  #presentRun(organizationId: string): Run {
    const present = this.#present.get(organizationId);
    if (present !== undefined) return present;
    const past = this.#past.get(organizationId);
    const facts = past?.facts.slice(past.older) ?? [];
    const run = { facts, older: facts.length, isToHead: past?.isToHead ?? false };
    this.#past.delete(organizationId);
    this.#present.set(organizationId, run);
    return run;
  }
}

/** The revision behind the last one; `undefined` = there is none. */
function endOf(run: readonly RecordedFact[]): number | undefined {
  const last = run.at(-1);
  return last === undefined ? undefined : last.revision + 1;
}
