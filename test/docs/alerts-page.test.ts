import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { PAUSES_MS, RECEIVABLE_TYPES, RECEIVER_FORMATS } from '@app/alerting';
import { Webhook } from 'standardwebhooks';
import { standardWebhook } from '../../libs/alerting/src/channels/standard-webhook.js';
import { announcementOf } from '../support/announcing.js';

const page = readFileSync('docs/alerts.md', 'utf8');

/** As the page writes a pause. */
function written(ms: number): string {
  if (ms < 60_000) return `${ms / 1_000} s`;
  return ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`;
}

describe('docs/alerts.md', () => {
  test('names every type and every format', () => {
    const missing = [...RECEIVABLE_TYPES, ...RECEIVER_FORMATS].filter(
      (name) => !page.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });

  test('has the pauses between attempts, and their sum', () => {
    const pauses = PAUSES_MS.map(written);
    expect(page).toContain(`${pauses.slice(0, -1).join(', ')} and ${pauses.at(-1)!}`);
    expect(Math.round(PAUSES_MS.reduce((sum, ms) => sum + ms, 0) / 3_600_000)).toBe(72);
  });

  test('verifies a delivery by the code that it shows', () => {
    const code = /```js\n([^]*?)```/.exec(page)![1]!;
    const [, says] = code.split('\n\n');
    const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    const { id, data } = announcementOf('TierLapsed');
    const { look: _look, ...said } = data;
    const alert = {
      id,
      type: 'tier.lapsed' as const,
      raisedAt: '2018-03-01T08:00:00.000Z',
      ...said,
    };
    const now = new Date();
    const { body, headers } = standardWebhook('https://example.com/', alert, [secret], now);
    // The page's own lines, as somebody copies them.
    const verify = new Function(
      'Webhook',
      'secret',
      'body',
      'headers',
      `${says!}\nreturn { type, data };`,
    ) as (...given: unknown[]) => { type: string; data: object };
    expect(verify(Webhook, secret, body, headers)).toEqual({ type: 'tier.lapsed', data: alert });
    expect(() => verify(Webhook, secret, `${body} `, headers)).toThrow(/signature/i);
  });
});
