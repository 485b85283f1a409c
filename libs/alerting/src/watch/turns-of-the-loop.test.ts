import { describe, expect, test } from '@jest/globals';
import { turnsOfTheLoop } from './turns-of-the-loop.js';

describe('turns of the loop', () => {
  test('are given to others before work that goes on side by side has held them up for long', async () => {
    const othersTurn = turnsOfTheLoop(1);
    let isDone = false;
    let pieces = 0;
    let seen = 0;
    let most = 0;
    const others = (): void => {
      most = Math.max(most, pieces - seen);
      seen = pieces;
      if (!isDone) setImmediate(others);
    };
    setImmediate(others);
    const work = async (): Promise<void> => {
      for (let piece = 0; piece < 20; piece += 1) {
        await othersTurn();
        const start = performance.now();
        while (performance.now() - start < 1);
        pieces += 1;
      }
    };
    await Promise.all(Array.from({ length: 20 }, work));
    isDone = true;
    expect(pieces).toBe(400);
    // One piece of each that goes on, and a few that were not waited for; by number, for a busy machine makes any time longer.
    expect(most).toBeLessThanOrEqual(40);
  });

  test('are not waited for behind every piece of work', async () => {
    const othersTurn = turnsOfTheLoop(60_000);
    await othersTurn();
    let hadTurn = false;
    setImmediate(() => {
      hadTurn = true;
    });
    for (let piece = 0; piece < 1_000; piece += 1) await othersTurn();
    expect(hadTurn).toBe(false);
  });
});
