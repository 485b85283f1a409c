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

/** A snapshot of another format is not read; the index is folded from the stream again. */
export const SNAPSHOT_FORMAT = 2;

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
  readonly ids: [string, number][];
  readonly recordedAt: number[];
  readonly bookings: number;
}

/** The columns in the order in which they are written: the widest first, so that each begins aligned. */
const COLUMNS = ['cents', 'day', 'revision', 'customer', 'product', 'netNew'] as const;

/**
 * The index as bytes: the length of the header, the header, padding to a multiple of eight, the booking columns in the byte
 * order of this machine. Equal indexes give equal bytes.
 */
export function encodeIndex(index: FactsIndex): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(headerOf(index)));
  const arrays = index.content.bookings.toArrays();
  const columns = COLUMNS.map((name) => bytesOf(arrays[name]));
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
  const arrays = emptyArrays(header.bookings);
  let at = columnsStart(length);
  for (const name of COLUMNS) {
    const column = bytesOf(arrays[name]);
    column.set(bytes.subarray(at, at + column.length));
    at += column.length;
  }
  assert(at === bytes.length, 'a snapshot holds its header and its columns');
  return new FactsIndex(contentOf(header, arrays));
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
    ids: [...content.revisionById],
    recordedAt: content.recordedAt,
    bookings: content.bookings.length,
  };
}

function contentOf(header: Header, arrays: BookingArrays): ReturnType<typeof emptyContent> {
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
    bookings: BookingColumns.fromArrays(arrays),
    revisionById: new Map(header.ids),
    recordedAt: header.recordedAt,
  };
}

function columnsStart(headerLength: number): number {
  return Math.ceil((4 + headerLength) / 8) * 8;
}

function bytesOf(column: BookingArrays[keyof BookingArrays]): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
