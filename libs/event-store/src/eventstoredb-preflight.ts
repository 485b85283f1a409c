import { lookup } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { ErrorType } from '@eventstore/db-client';
import type { EventStoreDbAddress, Node } from './eventstoredb-connection.js';
import { type Details, errorType, NO_DETAILS } from './eventstoredb-errors.js';
import { membersKnownTo, type Members } from './eventstoredb-gossip.js';
import { connected, firstWords, ofServer, type Trouble } from './eventstoredb-handshake.js';

const LOOK_MS = 4_000;

/** Errors that say themselves what is wrong: the server has answered, and answered about the call. */
const CLEAR: ReadonlySet<string> = new Set([
  ErrorType.INVALID_ARGUMENT,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.STREAM_DELETED,
]);

/**
 * The real cause of failed calls, which the client hides: it says that it found no node, or that a connection was dropped,
 * whether a host is down, its port is another program's or its certificate is not trusted. Looks at the nodes to find it, once
 * for all that fail together. Never rejects, and never repeats a password.
 */
export class Diagnosis {
  readonly #address: EventStoreDbAddress;
  #look: Promise<Details> | null = null;

  constructor(address: EventStoreDbAddress) {
    this.#address = address;
  }

  detailsOf(error: unknown): Promise<Details> {
    const type = errorType(error);
    if (CLEAR.has(type)) return Promise.resolve(NO_DETAILS);
    if (type === ErrorType.ACCESS_DENIED) {
      return Promise.resolve(detailsOfRefusal(error, this.#address));
    }
    this.#look ??= detailsOfNodes(this.#address).finally(() => {
      this.#look = null;
    });
    return this.#look;
  }
}

/** gRPC's number for a caller whose name or password is wrong. */
const UNAUTHENTICATED = 16;

function detailsOfRefusal(error: unknown, { usesTls, namesUser }: EventStoreDbAddress): Details {
  const isMendedInAddress = true;
  const isUnknown = error instanceof Error && 'code' in error && error.code === UNAUTHENTICATED;
  if (!isUnknown) {
    return {
      text: 'The user may not do that: name one who may read and write the log ($all included), or grant it.',
      isMendedInAddress,
    };
  }
  if (!namesUser) {
    return { text: 'The address names no user: give user:password@host.', isMendedInAddress };
  }
  const advice = usesTls
    ? 'mend user:password@ in the address (a %, : or @ in it is written %25, %3A, %40)'
    : 'without TLS the client sends neither: take tls=false out of the address';
  return { text: `The user or the password was refused (401): ${advice}.`, isMendedInAddress };
}

/** A sentence for each node. It lies in the address only where it does at every node: one that can be used is enough. */
async function detailsOfNodes(address: EventStoreDbAddress): Promise<Details> {
  const troubles = await Promise.all(
    address.nodes.map(async (node) => ({
      node,
      trouble: await Promise.race([troubleWith(node, address), tookTooLong()]),
    })),
  );
  const sentences = troubles.map(
    ({ node, trouble }) => `${nameOf(node)}: ${trouble?.because ?? 'it can be used'}.`,
  );
  return {
    text: sentences.join(' '),
    isMendedInAddress: troubles.every(({ trouble }) => trouble?.isMendedInAddress ?? false),
  };
}

/** Who waits for a call that has failed is not to wait for its cause as long again. */
async function tookTooLong(): Promise<Trouble> {
  await pause(LOOK_MS, undefined, { ref: false });
  return ofServer(`it answers too slowly to find the cause within ${LOOK_MS} ms: look at its load`);
}

async function troubleWith(node: Node, address: EventStoreDbAddress): Promise<Trouble | null> {
  try {
    return (
      (await troubleWithConnection(node, address)) ??
      (await troubleWithMembers(await membersKnownTo(node, address), node, address))
    );
  } catch (error) {
    return ofServer(error instanceof Error ? error.message : String(error));
  }
}

async function troubleWithConnection(
  node: Node,
  address: EventStoreDbAddress,
): Promise<Trouble | null> {
  try {
    await lookup(node.host);
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return ofServer(`the host's name cannot be resolved (${because}): mend the name, or the DNS`);
  }
  const connection = await connected(node, address);
  if ('because' in connection) return connection;
  return firstWords(connection.socket, address.usesTls);
}

async function troubleWithMembers(
  members: Members | Trouble | null,
  node: Node,
  address: EventStoreDbAddress,
): Promise<Trouble | null> {
  if (members === null || 'because' in members) return members;
  const { leader, states } = members;
  if (leader === null) {
    return ofServer(
      `it is not ready, no node leads (${states.join(', ')}): wait for the election, or start the nodes that are missing`,
    );
  }
  if (nameOf(leader) === nameOf(node)) return null;
  const trouble = await troubleWithConnection(leader, address);
  if (trouble === null) return null;
  return ofServer(`it names ${nameOf(leader)} as the leader, of which is true: ${trouble.because}`);
}

const nameOf = ({ host, port }: Node): string => `${host}:${port}`;
