import { Link } from '@tanstack/react-router';
import { useCommonText } from '../language/common.js';
import { ClockIcon } from '../parts/icons.js';
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
      <Link to="." search={(search) => ({ ...search, asOf: undefined, knownAt: undefined })}>
        {text('time.reset')}
      </Link>
    </p>
  );
}
