import {
  type Cents,
  centsInBytes,
  type Day,
  dayOfDate,
  type FactsIndex,
  type Form,
  formOf,
  hashOfIdKey,
  type RevenueType,
} from '@app/domain';
import { type EventBytes, PLACES } from '@app/event-store';
import { CodesByBytes } from './codes-by-bytes.js';
import { SCHEMA_VERSIONS } from './upcasters.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const FIRST_BEYOND_ASCII = 0x80;
const ZERO = 0x30;
/** Of the instants that are written beside facts: `2026-01-31T12:00:00.000Z`. */
const INSTANT = '0000-00-00T00:00:00.000Z';
const DAY_LENGTH = 10;
const MS_PER_DAY = 86_400_000;
/** More forms than a stream's bookings have as a rule: in dollars or not, the first of a request or not. */
const MAX_FORMS = 4;
/** So many bookings of no known form go by before another form is looked for, once there are so many. */
const MISSES_PER_FORM = 16;
const MAX_TEXTS = 64;

const TYPE = 'RevenueBooked';
const NET_NEW = Buffer.from('net-new');
const RECURRING = Buffer.from('recurring');

/** Bytes, as words of four and what is left. */
interface Literal {
  readonly words: Int32Array;
  readonly rest: Uint8Array;
  readonly length: number;
}

/** What stored bookings of one form have in common: the bytes between their texts, and which texts an index is made of. */
interface BookingForm {
  /** The bytes before each text, and behind the last one. */
  readonly literals: readonly Literal[];
  readonly source: number;
  readonly id: number;
  readonly recordedAt: number;
  readonly customer: number;
  readonly product: number;
  readonly revenueType: number;
  readonly amount: number;
  readonly bookedOn: number;
}

/**
 * Takes bookings into an index from their bytes: bookings come by the million, and come with the same keys in the same order, so that what
 * differs is all that is to be read, and no object is made of it. Whatever is not exactly of the form of one before is left to others.
 */
export class StoredBookings {
  readonly #forms: BookingForm[] = [];
  readonly #customers: CodesByBytes;
  readonly #products: CodesByBytes;
  /** Where the texts of the event that is looked at begin and end. */
  readonly #begins = new Int32Array(MAX_TEXTS);
  readonly #ends = new Int32Array(MAX_TEXTS);
  readonly #daysRecorded = new DaysInBytes();
  readonly #daysBooked = new DaysInBytes();
  #units = new Uint16Array(256);
  #misses = 0;

  constructor(private readonly index: FactsIndex) {
    this.#customers = new CodesByBytes((id) => index.customerCode(id));
    this.#products = new CodesByBytes((product) => index.productCode(product));
  }

