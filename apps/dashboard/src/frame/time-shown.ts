import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day, instant, wholeNumber } from '../language/written.js';
import { useSession } from '../session/session.js';
import { isRevision, useAskedTime } from './everywhere.js';

interface TimeShown {
  /** `null` = today, and all that is known. */
  readonly shown: string | null;
  /** For paper, which is read on another day: the day always has its date. */
  readonly dated: string;
}

/** The time that is asked about in words. */
export function useTimeShown(): TimeShown {
  const text = useCommonText();
  const locale = useLocale();
  const { today } = useSession();
  const { asOf, knownAt } = useAskedTime();
  const onDay = (isoDay: string) => text('time.onDay', { day: day(locale, isoDay) });
  const known = knownAt === undefined ? [] : [knownShown(knownAt)];
  const parts = [...(asOf === undefined ? [] : [onDay(asOf)]), ...known];
  return {
    shown: parts.length === 0 ? null : parts.join(', '),
    dated: [onDay(asOf ?? today), ...known].join(', '),
  };

  function knownShown(asked: string): string {
    return isRevision(asked)
      ? text('time.knownAtRevision', { revision: wholeNumber(locale, Number(asked)) })
      : text('time.knownAtInstant', { instant: instant(locale, asked) });
  }
}
