import assert from 'node:assert/strict';
import { EventStoreDBClient } from '@eventstore/db-client';
import { StoreAddressInvalid } from './errors.js';

const SCHEME = /^(?:esdb|kurrentdb)(\+discover)?:\/\//;

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

/**
 * A client for `url` whose appends take the classic call. Throws `StoreAddressInvalid` where the address is not understood;
 * the message never repeats it, since it may hold a password.
 *
 * The client's default is a batch call, in which one stream's error rejects the other appends in flight although they are
 * stored, deadlines do not count, and a late answer ends the process. It uses the classic one where an append carries
 * credentials of its own, or where the server has no batch call. Credentials are not always at hand: without user
 * information, made-up ones would go to a TLS server and be refused, though a certificate or open access might let the
 * client in. So the client is told that the server has no batch call, which also spares it the question.
 */
export function connectClassically(url: string): EventStoreDBClient {
  const client = clientFor(url.trim());
  assert('supports' in client, 'another version of the client: does it still have a batch append?');
  Object.assign(client, { supports: () => Promise.resolve(false) });
  return client;
}

function clientFor(url: string): EventStoreDBClient {
  const scheme = SCHEME.exec(url);
  if (scheme === null) throw misunderstood('it begins with another scheme');
  const [hosts = '', options] = url.slice(scheme[0].length).split('?', 2);
  checkOptions(options);
  // The last mention of an option counts: an append that fails must throw, or its revision is made up.
  const all = [...(options === undefined ? [] : [options]), 'throwOnAppendFailure=true'].join('&');
  const understood = `esdb${scheme[1] ?? ''}://${hosts.replace(/\/+$/, '')}?${all}`;
  try {
    return EventStoreDBClient.connectionString(understood);
  } catch (error) {
    throw misunderstood(problemIn(error));
  }
}

/** The client warns of options it does not know by printing the address with its password. Here they are refused. */
function checkOptions(options: string | undefined): void {
  for (const option of options?.split('&') ?? []) {
    const [name = '', value = ''] = option.split('=');
    if (value === '' || !OPTIONS.has(name.toLowerCase().replace(/[_-]/g, ''))) {
      throw misunderstood(`the option ${name} is unknown or has no value`);
    }
  }
}

/** What the client has expected at which place, without quoting the address. */
function problemIn(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const expected = /at position \d+, expected [^"]*/.exec(message)?.[0];
  return expected ?? (/^(Failed to load|user)/.test(message) ? message : 'unreadable');
}

function misunderstood(because: string): StoreAddressInvalid {
  return new StoreAddressInvalid(
    `The event store's address is not understood (${because}). Give ${ACCEPTED_ADDRESSES}.`,
  );
}
