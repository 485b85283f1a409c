import type { NewEvent } from './event-store.js';
import { NO_REVISION } from './append-rules.js';

/**
 * The messages of EventStoreDB's `Append` (`streams.proto`), as protocol buffers write them. The client makes them by way of an
 * object, of base64 and of a tree of fields, which takes several times as long as all else it does for an event.
 */

/** Numbers of fields, with the kind of what is behind them: 0 = a number, 2 = bytes behind their length. */
const field = (number: number, kind: 0 | 2): number => (number << 3) | kind;

const OPTIONS = field(1, 2);
const PROPOSED_MESSAGE = field(2, 2);
const STREAM_IDENTIFIER = field(1, 2);
const STREAM_NAME = field(3, 2);
const REVISION = field(2, 0);
const NO_STREAM = field(3, 2);
const ID = field(1, 2);
const ID_AS_STRING = field(2, 2);
const METADATA_ENTRY = field(2, 2);
const KEY = field(1, 2);
const VALUE = field(2, 2);
const CUSTOM_METADATA = field(3, 2);
const DATA = field(4, 2);

/** What begins an append: the stream, and the last revision it must have, -1 for a stream without events. */
export function appendHeader(stream: string, expected: number): Buffer {
  const name = Buffer.byteLength(stream);
  const identifier = sizeOf(name);
  const revision = expected === NO_REVISION ? 2 : 1 + varintSize(expected);
  const options = sizeOf(identifier) + revision;
  const message = new Message(sizeOf(options));
  message.head(OPTIONS, options);
  message.head(STREAM_IDENTIFIER, identifier);
  message.text(STREAM_NAME, stream, name);
  if (expected === NO_REVISION) message.head(NO_STREAM, 0);
  else message.head(REVISION, expected);
  return message.bytes;
}

/** One event of an append; its texts are sent as they are, as JSON. */
export function proposedMessage({ eventId, type, data, metadata }: NewEvent): Buffer {
  const sizes = {
    id: sizeOf(Buffer.byteLength(eventId)),
    type: Buffer.byteLength(type),
    data: Buffer.byteLength(data),
    metadata: Buffer.byteLength(metadata),
  };
  const entry = TYPE_KEY.length + sizeOf(sizes.type);
  const content =
    sizeOf(sizes.id) +
    sizeOf(entry) +
    CONTENT_TYPE.length +
    sizeOf(sizes.metadata) +
    sizeOf(sizes.data);
  const message = new Message(sizeOf(content));
  message.head(PROPOSED_MESSAGE, content);
  message.head(ID, sizes.id);
  message.text(ID_AS_STRING, eventId, eventId.length);
  message.head(METADATA_ENTRY, entry);
  message.copy(TYPE_KEY);
  message.text(VALUE, type, sizes.type);
  message.copy(CONTENT_TYPE);
  message.text(CUSTOM_METADATA, metadata, sizes.metadata);
  message.text(DATA, data, sizes.data);
  return message.bytes;
}

/** How many bytes a field takes whose value takes `size`; the numbers of all fields here take one. */
function sizeOf(size: number): number {
  return 1 + varintSize(size) + size;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

/** Fields one behind the other, in room that is exactly theirs. */
class Message {
  readonly bytes: Buffer;
  #at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** The number of a field, and what it is or how many bytes of it come. */
  head(number: number, value: number): void {
    this.bytes[this.#at] = number;
    this.#at += 1;
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      this.bytes[this.#at] = (rest % 0x80) | 0x80;
      this.#at += 1;
    }
    this.bytes[this.#at] = rest;
    this.#at += 1;
  }

  text(number: number, text: string, size: number): void {
    this.head(number, size);
    this.#at += this.bytes.write(text, this.#at, size, 'utf8');
  }

  copy(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }
}

/** The entry that says that an event is JSON, and the key of the one that says its type. */
const TYPE_KEY = textField(KEY, 'type');
const CONTENT_TYPE = entryOf('content-type', 'application/json');

function textField(number: number, text: string): Buffer {
  const message = new Message(sizeOf(text.length));
  message.text(number, text, text.length);
  return message.bytes;
}

function entryOf(key: string, value: string): Buffer {
  const content = Buffer.concat([textField(KEY, key), textField(VALUE, value)]);
  const message = new Message(sizeOf(content.length));
  message.head(METADATA_ENTRY, content.length);
  message.copy(content);
  return message.bytes;
}
