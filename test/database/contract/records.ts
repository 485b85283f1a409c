import { expect, test } from '@jest/globals';
import { calendarOfToken, createCalendar, deleteCalendar, listCalendars } from '@app/alerting';
import {
  type AccessQuery,
  type AccessRecord,
  createFirstKey,
  createKey,
  type Database,
  findKey,
  keepAccessRecords,
  listAccessRecords,
  listKeys,
  pruneAccessRecords,
  revokeKey,
} from '@app/database';
import { dayOf, FactsIndex } from '@app/domain';
import { databaseSnapshots } from '@app/projections';
import * as imports from '../../../libs/importing/src/import-records.js';

const NOW = new Date('2018-03-31T12:00:00Z');

const record = (minute: number, more: Partial<AccessRecord> = {}): AccessRecord => ({
  ...{ at: `2018-03-31T12:${String(minute).padStart(2, '0')}:00.000Z`, key: 'a', method: 'GET' },
  ...{ route: '/v1/organizations', address: '::1', status: 200, times: 3, ...more },
});

export function records(database: () => Database): void {
  test('a key works until it is revoked, and the first one is made once', async () => {
    const first = { name: 'first', role: 'admin' } as const;
    const secret = await createFirstKey(database(), first, NOW);
    expect(await createFirstKey(database(), first, NOW)).toBeNull();
    const found = await findKey(database(), secret!, dayOf('2018-03-31'));
    expect(found).toMatchObject({ name: 'first', role: 'admin' });
    const limited = { name: 'b', role: 'read', organizations: ['contoso'] } as const;
    const later = new Date(NOW.getTime() + 1);
    const { key } = await createKey(database(), { ...limited, expiresOn: '2018-04-01' }, later);
    expect(await listKeys(database())).toEqual([found, key]);
    expect(await revokeKey(database(), found!.id)).toBe(true);
    expect(await findKey(database(), secret!, dayOf('2018-03-31'))).toBeNull();
  });

  test('access records are read in their order, page by page, and forgotten when they are old', async () => {
    const all = [
      record(0),
      record(1, { organizationId: 'contoso', query: { q: 'a\u0000b', limit: ['1'] } }),
      record(2, { key: 'b', code: 'malformed-json', status: 400 }),
      record(3, { organizationId: 'contoso' }),
    ];
    await keepAccessRecords(database(), all);
    const first = await listAccessRecords(database(), { limit: 3 });
    expect(first.records).toEqual(all.slice(0, 3));
    const second = await listAccessRecords(database(), { limit: 3, after: first.next! });
    expect(second).toEqual({ records: all.slice(3) });
    const asked = { from: all[1]!.at, to: all[3]!.at, limit: 10 };
    expect((await listAccessRecords(database(), asked)).records).toEqual(all.slice(1, 3));
    const contoso = await listAccessRecords(database(), { only: ['contoso'], limit: 10 });
    expect(contoso.records).toEqual([all[1], all[3]]);
    const newest = { order: 'newest', limit: 3 } as const;
    const last = await listAccessRecords(database(), newest);
    expect(last.records).toEqual(all.slice(1).reverse());
    const rest = await listAccessRecords(database(), { ...newest, after: last.next! });
    expect(rest).toEqual({ records: all.slice(0, 1) });
    expect(await pruneAccessRecords(database(), all[2]!.at, 1)).toBe(1);
    expect(await pruneAccessRecords(database(), all[2]!.at, 10)).toBe(1);
    expect((await listAccessRecords(database(), { limit: 10 })).records).toEqual(all.slice(2));
  });

  test('access records are found by who asked, for what, about whom and from where', async () => {
    const all = [
      record(0),
      record(1, { organizationId: 'contoso', route: '/v1/keys' }),
      record(2, { key: 'b', address: '203.0.113.9' }),
      record(3, { key: 'b', organizationId: 'contoso' }),
    ];
    await keepAccessRecords(database(), all);
    const found = async (asked: Partial<AccessQuery>) =>
      (await listAccessRecords(database(), { limit: 10, order: 'newest', ...asked })).records;
    expect(await found({ key: 'b' })).toEqual([all[3], all[2]]);
    expect(await found({ organizationId: 'contoso' })).toEqual([all[3], all[1]]);
    expect(await found({ route: '/v1/keys' })).toEqual([all[1]]);
    expect(await found({ address: '203.0.113.9' })).toEqual([all[2]]);
    expect(await found({ key: 'b', organizationId: 'contoso' })).toEqual([all[3]]);
    expect(await found({ address: '203.0.113.' })).toEqual([]);
  });

  test('thousands of access records are kept at once', async () => {
    await keepAccessRecords(
      database(),
      Array.from({ length: 2_500 }, () => record(0)),
    );
    const { next } = await listAccessRecords(database(), { limit: 2_499 });
    expect(next).toBeDefined();
  });

  test('an import is kept with what it says and rejects', async () => {
    const file = { sha256: 'f00d', names: ['a.csv'] } as never;
    await imports.beginImport(
      database(),
      { id: '01', recordedBy: 'a', file },
      NOW.getTime() - 40 * 86_400_000,
    );
    let clock = 0;
    const keeper = imports.databaseKeeper(database(), '01', () => clock);
    const told = async (rows: number) => {
      await keeper.progress({ phase: 'recording', rows, of: 9 });
      return (await imports.findImport(database(), '01'))?.progress;
    };
    expect(await told(1)).toEqual({ phase: 'recording', rows: 1, of: 9 });
    // Not with every page of rows.
    expect(await told(2)).toMatchObject({ rows: 1 });
    clock = 500;
    expect(await told(3)).toMatchObject({ rows: 3 });
    await keeper.says('contoso', [{ id: 'x' } as never]);
    const because = { code: 'c', column: null, value: '', reason: 'r', mendBy: 'mend it' };
    const rejected = (row: number, sent: string, mendBy: string | null = 'mend it') => ({
      ...{ row, sent: [sent], reject: { ...because, mendBy } },
    });
    await keeper.rejects([rejected(3, 'c'), rejected(2, 'b'), rejected(2, 'B')]);
    await keeper.rejects([rejected(3, 'C\u0000'), rejected(9, 'nothing to mend', null)]);
    expect(await imports.countRejects(database(), '01')).toBe(3);
    const rows: string[][] = [];
    for await (const page of imports.rejectedRows(database(), '01')) rows.push(...page);
    expect(rows).toEqual([['B'], ['C\u0000']]);
    expect(await imports.standsAlready(database(), 'f00d')).toBe(false);
    await imports.endImport(database(), '01', { rows: 3 } as never);
    expect(await imports.standsAlready(database(), 'f00d')).toBe(true);
    expect(await imports.findImport(database(), '01')).not.toHaveProperty('progress');
    await imports.beginImport(database(), { id: '02', recordedBy: 'b', file }, NOW.getTime());
    expect(await imports.countRejects(database(), '01')).toBe(0);
    const list = async (asked: object) =>
      (await imports.listImports(database(), { limit: 10, ...asked })).map(({ id }) => id);
    expect(await list({})).toEqual(['02', '01']);
    expect(await list({ recordedBy: 'a' })).toEqual(['01']);
    await imports.forgetImport(database(), '02');
    await imports.markUndone(database(), '01', 'b', NOW.getTime());
    const undone = { status: 'undone', undoneBy: 'b', summary: { rows: 3 } };
    expect(await imports.findImport(database(), '01')).toMatchObject(undone);
    expect(await imports.findImport(database(), '02')).toBeNull();
  });

  test('a dry run is kept for a day with what it rejects, and is no import', async () => {
    const file = { sha256: 'f00d', names: ['a.csv'] } as never;
    const begin = (id: string, hoursAgo: number, status?: 'dry-run') =>
      imports.beginImport(
        database(),
        { id, recordedBy: 'a', file, ...(status === undefined ? {} : { status }) },
        NOW.getTime() - hoursAgo * 3_600_000,
      );
    await begin('01', 40);
    await begin('02', 30, 'dry-run');
    const reject = { code: 'c', column: null, value: '', reason: 'r', mendBy: 'mend it' };
    for (const id of ['01', '02']) {
      const keeper = imports.databaseKeeper(database(), id, () => 0);
      await keeper.rejects([{ row: 2, reject, sent: ['b'] }]);
    }
    await imports.endImport(database(), '02', { rows: 3 } as never, 'dry-run');
    const dryRun = { id: null, rejectsId: '02', status: 'dry-run', summary: { rows: 3 } };
    expect(await imports.findImport(database(), '02')).toMatchObject(dryRun);
    expect(await imports.listImports(database(), { limit: 10 })).toMatchObject([{ id: '01' }]);
    expect(await imports.standsAlready(database(), 'f00d')).toBe(false);
    await begin('03', 7);
    expect(await imports.countRejects(database(), '02')).toBe(1);
    await begin('04', 0);
    expect(await imports.findImport(database(), '02')).toBeNull();
    expect(await imports.countRejects(database(), '02')).toBe(0);
    expect(await imports.countRejects(database(), '01')).toBe(1);
  });

  test('a snapshot comes back as it was saved, and a damaged one does not', async () => {
    const damaged: string[] = [];
    const snapshots = databaseSnapshots(database(), (id) => damaged.push(id));
    expect(await snapshots.load('contoso')).toBeNull();
    const index = new FactsIndex();
    const data = { name: 'C', market: 'developed', effectiveOn: '2016-01-01' } as const;
    index.apply({
      ...{ type: 'OrganizationEnrolled', id: '1', source: 's', revision: 0, recordedBy: 'k' },
      ...{ recordedAt: NOW.getTime(), data: { organizationId: 'contoso', ...data } },
    });
    await snapshots.save('contoso', index);
    await snapshots.save('contoso', index);
    const loaded = await snapshots.load('contoso');
    expect(loaded?.knownAt().name).toBe('C');
    await database()
      .db.updateTable('snapshots')
      .set({ bytes: Buffer.from([0, 1, 255]) })
      .execute();
    expect(await snapshots.load('contoso')).toBeNull();
    expect(damaged).toEqual(['contoso']);
  });

  test('a calendar is read by its token until it is taken away', async () => {
    const about = { organizations: ['contoso'], language: 'fr' } as const;
    const { calendar, token } = await createCalendar(database(), about, { now: NOW, by: 'k' });
    expect(await calendarOfToken(database(), token)).toEqual(calendar);
    expect(await calendarOfToken(database(), 'x'.repeat(43))).toBeNull();
    expect(await listCalendars(database())).toEqual([calendar]);
    expect(await deleteCalendar(database(), calendar.id)).toBe(true);
    expect(await calendarOfToken(database(), token)).toBeNull();
  });
}
