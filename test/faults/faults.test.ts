import { resolve } from 'node:path';
import { test } from '@jest/globals';
import { holds, tableOf } from './figures.js';
import { type PartName, PARTS, SHORT } from './parts.js';

/** The short form of `npm run test:faults`. */
const built = resolve('dist');
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 0x7fff_0000));

test.each<[PartName, string]>([
  [
    'kills',
    'killed at any moment, loses no acknowledged fact, doubles none, and announces each change once',
  ],
  ['power-cuts', 'cut off from power between any two calls, has on disk what it acknowledged'],
  ['failed-calls', 'told that a call has failed, tells what became of the facts'],
  [
    'each-call',
    'one call of it failed, whichever it is, loses nothing it acknowledged and goes on, or says why it cannot',
  ],
  [
    'pair',
    'as services and workers on EventStoreDB and PostgreSQL, killed and cut off, misses nothing and does nothing twice',
  ],
  [
    'full-disk',
    'without room on its disk, refuses facts, answers questions, and goes on when there is room',
  ],
  [
    'store',
    'on a store that breaks off, answers late or not at all, misses nothing and does nothing twice',
  ],
  ['sabotage', 'broken on purpose, is found out'],
])(
  '%s: the built program, %s',
  async (part) => {
    const figures = await PARTS[part]({ built, seed, size: SHORT }).catch((error: unknown) => {
      throw new Error(`with SEED=${seed} it came to no end`, { cause: error });
    });
    const failed = figures.filter((figure) => !holds(figure));
    // What is wrong comes first: of a long log of a run somebody may have no more than the beginning.
    if (failed.length > 0) {
      throw new Error(`${tableOf(failed)}\n\nSEED=${seed} replays all of it:\n${tableOf(figures)}`);
    }
  },
  600_000,
);
