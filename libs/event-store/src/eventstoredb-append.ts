import assert from 'node:assert/strict';
import {
  convertToCommandError,
  type EventStoreDBClient,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import generated, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { NO_REVISION } from './append-rules.js';
import type { NewEvent } from './event-store.js';

const { AppendReq } = streams;
type Message = InstanceType<typeof AppendReq>;
type Answer = InstanceType<typeof streams.AppendResp>;

/** What the client's own commands are made of. */
interface CommandMaking {
  /** Looks for another node where `action` rejects because of the one it was given. */
  execute<Result>(
    Client: typeof StreamsClient,
    name: string,
    action: (calls: StreamsClient) => Promise<Result>,
  ): Promise<Result>;
  callArguments(options: {
    requiresLeader: boolean;
    deadline: number;
  }): Parameters<StreamsClient['append']> extends [...infer Given, unknown] ? Given : never;
}

/**
 * Appends `events` behind revision `expected` (-1 = no events) by the server's classic call, on the leader. Rejects with the client's
 * own errors, `WrongExpectedVersionError` among them.
 *
 * The client's own append is a batch call where the server has one, in which one stream's error rejects the others in flight
 * although they are stored, deadlines do not count, and a late answer ends the process. Its classic one makes an object and base64 of each
 * event before the message is made. See docs/adr/0007-append-outcomes.md.
 */
export async function appendClassically(
  client: EventStoreDBClient,
  stream: string,
  expected: number,
  events: readonly NewEvent[],
  deadlineMs: number,
): Promise<void> {
  const { execute, callArguments } = client as unknown as CommandMaking;
  assert(
    typeof execute === 'function' && typeof callArguments === 'function',
    'another version of the client: what are its commands made of?',
  );
  const answer = await execute(generated.StreamsClient, 'append', (calls) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const failed = (error: Error): void => reject(convertToCommandError(error) as Error);
    const sink = calls.append(
      ...callArguments({ requiresLeader: true, deadline: deadlineMs }),
      (error, answered) => {
        if (error !== null) failed(error);
        else resolve(answered);
      },
    );
    sink.on('error', failed);
    sink.write(headerOf(stream, expected));
    for (const event of events) sink.write(messageOf(event));
    sink.end();
    return promise;
  });
  if (answer.hasSuccess()) return;
  const wrong = answer.getWrongExpectedVersion();
  assert(wrong !== undefined, 'the server says neither that an append is stored nor why it is not');
  throw new WrongExpectedVersionError(undefined, {
    streamName: stream,
    expected: expected === NO_REVISION ? 'no_stream' : BigInt(expected),
    current: wrong.hasCurrentRevision() ? BigInt(wrong.getCurrentRevision()) : 'no_stream',
  });
}

/** What begins an append. */
function headerOf(stream: string, expected: number): Message {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new AppendReq.Options().setStreamIdentifier(identifier);
  if (expected === NO_REVISION) options.setNoStream(new shared.Empty());
  else options.setRevision(String(expected));
  return new AppendReq().setOptions(options);
}

/** One event of an append; its texts are sent as they are, as JSON. */
function messageOf({ eventId, type, data, metadata }: NewEvent): Message {
  const message = new AppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(eventId))
    .setData(Buffer.from(data))
    .setCustomMetadata(Buffer.from(metadata));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return new AppendReq().setProposedMessage(message);
}
