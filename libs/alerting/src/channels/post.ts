import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { orAborted } from './or-aborted.js';
import { addressesOf, postableUrl, type Resolve, type ResolvedAddress } from './public-address.js';
import { type Transmission, unanswered } from './transmission.js';

export interface PostOptions {
  /** Lets receivers be on private and loopback addresses. */
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly clock: () => number;
  /** For all of it: resolving, connecting, sending, the answer. */
  readonly timeoutMs: number;
}

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const MAX_ANSWER_BYTES = 64 * 1024;
const KEPT_CHARACTERS = 1_024;

/**
 * Posts to an address that somebody else has named: resolved once, connected to exactly what was checked, no redirect followed, no
 * proxy, the answer read to 64 kB. Whatever goes wrong is a value.
 */
export async function post(
  { url: address, headers, body }: Post,
  { allowPrivate, resolve, clock, timeoutMs }: PostOptions,
  signal: AbortSignal,
): Promise<Transmission> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const url = postableUrl(address, allowPrivate);
    const addresses = await orAborted(addressesOf(url, { allowPrivate, resolve }), until);
    const agent = new Agent({ connect: { lookup: pinned(addresses), timeout: timeoutMs } });
    try {
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'user-agent': 'Assay', ...headers },
        body,
        signal: until,
      });
      return transmissionOf(answer, await beginningOf(answer.body), clock());
    } finally {
      void agent.destroy();
    }
  } catch (error) {
    const late = until.aborted && !signal.aborted;
    return unanswered(late ? new Error(`no answer within ${timeoutMs} ms`) : error);
  }
}

/** Every name is at these addresses. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** What of the answer is kept. An answer that breaks off has a status all the same. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece as Buffer);
      bytes += (piece as Buffer).length;
      if (bytes > MAX_ANSWER_BYTES) break;
    }
  } catch {
    // The connection or the time ended first.
  }
  return Buffer.concat(pieces)
    .toString('utf8')
    .slice(0, KEPT_CHARACTERS)
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '\ufffd')
    .toWellFormed();
}

function transmissionOf(
  { statusCode: status, headers }: Dispatcher.ResponseData,
  response: string,
  now: number,
): Transmission {
  return {
    status,
    error: status >= 200 && status <= 299 ? null : errorOf(status),
    response,
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
    fault: status >= 500 || status === 408 || status === 429 ? 'receiver' : 'message',
    gone: status === 410,
  };
}

function errorOf(status: number): string {
  const isRedirect = status >= 300 && status <= 399;
  return `it answered ${status}${isRedirect ? '; redirects are not followed' : ''}`;
}

/** Seconds or an HTTP date, in milliseconds from `now` on; `null` for anything else. */
function retryAfterMs(said: string | string[] | undefined, now: number): number | null {
  if (typeof said !== 'string') return null;
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1_000;
  const at = /^[A-Z][a-z]{2}, /.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
