import { randomUUID } from 'node:crypto';
import { convertToCommandError, UnavailableError } from '@eventstore/db-client';
import unpacking from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { NO_REVISION } from './append-rules.js';
import type { Proposal } from './eventstoredb-append.js';
import { proposedIn } from './eventstoredb-events.js';

const { BatchAppendReq } = streams;
type Answer = InstanceType<typeof streams.BatchAppendResp>;

/** gRPC's number for a call that a server does not have. */
const UNIMPLEMENTED = 12;
/** What an append's error tells more of where the node does not handle it: it is not ready, or too busy. */
const NOT_HANDLED = 'google.protobuf.Empty';

interface Pending {
  readonly overdue: NodeJS.Timeout;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One long call in which appends are sent and answered one by one, each named by an id. What ends the call says nothing of the appends
 * that were still to be answered: some may be stored.
 */
export class AppendConversation {
  readonly #call: ReturnType<StreamsClient['batchAppend']>;
  readonly #pending = new Map<string, Pending>();
  #isOver = false;

  constructor(
    readonly calls: StreamsClient,
    call: ReturnType<StreamsClient['batchAppend']>,
  ) {
    this.#call = call;
    call.on('error', () => undefined); // it may come when nobody reads any more
    void this.#listen();
  }

  /** No further append may be sent in it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Rejects with the client's own errors. One that is not answered in time ends the conversation for those that come behind it. */
  async append({ stream, expected, events, deadlineMs }: Proposal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const id = randomUUID();
    const overdue = setTimeout(() => {
      this.#pending.delete(id);
      reject(new Error(`no answer within ${deadlineMs} ms`));
      this.endWhenAnswered();
    }, deadlineMs);
    this.#pending.set(id, { overdue, resolve, reject });
    const message = new BatchAppendReq()
      .setCorrelationId(new shared.UUID().setString(id))
      .setOptions(optionsOf(stream, expected))
      .setProposedMessagesList(
        events.map((event) => proposedIn(new BatchAppendReq.ProposedMessage(), event)),
      )
      .setIsFinal(true);
    this.#call.write(message);
    const answer = await promise;
    if (!answer.hasSuccess()) throw errorIn(answer, stream);
  }

  /** Takes no further appends, and ends the call when those that were sent have been answered or given up. */
  endWhenAnswered(): void {
    this.#isOver = true;
    if (this.#pending.size === 0) this.#call.cancel();
  }

  async #listen(): Promise<void> {
    try {
      for await (const answer of this.#call) this.#answered(answer as Answer);
      this.#broken(new Error('the server ended the call'));
    } catch (error) {
      this.#broken(convertToCommandError(error as Error));
    }
  }

  /** An answer to an append that was given up is for nobody. */
  #answered(answer: Answer): void {
    const id = answer.getCorrelationId()?.getString() ?? '';
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    clearTimeout(pending.overdue);
    pending.resolve(answer);
    if (this.#isOver) this.endWhenAnswered();
  }

  #broken(error: unknown): void {
    this.#isOver = true;
    for (const { overdue, reject } of this.#pending.values()) {
      clearTimeout(overdue);
      reject(error);
    }
    this.#pending.clear();
  }
}

export function isUnimplemented(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIMPLEMENTED;
}

/** Without a deadline for the server, which would be a time of day, and its clock may be another. */
function optionsOf(stream: string, expected: number): InstanceType<typeof BatchAppendReq.Options> {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier);
  return expected === NO_REVISION
    ? options.setNoStream(new shared.Empty())
    : options.setStreamPosition(String(expected));
}

function errorIn(answer: Answer, stream: string): Error {
  const error = answer.getError();
  const details = error?.getDetails();
  if (error === undefined || details === undefined) {
    return new Error('the server says neither that an append is stored nor why it is not');
  }
  // As the client's other calls tell it: it then looks for another node.
  if (details.getTypeName() === NOT_HANDLED) {
    return new UnavailableError(undefined, error.getMessage());
  }
  return unpacking.unpackToCommandError(error, stream);
}
