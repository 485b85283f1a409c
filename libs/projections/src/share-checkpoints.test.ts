import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Database,
  keepCheckpoints,
  openDatabase,
  partitionOf,
  PARTITIONS,
} from '@app/database';
import fc from 'fast-check';
import { partOf, ShareCheckpoints } from './share-checkpoints.js';

const directory = mkdtempSync(join(tmpdir(), 'assay-checkpoints-'));
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ directory });
});
afterAll(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
/** Positions of two parts, as EventStoreDB has them, of which the first may stay the same. */
const positionOf = (place: number) => `${Math.floor(place / 2)}/${place}`;

test('every event is news to one share once, whoever has which partition when', async () => {
  const stories = fc.record({
    organizations: fc.array(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 40 }),
    /** Who has which partition, and how much of the log each reads in that time; `0` of the first time is one process for all. */
    times: fc.array(
      fc.record({
        first: fc.subarray(partitions),
        reads: fc.tuple(fc.nat(15), fc.nat(15)),
        isStored: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    before: fc.nat(10),
  });
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(stories, async ({ organizations, times, before }) => {
      await database.db.deleteFrom('checkpoints').execute();
      const seen = organizations.map(() => 0);
      const read = async (share: ReadonlySet<number> | null, most: number, isStored: boolean) => {
        const checkpoints = await ShareCheckpoints.load(database, 'p', { partitions: share });
        const { lowest } = checkpoints;
        const start = lowest === null ? 0 : Number(lowest.split('/')[1]) + 1;
        const end = Math.min(organizations.length, start + most);
        const news = organizations
          .map((id, place) => ({ id, place }))
          .slice(start, end)
          .filter(({ id, place }) => {
            const part = partOf(id, { partitions: share });
            return part !== undefined && checkpoints.isNews(part, positionOf(place));
          });
        if (!isStored || end === start) return; // it was killed before it stored what it read
        for (const { place } of news) seen[place] = (seen[place] ?? 0) + 1;
        await keepCheckpoints(database.db, checkpoints.upTo(positionOf(end - 1)));
      };
      await read(null, before, true);
      for (const { first, reads, isStored } of times) {
        const mine = new Set(first);
        await read(mine, reads[0], isStored);
        await read(new Set(partitions.filter((one) => !mine.has(one))), reads[1], true);
      }
      for (const partition of partitions) await read(new Set([partition]), Infinity, true);
      expect(seen).toEqual(organizations.map(() => 1));
      expect(organizations.every((id) => partitions.includes(partitionOf(id)))).toBe(true);
    }),
    { seed, numRuns: 30 },
  );
});
