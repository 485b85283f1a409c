import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreAddressInvalid } from './errors.js';

const SCHEME = /^(?:esdb|kurrentdb)(\+discover)?:\/\//;

const DEFAULT_PORT = 2_113;

/** What the client takes, in lower case. Not `tlsVerifyCert`, which it takes and does not honour. */
const OPTIONS: ReadonlySet<string> = new Set(
  `connectionname defaultdeadline discoveryinterval gossiptimeout keepaliveinterval keepalivetimeout
   maxdiscoverattempts nodepreference throwonappendfailure tls tlscafile usercertfile userkeyfile`.split(
    /\s+/,
  ),
);

const ACCEPTED_ADDRESSES =
  'esdb://[user:password@]host[:port][?tls=false] for a node, esdb+discover://… or several hosts with commas between ' +
  'them for a cluster; kurrentdb:// and kurrentdb+discover:// mean the same';

export interface Node {
  readonly host: string;
  readonly port: number;
}

export interface EventStoreDbAddress {
  /** As the client takes it. It may hold a password: it is for no message. */
  readonly connectionString: string;
  readonly nodes: readonly Node[];
  readonly usesTls: boolean;
  /** Absolute or from the folder the process runs in; `null` = the authorities that Node.js trusts. */
  readonly caFile: string | null;
  /** What the client shows of itself. */
  readonly client: { readonly certFile: string; readonly keyFile: string } | null;
  readonly namesUser: boolean;
}

/** Throws `StoreAddressInvalid` where `url` is not understood; the message never repeats it. */
export function parseAddress(url: string): EventStoreDbAddress {
  const scheme = SCHEME.exec(url.trim());
  if (scheme === null) throw misunderstood('it begins with another scheme');
  const [place = '', given = '', ...more] = url.trim().slice(scheme[0].length).split('?');
  if (more.length > 0) throw misunderstood('it has more than one question mark');
  const options = optionsIn(given);
  const authority = place.replace(/\/+$/, '');
  const [hosts = '', user, ...others] = authority.split('@').toReversed();
  if (others.length > 0) throw misunderstood('an @ in a password is written %40');
  if (user !== undefined) assertUser(user);
  const nodes = hosts
    .split(',')
    .map((node) => /^([^:]+)(?::(\d+))?$/.exec(node))
    .map((node) => ({ host: node?.[1] ?? '', port: Number(node?.[2] ?? DEFAULT_PORT) }));
  if (nodes.some(({ host }) => host === '')) throw misunderstood('it names no host');
  const caFile = options.get('tlscafile') ?? null;
  if (caFile !== null) assertCertificate(caFile);
  const [certFile, keyFile] = [options.get('usercertfile'), options.get('userkeyfile')];
  // Of several hosts the client would ask the first one alone; without `+discover` it asks each for the cluster.
  const discovery = nodes.length === 1 ? (scheme[1] ?? '') : '';
  return {
    connectionString: `esdb${discovery}://${authority}${given === '' ? '' : `?${given}`}`,
    nodes,
    usesTls: options.get('tls') !== 'false',
    caFile,
    client: certFile === undefined || keyFile === undefined ? null : { certFile, keyFile },
    namesUser: user !== undefined,
  };
}

/** The client takes a user that it cannot read for a part of the host, and cuts a password at its first colon. */
function assertUser(user: string): void {
  const parts = user.split(':');
  if (parts.length > 2) throw misunderstood('a colon in a password is written %3A');
  if (parts.length < 2 || parts.includes('')) {
    throw misunderstood('a user is given as user:password');
  }
  for (const part of parts) decoded(part, 'the user or the password');
}

/** The client looks only for the file; one without a certificate would be told as a server that is not trusted. */
function assertCertificate(file: string): void {
  try {
    new X509Certificate(readFileSync(file));
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw misunderstood(`tlsCaFile names ${file}, which is no certificate in PEM: ${because}`);
  }
}

/** The client warns of options it does not know by printing the address with its password. Here they are refused. */
function optionsIn(given: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const option of given === '' ? [] : given.split('&')) {
    const [name = '', value = ''] = option.split('=');
    const key = name.toLowerCase().replace(/[_-]/g, '');
    if (value === '' || !OPTIONS.has(key)) {
      throw misunderstood(`the option ${name} is unknown or has no value`);
    }
    options.set(key, decoded(value, `the option ${name}`));
  }
  return options;
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw misunderstood(`${what} has a % that begins no escape; a % itself is written %25`);
  }
}

/**
 * A client for the address, which survives that no node is found. It connects when it is first used.
 *
 * When a call fails while the client already looks for another node, it waits for that search without hearing its failure,
 * which would end the process.
 */
export function connect({ connectionString }: EventStoreDbAddress): EventStoreDBClient {
  const client = clientFor(connectionString) as unknown as ClientInternals;
  assert(
    typeof client.handleError === 'function',
    'another version of the client: does it still make searches nobody hears of?',
  );
  const { handleError } = client;
  return Object.assign(client, {
    handleError: (failed: unknown, error: unknown) =>
      handleError(failed, error).catch(() => undefined),
  }) as unknown as EventStoreDBClient;
}

interface ClientInternals {
  readonly handleError: (failed: unknown, error: unknown) => Promise<void>;
}

function clientFor(connectionString: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const expected = /at position \d+, expected [^"]*/.exec(message)?.[0];
    throw misunderstood(
      expected ?? (message.startsWith('Failed to load') ? message : 'unreadable'),
    );
  }
}

function misunderstood(because: string): StoreAddressInvalid {
  return new StoreAddressInvalid(
    `The event store's address is not understood (${because}). Give ${ACCEPTED_ADDRESSES}.`,
  );
}
