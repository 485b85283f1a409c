import type { Fact, FactType, OrganizationFact, RecordedFact } from './facts/fact.js';
import { idKeyOf, naturalKeyOf, piecesOfContent } from './facts/identity.js';
import { type HashArrays, HashIndex } from './hash-index.js';
import { type Hash, type HashKey, keyedHash } from './keyed-hash.js';
import { bytes, NumberColumn, words } from './number-column.js';
import { assert } from './assert.js';
import { type Decision, type Duplicate, rejected } from './decision.js';
import { Liveness, type LivenessChange } from './liveness.js';

const HAS_NATURAL_KEY = 0x80;

/** Whether a rate was found for it is a part of what a fact says: see `contentOf`. */
type Hashed = Fact & Pick<Partial<RecordedFact>, 'rate'>;

interface FactHashes {
  readonly id: Hash;
  readonly content: Hash;
  readonly naturalKey: Hash | null;
}

/** What recorded facts are made of; columns have a cell a revision. */
export interface RecordedContent {
  readonly key: HashKey;
  readonly types: readonly FactType[];
  /** Every retraction and reinstatement in the order it was recorded. */
  readonly liveness: readonly { at: number; target: number; live: boolean }[];
  readonly ids: HashArrays;
  readonly naturalKeys: HashArrays;
  readonly contents: HashArrays;
  readonly kinds: Uint8Array;
}

/** A key for states that nobody outside feeds. */
const PLAIN_KEY: HashKey = [0x9e3779b9, 0x85ebca6b];

/**
 * What deciders ask about the facts a stream holds: by id, by natural key, what they said, and whether they count. Texts are kept as
 * hashes of 64 bits under a key that no sender knows: docs/adr/0012-decision-state.md.
 */
export class RecordedFacts {
  #ids = new HashIndex();
  #naturalKeys = new HashIndex();
  #contentLow = new NumberColumn(words);
  #contentHigh = new NumberColumn(words);
  /** The place of the fact's type among those that were met, and whether it has a natural key. */
  #kinds = new NumberColumn(bytes);
  /** The types that were met, in the order they were. */
  #types: FactType[] = [];
  #length = 0;
  #last: { readonly fact: Hashed; readonly hashes: FactHashes } | null = null;
  readonly liveness = new Liveness();

  constructor(readonly key: HashKey = PLAIN_KEY) {}

  /** What `toContent` gave, whose columns are not copied. */
  static of(content: RecordedContent): RecordedFacts {
    const { key, types, liveness, ids, naturalKeys, contents, kinds } = content;
    const recorded = new RecordedFacts(key);
    recorded.#ids = HashIndex.fromArrays(ids);
    recorded.#naturalKeys = HashIndex.fromArrays(naturalKeys);
    recorded.#contentLow = NumberColumn.of(words, contents.low);
    recorded.#contentHigh = NumberColumn.of(words, contents.high);
    recorded.#kinds = NumberColumn.of(bytes, kinds);
    recorded.#types = [...types];
    recorded.#length = kinds.length;
    for (const { at, target, live } of liveness) recorded.liveness.record(at, target, live);
    return recorded;
  }

  /** Of revisions 0 to `length` (exclusive), which are all. */
  toContent(length: number): RecordedContent {
    return {
      key: this.key,
      types: this.#types,
      liveness: this.liveness.history(),
      ids: this.#ids.toArrays(length),
      naturalKeys: this.#naturalKeys.toArrays(length),
      contents: { low: this.#contentLow.toArray(length), high: this.#contentHigh.toArray(length) },
      kinds: this.#kinds.toArray(length),
    };
  }

  /** Adds the stream's next fact; returns what it retracts or reinstates. */
  add(fact: RecordedFact): readonly LivenessChange[] {
    const { revision } = fact;
    assert(revision >= this.#length, () => `revision ${revision} is not the next`);
    this.#length = revision + 1;
    const { id, content, naturalKey } = this.#hashesOf(fact);
    this.#contentLow.set(revision, content.low);
    this.#contentHigh.set(revision, content.high);
    this.#ids.add(revision, id);
    const type = this.#codeOf(fact.type);
    this.#kinds.set(revision, naturalKey === null ? type : type | HAS_NATURAL_KEY);
    if (naturalKey !== null) this.#naturalKeys.add(revision, naturalKey);
    if (fact.type !== 'FactRetracted' && fact.type !== 'FactReinstated') return [];
    const target = this.revisionOf(fact.data.factSource, fact.data.factId);
    assert(target !== null, () => `revision ${revision} names a fact the stream does not hold`);
    return this.liveness.record(revision, target, fact.type === 'FactReinstated');
  }

  revisionOf(source: string, id: string): number | null {
    return this.#ids.lastOf(keyedHash(idKeyOf(source, id), this.key));
  }

  /** The revision at which `fact`'s source and id were recorded, or `null`. */
  underIdOf(fact: Fact): number | null {
    return this.#ids.lastOf(this.#hashesOf(fact).id);
  }

  saysTheSame(revision: number, fact: Fact): boolean {
    const { low, high } = this.#hashesOf(fact).content;
    return this.#contentLow.get(revision) === low && this.#contentHigh.get(revision) === high;
  }

  /** The facts ever recorded under `fact`'s natural key, by revision ascending; none where it has no such key. */
  underNaturalKeyOf(fact: OrganizationFact): readonly number[] {
    const { naturalKey } = this.#hashesOf(fact);
    return naturalKey === null ? [] : this.#naturalKeys.rowsOf(naturalKey);
  }

  /** A fact is decided and then added: what was worked out for its data the first time serves the second. */
  #hashesOf(fact: Hashed): FactHashes {
    const { data, type, source, id, rate } = fact;
    const last = this.#last?.fact;
    const isLast =
      last?.data === data && last.type === type && last.rate === rate && last.source === source;
    if (this.#last !== null && isLast && last.id === id) return this.#last.hashes;
    const said = piecesOfContent(fact);
    const naturalKey = naturalKeyOf(fact, said);
    const content = keyedHash(said, this.key);
    const hashes = {
      id: keyedHash(idKeyOf(source, id), this.key),
      content,
      // A mark's key is its content.
      naturalKey: naturalKey === said ? content : naturalKey && keyedHash(naturalKey, this.key),
    };
    this.#last = { fact, hashes };
    return hashes;
  }

  /** The type of the fact at `revision`. */
  typeAt(revision: number): FactType {
    const type = this.#types[this.#kinds.get(revision) & ~HAS_NATURAL_KEY];
    assert(revision < this.#length && type !== undefined, `there is no revision ${revision}`);
    return type;
  }

  /** Another live fact under the natural key of the one at `revision`, or `null`. */
  liveRivalOf(revision: number): number | null {
    if ((this.#kinds.get(revision) & HAS_NATURAL_KEY) === 0) return null;
    const under = this.#naturalKeys.rowsOf(this.#naturalKeys.hashOf(revision));
    return under.find((other) => other !== revision && this.liveness.isLive(other)) ?? null;
  }

  #codeOf(type: FactType): number {
    const known = this.#types.indexOf(type);
    return known === -1 ? this.#types.push(type) - 1 : known;
  }
}

/** The answer where the stream already holds `fact`'s source and id, or `null`. */
export function decideSameId(fact: Fact, recorded: RecordedFacts): Decision | null {
  const revision = recorded.underIdOf(fact);
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
