import assert from 'node:assert/strict';
import type { EventStoreDBClient } from '@eventstore/db-client';
import generated, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { AppendConversation, isUnimplemented } from './eventstoredb-batch-append.js';
import { appendClassically } from './eventstoredb-classic-append.js';
import type { NewEvent } from './event-store.js';

/** One append, as it is sent. */
export interface Proposal {
  readonly stream: string;
  /** The revision it stands behind; -1 = no events. */
  readonly expected: number;
  readonly events: readonly NewEvent[];
  /** After this long without an answer it is given up, and may be stored all the same. */
  readonly deadlineMs: number;
}

/** What the client's own commands are made of. */
interface CommandMaking {
  /** Looks for another node where `action` rejects because of the one it was given. */
  execute(
    Client: typeof StreamsClient,
    name: string,
    action: (calls: StreamsClient) => Promise<void>,
  ): Promise<void>;
  callArguments(
    options: { requiresLeader: boolean; deadline?: number },
    callOptions?: { deadline: number },
  ): Parameters<StreamsClient['append']> extends [...infer Given, unknown] ? Given : never;
}

/** Appends on the client's connections, to the leader. See docs/adr/0007-append-outcomes.md. */
export class Appends {
  readonly #commands: CommandMaking;
  #conversation: AppendConversation | null = null;
  /** To a node on which appends are calls of their own, as they are before 21.10. */
  #withoutBatches: StreamsClient | null = null;

  constructor(client: EventStoreDBClient) {
    this.#commands = client as unknown as CommandMaking;
    assert(
      typeof this.#commands.execute === 'function' &&
        typeof this.#commands.callArguments === 'function',
      'another version of the client: what are its commands made of?',
    );
  }

  /** Rejects with the client's own errors, `WrongExpectedVersionError` among them. */
  append(proposal: Proposal): Promise<void> {
    return this.#commands.execute(generated.StreamsClient, 'append', async (calls) => {
      if (calls !== this.#withoutBatches) {
        try {
          return await this.#conversationOn(calls).append(proposal);
        } catch (error) {
          if (!isUnimplemented(error)) throw error;
          this.#withoutBatches = calls;
        }
      }
      const { deadlineMs } = proposal;
      const given = this.#commands.callArguments({ requiresLeader: true, deadline: deadlineMs });
      await appendClassically((answered) => calls.append(...given, answered), proposal);
    });
  }

  /** To be called when every append has ended. */
  close(): void {
    this.#conversation?.endWhenAnswered();
  }

  /** The one under way, or a new one where it is over or its connection has been left. */
  #conversationOn(calls: StreamsClient): AppendConversation {
    const current = this.#conversation;
    if (current !== null && current.calls === calls && !current.isOver) return current;
    current?.endWhenAnswered();
    const given = this.#commands.callArguments({ requiresLeader: true }, { deadline: Infinity });
    this.#conversation = new AppendConversation(calls, calls.batchAppend(...given));
    return this.#conversation;
  }
}
