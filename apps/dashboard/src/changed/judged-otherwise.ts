import type { Piece, Reason } from '../evidence/asked.js';

/** Whether a fact counts, or why it does not; `null` = nobody knew of it. */
export type Judgement = 'counted' | Reason | null;

export interface JudgedOtherwise {
  readonly piece: Piece;
  readonly was: Judgement;
  readonly is: Judgement;
}

/**
 * The facts that a finding judges otherwise now than then, in the order of what is judged now, behind them what is not there
 * any more. `keyOf` tells facts apart. What was not known then and does not count now changes nothing, and is not among them.
 */
export function judgedOtherwise(
  then: readonly Piece[],
  now: readonly Piece[],
  keyOf: (piece: Piece) => string,
): readonly JudgedOtherwise[] {
  const before = new Map(then.map((piece) => [keyOf(piece), piece]));
  const present = new Set(now.map(keyOf));
  const judged = now.map((piece) => {
    const was = before.get(keyOf(piece));
    return { piece, was: was === undefined ? null : judgementOf(was), is: judgementOf(piece) };
  });
  const gone = then
    .filter((piece) => !present.has(keyOf(piece)))
    .map((piece) => ({ piece, was: judgementOf(piece), is: null }));
  return [...judged, ...gone].filter(
    ({ was, is }) => was !== is && (was === 'counted' || is === 'counted'),
  );
}

function judgementOf({ reason }: Piece): Judgement {
  return reason ?? 'counted';
}
