import './shown.css';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day, daysBetween, instant, money } from '../language/written.js';
import { useSession } from '../session/session.js';

/** `amount` is a decimal as text; every digit of it is shown. */
export function Money({ amount, currency }: { amount: string; currency: string }) {
  return <span className="number">{money(useLocale(), amount, currency)}</span>;
}

/** A calendar day, `YYYY-MM-DD`. */
export function DayText({ day: isoDay }: { day: string }) {
  return <time dateTime={isoDay}>{day(useLocale(), isoDay)}</time>;
}

/** An instant of RFC 3339, shown in UTC. */
export function InstantText({ instant: rfc3339 }: { instant: string }) {
  return <time dateTime={rfc3339}>{instant(useLocale(), rfc3339)}</time>;
}

/** How long it is from a day (today, where none is given) to another; what is near stands out, and says so in words. */
export function DaysLeft({ until, from }: { until: string | null; from?: string | undefined }) {
  const text = useCommonText();
  const { today, atRiskDays } = useSession();
  if (until === null) return <span className="muted">{text('days.noLapse')}</span>;
  const days = daysBetween(from ?? today, until);
  if (days < 0) return <span className="muted">{text('days.ago', { days: -days })}</span>;
  const [soonest = 0] = [...atRiskDays].sort((a, b) => a - b);
  const near = days <= soonest ? 'urgent' : days <= Math.max(0, ...atRiskDays) ? 'soon' : 'far';
  return <span className={`days-left ${near}`}>{text('days.left', { days })}</span>;
}
