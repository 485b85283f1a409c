import { describe, expect, it } from '@jest/globals';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { check } from '../../../test/properties/check.js';
import { appendHeader, proposedMessage } from './eventstoredb-append-messages.js';

const { AppendReq } = streams;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
const event = fc.record({
  eventId: fc.uuid(),
  type: text,
  data: fc.object({ maxKeys: 8 }).map((data) => JSON.stringify(data)),
  metadata: text.map((metadata) => JSON.stringify({ metadata })),
});

/** Made by the client's own generated code, as its classic append makes it. */
function headerByClient(stream: string, expected: number) {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new TextEncoder().encode(stream));
  const options = new AppendReq.Options().setStreamIdentifier(identifier);
  if (expected === -1) options.setNoStream(new shared.Empty());
  else options.setRevision(String(expected));
  return new AppendReq().setOptions(options);
}

describe('the messages of an append', () => {
  it('begin with the stream and its revision as the client would write them', () => {
    const revision = fc.oneof(fc.integer({ min: -1, max: 300 }), fc.maxSafeNat());
    check(
      fc.property(text, revision, (stream, expected) => {
        const bytes = headerByClient(stream, expected).serializeBinary();
        expect(appendHeader(stream, expected)).toEqual(Buffer.from(bytes));
      }),
      300,
    );
  });

  it('say of each event what the server has to read', () => {
    check(
      fc.property(event, ({ eventId, type, data, metadata }) => {
        const bytes = proposedMessage({ eventId, type, data, metadata });
        const message = AppendReq.deserializeBinary(new Uint8Array(bytes)).getProposedMessage()!;
        expect(message.getId()!.getString()).toBe(eventId);
        const properties = Object.fromEntries(message.getMetadataMap().toArray());
        expect(properties).toEqual({ type, 'content-type': 'application/json' });
        expect(Buffer.from(message.getData_asU8()).toString()).toBe(data);
        expect(Buffer.from(message.getCustomMetadata_asU8()).toString()).toBe(metadata);
      }),
      300,
    );
  });
});
