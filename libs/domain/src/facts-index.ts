import { assert } from './assert.js';
import { AssociationMarks } from './association-marks.js';
import { type BookingRow, BookingRows } from './booking-rows.js';
import { dayOf, type Day } from './business-day.js';
import type { Fact, OrganizationFact, RecordedFact } from './facts/fact.js';
import type { CredentialType, Market, Tier } from './facts/fields.js';
import { hashOfId } from './facts/identity.js';
import { usdCentsOf } from './facts/revenue.js';
import { type Correction, correctionOf } from './correction.js';
import { HashIndex } from './hash-index.js';
import type { Mark } from './intervals.js';
import type { Hash } from './keyed-hash.js';
import { KnownFacts } from './known-facts.js';
import { Liveness } from './liveness.js';
import { NameCodes } from './name-codes.js';
import { ownText } from './own-text.js';
import { RecordingInstants } from './recording-instants.js';
import { sharedText } from './shared.js';

export type { Correction } from './correction.js';

export interface Enrolment {
  readonly organizationId: string;
  readonly name: string;
  readonly market: Market;
  readonly effectiveOn: Day;
}

export interface MarketMark extends Mark {
  readonly market: Market;
}

export interface MembershipMark extends Mark {
  readonly member: boolean;
}

/** An exam passed or a certification earned. */
export interface Pass {
  readonly revision: number;
  readonly type: CredentialType;
  readonly credential: string;
  readonly from: Day;
  /** Exclusive; `Infinity` = does not expire. */
  readonly to: Day;
}

export interface IndividualRecord {
  readonly marks: MembershipMark[];
  readonly passes: Pass[];
}

export interface MeasureMark extends Mark {
  readonly measure: string;
  readonly value: number;
  /** Codes of the index's dictionaries; `null` = the report names none. */
  readonly customer: number | null;
  readonly product: number | null;
}

export interface AttributeMark extends Mark {
  readonly attribute: string;
  readonly value: string;
}

/** A membership that was bought; it takes over from `effectiveOn`, the day of the purchase. */
export interface Purchase extends Mark {
  readonly competency: string;
  readonly tier: Tier;
  /** `null` = by the edition's policy. */
  readonly anniversaryOn: Day | null;
}

/** What an index keeps of a booking; customer and product are codes of its own. */
export interface IndexedBooking extends BookingRow {
  /** Of its source and id. */
  readonly id: Hash;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly recordedAt: number;
}

/** What an index is made of; all of it is written to a snapshot. */
export interface IndexContent {
  enrolment: Enrolment | null;
  readonly corrections: Correction[];
  readonly marketMarks: MarketMark[];
  readonly individuals: Map<string, IndividualRecord>;
  readonly customers: string[];
  readonly products: string[];
  readonly associations: AssociationMarks;
  readonly measureMarks: MeasureMark[];
  readonly attributeMarks: AttributeMark[];
  readonly purchases: Purchase[];
  readonly bookings: BookingRows;
  readonly liveness: Liveness;
  /** Ids of the facts, to find what a retraction names. */
  readonly ids: HashIndex;
  readonly recordedAt: RecordingInstants;
}

export function emptyContent(): IndexContent {
  return {
    enrolment: null,
    corrections: [],
    marketMarks: [],
    individuals: new Map(),
    customers: [],
    products: [],
    associations: new AssociationMarks(),
    measureMarks: [],
    attributeMarks: [],
    purchases: [],
    bookings: new BookingRows(),
    liveness: new Liveness(),
    ids: new HashIndex(),
    recordedAt: new RecordingInstants(),
  };
}

function markOf({ effectiveOn }: { readonly effectiveOn: string }, revision: number): Mark {
  return { revision, effectiveOn: dayOf(effectiveOn) };
}

/**
 * An organization's facts, folded so that every question about any day, as known at any revision, is answered without
 * reading the stream again. Nothing is ever removed: what was known is a filter on the revision of recording.
 */
