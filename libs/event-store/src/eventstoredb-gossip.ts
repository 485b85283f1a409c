import { type ClientHttp2Session, connect } from 'node:http2';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import type { EventStoreDbAddress, Node } from './eventstoredb-connection.js';
import { ofAddress, PATIENCE_MS, tlsOptions, type Trouble } from './eventstoredb-handshake.js';

/** What a node tells about its cluster. */
export interface Members {
  /** `null` = nobody who is alive leads. */
  readonly leader: Node | null;
  /** Of each member, such as `CATCHINGUP at 10.0.0.1:2113`. */
  readonly states: readonly string[];
}

const GOSSIP = '/event_store.client.gossip.Gossip/Read';
/** A gRPC message begins with a byte for its compression and four for its length; this one is empty. */
const FRAME_BYTES = 5;
const UNIMPLEMENTED = '12';

/** What `node` says of its cluster, `null` where it does not say it to everybody. Rejects where it does not answer. */
export async function membersKnownTo(
  node: Node,
  address: EventStoreDbAddress,
): Promise<Members | Trouble | null> {
  const { status, contentType, grpcStatus, body } = await asked(node, address);
  if (status === 401 || status === 403) return null;
  if (!contentType.startsWith('application/grpc')) {
    return ofAddress(
      `it speaks HTTP/2 and no gRPC (status ${status}): give the port of EventStoreDB itself`,
    );
  }
  if (grpcStatus === UNIMPLEMENTED) {
    return ofAddress('it speaks gRPC, but is no EventStoreDB: give its port');
  }
  if (grpcStatus !== '0') return null;
  const members = gossip.ClusterInfo.deserializeBinary(body.subarray(FRAME_BYTES)).getMembersList();
  const { VNodeState } = gossip.MemberInfo;
  const nodes = members.map((member) => ({
    host: member.getHttpEndPoint()?.getAddress() ?? '',
    port: member.getHttpEndPoint()?.getPort() ?? 0,
    leads: member.getState() === VNodeState.LEADER && member.getIsAlive(),
    state: member.getIsAlive() ? nameOfState(member.getState()) : 'dead',
  }));
  return {
    leader: nodes.find(({ leads }) => leads) ?? null,
    states: nodes.map(({ host, port, state }) => `${state} at ${host}:${port}`),
  };
}

interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly grpcStatus: string;
  readonly body: Buffer;
}

async function asked(node: Node, address: EventStoreDbAddress): Promise<Answer> {
  const { host, port } = node;
  const session = address.usesTls
    ? connect(`https://${host}:${port}`, tlsOptions(node, address))
    : connect(`http://${host}:${port}`);
  const broken = new Promise<never>((_, reject) => session.on('error', reject));
  try {
    return await Promise.race([broken, answerOf(session)]);
  } finally {
    session.destroy();
  }
}

async function answerOf(session: ClientHttp2Session): Promise<Answer> {
  const call = session.request({
    ':method': 'POST',
    ':path': GOSSIP,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  const heads: Record<string, unknown> = {};
  call.on('response', (headers) => Object.assign(heads, headers));
  call.on('trailers', (headers) => Object.assign(heads, headers));
  call.setTimeout(PATIENCE_MS, () =>
    call.destroy(new Error(`it does not answer within ${PATIENCE_MS} ms: the server hangs`)),
  );
  call.end(Buffer.alloc(FRAME_BYTES));
  const pieces: Buffer[] = [];
  for await (const piece of call) pieces.push(piece as Buffer);
  return {
    status: Number(heads[':status']),
    contentType: String(heads['content-type'] ?? ''),
    grpcStatus: String(heads['grpc-status'] ?? ''),
    body: Buffer.concat(pieces),
  };
}

function nameOfState(state: number): string {
  const names = Object.entries(gossip.MemberInfo.VNodeState);
  return names.find(([, number]) => number === state)?.[0] ?? String(state);
}
