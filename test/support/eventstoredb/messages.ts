import { createRequire } from 'node:module';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendAnswer, Proposal, RecordedEntry } from './recorded-log.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type AppendReq = InstanceType<typeof streams.AppendReq>;
type AppendResp = InstanceType<typeof streams.AppendResp>;
type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;

/** Positions of real servers are far apart and the two halves differ; so do these. */
const commitOf = (position: number): string => String(position * 1_000 + 7);
const prepareOf = (position: number): string => String(position * 1_000);
const positionOf = (prepare: string): number => Number(prepare) / 1_000;

export interface AskedRead {
  /** `null` = the whole log. */
  readonly stream: string | null;
  readonly backwards: boolean;
  readonly count: number;
  /** A revision of the stream, or a position of the log; `start` and `end` as they say. */
  readonly from: number | 'start' | 'end';
  readonly isSubscription: boolean;
  /** Empty = every stream. */
  readonly prefixes: readonly string[];
  /** After how many events that match nothing a subscription is told how far it has been searched. */
  readonly checkpointEvery: number;
}

/** How many events a server looks at before it counts them as one step towards a checkpoint. */
const SEARCH_WINDOW = 32;

export function askedRead(request: ReadReq): AskedRead {
  const options = request.getOptions()!;
  const asked = {
    backwards: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS,
    isSubscription: options.hasSubscription(),
    count: options.hasSubscription() ? Infinity : Number(options.getCount()),
    prefixes: options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [],
    checkpointEvery:
      SEARCH_WINDOW * (options.getFilter()?.getCheckpointintervalmultiplier() ?? Infinity),
  };
  if (options.hasStream()) {
    const from = options.getStream()!;
    return {
      ...asked,
      stream: text(from.getStreamIdentifier()!.getStreamName_asU8()),
      from: from.hasStart() ? 'start' : from.hasEnd() ? 'end' : Number(from.getRevision()),
    };
  }
  const from = options.getAll()!;
  return {
    ...asked,
    stream: null,
    from: from.hasStart()
      ? 'start'
      : from.hasEnd()
        ? 'end'
        : positionOf(from.getPosition()!.getPreparePosition()),
  };
}

export interface AskedAppend {
  readonly stream: string;
  /** -1 = no stream. */
  readonly expected: number;
}

export function askedAppend(request: AppendReq): AskedAppend {
  const options = request.getOptions()!;
  if (options.hasAny() || options.hasStreamExists()) {
    throw new Error('an append without an expected revision is not certain to be idempotent');
  }
  return {
    stream: text(options.getStreamIdentifier()!.getStreamName_asU8()),
    expected: options.hasNoStream() ? -1 : Number(options.getRevision()),
  };
}

export function proposalOf(request: AppendReq): Proposal {
  return proposalIn(request.getProposedMessage()!);
}

type Proposed =
  | InstanceType<typeof streams.AppendReq.ProposedMessage>
  | InstanceType<typeof streams.BatchAppendReq.ProposedMessage>;

