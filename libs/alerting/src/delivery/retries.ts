const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after each failure of one delivery; 72 hours in all. */
export const PAUSES_MS: readonly number[] = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 18 * HOUR, 22 * HOUR],
];
/** A pause is longer by up to this part of it, so that what failed together does not come back together. */
const JITTER = 0.1;
/** A receiver may ask for this pause at most. */
const MAX_RETRY_AFTER_MS = 12 * HOUR;
/** Others wait for a delivery that failed for this long at most. */
const MAX_HOLD_MS = 2 * MINUTE;

/**
 * The pause after the `failures`th failure (from 1) of a delivery, in milliseconds; `null` = it is given up. `random` is from 0
 * (inclusive) to 1 (exclusive); `askedMs` is what the receiver asked for, `null` = nothing.
 */
export function pauseAfter(
  failures: number,
  random: number,
  askedMs: number | null,
): number | null {
  const pause = PAUSES_MS[failures - 1];
  if (pause === undefined) return null;
  const asked = Math.min(askedMs ?? 0, MAX_RETRY_AFTER_MS);
  return Math.max(Math.round(pause * (1 + JITTER * random)), asked);
}

/**
 * For how long the other deliveries of a receiver wait for one that failed by the receiver's fault: until it is tried again, so that
 * the order is kept over a short outage, and not much longer, so that one message that breaks the receiver does not hold up all.
 */
export function holdFor(pauseMs: number, askedMs: number | null): number {
  return Math.min(pauseMs, Math.max(MAX_HOLD_MS, Math.min(askedMs ?? 0, MAX_RETRY_AFTER_MS)));
}
