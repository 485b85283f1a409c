import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe } from '@jest/globals';

const SHARED = resolve('../shared/data');

/** Tests on the data that lies beside the checkout; where it does not, they are skipped and say so. */
export const describeWithSharedData = existsSync(SHARED)
  ? describe
  : (name: string, tests: () => void) => {
      describe.skip(`${name} (skipped: ${SHARED} is not there)`, tests);
    };

export function sharedText(path: string): string {
  return readFileSync(resolve(SHARED, path), 'utf8');
}
