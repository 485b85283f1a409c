import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Suites that take minutes or start many processes: the others are done beside them. */
const FIRST = ['test/faults/', 'test/browser/', 'test/simulation/', 'test/e2e/'];
/** It measures times, and has the machine to itself behind the others. */
const LAST = 'test/browser/budget.test.ts';

/** Begins with what takes longest, so that the workers end at about the same time, also where no earlier run has left its durations. */
export default class OrderOfSuites extends Sequencer {
  /** @param {{ path: string, context: { config: { rootDir: string } } }[]} suites */
  sort(suites) {
    return super.sort(suites).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ path, context }) {
  const place = relative(context.config.rootDir, path);
  if (place === LAST) return FIRST.length + 1;
  const first = FIRST.findIndex((folder) => place.startsWith(folder));
  return first === -1 ? FIRST.length : first;
}
