import type { StoredEvent } from './event-store.js';

/** How many places there are of each event in `EventBytes.places`. */
export const PLACES = 4;
const UUID_LENGTH = 36;

/** Events of one stream, without a gap between their revisions, as the bytes that they are stored as. */
export class EventBytes {
  readonly stream: string;
  /** Of the first event. */
  readonly revision: number;
  readonly bytes: Buffer;
  /** Of the bytes. */
  readonly view: DataView;
  /** Of each event, where its type, its data and its metadata begin, and where that ends (exclusive); a line feed stands between two of them. */
  readonly places: Uint32Array;

  constructor(stream: string, revision: number, bytes: Buffer, places: Uint32Array) {
    this.stream = stream;
    this.revision = revision;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.places = places;
  }

  get count(): number {
    return this.places.length / PLACES;
  }

  /** The event that is the `nth` of them, from 0 on. */
  event(nth: number): Omit<StoredEvent, 'position'> {
    const [type = 0, data = 0, metadata = 0, end = 0] = this.places.subarray(nth * PLACES);
    const text = (from: number, to: number) => this.bytes.toString('utf8', from, to);
    return {
      stream: this.stream,
      revision: this.revision + nth,
      eventId: text(type - 1 - UUID_LENGTH, type - 1),
      type: text(type, data - 1),
      data: text(data, metadata - 1),
      metadata: text(metadata, end),
    };
  }
}
