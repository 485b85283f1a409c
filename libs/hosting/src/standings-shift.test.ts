import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openDatabase } from '@app/database';
import { dayOf, type Edition, type Fact, type FactsIndex, type Program } from '@app/domain';
import { InMemoryEventStore } from '@app/event-store';
import { FactsCache, LogReading, STANDINGS, StandingsProjection } from '@app/projections';
import { Recorder } from '@app/recording';
import { wholeShift } from './shift.js';
import { StandingsShift } from './standings-shift.js';

function programsOf(contentHash: string): readonly Program[] {
  const edition = {
    id: 'house/2020',
    program: 'house',
    effectiveFrom: null,
    contentHash,
    policies: { anniversary: 'from-anniversary' },
    options: [
      {
        competency: 'house',
        option: 'only',
        name: 'The only one',
        tiers: [{ tier: 'silver', requirements: [] }],
      },
    ],
  } as unknown as Edition;
  return [{ id: 'house', name: 'House', editions: [edition] }];
}

/** Keeps whoever asks second waiting: the first organization's row is made by then. */
class SlowFacts extends FactsCache {
  asked = 0;
  readonly gate = Promise.withResolvers<undefined>();

  override async factsOf(organizationId: string): Promise<FactsIndex | null> {
    this.asked += 1;
    if (this.asked === 2) await this.gate.promise;
    return await super.factsOf(organizationId);
  }
}

test('rows that are made while other programs come into force are made again under those', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'assay-worker-'));
  const database = await openDatabase({ directory });
  const store = new InMemoryEventStore();
  const recorder = new Recorder({ store, keepPersonalData: () => Promise.resolve() });
  const enrolments = ['a', 'b'].map((organizationId) => ({
    ...{ type: 'OrganizationEnrolled', source: 'test', id: organizationId },
    data: { organizationId, name: 'A', market: 'developed', effectiveOn: '2017-01-01' },
  })) as Fact[];
  await recorder.record(enrolments, { recordedBy: 'test' });
  const facts = new SlowFacts({ store });
  let inForce = programsOf('sha256:before');
  const programs = () => inForce;
  const today = () => dayOf('2018-04-02');
  const projection = new StandingsProjection({
    ...{ store, database, facts, programs, timeZone: 'UTC', today },
    onUndecodable: (error) => {
      throw error;
    },
  });
  const nobody = () => undefined;
  const log = { debug: nobody, info: nobody, warn: nobody, error: nobody };
  const over = new AbortController();
  let done: Promise<unknown> = Promise.resolve();
  const hashes = async () => {
    const rows = await database.db.selectFrom('standings').select('editions_hash').execute();
    return rows.map((row) => row.editions_hash);
  };

  try {
    const shift = wholeShift(over.signal);
    const { recent } = facts;
    const reading = new LogReading({ store, database, share: shift.share, recent }, [STANDINGS]);
    const follower = reading.follower(STANDINGS);
    const standings = new StandingsShift({ projection, follower, today, programs, log }, shift);
    done = Promise.all([reading.run(over.signal), standings.done()]);
    while (facts.asked < 2) await setTimeout(5);
    inForce = programsOf('sha256:after');
    await setTimeout(1_500); // long enough for a look at the programs
    expect(await hashes()).toEqual([]);
    facts.gate.resolve(undefined);
    const expected = ['sha256:after', 'sha256:after'];
    for (let tries = 0; tries < 100 && String(await hashes()) !== String(expected); tries += 1) {
      await setTimeout(20);
    }
    expect(await hashes()).toEqual(expected);
  } finally {
    facts.gate.resolve(undefined);
    over.abort();
    await done;
    await store.close();
    await database.close();
    rmSync(directory, { recursive: true });
  }
});
