import { assert } from './assert.js';
import { type BookingArrays, BookingColumns, emptyArrays } from './booking-columns.js';
import {
  type AssociationMark,
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
import { emptyHashes, type HashArrays, HashIndex } from './hash-index.js';
import { emptyInstants, type InstantArrays, RecordingInstants } from './recording-instants.js';

type Column = Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A snapshot of another format is not read; the index is folded from the stream again. */
export const SNAPSHOT_FORMAT = 3;

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
  readonly associationMarks: AssociationMark[][];
  readonly measureMarks: MeasureMark[];
  readonly attributeMarks: AttributeMark[];
  readonly purchases: Purchase[];
  readonly liveness: { at: number; target: number; live: boolean }[];
  /** How many rows the columns have. */
  readonly bookings: number;
  readonly instants: number;
  readonly revisions: number;
}

/** Every column, the widest first, so that each begins aligned. */
interface Columns {
  readonly bookings: BookingArrays;
  readonly instants: InstantArrays;
  readonly ids: HashArrays;
}

function inOrder({ bookings, instants, ids }: Columns): Column[] {
  return [
    ...[bookings.cents, instants.instants],
    ...[bookings.day, bookings.revision, bookings.customer, bookings.product],
    ...[instants.revisions, ids.low, ids.high],
    bookings.netNew,
  ];
}

/**
 * The index as bytes: the length of the header, the header, padding to a multiple of eight, the columns in the byte order of this
 * machine. Equal indexes give equal bytes.
 */
export function encodeIndex(index: FactsIndex): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(headerOf(index)));
  const { bookings, recordedAt, ids } = index.content;
  const columns = inOrder({
    bookings: bookings.toArrays(),
    instants: recordedAt.toArrays(),
    ids: ids.toArrays(index.revision + 1),
  }).map(bytesOf);
  const start = columnsStart(header.length);
  const bytes = new Uint8Array(start + columns.reduce((sum, column) => sum + column.length, 0));
  new DataView(bytes.buffer).setUint32(0, header.length);
  bytes.set(header, 4);
  let at = start;
  for (const column of columns) {
    bytes.set(column, at);
    at += column.length;
  }
  return bytes;
}

/** The index that `encodeIndex` wrote, or `null` where the format is another one. The caller has checked that the bytes are whole. */
export function decodeIndex(bytes: Uint8Array): FactsIndex | null {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  if (header.format !== SNAPSHOT_FORMAT) return null;
  const columns: Columns = {
    bookings: emptyArrays(header.bookings),
    instants: emptyInstants(header.instants),
    ids: emptyHashes(header.revisions),
  };
  let at = columnsStart(length);
  for (const column of inOrder(columns).map(bytesOf)) {
    column.set(bytes.subarray(at, at + column.length));
    at += column.length;
  }
  assert(at === bytes.length, 'a snapshot holds its header and its columns');
  return new FactsIndex(contentOf(header, columns));
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
    associationMarks: content.associationMarks,
    measureMarks: content.measureMarks,
    attributeMarks: content.attributeMarks,
    purchases: content.purchases,
    liveness: content.liveness.history(),
    bookings: content.bookings.length,
    instants: content.recordedAt.steps,
    revisions: content.recordedAt.last + 1,
  };
}

function contentOf(
  header: Header,
  { bookings, instants, ids }: Columns,
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
    products: header.products,
    associationMarks: header.associationMarks,
    measureMarks: header.measureMarks,
    attributeMarks: header.attributeMarks,
    purchases: header.purchases,
    bookings: BookingColumns.fromArrays(bookings),
    ids: HashIndex.fromArrays(ids),
    recordedAt: RecordingInstants.fromArrays(instants, header.revisions - 1),
  };
}

function columnsStart(headerLength: number): number {
  return Math.ceil((4 + headerLength) / 8) * 8;
}

function bytesOf(column: Column): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
