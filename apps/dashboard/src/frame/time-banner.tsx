import { Link } from '@tanstack/react-router';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day } from '../language/written.js';
import { ClockIcon } from '../parts/icons.js';
import { useSession } from '../session/session.js';
import { useTimeShown } from './time-shown.js';

/** Says that what is shown is not today, and leads back. */
export function TimeBanner() {
  const text = useCommonText();
  const { shown } = useTimeShown();
  if (shown === null) return null;
  return (
    <p className="time-banner">
      <ClockIcon />
      <span>{text('time.banner', { shown })}</span>
      <Link
        to="."
        search={(search) => ({ ...search, asOf: undefined, knownAt: undefined })}
        // It is of another time than what is shown, and not the current page.
        activeOptions={{ explicitUndefined: true }}
        resetScroll={false}
      >
        {text('time.reset')}
      </Link>
    </p>
  );
}

/** On paper every view says of which day it is, what was known, and when it was printed. */
export function TimePrinted() {
  const text = useCommonText();
  const locale = useLocale();
  const { today } = useSession();
  const { dated } = useTimeShown();
  return <p className="print-only">{text('time.printed', { dated, today: day(locale, today) })}</p>;
}
