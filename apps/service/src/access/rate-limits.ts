import { isIPv6 } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '@app/hosting';
import { Problem } from '../problems/problem.js';
import { CONFIG } from '../tokens.js';

const MINUTE_S = 60;
/** More than a person's mistakes, less than a search for keys. */
const FAILURES_A_MINUTE = 300;

/** How much one key may ask for, and how often one address may come without a key that works. */
@Injectable()
export class RateLimits {
  readonly #ofKeys: RateLimiterMemory | null;
  readonly #ofFailures = new RateLimiterMemory({
    points: FAILURES_A_MINUTE,
    duration: MINUTE_S,
  });

  constructor(@Inject(CONFIG) { rateLimit }: Config) {
    this.#ofKeys =
      rateLimit === 0 ? null : new RateLimiterMemory({ points: rateLimit, duration: MINUTE_S });
  }

  /** Rejects with the problem `too-many-requests` where the key has asked for more than it may this minute. */
  async countKey(keyId: string): Promise<void> {
    if (this.#ofKeys === null) return;
    await counted(this.#ofKeys, keyId, 'the key has sent more requests than it may in a minute');
  }

  /** Rejects with the problem `too-many-requests` where too many requests without a key that works came from the address this minute. */
  async countFailure(address: string): Promise<void> {
    const detail = 'too many requests without a key that works came from this address';
    await counted(this.#ofFailures, networkOf(address), detail);
  }
}

async function counted(limiter: RateLimiterMemory, key: string, detail: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new Problem('too-many-requests', `${detail}; wait ${retryAfter} s`, { retryAfter });
  }
}

/** An IPv6 host has a network of addresses to itself, so that network (/64) is counted. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.IPv6.parse(address.replace(/%.*$/, ''));
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  return parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}
