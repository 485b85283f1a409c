import {
  type Database,
  mentions,
  NEVER,
  type OrganizationsTable,
  type Schema,
} from '@app/database';
import type { Market, Tier } from '@app/domain';
import { type Kysely, sql, type SqlBool } from 'kysely';

export const DIRECTORY_SORTS = ['organizationId', 'name', 'lapsesOn'] as const;
export type DirectorySort = (typeof DIRECTORY_SORTS)[number];

/** `after` is not the `next` of a page under this sort. */
export class OtherDirectoryPage extends Error {
  override readonly name = 'OtherDirectoryPage';
}

export interface DirectoryQuery {
  /** `next` of the page before, under the same `sort`; absent = from the first. By the id, it is the id of the last one. */
  readonly after?: string;
  /** Absent = by the id. By the name, whatever the case; by what lapses first, who loses nothing comes last. Equals are by the id. */
  readonly sort?: DirectorySort;
  readonly limit: number;
  /** Only these; absent = all. */
  readonly only?: readonly string[];
  /** Organizations that are in this market today. */
  readonly market?: Market;
  /** Part of the id or of the name, whatever the case. */
  readonly q?: string;
  /** `competency/option`: only its standings are shown, and looked at by the filters below. */
  readonly option?: string;
  /** Organizations with a standing in this tier; `none` = without one. */
  readonly tier?: Tier | 'none';
  /** Organizations with a standing that lapses before this day (exclusive). */
  readonly lapsingBefore?: string;
}

export interface DirectoryEntry {
  readonly organizationId: string;
  readonly name: string;
  readonly market: string;
  readonly enrolledOn: string;
  readonly revision: number;
  readonly standings: readonly {
    readonly competency: string;
    readonly option: string;
    readonly tier: Tier | null;
    readonly since: string | null;
    readonly lapsesOn: string | null;
  }[];
}

/** A page of the directory. */
export interface DirectoryPage {
  readonly organizations: DirectoryEntry[];
  /** The `after` of the next page, where there is one. */
  readonly next?: string;
}

/** At most `limit` organizations with today's tiers. Rejects with `OtherDirectoryPage` where `after` is of another sort. */
export async function listOrganizations(
  { db }: Pick<Database, 'db'>,
  query: DirectoryQuery,
): Promise<DirectoryPage> {
  const { limit } = query;
  const passing = organizationsPassing(db, query);
  if (passing === null) return { organizations: [] };
  // One more than asked for tells whether there is a next page.
  const rows = await sorted(db, passing, query);
  const page = rows.slice(0, limit);
  const standings = await standingsOf(db, page, query.option);
  const last = page.at(-1);
  return {
    organizations: page.map((row) => ({
      organizationId: row.organization_id,
      name: row.name,
      market: row.market,
      enrolledOn: row.enrolled_on,
      revision: row.revision,
      standings: standings.get(row.organization_id) ?? [],
    })),
    ...(rows.length > limit && last !== undefined ? { next: placeOf(last, query) } : {}),
  };
}

type Passing = NonNullable<ReturnType<typeof organizationsPassing>>;
type Sorted = OrganizationsTable & { readonly sort_key: string };

/** Those behind `after`: one more than a page, where there are so many. */
async function sorted(
  db: Kysely<Schema>,
  passing: Passing,
  query: DirectoryQuery,
): Promise<Sorted[]> {
  const { after, limit, sort = 'organizationId' } = query;
  const place = after === undefined ? null : placeIn(after, sort);
  if (sort === 'organizationId') {
    const found = passing.selectAll().select('organization_id as sort_key');
    const behind =
      place === null ? found : found.where('organization_id', '>', place.organizationId);
    return await behind
      .orderBy('organization_id')
      .limit(limit + 1)
      .execute();
  }
  const keyed = sort === 'name' ? byName(passing) : byLapse(db, passing, query);
  const found = db.selectFrom(keyed.as('keyed')).selectAll();
  const behind =
    place === null
      ? found
      : found.where(
          sql<SqlBool>`(sort_key, organization_id) > (${place.sortKey}, ${place.organizationId})`,
        );
  return await behind
    .orderBy('sort_key')
    .orderBy('organization_id')
    .limit(limit + 1)
    .execute();
}

function byName(passing: Passing) {
  return passing.selectAll().select(sql<string>`lower(name)`.as('sort_key'));
}

