import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day, instant, wholeNumber } from '../language/written.js';
import { isRevision, useAskedTime } from './everywhere.js';

/** The time that is asked about in words; `shown` is `null` where that is today and all that is known. */
export function useTimeShown(): { readonly shown: string | null } {
  const text = useCommonText();
  const locale = useLocale();
  const { asOf, knownAt } = useAskedTime();
  const parts: string[] = [];
  if (asOf !== undefined) parts.push(text('time.onDay', { day: day(locale, asOf) }));
  if (knownAt !== undefined) {
    parts.push(
      isRevision(knownAt)
        ? text('time.knownAtRevision', { revision: wholeNumber(locale, Number(knownAt)) })
        : text('time.knownAtInstant', { instant: instant(locale, knownAt) }),
    );
  }
  return { shown: parts.length === 0 ? null : parts.join(', ') };
}
