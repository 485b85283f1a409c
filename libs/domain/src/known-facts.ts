import { assert } from './assert.js';
import type { BookingRow } from './booking-rows.js';
import { type Day, FIRST_DAY } from './business-day.js';
import { CustomerAssociations } from './customer-associations.js';
import type { DailyTotals } from './daily-totals.js';
import type { Departure } from './departure.js';
import type { RecordedFact } from './facts/fact.js';
import type { Market } from './facts/fields.js';
import type {
  AttributeMark,
  Correction,
  IndexContent,
  MeasureMark,
  Purchase,
} from './facts-index.js';
import { type DayIntervals, daysOn, inOrderOfEffect, intersection } from './intervals.js';
import type { RevenueFilter } from './program.js';
import type { ReachedDays } from './reached-days.js';
import { keyOfFilter } from './key-of.js';
import type { KnownIndividual, RecordedIndividual } from './known-individual.js';
import { CountingDays, RevenueLine } from './revenue-line.js';
import { always, type Steps, StepsBuilder } from './steps.js';
import { type Basis, WorkedOut } from './worked-out.js';

export type { Departure } from './departure.js';
export type { KnownIndividual, RecordedIndividual } from './known-individual.js';

/** Of those that are never assigned another one. */
const ALWAYS_IN = {
  developed: always<Market>('developed'),
  developing: always<Market>('developing'),
};

/** What is supposed of somebody, and what holds otherwise. */
interface Supposed {
  readonly departure: Departure;
  readonly of: KnownFacts;
}

/**
 * An organization as it was known at one revision: the facts recorded up to it, less those retracted by then. What is asked
 * once is remembered.
 */
export class KnownFacts {
  readonly revision: number;
  readonly #content: Readonly<IndexContent>;
  #market: Steps<Market> | null = null;
  #associations: CustomerAssociations | null = null;
  #individuals: readonly KnownIndividual[] | null = null;
  #revenueLines: readonly RevenueLine[] = [];
  readonly #supposed: Supposed | null;
  #workedOut = new WorkedOut();

  constructor(content: Readonly<IndexContent>, revision: number, supposed: Supposed | null = null) {
    this.#content = content;
    this.revision = revision;
    this.#supposed = supposed;
  }

