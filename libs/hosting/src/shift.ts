import { EVERYTHING, type Share } from '@app/database';

/** The time in which a process does one and the same part of the work. */
export interface Shift {
  readonly share: Share;
  /** Whether it takes announcements in, which one process at a time does. */
  readonly takesAlertsIn: boolean;
  /** Aborts when it is over: what is under way comes to an end, and is not begun again. */
  readonly signal: AbortSignal;
}

/** The shift of a process that nobody shares with. */
export function wholeShift(signal: AbortSignal): Shift {
  return { share: EVERYTHING, takesAlertsIn: true, signal };
}
