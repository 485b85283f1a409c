import assert from 'node:assert/strict';
import {
  convertToCommandError,
  type EventStoreDBClient,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import generated from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { NO_REVISION } from './append-rules.js';
import type { NewEvent } from './event-store.js';
import { appendHeader, proposedMessage } from './eventstoredb-append-messages.js';

const { StreamsClient, StreamsService } = generated;

/** What the client's own commands are made of. */
interface CommandMaking {
  /** Looks for another node where `action` rejects because of the one it was given. */
  execute<Result>(
    Client: typeof StreamsClient,
    name: string,
    action: (calls: Calls) => Promise<Result>,
  ): Promise<Result>;
  callArguments(options: { requiresLeader: boolean; deadline: number }): [object, object];
}

interface Calls {
  makeClientStreamRequest(
    path: string,
    serialize: (message: Buffer) => Buffer,
    deserialize: (bytes: Buffer) => AppendResp,
    ...callArguments: [
      ...[metadata: object, options: object],
      callback: (error: Error | null, answer?: AppendResp) => void,
    ]
  ): Sink;
}

interface Sink {
  on(event: 'error', listener: (error: Error) => void): unknown;
  write(message: Buffer): unknown;
  end(): unknown;
}

/**
 * Appends `events` behind revision `expected` (-1 = no events) by the server's classic call, on the leader. Rejects with the client's
 * own errors, `WrongExpectedVersionError` among them.
 *
 * The client's own append is a batch call where the server has one, in which one stream's error rejects the others in flight
 * although they are stored, deadlines do not count, and a late answer ends the process. Its classic one makes of each event an object,
 * base64 and a tree of fields.
 */
export async function appendOnce(
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
  const answer = await execute(StreamsClient, 'append', (calls) => {
    const { promise, resolve, reject } = Promise.withResolvers<AppendResp>();
    const failed = (error: Error): void => reject(convertToCommandError(error) as Error);
    const { path, responseDeserialize } = StreamsService.append;
    const sink = calls.makeClientStreamRequest(
      path,
      (message) => message,
      responseDeserialize,
      ...callArguments({ requiresLeader: true, deadline: deadlineMs }),
      (error, answered) => {
        if (error !== null) failed(error);
        else resolve(answered as AppendResp);
      },
    );
    sink.on('error', failed);
    sink.write(appendHeader(stream, expected));
    for (const event of events) sink.write(proposedMessage(event));
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
