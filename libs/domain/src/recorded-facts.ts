import type { Fact, FactType, OrganizationFact, RecordedFact } from './facts/fact.js';
import { contentOf, idKeyOf, naturalKeyOf } from './facts/identity.js';
import { assert } from './assert.js';
import { type Decision, type Duplicate, rejected } from './decision.js';
import { Liveness, type LivenessChange } from './liveness.js';

/** What deciders ask about the facts a stream holds: by id, by natural key, what they said, and whether they count. */
export class RecordedFacts {
  readonly #revisionById = new Map<string, number>();
  readonly #revisionsByNaturalKey = new Map<string, number[]>();
  readonly #contents: string[] = [];
  readonly #naturalKeys = new Map<number, string>();
  readonly liveness = new Liveness();

  /** Adds the stream's next fact; returns what it retracts or reinstates. */
  add(fact: RecordedFact): readonly LivenessChange[] {
    assert(fact.revision >= this.#contents.length, `revision ${fact.revision} is not the next`);
    this.#contents[fact.revision] = contentOf(fact);
    this.#revisionById.set(idKeyOf(fact.source, fact.id), fact.revision);
    if (fact.type === 'ExchangeRatePublished') return [];
    this.#addNaturalKey(fact, fact.revision);
    if (fact.type !== 'FactRetracted' && fact.type !== 'FactReinstated') return [];
    const target = this.revisionOf(fact.data.factSource, fact.data.factId);
    assert(target !== null, `revision ${fact.revision} names a fact the stream does not hold`);
    return this.liveness.record(fact.revision, target, fact.type === 'FactReinstated');
  }

  revisionOf(source: string, id: string): number | null {
    return this.#revisionById.get(idKeyOf(source, id)) ?? null;
  }

  saysTheSame(revision: number, fact: Fact): boolean {
    return this.#contents[revision] === contentOf(fact);
  }

  /** The facts ever recorded under `fact`'s natural key, by revision ascending; none where it has no such key. */
  underNaturalKeyOf(fact: OrganizationFact): readonly number[] {
    const key = naturalKeyOf(fact);
    return key === null ? [] : (this.#revisionsByNaturalKey.get(key) ?? []);
  }

  /** The type of the fact at `revision`. */
  typeAt(revision: number): FactType {
    const content = this.#contents[revision];
    assert(content !== undefined, `there is no revision ${revision}`);
    return (JSON.parse(content) as [FactType])[0];
  }

  /** Another live fact under the natural key of the one at `revision`, or `null`. */
  liveRivalOf(revision: number): number | null {
    const key = this.#naturalKeys.get(revision);
    if (key === undefined) return null;
    const under = this.#revisionsByNaturalKey.get(key) ?? [];
    return under.find((other) => other !== revision && this.liveness.isLive(other)) ?? null;
  }

  #addNaturalKey(fact: OrganizationFact, revision: number): void {
    const key = naturalKeyOf(fact);
    if (key === null) return;
    this.#naturalKeys.set(revision, key);
    const under = this.#revisionsByNaturalKey.get(key);
    if (under === undefined) this.#revisionsByNaturalKey.set(key, [revision]);
    else under.push(revision);
  }
}

/** The answer where the stream already holds `fact`'s source and id, or `null`. */
export function decideSameId(fact: Fact, recorded: RecordedFacts): Decision | null {
  const revision = recorded.revisionOf(fact.source, fact.id);
  if (revision === null) return null;
  if (recorded.saysTheSame(revision, fact)) return duplicateOf(revision, recorded);
  return rejected(
    'id-reused',
    `id ${fact.id} of source ${fact.source} was recorded at revision ${revision} with other content; ` +
      'give the new fact an id of its own',
    '/id',
  );
}

/** The answer to a fact that the one at `revision` says already. */
export function duplicateOf(revision: number, recorded: RecordedFacts): Duplicate {
  return { outcome: 'duplicate', revision, retracted: !recorded.liveness.isLive(revision) };
}