export class FactsIndex {
  readonly #content: IndexContent;
  readonly #customers: NameCodes;
  readonly #products: NameCodes;
  #head: KnownFacts | null = null;

  constructor(content: IndexContent = emptyContent()) {
    this.#content = content;
    this.#customers = new NameCodes(content.customers, ownText);
    this.#products = new NameCodes(content.products, sharedText);
  }

  /** Of the last fact; -1 before the first. */
  get revision(): number {
    return this.#content.recordedAt.last;
  }

  get content(): Readonly<IndexContent> {
    return this.#content;
  }

  /** Takes the stream's next fact in. What was known at the head before is no longer to be used. */
  apply(fact: RecordedFact): void {
    assert(fact.revision > this.revision, `revision ${fact.revision} is not the next`);
    assert(fact.type !== 'ExchangeRatePublished', 'a rate is no fact of an organization');
    // Events of types that are not known here leave gaps; they count as recorded with the fact behind them.
    this.#content.recordedAt.push(fact.revision, fact.recordedAt);
    this.#content.ids.add(fact.revision, hashOfId(fact.source, fact.id));
    this.#fold(fact, fact.revision);
    this.#head = this.#head?.followedBy(fact) ?? null;
  }

  /** Takes a booking in that is the stream's next fact, as `apply` does, but for what was known at the head: that is worked out anew. */
  applyBooking(booking: IndexedBooking): void {
    const { revision, recordedAt, id } = booking;
    assert(revision > this.revision, `revision ${revision} is not the next`);
    this.#content.recordedAt.push(revision, recordedAt);
    this.#content.ids.add(revision, id);
    this.#content.bookings.push(booking);
    this.#head = null;
  }

  /** Whether what is known at the head was worked out, and goes along with `apply`. */
  get hasHead(): boolean {
    return this.#head !== null;
  }

