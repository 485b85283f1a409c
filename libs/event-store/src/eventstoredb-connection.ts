import assert from 'node:assert/strict';
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
  'esdb://[user:password@]host[:port][?tls=false] for a node, esdb+discover://… for a cluster; kurrentdb:// and ' +
  'kurrentdb+discover:// mean the same';

export interface EventStoreDbAddress {
  /** As the client takes it. It may hold a password: it is for no message. */
  readonly connectionString: string;
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly usesTls: boolean;
  readonly caFile: string | null;
}

/** Throws `StoreAddressInvalid` where `url` is not understood; the message never repeats it. */
export function parseAddress(url: string): EventStoreDbAddress {
  const scheme = SCHEME.exec(url.trim());
  if (scheme === null) throw misunderstood('it begins with another scheme');
  const [place = '', given = '', ...more] = url.trim().slice(scheme[0].length).split('?');
  if (more.length > 0) throw misunderstood('it has more than one question mark');
  const options = optionsIn(given);
  const authority = place.replace(/\/+$/, '');
  const nodes = authority
    .slice(authority.lastIndexOf('@') + 1)
    .split(',')
    .map((node) => /^([^:]+)(?::(\d+))?$/.exec(node))
    .map((node) => ({ host: node?.[1] ?? '', port: Number(node?.[2] ?? DEFAULT_PORT) }));
  if (nodes.some(({ host }) => host === '')) throw misunderstood('it names no host');
  // The last mention of an option counts: an append that fails must throw, or its revision is made up.
  const all = [...(given === '' ? [] : [given]), 'throwOnAppendFailure=true'].join('&');
  return {
    connectionString: `esdb${scheme[1] ?? ''}://${authority}?${all}`,
    nodes,
    usesTls: options.get('tls') !== 'false',
    caFile: options.get('tlscafile') ?? null,
  };
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
    options.set(key, decodeURIComponent(value));
  }
  return options;
}

/**
 * A client for the address whose appends take the classic call. It connects when it is first used.
 *
 * The client's default is a batch call, in which one stream's error rejects the other appends in flight although they are
 * stored, deadlines do not count, and a late answer ends the process. It uses the classic one where an append carries
 * credentials of its own, or where the server has no batch call. Credentials are not always at hand: without user
 * information, made-up ones would go to a TLS server and be refused, though a certificate or open access might let the
 * client in. So the client is told that the server has no batch call, which also spares it the question.
 */
export function connectClassically({ connectionString }: EventStoreDbAddress): EventStoreDBClient {
  const client = clientFor(connectionString);
  assert('supports' in client, 'another version of the client: does it still have a batch append?');
  Object.assign(client, { supports: () => Promise.resolve(false) });
  return client;
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
