/** What a row says: one measured thing beside its peer and its target. */
export interface Line {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: number;
  /** `null` where the thing is measured by itself. */
  readonly peer: PeerMeasured | PeerMissing | null;
  /** How many times better than the peer; `null` without one. */
  readonly ratio: number | null;
  readonly target: string;
  readonly verdict: Verdict;
}

export type Unit = 'ms' | 'µs' | 'per second' | 'bytes' | 'MB' | 'times';
export type Verdict = 'reached' | 'MISSED' | 'not measured' | 'told';

export interface PeerMeasured {
  readonly name: string;
  readonly value: number;
}

export interface PeerMissing {
  readonly name: string;
  readonly missing: string;
}

interface Compared {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: number;
  readonly peer: PeerMeasured | PeerMissing;
  /** Ours is to be this many times better; absent = the ratio is told and judged by nobody. */
  readonly times?: number;
  /** What would be better still. */
  readonly stretch?: number;
}

/** Ours beside a peer's. Of a rate more is better, of everything else less. */
export function compared({ what, unit, ours, peer, times, stretch }: Compared): Line {
  const aim = times === undefined ? 'none' : `${figure(times)}× the peer`;
  const target = stretch === undefined ? aim : `${aim} (stretch ${figure(stretch)}×)`;
  if ('missing' in peer) {
    return { what, unit, ours, peer, ratio: null, target, verdict: 'not measured' };
  }
  const ratio = unit === 'per second' ? ours / peer.value : peer.value / ours;
  const verdict = times === undefined ? 'told' : ratio >= times ? 'reached' : 'MISSED';
  return { what, unit, ours, peer, ratio, target, verdict };
}

/** Something measured by itself, which is to be at most `limit`; `null` = it is told and judged by nobody. */
export function atMost(
  what: string,
  unit: Unit,
  ours: number,
  limit: number | null,
  stretch?: number,
): Line {
  const aim = limit === null ? 'none' : `≤ ${figure(limit)} ${unit}`;
  const target = stretch === undefined ? aim : `${aim} (stretch ${figure(stretch)})`;
  const verdict = limit === null ? 'told' : ours <= limit ? 'reached' : 'MISSED';
  return { what, unit, ours, peer: null, ratio: null, target, verdict };
}

/** Something measured by itself, which is to be at least `limit`. */
export function atLeast(what: string, unit: Unit, ours: number, limit: number): Line {
  const verdict = ours >= limit ? 'reached' : 'MISSED';
  return {
    what,
    unit,
    ours,
    peer: null,
    ratio: null,
    target: `≥ ${figure(limit)} ${unit}`,
    verdict,
  };
}

/** Three digits that count, and no exponent. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
