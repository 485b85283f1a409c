import type { Language } from '@app/domain';
import type { Alert } from '../announcement.js';
import type { Sendable } from './message.js';
import { MESSAGE_WORDS, type MessageWords } from './words.js';

/** A message to people. */
export interface Wording {
  /** One sentence without its full stop. */
  readonly title: string;
  readonly lines: readonly string[];
}

/** More reasons and intervals than these are not read; the alert has them all. */
const MAX_LINES = 10;

/** What people are told of `alert`. It names organizations, options, tiers and days, and no person. */
export function wordingOf(alert: Sendable, language: Language): Wording {
  const words = MESSAGE_WORDS[language];
  if (alert.type === 'test')
    return { title: words.test({ receiver: alert.receiverId }), lines: [] };
  if (alert.type === 'receiver.disabled') {
    const { receiverId: receiver, reason } = alert;
    return { title: words.disabled({ receiver, reason }), lines: [] };
  }
  return {
    title: titleOf(alert, words),
    lines: [
      ...(alert.leadDays === undefined ? [] : [words.notice(alert.leadDays)]),
      ...(alert.intervals ?? [])
        .slice(0, MAX_LINES)
        .map(({ from, to, was, is }) =>
          words.interval({ from, to, was: words.tier(was), is: words.tier(is) }),
        ),
      ...alert.because.slice(0, MAX_LINES).map((cause) => words.because(cause)),
    ],
  };
}

function titleOf(alert: Alert, words: MessageWords): string {
  const { organizationId: organization, competency, option } = alert;
  const place = { organization, option: `${competency}/${option}`, on: alert.effectiveOn };
  const [from, to] = [words.tier(alert.fromTier), words.tier(alert.toTier)];
  switch (alert.type) {
    case 'tier.attained':
      return words.attained({ ...place, tier: to });
    case 'tier.lapsed':
      return words.lapsed({ ...place, from, to });
    case 'tier.at-risk':
      return words.atRisk({ ...place, from, to });
    case 'tier.restated':
      return words.restated(place);
  }
}
