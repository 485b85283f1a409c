import { assert } from './assert.js';
import { type Day, FIRST_DAY } from './business-day.js';
import type { RecordedFact } from './facts/fact.js';
import type { Market } from './facts/fields.js';
import type { Correction, IndexContent, Pass } from './facts-index.js';
import { type DayIntervals, daysOn, inOrderOfEffect } from './intervals.js';
import { type RevenueFilter, RevenueLine } from './revenue-line.js';
import type { RollingWindow } from './rolling-window.js';
import { type Steps, StepsBuilder } from './steps.js';

export interface KnownIndividual {
  readonly individualId: string;
  readonly membership: DayIntervals;
  readonly passes: readonly Pass[];
}

/** What a derived value rests on; it is kept as long as no fact touches that. */
type Basis = 'individuals' | 'everything';

/**
 * An organization as it was known at one revision: the facts recorded up to it, less those retracted by then. What is asked
 * once is remembered.
 */
export class KnownFacts {
  readonly revision: number;
  readonly #content: Readonly<IndexContent>;
  #market: Steps<Market> | null = null;
  #individuals: readonly KnownIndividual[] | null = null;
  #revenueLines = new Map<string, RevenueLine>();
  readonly #derived: Record<Basis, Map<string, unknown>> = {
    individuals: new Map(),
    everything: new Map(),
  };

  constructor(content: Readonly<IndexContent>, revision: number) {
    this.#content = content;
    this.revision = revision;
  }

  get organizationId(): string {
    return this.#enrolment().organizationId;
  }

  get name(): string {
    return this.#corrected('name') ?? this.#enrolment().name;
  }

  /** First day with a standing. */
  get enrolledOn(): Day {
    return this.#corrected('effectiveOn') ?? this.#enrolment().effectiveOn;
  }

  /** The market of every day. */
  get market(): Steps<Market> {
    this.#market ??= this.#marketOfEveryDay();
    return this.#market;
  }

  /** Everybody there is a live fact about, by id. */
  get individuals(): readonly KnownIndividual[] {
    this.#individuals ??= this.#knownIndividuals();
    return this.#individuals;
  }

  /** The trailing twelve months of the bookings that pass `filter`. */
  revenueOf(filter: RevenueFilter): RollingWindow {
    const key = JSON.stringify([filter.products, filter.revenueTypes, filter.associationProducts]);
    let line = this.#revenueLines.get(key);
    if (line === undefined) {
      line = new RevenueLine(this.#content, filter, this.revision);
      this.#revenueLines.set(key, line);
    }
    return line.window;
  }

  /** What `make` returns, made once for a `key` and kept while no fact touches its basis. */
  derived<T>(basis: Basis, key: string, make: () => T): T {
    const kept = this.#derived[basis];
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) as T;
  }

  /**
   * What is known when `fact`, the next one, is known too. What it does not touch is carried over, and this object is not to
   * be used any more.
   */
  followedBy(fact: RecordedFact): KnownFacts {
    const next = new KnownFacts(this.#content, fact.revision);
    if (fact.type === 'FactRetracted' || fact.type === 'FactReinstated') return next;
    const touchesIndividuals =
      fact.type === 'IndividualJoined' ||
      fact.type === 'IndividualLeft' ||
      fact.type === 'ExamPassed';
    if (!touchesIndividuals) {
      next.#individuals = this.#individuals;
      for (const [key, value] of this.#derived.individuals)
        next.#derived.individuals.set(key, value);
    }
    const touchesMarket = fact.type === 'MarketReassigned' || fact.type === 'OrganizationCorrected';
    if (!touchesMarket) next.#market = this.#market;
    const touchesAssociation =
      fact.type === 'PartnerOfRecordAssociated' || fact.type === 'PartnerOfRecordDissociated';
    if (!touchesAssociation) next.#revenueLines = this.#revenueLines;
    if (fact.type === 'RevenueBooked') next.#addLastBooking();
    return next;
  }

  #addLastBooking(): void {
    const row = this.#content.bookings.row(this.#content.bookings.length - 1);
    for (const line of this.#revenueLines.values()) line.addIfItCounts(row);
  }

  #isKnown = ({ revision }: { readonly revision: number }): boolean =>
    revision <= this.revision && this.#content.liveness.isLive(revision, this.revision);

  #enrolment(): NonNullable<IndexContent['enrolment']> {
    const { enrolment } = this.#content;
    assert(enrolment !== null, 'an organization begins with its enrolment');
    return enrolment;
  }

  #corrected<K extends 'name' | 'market' | 'effectiveOn'>(field: K): Correction[K] | undefined {
    return this.#content.corrections.findLast(
      (correction) => correction[field] !== undefined && this.#isKnown(correction),
    )?.[field];
  }

  /** The enrolment counts as the mark with the lowest revision on its own day, and for the days before every mark. */
  #marketOfEveryDay(): Steps<Market> {
    const market = this.#corrected('market') ?? this.#enrolment().market;
    const marks = [
      { revision: 0, effectiveOn: this.enrolledOn, market },
      ...this.#content.marketMarks.filter(this.#isKnown),
    ];
    const steps = new StepsBuilder<Market>();
    steps.set(FIRST_DAY, market);
    for (const mark of inOrderOfEffect(marks)) steps.set(mark.effectiveOn, mark.market);
    return steps.build();
  }

  #knownIndividuals(): KnownIndividual[] {
    return [...this.#content.individuals]
      .map(([individualId, { marks, passes }]) => ({
        individualId,
        membership: daysOn(marks.filter(this.#isKnown), ({ member }) => member),
        passes: passes.filter(this.#isKnown),
      }))
      .filter(({ membership, passes }) => membership.length > 0 || passes.length > 0)
      .sort((a, b) => (a.individualId < b.individualId ? -1 : 1));
  }
}
