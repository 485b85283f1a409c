import { expect, test } from '@jest/globals';
import { haltedOrganizations } from '@app/alerting';
import type { Database, WatchesTable } from '@app/database';
import { WatchRows } from '../../../libs/alerting/src/watch/watch-rows.js';

const GROUND = { editions_sha256: 'a', time_zone: 'UTC', leads: '90,30,7' };

const row = (organization_id: string, more: Partial<WatchesTable> = {}): WatchesTable => ({
  ...{ organization_id, looked_revision: 1, looked_on: '2018-03-31', next_look_on: null },
  ...{ ...GROUND, request_under_way: 0, halted: null, ...more },
});
const ids = (rows: readonly WatchesTable[]) => rows.map(({ organization_id }) => organization_id);

export function watches(database: () => Database): void {
  test('is found by what there is to do about it, in pages, in the order of the ids', async () => {
    const rows = new WatchRows(database());
    const due = Array.from({ length: 250 }, (_, place) =>
      row(`due-${place}`, { next_look_on: '2018-04-01' }),
    );
    await rows.store([
      ...due,
      row('B'),
      row('a', { time_zone: 'Europe/Paris' }),
      row('b', { leads: '30', request_under_way: 1 }),
      row('halted', { halted: 'it cannot be read' }),
    ]);
    const first = await rows.due('2018-04-01', '');
    const second = await rows.due('2018-04-01', first.at(-1)!.organization_id);
    const inOrder = ids(due).sort((a, b) => (a < b ? -1 : 1));
    expect([...ids(first), ...ids(second)]).toEqual(inOrder);
    expect(await rows.due('2018-03-31', '')).toEqual([]);
    expect(ids(await rows.otherThan(GROUND, ''))).toEqual(['a', 'b']);
    expect(ids(await rows.underWay(''))).toEqual(['b']);
    expect(ids(await rows.haltedAfter(''))).toEqual(['halted']);
    expect(await haltedOrganizations(database())).toBe(1);
    const asked = [...ids(due), 'a', 'nobody'];
    expect((await rows.of(asked)).size).toBe(251);
    expect((await rows.of(['a'])).get('a')).toEqual(row('a', { time_zone: 'Europe/Paris' }));
  });

  test('is not replaced by what was seen of less of a stream, and comes with its checkpoint', async () => {
    const rows = new WatchRows(database());
    const at = (position: string) => [{ projection: 'standing-watch', position }];
    const kept = () =>
      database().db.selectFrom('checkpoints').select(['projection', 'position']).execute();
    await rows.store([row('contoso', { looked_revision: 5 })], at('10'));
    await rows.store([row('contoso', { looked_revision: 4, looked_on: '2018-04-02' })], at('11'));
    expect(await kept()).toEqual(at('11'));
    expect((await rows.of(['contoso'])).get('contoso')).toMatchObject({
      looked_revision: 5,
      looked_on: '2018-03-31',
    });
    const broken = row('fabrikam', { leads: null as unknown as string });
    await expect(rows.store([row('new'), broken], at('12'))).rejects.toThrow(/leads/);
    expect(await kept()).toEqual(at('11'));
    expect((await rows.of(['new'])).size).toBe(0);
  });
}
