import { expect, test } from '@jest/globals';
import {
  addScimUser,
  type Database,
  deleteScimUser,
  erasePersonalData,
  keepPersonalData,
  noteProvisionedMark,
  replaceScimUser,
  type ScimUser,
  scimUsers,
  unrecordedScimUsers,
} from '@app/database';

const user = (individualId: string, userName: string, more: Partial<ScimUser> = {}): ScimUser => ({
  ...{ organizationId: 'contoso', individualId, userName, active: true, version: 1 },
  ...{ activeSince: '2018-03-01', attributes: { title: 'Ingénieure' }, isRecordedMember: true },
  ...{ createdAt: '2018-03-01T08:00:00.000Z', modifiedAt: '2018-03-01T08:00:00.000Z', ...more },
});

export function people(database: () => Database): void {
  const kept = () =>
    database().db.selectFrom('personal_data').selectAll().orderBy('individual_id').execute();
  const row = (individual_id: string, name: string | null, email: string | null) => ({
    ...{ organization_id: 'contoso', individual_id, name, email },
  });

  test('are kept once; what is not said of them stays, and the last word counts', async () => {
    const p1 = { organizationId: 'contoso', individualId: 'p1' };
    const p2 = { organizationId: 'contoso', individualId: 'P2' };
    await keepPersonalData(database(), [{ ...p1, name: 'Zoë' }, p2]);
    expect(await kept()).toEqual([row('p1', 'Zoë', null)]);
    await keepPersonalData(database(), [
      { ...p1, email: 'a@example.com' },
      { ...p2, name: 'first' },
      { ...p1, email: 'b@example.com' },
      { ...p2, name: 'last' },
    ]);
    expect(await kept()).toEqual([row('P2', 'last', null), row('p1', 'Zoë', 'b@example.com')]);
  });

  test('are kept by the thousand', async () => {
    const many = Array.from({ length: 2_500 }, (_, place) => ({
      ...{ organizationId: 'contoso', individualId: `p${place}`, name: `Name ${place}` },
    }));
    await keepPersonalData(database(), many);
    expect(await kept()).toHaveLength(2_500);
  });

  test('are erased, also what their provider said', async () => {
    await addScimUser(database(), user('p1', 'Zoe@example.com'), 'Zoë', undefined);
    expect(await erasePersonalData(database(), 'contoso', 'p1')).toBe(true);
    expect(await erasePersonalData(database(), 'contoso', 'p1')).toBe(false);
    expect(await kept()).toEqual([]);
    const [left] = await scimUsers(database(), 'contoso');
    expect(left).toMatchObject({ userName: 'p1', attributes: {} });
  });

  test('that a provider keeps have names of their own, whatever the case', async () => {
    expect(await addScimUser(database(), user('p1', 'Ann'), undefined, 'a@example.com')).toBe(true);
    expect(await addScimUser(database(), user('p2', 'ANN'), 'Other', undefined)).toBe(false);
    expect(await kept()).toEqual([row('p1', null, 'a@example.com')]);
    await addScimUser(database(), user('p2', 'Bob', { externalId: 'x-2' }), undefined, undefined);
    expect(await scimUsers(database(), 'contoso', { userName: 'aNN' })).toEqual([
      user('p1', 'Ann'),
    ]);
    expect(await scimUsers(database(), 'contoso', { externalId: 'x-2' })).toHaveLength(1);
    expect(await scimUsers(database(), 'fabrikam')).toEqual([]);
    const replaced = (next: ScimUser) => replaceScimUser(database(), next, undefined, undefined);
    expect(await replaced(user('p2', 'ann', { version: 2 }))).toBe('name-taken');
    expect(await replaced(user('p2', 'Rob', { version: 3 }))).toBe('stale');
    expect(await replaced(user('p2', 'Rob', { version: 2 }))).toBe('replaced');
    await deleteScimUser(database(), user('p1', 'Ann'));
    expect((await scimUsers(database(), 'contoso')).map(({ userName }) => userName)).toEqual([
      'Rob',
    ]);
    expect(await kept()).toEqual([]);
  });

  test('whose membership is not recorded yet are found until it is', async () => {
    const joined = user('p1', 'Ann', { isRecordedMember: false });
    await addScimUser(database(), joined, undefined, undefined);
    expect(await unrecordedScimUsers(database())).toEqual([joined]);
    const mark = { effectiveOn: '2018-03-01', source: 'urn:scim', id: 'm1', live: true };
    await noteProvisionedMark(database(), joined, true, mark);
    expect(await unrecordedScimUsers(database())).toEqual([]);
    expect(await scimUsers(database(), 'contoso')).toMatchObject([{ mark }]);
  });
}
