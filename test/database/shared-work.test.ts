import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  assertPresent,
  type Database,
  enter,
  isInShare,
  requestsUnderWay,
  leasesOf,
  openDatabase,
  partitionOf,
  shareRequests,
  ShareLost,
  stay,
  storeStandings,
  takeLeases,
  takeOutTheDead,
  workersPresent,
} from '@app/database';
import { checkAsync } from '../properties/check.js';
import { describeWithPostgres, PostgresServer } from '../support/postgres.js';
import { rowsOf } from './contract/standings.js';

describeWithPostgres('the sharing of the work', () => {
  let server: PostgresServer;
  let url: string;
  let database: Database;

  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    url = await server.newDatabase();
    database = await openDatabase({ directory: '', url, applicationName: 'assay' });
  });
  afterEach(() => database.close());

  const shareOf = (id: string) => ({
    partitions: null,
    assertOwn: (transaction: Parameters<typeof assertPresent>[0]) => assertPresent(transaction, id),
  });
  /** As if nobody had heard of it for long. */
  const silence = (id: string) =>
    server.query(
      `update instances set expires_at = now() - interval '1 s' where id = '${id}'`,
      url,
    );

  test('puts an organization into the same part here and in the database', async () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), {
      minLength: 1,
      maxLength: 30,
    });
    const parts = fc.uniqueArray(fc.nat(63), { maxLength: 63 });
    await checkAsync(
      fc.asyncProperty(ids, parts, async (organizations, partitions) => {
        await database.db.deleteFrom('organizations').execute();
        await database.db
          .insertInto('organizations')
          .values(organizations.map((id) => rowsOf(id, 1, []).organization))
          .execute();
        const share = { ...shareOf('nobody'), partitions: new Set(partitions) };
        const rows = await database.db
          .selectFrom('organizations')
          .select('organization_id')
          .where(isInShare(share))
          .execute();
        const expected = organizations.filter((id) => share.partitions.has(partitionOf(id)));
        expect(rows.map((row) => row.organization_id).sort()).toEqual(expected.sort());
      }),
      40,
    );
    expect(['contoso', 'fabrikam'].map(partitionOf)).toEqual([17, 23]); // stored checkpoints rest on it
  });

  test('lets whoever was taken for dead store nothing, and gives its leases and requests up', async () => {
    const { db } = database;
    const id = await enter(db, { works: true });
    await takeLeases(db, id, 5);
    await shareRequests(db, id, { begun: ['contoso'], ended: [] });
    await storeStandings(database, [rowsOf('contoso', 3, [])], [], { share: shareOf(id) });
    await silence(id);
    // Nobody has looked yet: it may still go on.
    expect(await stay(db, id)).toBe(true);
    await silence(id);
    await takeOutTheDead(db);

    const checkpoints = [{ projection: 'standings/1', position: '9' }];
    const late = storeStandings(database, [rowsOf('contoso', 4, [])], [], {
      checkpoints,
      share: shareOf(id),
    });
    await expect(late).rejects.toThrow(ShareLost);
    const [row] = await db.selectFrom('organizations').selectAll().execute();
    expect(row).toMatchObject({ revision: 3 });
    expect(await db.selectFrom('checkpoints').selectAll().execute()).toEqual([]);
    expect(await stay(db, id)).toBe(false);
    expect([await workersPresent(db), await leasesOf(db, id)]).toEqual([[], []]);
    expect(await requestsUnderWay(db, ['contoso'])).toEqual(new Set());
  });

  test('waits for a transaction of the dead before others take its work over', async () => {
    const { db } = database;
    const id = await enter(db, { works: true });
    await takeLeases(db, id, 1);
    await db.transaction().execute(async (transaction) => {
      await assertPresent(transaction, id);
      await silence(id);
      await takeOutTheDead(db);
      expect(await workersPresent(db)).toEqual([id]);
    });
    await takeOutTheDead(db);
    expect(await workersPresent(db)).toEqual([]);
  });

  test('gives every lease to one worker, however many take them at once', async () => {
    const { db } = database;
    const workers = await Promise.all(Array.from({ length: 4 }, () => enter(db, { works: true })));
    await enter(db, { works: false });
    expect(await workersPresent(db)).toEqual(workers.toSorted());
    await Promise.all(workers.map((id) => takeLeases(db, id, 20)));
    await Promise.all(workers.map((id) => takeLeases(db, id, 20)));
    const held = (await Promise.all(workers.map((id) => leasesOf(db, id)))).flat();
    expect(new Set(held).size).toBe(65);
    expect(held).toHaveLength(65);
  });
});
