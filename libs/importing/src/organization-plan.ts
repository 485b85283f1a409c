import { getRandomValues } from 'node:crypto';
import {
  type Accepted,
  decide,
  evolve,
  type Fact,
  type HashKey,
  initialOrganization,
  type OrganizationFact,
  type OrganizationState,
  type RateLookup,
  type RecordedFact,
  type Rejected,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import type { ReadFact } from '@app/ingestion';
import { factPages, streamOfOrganization } from '@app/recording';
import { changeId, factOf, type FactRef, IMPORT_SOURCE, verdictFact } from './import-ids.js';
import { StreamPages } from './stream-pages.js';

/** What is to become of a fact of a row. */
export interface PlannedFact {
  readonly status: 'accepted' | 'duplicate' | 'changed' | 'rejected';
  /** What is to be recorded: one fact, or together what takes a recorded one out and puts another in its place. */
  readonly submit: readonly OrganizationFact[];
  /** What the row says, whether it is recorded now, was before, or not at all. */
  readonly fact: OrganizationFact;
  readonly rejected?: Rejected;
  /** The fact was retracted by hand, and stays so. */
  readonly retracted?: boolean;
  /** What stood before, of a change. */
  readonly was?: RecordedFact;
}

export interface PlanContext {
  readonly store: EventStore;
  readonly rates: RateLookup;
  readonly importId: string;
  /** Whether the same file was imported before, and stands. */
  readonly sameFileStands: boolean;
  /** Whether nothing is recorded: then each fact is decided here, as if what was planned before it had been recorded. */
  readonly supposes: boolean;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

/**
 * What an import does to one organization, by what its stream holds: which facts are new, known, changed, or said again. What is new is left to the recorder's
 * decision, unless nothing is to be recorded.
 */
export class OrganizationPlan {
  readonly #state: OrganizationState = initialOrganization(randomKey());
  /** The revisions of the retractions that imports made; what was retracted otherwise was retracted by hand. */
  readonly #retractionsOfImports = new Set<number>();
  /** The beginnings of the identities of bookings that imports recorded: most rows of most files are of none of them. */
  readonly #identities = new Set<number>();

  readonly #stream: StreamPages;

  private constructor(
    readonly organizationId: string,
    private readonly context: PlanContext,
  ) {
    this.#stream = new StreamPages(context.store, streamOfOrganization(organizationId));
  }

  /** Reads the organization's stream. Rejects with a `StoreError` or `UndecodableFact`. */
  static async load(organizationId: string, context: PlanContext): Promise<OrganizationPlan> {
    const plan = new OrganizationPlan(organizationId, context);
    for await (const page of factPages(context.store, streamOfOrganization(organizationId))) {
      for (const fact of page) plan.#take(fact);
    }
    return plan;
  }

  #take(fact: RecordedFact): void {
    evolve(this.#state, fact);
    if (fact.source !== IMPORT_SOURCE) return;
    if (fact.type === 'FactRetracted') this.#retractionsOfImports.add(fact.revision);
    if (fact.type === 'RevenueBooked') this.#identities.add(beginningOf(fact.data.bookingId));
  }

  /**
   * What is to become of rows that are alike but for what they say, in their order: each is held against what was recorded of their like before, the same
   * content first, so that neither another order nor one row more or less makes a change of the others.
   */
  async planAlike(facts: readonly ReadFact[]): Promise<PlannedFact[]> {
    const [first] = facts;
    if (first === undefined) return [];
    if (first.identity === null) return await this.#planEach(facts);
    if (facts.length === 1) {
      const only = this.#factOf(first, 1);
      const isUnheardOf = !this.#isKnown(first.identity);
      if (isUnheardOf && !this.context.supposes) return [isNew(only)];
      if (this.#recordedUnder(only).length === 0) return [await this.plan(only)];
    }
    const ordinals = this.#ordinalsOf(facts, this.#knownOrdinals(first));
    const planned: PlannedFact[] = [];
    for (const [place, fact] of facts.entries()) {
      planned.push(await this.plan(this.#factOf(fact, ordinals[place] ?? 1)));
    }
    return planned;
  }

  /** What has a natural key of its own is the same fact however often it is said: nothing is counted. */
  async #planEach(facts: readonly ReadFact[]): Promise<PlannedFact[]> {
    const planned: PlannedFact[] = [];
    for (const fact of facts) planned.push(await this.plan(this.#factOf(fact, 1)));
    return planned;
  }

  #isKnown(identity: string): boolean {
    return this.#identities.has(beginningOf(identity));
  }

  #factOf(fact: ReadFact, ordinal: number): OrganizationFact {
    return factOf(fact, ordinal, this.context.importId) as OrganizationFact;
  }

  #recordedUnder(fact: OrganizationFact): readonly number[] {
    return this.#state.recorded.underNaturalKeyOf(fact);
  }

  /** How many of a kind were ever recorded. */
  #knownOrdinals(like: ReadFact): number {
    let known = 0;
    while (this.#recordedUnder(this.#factOf(like, known + 1)).length > 0) known += 1;
    return known;
  }

  #ordinalsOf(facts: readonly ReadFact[], known: number): number[] {
    const free = new Set(Array.from({ length: known }, (_, place) => place + 1));
    const ordinals = new Array<number>(facts.length).fill(0);
    const fitting = [
      (revision: number) => this.#state.recorded.liveness.isLive(revision),
      () => true,
    ];
    for (const isFit of fitting) {
      let missed = '';
      for (const [place, fact] of facts.entries()) {
        const content = JSON.stringify(fact.data);
        if (ordinals[place] !== 0 || content === missed) continue;
        const found = this.#ordinalSaying(fact, free, isFit);
        if (found === null) missed = content;
        else {
          ordinals[place] = found;
          free.delete(found);
        }
      }
    }
    // What says something new takes the place of what nobody says any more; what is then left over is new.
    const left = [...free];
    let next = known;
    for (const place of facts.keys()) {
      if (ordinals[place] === 0) ordinals[place] = left.shift() ?? (next += 1);
    }
    return ordinals;
  }

  #ordinalSaying(
    fact: ReadFact,
    free: ReadonlySet<number>,
    isFit: (revision: number) => boolean,
  ): number | null {
    for (const ordinal of free) {
      const asRecorded = this.#factOf(fact, ordinal);
      const says = this.#recordedUnder(asRecorded).some(
        (revision) => this.#state.recorded.saysTheSame(revision, asRecorded) && isFit(revision),
      );
      if (says) return ordinal;
    }
    return null;
  }

  /** What is to become of one fact. */
  async plan(fact: OrganizationFact): Promise<PlannedFact> {
    const { recorded } = this.#state;
    const under = this.#recordedUnder(fact);
    const same =
      under.find((revision) => recorded.saysTheSame(revision, fact)) ??
      recorded.underIdOf(fact) ??
      undefined;
    const live = under.find((revision) => recorded.liveness.isLive(revision));
    if (same !== undefined) return await this.#planKnown(fact, same, live);
    if (live !== undefined) return await this.#planChange(fact, live, fact);
    if (!this.context.supposes) return isNew(fact);
    const decision = decide(fact, this.#state, { rates: this.context.rates });
    if (decision.outcome === 'rejected') {
      return { status: 'rejected', submit: [], fact, rejected: decision };
    }
    if (decision.outcome === 'duplicate') return { status: 'duplicate', submit: [], fact };
    this.#suppose(decision);
    return isNew(fact);
  }

  /** A fact that the stream holds already: live, retracted by hand, or taken out by an import and now said again. */
  async #planKnown(
    fact: OrganizationFact,
    same: number,
    live: number | undefined,
  ): Promise<PlannedFact> {
    const { liveness } = this.#state.recorded;
    const duplicate: PlannedFact = { status: 'duplicate', submit: [], fact };
    if (liveness.isLive(same)) return duplicate;
    const verdict = liveness.verdictOn(same);
    const byImport = verdict !== null && this.#retractionsOfImports.has(verdict);
    if (!byImport) return { ...duplicate, retracted: true };
    if (live !== undefined && this.context.sameFileStands) return { ...duplicate, retracted: true };
    const { importId } = this.context;
    const target = refOf((await this.#stream.at(same)) ?? fact);
    const reason = `said again by import ${importId}`;
    const id = `again:${importId}:${target.id}`.slice(0, 256);
    const again = verdictFact('FactReinstated', this.organizationId, target, id, importId, reason);
    if (live !== undefined) return await this.#planChange(fact, live, again);
    const decision = decide(again, this.#state, { rates: this.context.rates });
    if (decision.outcome !== 'accepted') {
      return decision.outcome === 'rejected'
        ? { status: 'rejected', submit: [], fact, rejected: decision }
        : duplicate;
    }
    this.#suppose(decision);
    return { status: 'accepted', submit: [again], fact };
  }

  /** Takes the live fact out, and puts another in its place. */
  async #planChange(
    fact: OrganizationFact,
    live: number,
    instead: OrganizationFact,
  ): Promise<PlannedFact> {
    // Of what was planned and not recorded there is nothing to be read.
    const was = await this.#stream.at(live);
    if (was === null || was.subject === fact.subject) return this.#contradicted(fact);
    if (instead === fact) {
      const decision = decide(undisputed(fact), this.#state, { rates: this.context.rates });
      if (decision.outcome === 'rejected') {
        return { status: 'rejected', submit: [], fact, rejected: decision };
      }
    }
    const { importId } = this.context;
    const retraction = verdictFact(
      'FactRetracted',
      this.organizationId,
      refOf(was),
      changeId(importId, fact.id),
      importId,
      `changed by import ${importId}`,
    );
    const verdict = decide(retraction, this.#state, { rates: this.context.rates });
    if (verdict.outcome !== 'accepted') {
      return verdict.outcome === 'rejected'
        ? { status: 'rejected', submit: [], fact, rejected: verdict }
        : { status: 'duplicate', submit: [], fact };
    }
    this.#suppose(verdict);
    const decision = decide(instead, this.#state, { rates: this.context.rates });
    if (decision.outcome === 'accepted') this.#suppose(decision);
    return { status: 'changed', submit: [retraction, instead], fact, was };
  }

  /** Another row of the same file says otherwise; the first one counts. */
  #contradicted(fact: OrganizationFact): PlannedFact {
    const decision = decide(fact, this.#state, { rates: this.context.rates });
    if (decision.outcome !== 'rejected') return { status: 'duplicate', submit: [], fact };
    return { status: 'rejected', submit: [], fact, rejected: decision };
  }

  /** What comes after is decided as if this were recorded. */
  #suppose({ fact, rate }: Accepted): void {
    if (!this.context.supposes) return;
    this.#take({
      ...fact,
      revision: this.#state.revision + 1,
      recordedAt: Math.max(this.context.now(), this.#state.recordedAt),
      recordedBy: 'import',
      ...(rate === undefined ? {} : { rate }),
    });
  }
}

function isNew(fact: OrganizationFact): PlannedFact {
  return { status: 'accepted', submit: [fact], fact };
}

/** 52 of the bits of a hash in hexadecimal, which a number holds exactly. */
function beginningOf(hex: string): number {
  return Number.parseInt(hex.slice(0, 13), 16);
}

function refOf({ source, id }: Fact): FactRef {
  return { source, id };
}

/** The fact as it would be decided if nothing stood in its place. */
function undisputed(fact: OrganizationFact): OrganizationFact {
  const key = 'bookingId' in fact.data ? 'bookingId' : 'individualId';
  const free = `free-${fact.id}`;
  return { ...fact, id: free, data: { ...fact.data, [key]: free } } as OrganizationFact;
}

function randomKey(): HashKey {
  const [low = 0, high = 0] = getRandomValues(new Uint32Array(2));
  return [low, high];
}
