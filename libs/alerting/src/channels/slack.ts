import type { Language } from '@app/domain';
import type { Sendable } from './message.js';
import type { Post } from './post.js';
import { wordingOf } from './wording.js';

/** The request that says `alert` in Slack's format of incoming webhooks. It is not signed: the address itself is the secret. */
export function slackMessage(url: string, alert: Sendable, language: Language): Post {
  const { title, lines } = wordingOf(alert, language);
  const details = [...lines.map(escaped), `_${escaped(alert.type)} · ${alert.id}_`].join('\n');
  return {
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      text: escaped(title),
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `*${escaped(title)}*` } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: details.slice(0, 2_900) }] },
      ],
    }),
  };
}

/** The three characters that Slack reads as its own. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
