import { type DayNumber, lastChange, nextChange, type Series } from './steps.js';

interface Keys {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** The days that a chart shows: `from` inclusive, `to` exclusive. */
export interface Shown {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

const MONTH_DAYS = 30;

/**
 * The day that a key leads to from `day`, never outside of what is shown; `null` where the key leads nowhere. Left and
 * right go from change to change of any of the series, with Shift and up and down from day to day.
 */
export function dayBehindKey(
  { key, shiftKey }: Keys,
  day: DayNumber,
  series: readonly Series[],
  { from, to }: Shown,
): DayNumber | null {
  const within = (there: DayNumber) => Math.max(from, Math.min(to - 1, there));
  switch (shiftKey ? SHIFTED[key] : key) {
    case 'ArrowRight':
      return within(Math.min(...series.map((steps) => nextChange(steps, day) ?? to - 1)));
    case 'ArrowLeft':
      return within(Math.max(...series.map((steps) => lastChange(steps, day) ?? from)));
    case 'ArrowUp':
      return within(day + 1);
    case 'ArrowDown':
      return within(day - 1);
    case 'PageUp':
      return within(day + MONTH_DAYS);
    case 'PageDown':
      return within(day - MONTH_DAYS);
    case 'Home':
      return from;
    case 'End':
      return to - 1;
    default:
      return null;
  }
}

const SHIFTED: Readonly<Record<string, string>> = {
  ArrowRight: 'ArrowUp',
  ArrowLeft: 'ArrowDown',
};
