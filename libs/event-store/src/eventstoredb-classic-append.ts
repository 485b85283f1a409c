import assert from 'node:assert/strict';
import { convertToCommandError, WrongExpectedVersionError } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { NO_REVISION } from './append-rules.js';
import type { Proposal } from './eventstoredb-append.js';
import { proposedIn } from './eventstoredb-events.js';

const { AppendReq } = streams;
type Message = InstanceType<typeof AppendReq>;
type Answer = InstanceType<typeof streams.AppendResp>;
type Answered = (error: Error | null, answer: Answer) => void;

/** Appends by a call of its own, which keeps the deadline. Rejects with the client's own errors. */
export async function appendClassically(
  begin: (answered: Answered) => ReturnType<StreamsClient['append']>,
  { stream, expected, events }: Proposal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const failed = (error: Error): void => reject(convertToCommandError(error) as Error);
  const sink = begin((error, answered) => {
    if (error !== null) failed(error);
    else resolve(answered);
  });
  sink.on('error', failed);
  sink.write(headerOf(stream, expected));
  for (const event of events) {
    const message = proposedIn(new AppendReq.ProposedMessage(), event);
    sink.write(new AppendReq().setProposedMessage(message));
  }
  sink.end();
  assertStored(await promise, stream, expected);
}

/** What begins an append. */
function headerOf(stream: string, expected: number): Message {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new AppendReq.Options().setStreamIdentifier(identifier);
  if (expected === NO_REVISION) options.setNoStream(new shared.Empty());
  else options.setRevision(String(expected));
  return new AppendReq().setOptions(options);
}

function assertStored(answer: Answer, stream: string, expected: number): void {
  if (answer.hasSuccess()) return;
  const wrong = answer.getWrongExpectedVersion();
  assert(wrong !== undefined, 'the server says neither that an append is stored nor why it is not');
  throw new WrongExpectedVersionError(undefined, {
    streamName: stream,
    expected: expected === NO_REVISION ? 'no_stream' : BigInt(expected),
    current: wrong.hasCurrentRevision() ? BigInt(wrong.getCurrentRevision()) : 'no_stream',
  });
}
