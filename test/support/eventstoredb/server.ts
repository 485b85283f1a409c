import { setTimeout as pause } from 'node:timers/promises';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import {
  Metadata,
  type sendUnaryData,
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import { type AppendCourse, type AppendFault, COURSES, SOUND } from './append-faults.js';
import {
  appendAnswered,
  askedAppend,
  type AskedAppend,
  askedBatch,
  type AskedRead,
  askedRead,
  batchAnswered,
  batchError,
  clusterOf,
  eventMessage,
  type Member,
  proposalOf,
  streamNotFound,
  supportedMethods,
} from './messages.js';
import { Network } from './network.js';
import {
  type AppendAnswer,
  type Proposal,
  type RecordedEntry,
  RecordedLog,
} from './recorded-log.js';
import { Subscriptions, taken } from './subscriptions.js';

type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;

interface Refusal {
  readonly code: number;
  readonly details: string;
  readonly metadata?: Metadata;
}

export interface ServerOptions {
  /** Nodes of a cluster share one. */
  readonly log?: RecordedLog;
  /** In PEM; absent = without TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** `user:password`, without which nobody is let in. */
  readonly credentials?: string;
  /** How many calls a connection carries at once. */
  readonly callsPerConnection?: number;
}

/**
 * A node of EventStoreDB in this process, made of the client's own generated stubs, with faults to order. What it does not
 * do: persistence, users but the one, links, truncation, projections.
 */
export class EventStoreDbServer {
  readonly log: RecordedLog;
  /** Faults of the next appends, in turn. */
  readonly appendFaults: AppendFault[] = [];
  /** How late is late. */
  lateMs = 0;
  /** While set, reads are accepted and never answered. */
  isReadStalled = false;
  /** `false` = as servers before 21.10, where each append is a call of its own. */
  hasBatches = true;
  /** Nobody may read the whole log. */
  isLogClosed = false;
  state: Member['state'] = 'leader';
  /** How many of the log's newest events this node does not have yet. */
  lag = 0;
  /** What it tells of the cluster. */
  members: () => readonly Member[] = () => [{ port: this.port, state: this.state, isAlive: true }];
  /** How often each call was made; `append` = the appends of batch calls as well. */
  readonly calls = { append: 0, batchAppend: 0, read: 0, subscription: 0, gossip: 0 };
  /** `requires-leader` of the calls since the start. */
  readonly leaderRequired = { append: 0, read: 0 };
  readonly subscriptions: Subscriptions;
  readonly #options: ServerOptions;
  readonly #grpc: Server;
  #network: Network | undefined;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.log = options.log ?? new RecordedLog();
    this.subscriptions = new Subscriptions(
      { entries: () => this.#visible(), changed: () => this.log.changed() },
      () => this.cutConnections(),
    );
    this.#grpc = new Server({
      'grpc.max_receive_message_length': 17 * 1024 * 1024,
      ...(options.callsPerConnection === undefined
        ? {}
        : { 'grpc.max_concurrent_streams': options.callsPerConnection }),
    });
  }

  static async start(options: ServerOptions = {}): Promise<EventStoreDbServer> {
    const server = new EventStoreDbServer(options);
    await server.#listen();
    return server;
  }

  /** What lies between its clients and it. */
  get network(): Network {
    return this.#network!;
  }

  get port(): number {
    return this.network.port;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Breaks every connection, as a network does: without a word. */
  cutConnections(): void {
    this.network.cut();
  }

  async stop(): Promise<void> {
    this.network.resume();
    this.network.down();
    this.subscriptions.silence();
    this.#grpc.forceShutdown();
  }

  async #listen(): Promise<void> {
    this.#grpc.addService(streamsService.StreamsService, {
      append: (
        call: ServerReadableStream<AppendReq, AppendResp>,
        answer: sendUnaryData<AppendResp>,
      ) => void this.#append(call, answer),
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => void this.#read(call),
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) =>
        void this.#batchAppend(call),
    });
    this.#grpc.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: sendUnaryData<unknown>) =>
        answer(null, supportedMethods()),
    });
    this.#grpc.addService(gossipService.GossipService, {
      read: (_: unknown, answer: sendUnaryData<unknown>) => {
        this.calls.gossip += 1;
        answer(null, clusterOf(this.members()));
      },
    });
    const { tls } = this.#options;
    const credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [
            { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) },
          ]);
    const behind = await new Promise<number>((resolve, reject) => {
      this.#grpc.bindAsync('127.0.0.1:0', credentials, (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.#network = await Network.to(behind);
  }

  async #append(
    call: ServerReadableStream<AppendReq, AppendResp>,
    answer: sendUnaryData<AppendResp>,
  ): Promise<void> {
    const fault = this.appendFaults.shift();
    const requests: AppendReq[] = [];
    try {
      for await (const request of call) {
        if (fault === 'cut-while-sent') return this.cutConnections();
        requests.push(request as AppendReq);
      }
    } catch {
      return; // the client went away while it sent
    }
    if (call.cancelled) return; // so it did, and what has arrived is not the whole append
    const [header, ...proposed] = requests;
    const asked = askedAppend(header!);
    const said = await this.#saidOf(asked, proposed.map(proposalOf), call.metadata, fault);
    if (said === null) return;
    if ('code' in said) answer(said);
    else answer(null, appendAnswered(said, asked));
  }

  /** Appends in one call, each answered when it is stored. What ends the call leaves the others in it without an answer. */
  async #batchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): Promise<void> {
    this.calls.batchAppend += 1;
    const refusal = this.hasBatches ? this.#strange(call.metadata) : NO_BATCHES;
    if (refusal !== null) return void call.emit('error', refusal);
    try {
      for await (const request of call) void this.#appendOf(call, request as BatchAppendReq);
    } catch {
      return; // the client went away
    }
    call.end();
  }

  async #appendOf(
    call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>,
    request: BatchAppendReq,
  ): Promise<void> {
    const fault = this.appendFaults.shift();
    if (fault === 'cut-while-sent') return this.cutConnections();
    const { proposals, ...asked } = askedBatch(request);
    const said = await this.#saidOf(asked, proposals, call.metadata, fault);
    if (said === null || call.cancelled || call.writableEnded) return;
    const error = 'code' in said ? batchError(said.details) : said;
    if (error === null) call.emit('error', said);
    else call.write(batchAnswered(request, error));
  }

  /** What becomes of an append, and what is said of it; `null` = nothing. */
  async #saidOf(
    asked: AskedAppend,
    proposals: readonly Proposal[],
    metadata: Metadata,
    fault: AppendFault | undefined,
  ): Promise<AppendAnswer | Refusal | null> {
    this.calls.append += 1;
    this.leaderRequired.append += Number(requiresLeader(metadata));
    if (fault === 'not-leader') return notLeader(this.port);
    if (fault === 'access-denied') return denied();
    const { isStored, then }: AppendCourse =
      fault === undefined || fault === 'cut-while-sent' ? SOUND : COURSES[fault];
    const refusal = this.#refusal(metadata);
    if (refusal !== null) return refusal;
    if (then === 'not ready') return NOT_READY;
    if (isStored === 'late') {
      if (then === 'cut') this.cutConnections();
      await pause(this.lateMs);
    }
    const stored =
      this.#refusal(metadata) ??
      (isStored === 'never' ? null : this.log.append(asked.stream, asked.expected, proposals));
    if (then === 'answer late') await pause(this.lateMs);
    if (then === 'cut') this.cutConnections();
    if (then === 'silence' || then === 'cut') return null;
    return then === 'time out' ? TIMED_OUT : stored;
  }

  /** What keeps this node from answering a call, or `null`. */
  #refusal(metadata: Metadata): Refusal | null {
    const stranger = this.#strange(metadata);
    if (stranger !== null) return stranger;
    if (this.state === 'not-ready') return NOT_READY;
    if (this.state === 'leader' || !requiresLeader(metadata)) return null;
    const leader = this.members().find(({ state, isAlive }) => state === 'leader' && isAlive);
    return leader === undefined ? NOT_READY : notLeader(leader.port);
  }

  /** The refusal of somebody who is not known, or `null`. */
  #strange(metadata: Metadata): Refusal | null {
    const { credentials } = this.#options;
    if (credentials === undefined) return null;
    const given = String(metadata.get('authorization')[0]);
    return given === `Basic ${Buffer.from(credentials).toString('base64')}`
      ? null
      : { code: status.UNAUTHENTICATED, details: 'Received HTTP status code 401' };
  }

  async #read(call: ServerWritableStream<ReadReq, ReadResp>): Promise<void> {
    const asked = askedRead(call.request);
    this.calls[asked.isSubscription ? 'subscription' : 'read'] += 1;
    const refusal =
      this.#refusal(call.metadata) ??
      (this.isLogClosed && asked.stream === null ? denied(status.PERMISSION_DENIED) : null);
    if (refusal !== null) return void call.emit('error', refusal);
    if (asked.isSubscription) return this.subscriptions.serve(call, asked);
    this.leaderRequired.read += Number(requiresLeader(call.metadata));
    if (this.isReadStalled) return;
    const entries = this.#entriesFor(asked);
    if (asked.stream !== null && !this.#visible().some(({ stream }) => stream === asked.stream)) {
      call.write(streamNotFound(asked.stream));
    }
    for (const entry of entries) await taken(call, eventMessage(entry));
    call.end();
  }

  #visible(): readonly RecordedEntry[] {
    const { entries } = this.log;
    return this.lag === 0 ? entries : entries.slice(0, Math.max(0, entries.length - this.lag));
  }

  #entriesFor({ stream, backwards, from, count }: AskedRead): readonly RecordedEntry[] {
    const visible = this.#visible();
    const all =
      stream === null
        ? visible
        : this.log.stream(stream).filter(({ position }) => position <= visible.length);
    const place = (entry: RecordedEntry): number =>
      stream === null ? entry.position : entry.revision;
    const wanted = all.filter((entry) => {
      if (from === 'start') return !backwards;
      if (from === 'end') return backwards;
      return backwards ? place(entry) <= from : place(entry) >= from;
    });
    return (backwards ? wanted.toReversed() : wanted).slice(0, count);
  }
}

const NO_BATCHES: Refusal = { code: status.UNIMPLEMENTED, details: 'no batches here' };
const NOT_READY: Refusal = { code: status.UNAVAILABLE, details: 'Server Is Not Ready' };
const TIMED_OUT: Refusal = { code: status.ABORTED, details: 'Operation timed out' };

function requiresLeader(metadata: Metadata): boolean {
  return metadata.get('requires-leader')[0] === 'true';
}

function notLeader(leaderPort: number): Refusal {
  const metadata = exception('not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(leaderPort));
  return { code: status.NOT_FOUND, details: 'Leader info available', metadata };
}

function denied(code: number = status.PERMISSION_DENIED): Refusal {
  return { code, details: 'Access Denied', metadata: exception('access-denied') };
}

function exception(name: string): Metadata {
  const metadata = new Metadata();
  metadata.set('exception', name);
  return metadata;
}
