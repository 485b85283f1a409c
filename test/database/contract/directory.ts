import { expect, test } from '@jest/globals';
import { comingLapses } from '@app/alerting';
import { type Database, storeStandings } from '@app/database';
import {
  countOrganizations,
  DIRECTORY_SORTS,
  type DirectoryQuery,
  listOrganizations,
  OtherDirectoryPage,
} from '@app/projections';
import fc from 'fast-check';
import { checkAsync } from '../../properties/check.js';
import { rowsOf } from './standings.js';

/** Ids that a database of English puts in another order than JavaScript does, and names with what a pattern would take for more than itself. */
const IDS = ['A', 'B', 'a', 'a-b', 'a.b', 'aB', 'a_b', 'ab', 'b', '10', '9', 'Z-1', 'z1'];
const NAMES = ['Contoso 100%', 'CONTOSO', 'con_toso', String.raw`back\slash`, 'Élan', 'élan'];
const DAYS = [null, '2018-04-01', '2018-05-01', '2018-06-01'] as const;

const standing = fc.record({
  option: fc.constantFrom('a', 'b'),
  tier: fc.constantFrom(null, 'silver' as const, 'gold' as const),
  lapses_on: fc.constantFrom(...DAYS),
});
const organizations = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...IDS),
    name: fc.constantFrom(...NAMES),
    market: fc.constantFrom('developed' as const, 'developing' as const),
    standings: fc.uniqueArray(standing, { selector: ({ option }) => option }),
  }),
  { selector: ({ id }) => id, minLength: 1 },
);
type Organization = typeof organizations extends fc.Arbitrary<(infer T)[]> ? T : never;

const filters = fc.record(
  {
    q: fc.constantFrom('con', 'CON', '%', '_', '\\', 'a', 'Z-', 'é', 'nobody'),
    option: fc.constantFrom('cloud/a', 'cloud/b', 'cloud/c'),
    tier: fc.constantFrom('silver' as const, 'gold' as const, 'none' as const),
    lapsingBefore: fc.constantFrom('2018-05-01', '2018-06-01'),
    only: fc.subarray(IDS),
    market: fc.constantFrom('developed' as const, 'developing' as const),
    sort: fc.constantFrom(...DIRECTORY_SORTS),
    after: fc.constantFrom(...IDS),
  },
  { requiredKeys: [] },
);

/** Letters beyond ASCII are compared as they are: so SQLite does, and PostgreSQL in the same order of texts. */
function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function mentions(text: string, q: string): boolean {
  return folded(text).includes(q.toLowerCase());
}

/** By what organizations are sorted, before their ids. */
function sortKey(
  { name, standings }: Organization,
  { sort = 'organizationId', option }: Omit<DirectoryQuery, 'limit'>,
): string {
  if (sort === 'organizationId') return '';
  if (sort === 'name') return folded(name);
  const lapses = standings
    .filter((one) => option === undefined || option === `cloud/${one.option}`)
    .map(({ lapses_on }) => lapses_on ?? 'never');
  return lapses.sort()[0] ?? 'never';
}

/** The ids that a question is about, looked for one by one. */
function expected(all: readonly Organization[], query: Omit<DirectoryQuery, 'limit'>): string[] {
  const { q, option, tier, lapsingBefore, only, market, after } = query;
  const isLookedAt = option !== undefined || tier !== undefined || lapsingBefore !== undefined;
  return all
    .filter(({ id }) => (only?.includes(id) ?? true) && (after === undefined || id > after))
    .filter((one) => market === undefined || one.market === market)
    .filter(({ id, name }) => q === undefined || mentions(id, q) || mentions(name, q))
    .filter(({ standings }) => {
      const fits = (one: Organization['standings'][number]) =>
        (option === undefined || option === `cloud/${one.option}`) &&
        (tier === undefined || (tier === 'none' ? one.tier === null : one.tier === tier)) &&
        (lapsingBefore === undefined || (one.lapses_on !== null && one.lapses_on < lapsingBefore));
      return !isLookedAt || standings.some(fits);
    })
    .map((one) => ({ id: one.id, key: sortKey(one, query) }))
    .sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key < b.key ? -1 : 1))
    .map(({ id }) => id);
}