  /** What would hold without somebody. Whatever they have no part in is not worked out again. */
  without(departure: Departure): KnownFacts {
    const supposed = new KnownFacts(this.#content, this.revision, { departure, of: this });
    supposed.#market = this.market;
    supposed.#associations = this.associations;
    if (departure.individualId === undefined) {
      supposed.#individuals = this.individuals;
      supposed.#workedOut.shareIndividuals(this.#workedOut);
    }
    return supposed;
  }

  /** The individual who is supposed to leave, on which day, and what is known otherwise; `null` = nobody. */
  get individualLeaves(): {
    readonly individualId: string;
    readonly from: Day;
    readonly otherwise: KnownFacts;
  } | null {
    const { departure, of } = this.#supposed ?? {};
    if (departure?.individualId === undefined || of === undefined) return null;
    return { individualId: departure.individualId, from: departure.from, otherwise: of };
  }

  /** `days`, up to the day on which the customer departs. */
  whileCustomer(customer: number | null, days: DayIntervals): DayIntervals {
    const departure = this.#supposed?.departure;
    if (departure?.customer === undefined || departure.customer !== customer) return days;
    return intersection(days, [{ from: Number.NEGATIVE_INFINITY, to: departure.from }]);
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

  /** On which days the organization is associated with its customers. */
  get associations(): CustomerAssociations {
    this.#associations ??= new CustomerAssociations(this.#content.associations, this);
    return this.#associations;
  }

  /** The revenue of the window of every day, of the bookings that pass `filter`. */
  revenueOf(filter: RevenueFilter): DailyTotals {
    return this.#line(filter).totals;
  }

  /** The days on which that revenue crosses a threshold. */
  reachedOf(filter: RevenueFilter): ReachedDays {
    return this.#line(filter).reached;
  }

  #line(filter: RevenueFilter): RevenueLine {
    // Of revenue an individual has no part.
    if (this.individualLeaves !== null) return this.individualLeaves.otherwise.#line(filter);
    // Rules ask for few filters, as a rule for one.
    const key = keyOfFilter(filter);
    for (const line of this.#revenueLines) if (line.key === key) return line;
    const line = this.#revenueLine(key, filter);
    this.#revenueLines = [...this.#revenueLines, line];
    return line;
  }

  countingDays(filter: RevenueFilter): CountingDays {
    return new CountingDays(this.#content, filter, this);
  }

  /** Calls `visit` with every live booking, in the order of recording. */
  forEachBooking(visit: (row: BookingRow) => void): void {
    const { bookings, liveness } = this.#content;
    bookings.forEachKnown(this.revision, (row) => {
      if (liveness.isLive(row.revision, this.revision)) visit(row);
    });
  }

  /** A customer's live bookings, in the order of recording. */
  bookingsOf(customer: number): readonly BookingRow[] {
    const byCustomer = this.derived('everything', 'bookings by customer', () => {
      const rows = new Map<number, BookingRow[]>();
      this.forEachBooking((row) => {
        const ofCustomer = rows.get(row.customer);
        if (ofCustomer === undefined) rows.set(row.customer, [{ ...row }]);
        else ofCustomer.push({ ...row });
      });
      return rows;
    });
    return byCustomer.get(customer) ?? [];
  }

  /** The codes of the customers with a live booking or report. */
  get customersThatMayCount(): readonly number[] {
    const codes = new Set<number>();
    this.forEachBooking((row) => codes.add(row.customer));
    for (const mark of this.#content.measureMarks) {
      if (mark.customer !== null && this.isKnown(mark)) codes.add(mark.customer);
    }
    return [...codes];
  }

  /** As `forEachBooking`, with those that count as never recorded. */
  forEachRecordedBooking(visit: (row: BookingRow, live: boolean) => void): void {
    const { bookings, liveness } = this.#content;
    bookings.forEachKnown(this.revision, (row) => {
      visit(row, liveness.isLive(row.revision, this.revision));
    });
  }

  /** Everybody there was ever a fact about, in the order in which they were first spoken of. */
  get recordedIndividuals(): readonly RecordedIndividual[] {
    const isRecorded = ({ revision }: { readonly revision: number }) => revision <= this.revision;
    return [...this.#content.individuals]
      .map(([individualId, { marks, passes }]) => ({
        individualId,
        membership: daysOn(this.#knownOf(marks), ({ member }) => member),
        passes: passes.filter(isRecorded).map((pass) => ({ pass, live: this.isKnown(pass) })),
        revision: Math.max(
          ...[...marks, ...passes].filter(isRecorded).map(({ revision }) => revision),
        ),
      }))
      .filter(({ revision }) => revision >= 0);
  }

  /** What is known of a measure's values. */
  measureMarks(measure: string): readonly MeasureMark[] {
    return this.#knownOf(this.recordedMeasureMarks(measure));
  }

  /** As `measureMarks`, with those that count as never recorded. */
  recordedMeasureMarks(measure: string): readonly MeasureMark[] {
    return this.#content.measureMarks.filter(
      (mark) => mark.measure === measure && mark.revision <= this.revision,
    );
  }

  /** What an attribute was ever assigned, also what counts as never recorded. */
  recordedAttributeMarks(attribute: string): readonly AttributeMark[] {
    return this.#content.attributeMarks.filter(
      (mark) => mark.attribute === attribute && mark.revision <= this.revision,
    );
  }

  /** The value of the organization's attribute on every day; `null` before the first. */
  attribute(attribute: string): Steps<string | null> {
    const marks = this.#knownOf(this.recordedAttributeMarks(attribute));
    const steps = new StepsBuilder<string | null>();
    steps.set(FIRST_DAY, null);
    for (const mark of inOrderOfEffect(marks)) steps.set(mark.effectiveOn, mark.value);
    return steps.build();
  }

  /** The memberships that were bought in a competency, in the order in which they take over. */
  purchases(competency: string): readonly Purchase[] {
    return inOrderOfEffect(
      this.#content.purchases.filter(
        (purchase) => purchase.competency === competency && this.isKnown(purchase),
      ),
    );
  }

  /** What it holds in memory beside its facts, roughly: an array for each revenue line, and small objects by their number. */
  get bytes(): number {
    const { customers, individuals } = this.#content;
    let bytes = 10_000 + customers.length * 300 + individuals.size * 500;
    for (const { totals } of this.#revenueLines) bytes += totals.bytes + 1_000;
    return bytes;
  }

  productOf(code: number): string {
    return this.#content.products[code] ?? '';
  }

  customerOf(code: number): string {
    return this.#content.customers[code] ?? '';
  }

  /** As of `WorkedOut`. */
  derived<T extends object>(basis: Basis, key: string, make: () => T): T {
    return this.#workedOut.derived(basis, key, make);
  }

  /** As of `WorkedOut`. */
  alreadyMade<T>(key: string): T | undefined {
    return this.#workedOut.alreadyMade(key);
  }

  /** As of `WorkedOut`. */
  madeOf<T>(key: string, parts: readonly unknown[], make: () => T): T {
    return this.#workedOut.madeOf(key, parts, make);
  }

  /**
   * What is known when `fact`, the next one, is known too. What it does not touch is carried over, and this object is not to
   * be used any more.
   */
  followedBy(fact: RecordedFact): KnownFacts {
    const next = new KnownFacts(this.#content, fact.revision);
    next.#workedOut.takeMade(this.#workedOut);
    if (fact.type === 'FactRetracted' || fact.type === 'FactReinstated') return next;
    const touchesIndividuals =
      fact.type === 'IndividualJoined' ||
      fact.type === 'IndividualLeft' ||
      fact.type === 'ExamPassed' ||
      fact.type === 'CertificationEarned';
    if (!touchesIndividuals) {
      next.#individuals = this.#individuals;
      next.#workedOut.shareIndividuals(this.#workedOut);
    }
    const touchesMarket = fact.type === 'MarketReassigned' || fact.type === 'OrganizationCorrected';
    if (!touchesMarket) next.#market = this.#market;
    const touchesAssociation =
      fact.type === 'PartnerOfRecordAssociated' ||
      fact.type === 'PartnerOfRecordDissociated' ||
      fact.type === 'AssociationRegistered' ||
      fact.type === 'AssociationEnded';
    if (!touchesAssociation) {
      next.#revenueLines = this.#revenueLines;
      next.#associations = this.#associations;
    }
    if (fact.type === 'RevenueBooked') next.#addLastBooking(this.#workedOut);
    return next;
  }

  #revenueLine(key: string, filter: RevenueFilter): RevenueLine {
    const { departure, of } = this.#supposed ?? {};
    if (of === undefined || departure?.customer === undefined) {
      return RevenueLine.of(key, this.#content, this.countingDays(filter), this.revision);
    }
    return of.#line(filter).less(of.bookingsOf(departure.customer), departure.from);
  }

  #addLastBooking(before: WorkedOut): void {
    const row = this.#content.bookings.last;
    let isOther = before.restsOnEverything;
    for (const line of this.#revenueLines) isOther = line.add(row) || isOther;
    // As a rule it reaches no threshold on other days.
    if (!isOther) this.#workedOut = before;
  }

  /** Whether a fact is known and live. */
  isKnown({ revision }: { readonly revision: number }): boolean {
    return this.isKnownRevision(revision);
  }

  #knownOf<M extends { readonly revision: number }>(facts: readonly M[]): M[] {
    return facts.filter(({ revision }) => this.isKnownRevision(revision));
  }

  /** Whether the fact of a revision is known and live. */
  isKnownRevision(revision: number): boolean {
    return revision <= this.revision && this.#content.liveness.isLive(revision, this.revision);
  }

  #enrolment(): NonNullable<IndexContent['enrolment']> {
    const { enrolment } = this.#content;
    assert(enrolment !== null, 'an organization begins with its enrolment');
    return enrolment;
  }

  #corrected<K extends 'name' | 'market' | 'effectiveOn'>(field: K): Correction[K] | undefined {
    const { corrections } = this.#content;
    if (corrections.length === 0) return undefined;
    return corrections.findLast(
      (correction) => correction[field] !== undefined && this.isKnown(correction),
    )?.[field];
  }

  /** The enrolment counts as the mark with the lowest revision on its own day, and for the days before every mark. */
  #marketOfEveryDay(): Steps<Market> {
    const market = this.#corrected('market') ?? this.#enrolment().market;
    if (this.#content.marketMarks.length === 0) return ALWAYS_IN[market];
    const marks = [
      { revision: 0, effectiveOn: this.enrolledOn, market },
      ...this.#knownOf(this.#content.marketMarks),
    ];
    const steps = new StepsBuilder<Market>();
    steps.set(FIRST_DAY, market);
    for (const mark of inOrderOfEffect(marks)) steps.set(mark.effectiveOn, mark.market);
    return steps.build();
  }

  #knownIndividuals(): KnownIndividual[] {
    const leaving = this.individualLeaves;
    if (leaving !== null) {
      return leaving.otherwise.individuals.map((individual) =>
        individual.individualId === leaving.individualId
          ? { ...individual, membership: this.#membershipUntil(leaving) }
          : individual,
      );
    }
    return [...this.#content.individuals]
      .map(([individualId, { marks, passes }]) => ({
        individualId,
        membership: daysOn(this.#knownOf(marks), ({ member }) => member),
        passes: this.#knownOf(passes),
      }))
      .filter(({ membership, passes }) => membership.length > 0 || passes.length > 0)
      .sort((a, b) => (a.individualId < b.individualId ? -1 : 1));
  }

  /** Of somebody who is supposed to leave: that is the last word of its day, but who is known to join again later does. */
  #membershipUntil({ individualId, from }: { individualId: string; from: Day }): DayIntervals {
    const marks = this.#knownOf(this.#content.individuals.get(individualId)?.marks ?? []);
    const leave = { revision: Number.POSITIVE_INFINITY, effectiveOn: from, member: false };
    return daysOn([...marks, leave], ({ member }) => member);
  }
}
