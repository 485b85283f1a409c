import { getRandomValues } from 'node:crypto';
import type { HashKey } from '@app/domain';

/** A key that lasts as long as the states that are made with it, and that nobody who sends facts can know. */
export function randomHashKey(): HashKey {
  const [low = 0, high = 0] = getRandomValues(new Uint32Array(2));
  return [low, high];
}
