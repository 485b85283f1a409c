import { assert } from './assert.js';
import {
  type AssociationContent,
  AssociationMarks,
  type AssociationSubject,
  MARK,
} from './association-marks.js';
import { type BookingContent, BookingRows, ROW } from './booking-rows.js';
import {
  type AttributeMark,
  type Correction,
  emptyContent,
  type Enrolment,
  FactsIndex,
  type MarketMark,
  type MeasureMark,
  type MembershipMark,
  type Pass,
  type Purchase,
} from './facts-index.js';
import { type HashArrays, HashIndex } from './hash-index.js';
import { Packed, packed } from './packed-columns.js';
import { type InstantArrays, RecordingInstants } from './recording-instants.js';
import { sharedText } from './shared.js';

/** A snapshot of another format is not read; the index is folded from the stream again. */
export const SNAPSHOT_FORMAT = 4;

/** What is not a booking: few rows of many shapes, as JSON. `null` stands for "does not expire". */
interface Header {
  readonly format: number;
  readonly enrolment: Enrolment | null;
  readonly corrections: Correction[];
  readonly marketMarks: MarketMark[];
  readonly individuals: [
    string,
    { marks: MembershipMark[]; passes: (Omit<Pass, 'to'> & { to: number | null })[] },
  ][];
  readonly customers: string[];
  readonly products: string[];
  readonly subjects: readonly AssociationSubject[];
  readonly measureMarks: MeasureMark[];
  readonly attributeMarks: AttributeMark[];
  readonly purchases: Purchase[];
  readonly liveness: { at: number; target: number; live: boolean }[];
  /** How many rows the columns have. */
  readonly bookings: Pick<BookingContent, 'lengths' | 'large'>;
  readonly associations: number;
  readonly instants: number;
  readonly revisions: number;
}

interface Columns {
  readonly bookings: BookingContent;
  readonly associations: AssociationContent;
  readonly instants: InstantArrays;
  readonly ids: HashArrays;
}

/** The index as bytes. Equal indexes give equal bytes. */
export function encodeIndex(index: FactsIndex): Uint8Array {
  const { content } = index;
  const bookings = content.bookings.toContent();
  const associations = content.associations.toContent();
  const instants = content.recordedAt.toArrays();
  const ids = content.ids.toArrays(index.revision + 1);
  return packed(headerOf(index), [
    ...[instants.instants, bookings.words, bookings.order],
    ...[associations.words, instants.revisions, ids.low, ids.high],
  ]);
}

/**
 * The index that `encodeIndex` wrote, or `null` where the format is another one. The caller has checked that the bytes are whole, and
 * leaves them to the index.
 */
export function decodeIndex(bytes: Uint8Array): FactsIndex | null {
  const content = new Packed(bytes);
  const header = content.header as Header;
  if (header.format !== SNAPSHOT_FORMAT) return null;
  const columns = columnsIn(content, header);
  content.end();
  return new FactsIndex(contentOf(header, columns));
}

/** An index of the same facts that shares nothing with it: facts that are only supposed are taken into one. */
export function copyOf(index: FactsIndex): FactsIndex {
  const copy = decodeIndex(encodeIndex(index));
  assert(copy !== null, 'an index is of the present format');
  return copy;
}

/** In the order in which `encodeIndex` wrote them. */
function columnsIn(content: Packed, header: Header): Columns {
  const { bookings: kinds, associations, subjects, instants, revisions } = header;
  const bookings = kinds.lengths.reduce((sum, length) => sum + length, 0);
  const times = content.doubles(instants);
  return {
    bookings: { ...kinds, words: content.signed(bookings * ROW), order: content.signed(bookings) },
    associations: { words: content.signed(associations * MARK), subjects },
    instants: { instants: times, revisions: content.signed(instants) },
    ids: { low: content.words(revisions), high: content.words(revisions) },
  };
}

function headerOf({ content }: FactsIndex): Header {
  return {
    format: SNAPSHOT_FORMAT,
    enrolment: content.enrolment,
    corrections: content.corrections,
    marketMarks: content.marketMarks,
    individuals: [...content.individuals].map(([id, { marks, passes }]) => [
      id,
      {
        marks,
        passes: passes.map((pass) => ({ ...pass, to: Number.isFinite(pass.to) ? pass.to : null })),
      },
    ]),
    customers: content.customers,
    products: content.products,
    subjects: content.associations.subjects,
    measureMarks: content.measureMarks,
    attributeMarks: content.attributeMarks,
    purchases: content.purchases,
    liveness: content.liveness.history(),
    bookings: content.bookings.kinds,
    associations: content.associations.length,
    instants: content.recordedAt.steps,
    revisions: content.recordedAt.last + 1,
  };
}

function contentOf(
  header: Header,
  { bookings, associations, instants, ids }: Columns,
): ReturnType<typeof emptyContent> {
  const content = emptyContent();
  for (const { at, target, live } of header.liveness) content.liveness.record(at, target, live);
  return {
    ...content,
    enrolment: header.enrolment,
    corrections: header.corrections,
    marketMarks: header.marketMarks,
    individuals: new Map(
      header.individuals.map(([id, { marks, passes }]) => [
        id,
        {
          marks,
          passes: passes.map((pass) => ({ ...pass, to: pass.to ?? Number.POSITIVE_INFINITY })),
        },
      ]),
    ),
    customers: header.customers,
    products: header.products.map(sharedText),
    associations: AssociationMarks.of(associations),
    measureMarks: header.measureMarks,
    attributeMarks: header.attributeMarks,
    purchases: header.purchases,
    bookings: BookingRows.of(bookings),
    ids: HashIndex.fromArrays(ids),
    recordedAt: RecordingInstants.fromArrays(instants, header.revisions - 1),
  };
}