async function keep(database: Database, all: readonly Organization[]): Promise<void> {
  for (const table of ['organizations', 'standings'] as const) {
    await database.db.deleteFrom(table).execute();
  }
  const rows = all.map(({ id, name, market, standings }) => {
    const made = rowsOf(id, 1, standings);
    return { ...made, organization: { ...made.organization, name, market } };
  });
  await storeStandings(database, rows, []);
}

async function listed(database: Database, query: DirectoryQuery): Promise<string[]> {
  const ids: string[] = [];
  for (let after = query.after; ;) {
    const page = await listOrganizations(database, { ...query, ...(after && { after }) });
    expect(page.organizations.length).toBeLessThanOrEqual(query.limit);
    ids.push(...page.organizations.map(({ organizationId }) => organizationId));
    if (page.next === undefined) return ids;
    after = page.next;
  }
}

export function directory(database: () => Database): void {
  test('lists what is asked for, in the order of the ids, page by page', async () => {
    await checkAsync(
      fc.asyncProperty(
        organizations,
        filters,
        fc.integer({ min: 1, max: 4 }),
        async (all, asked, limit) => {
          await keep(database(), all);
          const query = Object.fromEntries(
            Object.entries(asked).filter(([, value]) => value !== undefined),
          ) as Omit<DirectoryQuery, 'limit'>;
          // An id is where a page by ids ends; other places are what a page before said.
          const { after: _after, ...rest } = query;
          const begun = (rest.sort ?? 'organizationId') === 'organizationId' ? query : rest;
          expect(await listed(database(), { ...begun, limit })).toEqual(expected(all, begun));
          expect(await countOrganizations(database(), query)).toBe(expected(all, rest).length);
        },
      ),
      100,
    );
  });

  test.each([
    ['organizationId', '["name","contoso","contoso"]'],
    ['name', 'contoso'],
    ['name', '["lapsesOn","2018-01-01","contoso"]'],
    ['name', '["name","contoso"]'],
    ['lapsesOn', '["lapsesOn",1,"contoso"]'],
    ['lapsesOn', '["lapsesOn","\\u0000","contoso"]'],
    ['lapsesOn', '[['],
  ] as const)('by %s does not go on behind %s', async (sort, after) => {
    const asked = listOrganizations(database(), { limit: 10, sort, after });
    await expect(asked).rejects.toThrow(OtherDirectoryPage);
  });

  test('shows the standings of an organization, or those in one option', async () => {
    const gold = { option: 'a', tier: 'gold', since: '2018-01-01', lapses_on: '2018-05-01' };
    await storeStandings(database(), [rowsOf('contoso', 7, [gold, { option: 'b' }])], []);
    const shown = {
      ...{ competency: 'cloud', option: 'a', tier: 'gold' },
      ...{ since: '2018-01-01', lapsesOn: '2018-05-01' },
    };
    const { organizations: all } = await listOrganizations(database(), { limit: 10 });
    expect(all).toMatchObject([{ revision: 7, standings: [shown, { option: 'b', tier: null }] }]);
    const inOption = { limit: 10, option: 'cloud/a' };
    const { organizations: one } = await listOrganizations(database(), inOption);
    expect(one.map(({ standings }) => standings)).toEqual([[shown]]);
  });

  test('knows the coming lapses, the next one first', async () => {
    const lapsing = (lapses_on: string | null, tier: string | null = 'gold') => [
      { option: 'a', tier, lapses_on },
    ];
    await storeStandings(
      database(),
      [
        rowsOf('b', 1, lapsing('2018-05-01')),
        rowsOf('A', 1, lapsing('2018-05-01')),
        rowsOf('c', 1, lapsing('2018-04-01')),
        rowsOf('never', 1, lapsing(null)),
      ],
      [],
    );
    const lapses = await comingLapses(database(), {});
    expect(lapses.map(({ organizationId }) => organizationId)).toEqual(['c', 'A', 'b']);
    expect(await comingLapses(database(), { organizations: ['b'] })).toHaveLength(1);
    expect(await comingLapses(database(), { options: ['cloud/b'] })).toEqual([]);
  });
}
