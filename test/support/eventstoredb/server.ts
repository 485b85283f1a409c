import {
  type AddressInfo,
  connect,
  createServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerReadableStream,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import {
  appendAnswered,
  askedAppend,
  type AskedRead,
  askedRead,
  caughtUp,
  clusterOf,
  confirmation,
  eventMessage,
  proposalOf,
  streamNotFound,
  supportedMethods,
} from './messages.js';
import { type Proposal, type RecordedEntry, RecordedLog } from './recorded-log.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;

/** What goes wrong with the next append, once. */
export type AppendFault =
  /** It is stored, and the answer never comes. */
  | 'stored-and-silent'
  /** It is not stored, and no answer comes. */
  | 'lost-and-silent'
  /** It is stored, and the connection breaks before the answer. */
  | 'stored-and-cut'
  /** The connection breaks before anything is stored. */
  | 'lost-and-cut'
  /** This node says that it does not lead, and names itself as the leader. */
  | 'not-leader'
  | 'access-denied';

/**
 * An EventStoreDB of one node in this process, made of the client's own generated stubs, with faults to order. What it
 * does not do: persistence, users, links, truncation, projections.
 */
export class EventStoreDbServer {
  readonly log = new RecordedLog();
  /** Faults of the next appends, in turn. */
  readonly appendFaults: AppendFault[] = [];
  /** While set, reads are accepted and never answered. */
  isReadStalled = false;
  /** How often each call was made. */
  readonly calls = { append: 0, batchAppend: 0, read: 0, subscription: 0 };
  /** `requires-leader` of the calls since the start. */
  readonly leaderRequired = { append: 0, read: 0 };
  readonly #grpc = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  readonly #sockets = new Set<Socket>();
  readonly #subscriptions = new Set<ServerWritableStream<ReadReq, ReadResp>>();
  #front: TcpServer | undefined;
  #port = 0;

  static async start(): Promise<EventStoreDbServer> {
    const server = new EventStoreDbServer();
    await server.#listen();
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.#port}?tls=false`;
  }

  /** Breaks every connection, as a network does: without a word. */
  cutConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends every subscription with an error, as a server does with a reader it has lost patience with. */
  dropSubscriptions(): void {
    for (const call of this.#subscriptions) {
      call.emit('error', { code: status.ABORTED, details: 'Operation timed out' });
    }
    this.#subscriptions.clear();
  }

  /** Subscriptions stay open, and nothing comes from them any more. */
  silenceSubscriptions(): void {
    this.#subscriptions.clear();
  }

  async stop(): Promise<void> {
    this.#front?.close();
    this.cutConnections();
    this.#subscriptions.clear();
    this.#grpc.forceShutdown();
  }

  /** The gRPC server stands behind a plain TCP forwarder, which is where connections can be broken. */
  async #listen(): Promise<void> {
    this.#grpc.addService(streamsService.StreamsService, {
      append: (
        call: ServerReadableStream<AppendReq, AppendResp>,
        answer: sendUnaryData<AppendResp>,
      ) => void this.#append(call, answer),
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => void this.#read(call),
      batchAppend: (call: { emit: (name: string, error: object) => void }) => {
        this.calls.batchAppend += 1;
        call.emit('error', { code: status.UNIMPLEMENTED, details: 'no batches here' });
      },
    });
    this.#grpc.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<unknown>) =>
        answer(null, supportedMethods()),
    });
    this.#grpc.addService(gossipService.GossipService, {
      read: (_: unknown, answer: sendUnaryData<unknown>) =>
        answer(null, clusterOf('127.0.0.1', this.#port)),
    });
    const behind = await new Promise<number>((resolve, reject) => {
      const insecure = ServerCredentials.createInsecure();
      this.#grpc.bindAsync('127.0.0.1:0', insecure, (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.#front = createServer((socket) => this.#forward(socket, behind));
    await new Promise<void>((resolve) => this.#front?.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#front.address() as AddressInfo).port;
  }

  #forward(socket: Socket, port: number): void {
    const onward = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      this.#sockets.add(one);
      one.setNoDelay(true);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }

  async #append(
    call: ServerReadableStream<AppendReq, AppendResp>,
    answer: sendUnaryData<AppendResp>,
  ): Promise<void> {
    this.calls.append += 1;
    this.leaderRequired.append += Number(call.metadata.get('requires-leader')[0] === 'true');
    const requests: AppendReq[] = [];
    try {
      for await (const request of call) requests.push(request as AppendReq);
    } catch {
      return; // the client went away while it sent
    }
    const [header, ...proposed] = requests;
    const asked = askedAppend(header!);
    const proposals: Proposal[] = proposed.map(proposalOf);
    const fault = this.appendFaults.shift();
    if (fault === 'not-leader') return void answer(this.#notLeader());
    if (fault === 'access-denied') {
      return void answer({ code: status.PERMISSION_DENIED, metadata: exception('access-denied') });
    }
    if (fault === 'lost-and-cut') return this.cutConnections();
    if (fault === 'lost-and-silent') return;
    const result = this.log.append(asked.stream, asked.expected, proposals);
    if (fault === 'stored-and-cut') return this.cutConnections();
    if (fault === 'stored-and-silent') return;
    answer(null, appendAnswered(result, asked));
  }

  #notLeader(): { code: number; details: string; metadata: Metadata } {
    const metadata = exception('not-leader');
    metadata.set('leader-endpoint-host', '127.0.0.1');
    metadata.set('leader-endpoint-port', String(this.#port));
    return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
  }

  async #read(call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const asked = askedRead(call.request);
    if (asked.isSubscription) return this.#serveSubscription(call, asked);
    this.calls.read += 1;
    this.leaderRequired.read += Number(call.metadata.get('requires-leader')[0] === 'true');
    if (this.isReadStalled) return;
    if (asked.stream !== null && this.log.stream(asked.stream).length === 0) {
      call.write(streamNotFound(asked.stream));
    } else {
      for (const entry of this.#entriesFor(asked)) await written(call, eventMessage(entry));
    }
    call.end();
  }

  #entriesFor({ stream, backwards, from, count }: AskedRead): readonly RecordedEntry[] {
    const all = stream === null ? this.log.entries : this.log.stream(stream);
    const place = (entry: RecordedEntry): number =>
      stream === null ? entry.position : entry.revision;
    const wanted = all.filter((entry) => {
      if (from === 'start') return !backwards;
      if (from === 'end') return backwards;
      return backwards ? place(entry) <= from : place(entry) >= from;
    });
    return (backwards ? wanted.toReversed() : wanted).slice(0, count);
  }

  async #serveSubscription(
    call: ServerWritableStream<ReadReq, ReadResp>,
    { from, prefixes }: AskedRead,
  ): Promise<void> {
    this.calls.subscription += 1;
    this.#subscriptions.add(call);
    call.on('cancelled', () => this.#subscriptions.delete(call));
    call.on('close', () => this.#subscriptions.delete(call));
    call.write(confirmation());
    let next = typeof from === 'number' ? from : 0; // positions count from 1: the one behind `from`
    let isCaughtUp = false;
    while (this.#subscriptions.has(call)) {
      const changed = this.log.changed();
      for (; next < this.log.entries.length && this.#subscriptions.has(call); next += 1) {
        const entry = this.log.entries[next]!;
        if (prefixes.some((prefix) => entry.stream.startsWith(prefix))) {
          await written(call, eventMessage(entry));
        }
      }
      if (!isCaughtUp && this.#subscriptions.has(call)) call.write(caughtUp());
      isCaughtUp = true;
      await changed;
    }
  }
}

function exception(name: string): Metadata {
  const metadata = new Metadata();
  metadata.set('exception', name);
  return metadata;
}

/** Waits for a slow reader, or for its end. */
async function written(
  call: ServerWritableStream<ReadReq, ReadResp>,
  message: ReadResp,
): Promise<void> {
  if (call.write(message) || call.destroyed || call.cancelled) return;
  await new Promise<void>((resolve) => {
    const names = ['drain', 'close', 'cancelled', 'error'];
    const goOn = (): void => {
      for (const name of names) call.off(name, goOn);
      resolve();
    };
    for (const name of names) call.on(name, goOn);
  });
}
