import { expect, test } from '@jest/globals';
import {
  type Database,
  type OrganizationStandings,
  type StandingsTable,
  NEVER,
  storeStandings,
} from '@app/database';
import fc from 'fast-check';
import { checkAsync } from '../../properties/check.js';

/** Rows of an organization as the projection would make them; what is not said is of no interest. */
export function rowsOf(
  organization_id: string,
  revision: number,
  standings: readonly (Partial<StandingsTable> & { readonly option: string })[] = [],
): OrganizationStandings {
  const organization = {
    ...{ organization_id, name: `${organization_id} Ltd`, market: 'developed' },
    ...{ enrolled_on: '2016-01-01', revision },
  };
  return {
    organization,
    standings: standings.map((standing, place) => ({
      ...{ organization_id, competency: 'cloud', place, tier: null, since: null, lapses_on: null },
      ...{ as_of: '2018-03-31', next_change_on: null, editions_hash: 'sha256:a', time_zone: 'UTC' },
      ...{ revision, ...standing },
    })),
  };
}

const stored = async ({ db }: Database) => ({
  organizations: await db
    .selectFrom('organizations')
    .selectAll()
    .orderBy('organization_id')
    .execute(),
  standings: await db
    .selectFrom('standings')
    .selectAll()
    .orderBy('organization_id')
    .orderBy('competency')
    .orderBy('option')
    .execute(),
  position: (await db.selectFrom('checkpoints').selectAll().execute()).map((row) => row.position),
});

/** The same in memory: what `storeStandings` says it does, word for word. */
class Remembered {
  readonly organizations = new Map<string, OrganizationStandings['organization']>();
  readonly standings = new Map<string, StandingsTable>();
  position: string | null = null;

  store(page: Page): void {
    for (const { organization, standings, replaces = false } of page.changed) {
      const id = organization.organization_id;
      const seen = this.organizations.get(id);
      if (!replaces && seen !== undefined && seen.revision > organization.revision) continue;
      this.organizations.set(id, organization);
      const others = this.#keysOf(id);
      for (const standing of standings) {
        const key = `${id}/${standing.competency}/${standing.option}`;
        others.delete(key);
        const before = this.standings.get(key);
        if (before === undefined || before.as_of > standing.as_of || !saysTheSame(before, standing))
          this.standings.set(key, standing);
      }
      for (const key of others) this.standings.delete(key);
    }
    for (const id of page.unreadable)
      for (const key of this.#keysOf(id)) this.standings.delete(key);
    this.position = page.position ?? this.position;
  }

  #keysOf(id: string): Set<string> {
    return new Set([...this.standings.keys()].filter((key) => key.startsWith(`${id}/`)));
  }

  #firstLapseOf(id: string): string {
    const days = [...this.#keysOf(id)].map((key) => this.standings.get(key)?.lapses_on ?? NEVER);
    return days.sort()[0] ?? NEVER;
  }

  get all() {
    const inOrder = <T>(rows: Map<string, T>) =>
      [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    return {
      organizations: inOrder(this.organizations).map((organization) => ({
        ...organization,
        first_lapse_on: this.#firstLapseOf(organization.organization_id),
      })),
      standings: inOrder(this.standings),
      position: this.position === null ? [] : [this.position],
    };
  }
}

function saysTheSame(a: StandingsTable, b: StandingsTable): boolean {
  const said = ({ as_of: _asOf, revision: _revision, ...others }: StandingsTable) => others;
  return JSON.stringify(said(a)) === JSON.stringify(said(b));
}

interface Page {
  readonly changed: readonly OrganizationStandings[];
  readonly unreadable: readonly string[];
  readonly position?: string;
}

const day = fc.constantFrom('2018-03-30', '2018-03-31', '2018-04-01');
const standing = fc.record({
  option: fc.constantFrom('a', 'b', 'B', 'é'),
  tier: fc.constantFrom(null, 'silver', 'gold'),
  since: fc.option(day),
  lapses_on: fc.option(day),
  as_of: day,
  next_change_on: fc.option(day),
  editions_hash: fc.constantFrom('sha256:a', 'sha256:b'),
});
const organization = fc
  .tuple(
    fc.constantFrom('a', 'B', 'c'),
    fc.integer({ min: 0, max: 5 }),
    fc.uniqueArray(standing, { selector: ({ option }) => option, maxLength: 4 }),
    fc.option(fc.boolean(), { nil: undefined }),
  )
  .map(([id, revision, standings, replaces]) => ({
    ...rowsOf(id, revision, standings),
    ...(replaces === undefined ? {} : { replaces }),
  }));
const page: fc.Arbitrary<Page> = fc.record(
  {
    changed: fc.uniqueArray(organization, {
      selector: (rows) => rows.organization.organization_id,
      maxLength: 3,
    }),
    unreadable: fc.subarray(['a', 'c'], { maxLength: 1 }),
    position: fc.constantFrom('10', '11'),
  },
  { requiredKeys: ['changed', 'unreadable'] },
);

export function standings(database: () => Database): void {
  test('are what pages stored, whatever came before', async () => {
    await checkAsync(
      fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 6 }), async (pages) => {
        for (const table of ['organizations', 'standings', 'checkpoints'] as const) {
          await database().db.deleteFrom(table).execute();
        }
        const remembered = new Remembered();
        for (const { changed, unreadable, position } of pages) {
          const left = unreadable.filter(
            (id) => !changed.some((rows) => rows.organization.organization_id === id),
          );
          const checkpoints = position === undefined ? [] : [{ projection: 'p', position }];
          await storeStandings(database(), changed, left, { checkpoints });
          remembered.store({ changed, unreadable: left, ...(position && { position }) });
        }
        expect(await stored(database())).toEqual(remembered.all);
      }),
      40,
    );
  });

  test('and their checkpoint are stored together, or not at all', async () => {
    const good = rowsOf('contoso', 3, [{ option: 'a', tier: 'gold' }]);
    await storeStandings(database(), [good], [], {
      checkpoints: [{ projection: 'p', position: '10' }],
    });
    const before = await stored(database());
    const broken = rowsOf('fabrikam', 1, [{ option: 'a', as_of: null as unknown as string }]);
    const next = rowsOf('contoso', 4, [{ option: 'a', tier: 'silver' }]);
    const failing = storeStandings(database(), [next, broken], [], {
      checkpoints: [{ projection: 'p', position: '11' }],
    });
    await expect(failing).rejects.toThrow(/as_of/);
    expect(await stored(database())).toEqual(before);
  });

  test('of many options are stored in one go, and revisions beyond 32 bits are numbers', async () => {
    const options = Array.from({ length: 60 }, (_, place) => ({ option: `option-${place}` }));
    const organizations = Array.from({ length: 40 }, (_, place) =>
      rowsOf(`organization-${place}`, 2 ** 40 + place, options),
    );
    await storeStandings(database(), organizations, []);
    const { standings } = await stored(database());
    expect(standings).toHaveLength(40 * 60);
    expect(standings[0]).toMatchObject({ revision: 2 ** 40 });
  });
}
