import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fairShare } from './worker.js';

test('the fair shares of all workers are everything, and none is larger than another by more than one', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 1, max: 100 }), (all, workers) => {
      const shares = Array.from({ length: workers }, (_, place) => fairShare(all, workers, place));
      expect(shares.reduce((sum, share) => sum + share)).toBe(all);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
    }),
  );
});
