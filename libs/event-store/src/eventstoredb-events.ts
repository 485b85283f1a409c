import assert from 'node:assert/strict';
import type { Position, RecordedEvent } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventPlace, NewEvent, StoredEvent } from './event-store.js';

export function storedEvent(recorded: RecordedEvent): StoredEvent {
  return {
    ...placeIn(recorded),
    eventId: recorded.id,
    type: recorded.type,
    data: jsonText(recorded.data),
    metadata: jsonText(recorded.metadata ?? {}),
  };
}

/** Where the event stands; its texts are made when it is asked for. */
export function placeOfEvent(recorded: RecordedEvent): EventPlace {
  return { ...placeIn(recorded), event: () => storedEvent(recorded) };
}

function placeIn({ streamId, id, revision, position }: RecordedEvent) {
  assert(position !== undefined, `event ${id} of ${streamId} came without a position`);
  return {
    stream: streamId,
    revision: Number(revision),
    position: `${position.commit}/${position.prepare}`,
  };
}

export function positionIn(text: string): Position {
  const [commit, prepare] = /^(\d+)\/(\d+)$/.exec(text)?.slice(1) ?? [];
  assert(commit !== undefined && prepare !== undefined, `not a position of this log: ${text}`);
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
}

/** Whether `one` lies behind `two` in the log; everything lies behind `null`, its beginning. */
export function isBehind(one: Position, two: Position | null): boolean {
  if (two === null) return true;
  return one.commit > two.commit || (one.commit === two.commit && one.prepare > two.prepare);
}

/** `message` with an event of an append in it; the event's texts are sent as they are, as JSON. */
export function proposedIn<
  Message extends InstanceType<
    typeof streams.AppendReq.ProposedMessage | typeof streams.BatchAppendReq.ProposedMessage
  >,
>(message: Message, { eventId, type, data, metadata }: NewEvent): Message {
  message.setId(new shared.UUID().setString(eventId));
  message.setData(Buffer.from(data));
  message.setCustomMetadata(Buffer.from(metadata));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
}

/** How much of an append's limit an event takes. */
export function bytesOf({ type, data, metadata }: NewEvent): number {
  return Buffer.byteLength(type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
}

/** Throws `SyntaxError` where what an event says is no JSON: the server would take it, and the client stop at it whenever it is read. */
export function assertJson({ data, metadata }: NewEvent): void {
  JSON.parse(data);
  JSON.parse(metadata);
}

/** Of what other programs have written as bytes, the bytes as text. */
function jsonText(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : JSON.stringify(value);
}