  /** Takes the `nth` of `events` in, which is the stream's next, or returns false and has changed nothing. */
  take(events: EventBytes, nth: number): boolean {
    const { places, revision } = events;
    const from = places[nth * PLACES] ?? 0;
    const end = places[nth * PLACES + PLACES - 1] ?? 0;
    const forms = this.#forms;
    for (let place = 0; place < forms.length; place += 1) {
      const form = forms[place] as BookingForm;
      if (!this.#isOf(form, events, from, end)) continue;
      if (place > 0) forms.unshift(...forms.splice(place, 1));
      return this.#apply(form, events, revision + nth);
    }
    return false;
  }

  /** Learns the form of an event that was not taken, if it is a booking. */
  learn(event: { readonly type: string; readonly data: string; readonly metadata: string }): void {
    if (event.type !== TYPE) return;
    this.#misses += 1;
    if (this.#forms.length === MAX_FORMS && this.#misses % MISSES_PER_FORM !== 0) return;
    const form = bookingFormOf(event.data, event.metadata);
    if (form === null) return;
    if (this.#forms.length === MAX_FORMS) this.#forms.pop();
    this.#forms.unshift(form);
  }

  #isOf(
    { literals }: BookingForm,
    { bytes, view }: EventBytes,
    from: number,
    end: number,
  ): boolean {
    const last = literals.length - 1;
    let at = from;
    for (let place = 0; ; place += 1) {
      const { words, rest, length } = literals[place] as Literal;
      // Together they might lie beyond the end of everything.
      if (at + length > end) return false;
      for (let word = 0; word < words.length; word += 1, at += 4) {
        if (view.getInt32(at, true) !== words[word]) return false;
      }
      for (let byte = 0; byte < rest.length; byte += 1, at += 1) {
        if (bytes[at] !== rest[byte]) return false;
      }
      if (place === last) return at === end;
      this.#begins[place] = at;
      for (let byte = bytes[at] ?? 0; isPlain(byte); byte = bytes[at] ?? 0) at += 1;
      this.#ends[place] = at;
    }
  }

  #apply(form: BookingForm, events: EventBytes, revision: number): boolean {
    const { bytes } = events;
    const begin = this.#begins;
    const end = this.#ends;
    const recordedAt = this.#instant(events, form.recordedAt);
    const day = this.#daysBooked.read(events, begin[form.bookedOn] ?? 0, end[form.bookedOn] ?? 0);
    const cents: Cents | null = centsInBytes(bytes, begin[form.amount] ?? 0, end[form.amount] ?? 0);
    const revenueType = this.#revenueType(bytes, form.revenueType);
    if (recordedAt === null || day === null || cents === null || revenueType === null) return false;
    const keyLength = this.#idKey(bytes, form);
    if (keyLength === -1) return false;
    const id = hashOfIdKey(this.#units, keyLength);
    const product = this.#products.codeOf(events, begin[form.product] ?? 0, end[form.product] ?? 0);
    const customer = this.#customers.codeOf(
      events,
      begin[form.customer] ?? 0,
      end[form.customer] ?? 0,
    );
    this.index.applyBooking({
      revision,
      recordedAt,
      id,
      day,
      cents,
      product,
      customer,
      revenueType,
    });
    return true;
  }

  /** Milliseconds since 1970-01-01T00:00Z, or `null` where it is not written as ours are. */
  #instant(events: EventBytes, place: number): number | null {
    const { bytes } = events;
    const from = this.#begins[place] ?? 0;
    if ((this.#ends[place] ?? 0) - from !== INSTANT.length) return null;
    const isWritten =
      bytes[from + 10] === 0x54 &&
      bytes[from + 13] === 0x3a &&
      bytes[from + 16] === 0x3a &&
      bytes[from + 19] === 0x2e &&
      bytes[from + 23] === 0x5a;
    const day = isWritten ? this.#daysRecorded.read(events, from, from + DAY_LENGTH) : null;
    if (day === null) return null;
    const hours = numberIn(bytes, from + 11, 2);
    const minutes = numberIn(bytes, from + 14, 2);
    const seconds = numberIn(bytes, from + 17, 2);
    const ms = numberIn(bytes, from + 20, 3);
    const isTime = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
    if (!isTime || seconds < 0 || seconds >= 60 || ms < 0) return null;
    return day * MS_PER_DAY + ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms;
  }

  #revenueType(bytes: Uint8Array, place: number): RevenueType | null {
    const begin = this.#begins[place] ?? 0;
    const length = (this.#ends[place] ?? 0) - begin;
    if (length === NET_NEW.length && begins(NET_NEW, bytes, begin)) return 'net-new';
    return length === RECURRING.length && begins(RECURRING, bytes, begin) ? 'recurring' : null;
  }

  /** Fills the code units of `idKeyOf` in, and returns how many there are; -1 where they are not the bytes. */
  #idKey(bytes: Uint8Array, { source, id }: BookingForm): number {
    const sourceBegin = this.#begins[source] ?? 0;
    const sourceEnd = this.#ends[source] ?? 0;
    const idBegin = this.#begins[id] ?? 0;
    const idEnd = this.#ends[id] ?? 0;
    const length = sourceEnd - sourceBegin + 1 + idEnd - idBegin;
    if (length > this.#units.length) this.#units = new Uint16Array(2 * length);
    const units = this.#units;
    let unit = 0;
    let all = 0;
    for (let at = sourceBegin; at < sourceEnd; at += 1, unit += 1) {
      all |= units[unit] = bytes[at] ?? 0;
    }
    units[unit] = 0;
    unit += 1;
    for (let at = idBegin; at < idEnd; at += 1, unit += 1) all |= units[unit] = bytes[at] ?? 0;
    return all < FIRST_BEYOND_ASCII ? length : -1;
  }
}

/** The form of a booking with this data and metadata, or `null` where it has none that repeats, or lacks what an index is made of. */
function bookingFormOf(dataText: string, metadataText: string): BookingForm | null {
  const data = formIn(dataText);
  const metadata = formIn(metadataText);
  if (data === null || metadata === null) return null;
  if (metadata.sample['schemaVersion'] !== SCHEMA_VERSIONS[TYPE]) return null;
  const firstOfMetadata = data.names.length;
  const texts = [...data.literals];
  texts[0] = `${TYPE}\n${texts[0] ?? ''}`;
  texts.push(`${texts.pop() ?? ''}\n${metadata.literals[0] ?? ''}`, ...metadata.literals.slice(1));
  const ofMetadata = (key: string) => {
    const place = metadata.names.indexOf(key);
    return place === -1 ? -1 : firstOfMetadata + place;
  };
  const form = {
    literals: texts.map(literalOf),
    source: ofMetadata('source'),
    id: ofMetadata('id'),
    recordedAt: ofMetadata('recordedAt'),
    customer: data.names.indexOf('customerId'),
    product: data.names.indexOf('product'),
    revenueType: data.names.indexOf('revenueType'),
    amount: data.names.indexOf('usdAmount' in data.sample ? 'usdAmount' : 'amount'),
    bookedOn: data.names.indexOf('bookedOn'),
  };
  const isWhole = !Object.values(form).includes(-1) && texts.length <= MAX_TEXTS;
  return isWhole ? form : null;
}

function literalOf(text: string): Literal {
  const bytes = Buffer.from(text);
  const words = new Int32Array(bytes.length >> 2);
  for (let word = 0; word < words.length; word += 1) words[word] = bytes.readInt32LE(4 * word);
  return { words, rest: bytes.subarray(4 * words.length), length: bytes.length };
}

/** Whether it may stand in a text of JSON as it is. */
function isPlain(byte: number): boolean {
  return byte >= FIRST_PRINTABLE && byte !== QUOTE && byte !== BACKSLASH;
}

/** The form of a flat object. */
function formIn(text: string): Form | null {
  const form = formOf(text, JSON.parse(text));
  return form?.inner === null ? form : null;
}

function begins(literal: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < literal.length; at += 1) {
    if (literal[at] !== bytes[from + at]) return false;
  }
  return true;
}

/** Reads days, of which one and the same comes many times in a row: it is read once. */
class DaysInBytes {
  /** The bytes of the last one, and what they say. */
  #first = 0;
  #second = 0;
  #third = 0;
  #day: Day | null = null;

  /** The day that the bytes from `from` to `end` (exclusive) spell, or `null` where they spell none. */
  read({ bytes, view }: EventBytes, from: number, end: number): Day | null {
    if (end - from !== DAY_LENGTH) return null;
    const first = view.getInt32(from);
    const second = view.getInt32(from + 4);
    const third = view.getInt16(from + 8);
    if (first === this.#first && second === this.#second && third === this.#third) return this.#day;
    this.#first = first;
    this.#second = second;
    this.#third = third;
    this.#day = dayIn(bytes, from);
    return this.#day;
  }
}

/** Of `YYYY-MM-DD`. */
function dayIn(bytes: Uint8Array, from: number): Day | null {
  if (bytes[from + 4] !== 0x2d || bytes[from + 7] !== 0x2d) return null;
  const month = numberIn(bytes, from + 5, 2);
  return dayOfDate(numberIn(bytes, from, 4), month, numberIn(bytes, from + 8, 2));
}

/** What `digits` digits write; -1 where one of them is none. */
function numberIn(bytes: Uint8Array, from: number, digits: number): number {
  let number = 0;
  for (let at = from; at < from + digits; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
