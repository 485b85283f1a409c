import type { Database, OrganizationsTable, Schema } from '@app/database';
import type { Tier } from '@app/domain';
import { type Expression, type Kysely, sql, type SqlBool } from 'kysely';

export interface DirectoryQuery {
  /** Organizations behind this one; absent = from the first. */
  readonly after?: string;
  readonly limit: number;
  /** Only these; absent = all. */
  readonly only?: readonly string[];
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

/** Organizations by id, at most `limit`, with today's tiers; `next` is the `after` of the next page, where there is one. */
export async function listOrganizations(
  { db }: Database,
  query: DirectoryQuery,
): Promise<{ organizations: DirectoryEntry[]; next?: string }> {
  const { after, limit, only, q } = query;
  let found = db.selectFrom('organizations').selectAll().orderBy('organization_id');
  if (after !== undefined) found = found.where('organization_id', '>', after);
  if (only !== undefined) {
    if (only.length === 0) return { organizations: [] };
    found = found.where('organization_id', 'in', [...only]);
  }
  if (q !== undefined) found = found.where(mentions(q));
  if (looksAtStandings(query)) {
    found = found.where('organization_id', 'in', organizationsStanding(db, query));
  }
  // One more than asked for tells whether there is a next page.
  const rows = await found.limit(limit + 1).execute();
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
    ...(rows.length > limit && last !== undefined ? { next: last.organization_id } : {}),
  };
}

function mentions(q: string): Expression<SqlBool> {
  const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
  return sql<SqlBool>`(lower(organization_id) like ${pattern} escape '\\' or lower(name) like ${pattern} escape '\\')`;
}

function looksAtStandings({ option, tier, lapsingBefore }: DirectoryQuery): boolean {
  return option !== undefined || tier !== undefined || lapsingBefore !== undefined;
}

/** The ids of the organizations with one standing that passes every filter. */
function organizationsStanding(
  db: Kysely<Schema>,
  { option, tier, lapsingBefore }: DirectoryQuery,
) {
  let standings = db.selectFrom('standings').select('organization_id');
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