/** Of one option, its standings are read in the order of the index on them; of all, the organizations in that of theirs. */
function byLapse(db: Kysely<Schema>, passing: Passing, query: DirectoryQuery) {
  const { option, tier: _tier, lapsingBefore: _lapsingBefore, ...others } = query;
  if (option === undefined) return passing.selectAll().select('first_lapse_on as sort_key');
  return db
    .selectFrom((organizationsPassing(db, others) ?? passing).selectAll().as('passing'))
    .innerJoin(
      standingsPassing(db, query).selectAll().as('of_option'),
      'of_option.organization_id',
      'passing.organization_id',
    )
    .selectAll('passing')
    .select(sql<string>`coalesce(of_option.lapses_on, ${sql.lit(NEVER)})`.as('sort_key'));
}

function placeOf(row: Sorted, { sort = 'organizationId' }: DirectoryQuery): string {
  const { organization_id: organizationId, sort_key } = row;
  return sort === 'organizationId'
    ? organizationId
    : JSON.stringify([sort, sort_key, organizationId]);
}

/** What `placeOf` wrote of the last row of a page. */
function placeIn(after: string, sort: DirectorySort): { sortKey: string; organizationId: string } {
  if (sort === 'organizationId' && /^[A-Za-z0-9._-]{1,64}$/.test(after)) {
    return { sortKey: after, organizationId: after };
  }
  const [of, sortKey, organizationId] = listIn(after);
  if (of === sort && sortKey !== undefined && organizationId !== undefined) {
    return { sortKey, organizationId };
  }
  throw new OtherDirectoryPage(`it is not the next of a page sorted by ${sort}`);
}

function listIn(text: string): readonly string[] {
  try {
    const list = JSON.parse(text) as unknown;
    // No text of the database has a NUL, and PostgreSQL takes none.
    const isPlace = (part: unknown) => typeof part === 'string' && !part.includes('\0');
    return Array.isArray(list) && list.every(isPlace) ? (list as string[]) : [];
  } catch {
    return [];
  }
}

/** How many organizations pass the filters, on all pages together. */
export async function countOrganizations(
  { db }: Pick<Database, 'db'>,
  query: Omit<DirectoryQuery, 'limit'>,
): Promise<number> {
  const row = await organizationsPassing(db, query)
    ?.select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row?.count ?? 0);
}

/** `null` = none can. */
function organizationsPassing(db: Kysely<Schema>, query: Omit<DirectoryQuery, 'limit'>) {
  const { only, q, market } = query;
  let found = db.selectFrom('organizations');
  if (only !== undefined) {
    if (only.length === 0) return null;
    found = found.where('organization_id', 'in', [...only]);
  }
  if (market !== undefined) found = found.where('market', '=', market);
  if (q !== undefined) {
    found = found.where((eb) => eb.or([mentions('organization_id', q), mentions('name', q)]));
  }
  if (looksAtStandings(query)) {
    found = found.where(
      'organization_id',
      'in',
      standingsPassing(db, query).select('organization_id'),
    );
  }
  return found;
}

function looksAtStandings({ option, tier, lapsingBefore }: Omit<DirectoryQuery, 'limit'>): boolean {
  return option !== undefined || tier !== undefined || lapsingBefore !== undefined;
}

/** The standings that pass every filter. */
function standingsPassing(
  db: Kysely<Schema>,
  { option, tier, lapsingBefore }: Omit<DirectoryQuery, 'limit'>,
) {
  let standings = db.selectFrom('standings');
  if (option !== undefined) {
    const [competency = '', name = ''] = option.split('/');
    standings = standings.where('competency', '=', competency).where('option', '=', name);
  }
  if (tier === 'none') standings = standings.where('tier', 'is', null);
  else if (tier !== undefined) standings = standings.where('tier', '=', tier);
  if (lapsingBefore !== undefined) standings = standings.where('lapses_on', '<', lapsingBefore);
  return standings;
}

async function standingsOf(
  db: Kysely<Schema>,
  page: readonly OrganizationsTable[],
  option: string | undefined,
): Promise<Map<string, DirectoryEntry['standings'][number][]>> {
  const byOrganization = new Map<string, DirectoryEntry['standings'][number][]>();
  if (page.length === 0) return byOrganization;
  const rows = await db
    .selectFrom('standings')
    .selectAll()
    .where(
      'organization_id',
      'in',
      page.map((row) => row.organization_id),
    )
    .orderBy('place')
    .execute();
  for (const row of rows) {
    if (option !== undefined && option !== `${row.competency}/${row.option}`) continue;
    const standings = byOrganization.get(row.organization_id) ?? [];
    standings.push({
      competency: row.competency,
      option: row.option,
      tier: row.tier as Tier | null,
      since: row.since,
      lapsesOn: row.lapses_on,
    });
    byOrganization.set(row.organization_id, standings);
  }
  return byOrganization;
}
