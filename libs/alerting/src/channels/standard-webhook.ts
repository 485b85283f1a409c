import { Webhook } from 'standardwebhooks';
import type { Sendable } from './message.js';
import type { Post } from './post.js';

/**
 * The request that hands `alert` over by Standard Webhooks, signed with each of `secrets` (at least one). The body is the same at every
 * attempt; `now` is when this one is made.
 */
export function standardWebhook(
  url: string,
  alert: Sendable,
  secrets: readonly string[],
  now: Date,
): Post {
  const body = JSON.stringify({ type: alert.type, timestamp: alert.raisedAt, data: alert });
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': alert.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': secrets
        .map((secret) => new Webhook(secret).sign(alert.id, now, body))
        .join(' '),
    },
  };
}
