import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day, instant, wholeNumber } from '../language/written.js';
import { isRevision, useAskedTime } from './everywhere.js';

/** The time that is asked about in words; `shown` is `null` where that is today and all that is known. */
export function useTimeShown(): { readonly shown: string | null } {
  const text = useCommonText();
  const locale = useLocale();
  const { asOf, knownAt } = useAskedTime();
  const parts = [
    ...(asOf === undefined ? [] : [text('time.shown', { day: day(locale, asOf) })]),
    ...(knownAt === undefined
      ? []
      : [
          text('time.knownShown', {
            knownAt: isRevision(knownAt)
              ? text('time.knownRevision', { revision: wholeNumber(locale, Number(knownAt)) })
              : instant(locale, knownAt),
          }),
        ]),
  ];
  return { shown: parts.length === 0 ? null : parts.join(', ') };
}