function proposalIn(message: Proposed): Proposal {
  return {
    id: message.getId()!.getString(),
    type: message.getMetadataMap().get('type')!,
    contentType: message.getMetadataMap().get('content-type')!,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function appendAnswered(answer: AppendAnswer, { expected }: AskedAppend): AppendResp {
  const response = new streams.AppendResp();
  if (answer.outcome === 'success') {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(commitOf(answer.position));
    position.setPreparePosition(prepareOf(answer.position));
    const success = new streams.AppendResp.Success();
    success.setCurrentRevision(String(answer.revision)).setPosition(position);
    return response.setSuccess(success);
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (answer.current === -1) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(answer.current));
  if (expected === -1) wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return response.setWrongExpectedVersion(wrong);
}

/** An append of a batch call, whole in one message. */
export function askedBatch(request: BatchAppendReq): AskedAppend & { proposals: Proposal[] } {
  const options = request.getOptions();
  if (options === undefined || !request.getIsFinal() || options.hasDeadline()) {
    throw new Error('an append in parts, or with a time of day as its deadline');
  }
  if (options.hasAny() || options.hasStreamExists()) {
    throw new Error('an append without an expected revision is not certain to be idempotent');
  }
  return {
    stream: text(options.getStreamIdentifier()!.getStreamName_asU8()),
    expected: options.hasNoStream() ? -1 : Number(options.getStreamPosition()),
    proposals: request.getProposedMessagesList().map(proposalIn),
  };
}

/** What a server says of one append of a batch call for what it refuses; `null` = that ends the call. */
export function batchError(details: string): Status | null {
  switch (details) {
    case 'Access Denied':
      return errorOf(7, 'AccessDenied', 'event_store.client.AccessDenied');
    case 'Operation timed out':
      return errorOf(4, 'Timeout', 'event_store.client.Timeout');
    case 'Server Is Not Ready':
      return errorOf(0, details, 'google.protobuf.Empty');
    default:
      return null;
  }
}

export function batchAnswered(
  request: BatchAppendReq,
  answer: AppendAnswer | Status,
): BatchAppendResp {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(request.getCorrelationId())
    .setStreamIdentifier(request.getOptions()!.getStreamIdentifier());
  if (answer instanceof status.Status) return response.setError(answer);
  if (answer.outcome === 'success') {
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(answer.revision));
    return response.setSuccess(success);
  }
  const wrong = new shared.WrongExpectedVersion();
  if (answer.current === -1) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentStreamRevision(String(answer.current));
  const name = 'WrongExpectedVersion';
  return response.setError(errorOf(6, name, `event_store.client.${name}`, wrong));
}

type Status = InstanceType<typeof status.Status>;

/** The client has this class for itself. */
const { Any } = createRequire(createRequire(import.meta.url).resolve('@eventstore/db-client'))(
  'google-protobuf/google/protobuf/any_pb.js',
) as typeof import('google-protobuf/google/protobuf/any_pb.js');

function errorOf(
  code: 0 | 4 | 6 | 7,
  message: string,
  type: string,
  details: { serializeBinary(): Uint8Array } = new shared.Empty(),
): Status {
  const any = new Any();
  any.pack(details.serializeBinary(), type);
  return new status.Status().setCode(code).setMessage(message).setDetails(any);
}

export function eventMessage(entry: RecordedEntry): ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(entry.id));
  recorded.setStreamIdentifier(identifier(entry.stream));
  recorded.setStreamRevision(String(entry.revision));
  recorded.setCommitPosition(commitOf(entry.position));
  recorded.setPreparePosition(prepareOf(entry.position));
  recorded.getMetadataMap().set('type', entry.type);
  recorded.getMetadataMap().set('content-type', entry.contentType);
  recorded.getMetadataMap().set('created', '0');
  recorded.setData(entry.data);
  recorded.setCustomMetadata(entry.metadata);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded).setCommitPosition(commitOf(entry.position));
  return new streams.ReadResp().setEvent(event);
}

export function streamNotFound(stream: string): ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound();
  return new streams.ReadResp().setStreamNotFound(notFound.setStreamIdentifier(identifier(stream)));
}

export function confirmation(): ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  return new streams.ReadResp().setConfirmation(confirmed.setSubscriptionId('subscription'));
}

/** Everything up to and with `position` has been searched. */
export function checkpoint(position: number): ReadResp {
  const reached = new streams.ReadResp.Checkpoint();
  reached.setCommitPosition(commitOf(position)).setPreparePosition(prepareOf(position));
  return new streams.ReadResp().setCheckpoint(reached);
}

export function caughtUp(): ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}

export interface Member {
  readonly port: number;
  readonly state: 'leader' | 'follower' | 'not-ready';
  readonly isAlive: boolean;
}

/** What a node tells about the cluster it is in; all of it runs on this machine. */
export function clusterOf(members: readonly Member[]): InstanceType<typeof gossip.ClusterInfo> {
  const { VNodeState } = gossip.MemberInfo;
  const states = {
    leader: VNodeState.LEADER,
    follower: VNodeState.FOLLOWER,
    'not-ready': VNodeState.CATCHINGUP,
  };
  const list = members.map(({ port, state, isAlive }) => {
    const id = `00000000-0000-0000-0000-${String(port).padStart(12, '0')}`;
    return new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString(id))
      .setState(states[state])
      .setIsAlive(isAlive)
      .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port));
  });
  return new gossip.ClusterInfo().setMembersList(list);
}

/** What a server of today says it can do; the batch append among it. */
export function supportedMethods(): InstanceType<typeof features.SupportedMethods> {
  const methods = ['append', 'batchappend', 'read'].map((name) =>
    new features.SupportedMethod()
      .setServiceName('event_store.client.streams.streams')
      .setMethodName(name),
  );
  const supported = new features.SupportedMethods().setMethodsList(methods);
  return supported.setEventStoreServerVersion('24.10.0');
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

function identifier(stream: string): InstanceType<typeof shared.StreamIdentifier> {
  return new shared.StreamIdentifier().setStreamName(Uint8Array.from(Buffer.from(stream, 'utf8')));
}
