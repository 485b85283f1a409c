import { describe, expect, test } from '@jest/globals';
import { turnsOfTheLoop } from './turns-of-the-loop.js';

describe('turns of the loop', () => {
  test('are given to others before work that goes on side by side has held them up for long', async () => {
    const othersTurn = turnsOfTheLoop(1);
    let isDone = false;
    let longest = 0;
    let lastTurn = performance.now();
    const others = (): void => {
      longest = Math.max(longest, performance.now() - lastTurn);
      lastTurn = performance.now();
      if (!isDone) setImmediate(others);
    };
    setImmediate(others);
    let pieces = 0;
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
    // All of it in one go takes 400 ms.
    expect(longest).toBeLessThan(200);
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