  /**
   * What was known when the fact at `revision` was the last; without `revision`, all that is known. The revision must exist.
   * The answer for all that is known serves until the next `apply`.
   */
  knownAt(revision: number = this.revision): KnownFacts {
    assert(revision >= 0 && revision <= this.revision, `there is no revision ${revision}`);
    if (revision < this.revision) return new KnownFacts(this.#content, revision);
    this.#head ??= new KnownFacts(this.#content, revision);
    return this.#head;
  }

  /** What it holds in memory with what was worked out of it: columns as they are, and small objects by a guess from their number. */
  get bytes(): number {
    const { bookings, associations, ids, recordedAt } = this.#content;
    const { customers, individuals, measureMarks } = this.#content;
    const objects = customers.length * 200 + individuals.size * 800 + measureMarks.length * 100;
    const columns = bookings.bytes + associations.bytes + ids.bytes + recordedAt.bytes;
    return 8_000 + columns + objects + (this.#head?.bytes ?? 0);
  }

  /** Milliseconds since 1970-01-01T00:00Z. */
  recordedAt(revision: number): number {
    return this.#content.recordedAt.at(revision);
  }

  /** The last revision with `recordedAt <= instant` (milliseconds), or `null` where nothing was recorded by then. */
  revisionAt(instant: number): number | null {
    const revision = this.#content.recordedAt.lastBy(instant);
    return revision === -1 ? null : revision;
  }

  #fold(fact: OrganizationFact, revision: number): void {
    const content = this.#content;
    switch (fact.type) {
      case 'OrganizationEnrolled': {
        const { organizationId, name, market, effectiveOn } = fact.data;
        content.enrolment = { organizationId, name, market, effectiveOn: dayOf(effectiveOn) };
        break;
      }
      case 'OrganizationCorrected':
        content.corrections.push(correctionOf(fact, revision));
        break;
      case 'IndividualJoined':
      case 'IndividualLeft':
        this.#individual(fact.data.individualId).marks.push({
          ...markOf(fact.data, revision),
          member: fact.type === 'IndividualJoined',
        });
        break;
      case 'ExamPassed': {
        const { individualId, exam, passedOn, expiresOn } = fact.data;
        this.#pass(individualId, 'exam', exam, revision, passedOn, expiresOn);
        break;
      }
      case 'CertificationEarned': {
        const { individualId, certification, earnedOn, expiresOn } = fact.data;
        this.#pass(individualId, 'certification', certification, revision, earnedOn, expiresOn);
        break;
      }
      case 'RevenueBooked':
        content.bookings.push({
          revision,
          day: dayOf(fact.data.bookedOn),
          cents: usdCentsOf(fact.data),
          product: this.productCode(fact.data.product),
          customer: this.customerCode(fact.data.customerId),
          revenueType: fact.data.revenueType,
        });
        break;
      case 'MembershipPurchased': {
        const { competency, tier, purchasedOn, anniversaryOn } = fact.data;
        content.purchases.push({
          ...markOf({ effectiveOn: purchasedOn }, revision),
          competency,
          tier,
          anniversaryOn: anniversaryOn === undefined ? null : dayOf(anniversaryOn),
        });
        break;
      }
      case 'FactRetracted':
      case 'FactReinstated': {
        const { factSource, factId } = fact.data;
        const target = content.ids.rowsOf(hashOfId(factSource, factId)).at(-1);
        assert(target !== undefined, `revision ${revision} names a fact the stream does not hold`);
        content.liveness.record(revision, target, fact.type === 'FactReinstated');
        break;
      }
      default:
        this.#foldMark(fact, revision);
    }
  }

  /** The marks that are about the organization itself, or a customer of it. */
  #foldMark(
    fact: Fact<
      | 'MarketReassigned'
      | 'PartnerOfRecordAssociated'
      | 'PartnerOfRecordDissociated'
      | 'AssociationRegistered'
      | 'AssociationEnded'
      | 'MeasureReported'
      | 'AttributeAssigned'
    >,
    revision: number,
  ): void {
    const content = this.#content;
    const mark = markOf(fact.data, revision);
    switch (fact.type) {
      case 'MarketReassigned':
        content.marketMarks.push({ ...mark, market: fact.data.market });
        break;
      case 'PartnerOfRecordAssociated':
      case 'PartnerOfRecordDissociated':
      case 'AssociationRegistered':
      case 'AssociationEnded':
        content.associations.push({
          ...mark,
          customer: this.customerCode(fact.data.customerId),
          kind: 'kind' in fact.data ? fact.data.kind : 'partner-of-record',
          associated:
            fact.type === 'PartnerOfRecordAssociated' || fact.type === 'AssociationRegistered',
          products: fact.data.products ?? null,
        });
        break;
      case 'MeasureReported': {
        const { measure, value, customerId, product } = fact.data;
        content.measureMarks.push({
          ...mark,
          measure,
          value,
          customer: customerId === undefined ? null : this.customerCode(customerId),
          product: product === undefined ? null : this.productCode(product),
        });
        break;
      }
      case 'AttributeAssigned': {
        const { attribute, value } = fact.data;
        content.attributeMarks.push({ ...mark, attribute, value });
        break;
      }
    }
  }

  #pass(
    individualId: string,
    type: CredentialType,
    credential: string,
    revision: number,
    from: string,
    to: string | undefined,
  ): void {
    this.#individual(individualId).passes.push({
      revision,
      type,
      credential,
      from: dayOf(from),
      to: to === undefined ? Number.POSITIVE_INFINITY : dayOf(to),
    });
  }

  #individual(individualId: string): IndividualRecord {
    const known = this.#content.individuals.get(individualId);
    if (known !== undefined) return known;
    const added: IndividualRecord = { marks: [], passes: [] };
    this.#content.individuals.set(individualId, added);
    return added;
  }

  /** The customer's code, a new one where it has none. */
  customerCode(customerId: string): number {
    return this.#customers.codeOf(customerId);
  }

  /** The product's code, as the customer's. */
  productCode(product: string): number {
    return this.#products.codeOf(product);
  }
}
