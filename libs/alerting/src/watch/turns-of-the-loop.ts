import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * What is to be awaited between two pieces of work: it resolves at once, or, where the event loop had no turn for `maxMs`, behind its next
 * one. Whoever works side by side shares the `maxMs`.
 */
export function turnsOfTheLoop(maxMs: number): () => Promise<void> {
  let heldSince = -Infinity;
  let turn: Promise<void> | null = null;
  return async () => {
    while (performance.now() - heldSince >= maxMs) {
      turn ??= nextTurn().then(() => {
        heldSince = performance.now();
        turn = null;
      });
      await turn;
    }
  };
}
