import {
  type Checkpoint,
  type Database,
  derivedTransaction,
  EVERYTHING,
  isInShare,
  keepCheckpoints,
  type Share,
  type WatchesTable,
} from '@app/database';
import type { GroundKey } from './ground.js';

const PAGE = 200;

/** How many organizations cannot be looked at, in all shares, as it stood when they were last tried. */
export async function haltedOrganizations({ db }: Pick<Database, 'db'>): Promise<number> {
  const { count } = await db
    .selectFrom('watches')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('halted', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * What was looked at of a share of the organizations, in the read-model database. Pages are rows with ids above `after`, in the order of their ids; the
 * last is empty.
 */
export class WatchRows {
  constructor(
    private readonly database: Pick<Database, 'db' | 'engine'>,
    private readonly share: Share = EVERYTHING,
  ) {}

  async of(organizationIds: readonly string[]): Promise<Map<string, WatchesTable>> {
    const rows: WatchesTable[] = [];
    for (let start = 0; start < organizationIds.length; start += PAGE) {
      const page = organizationIds.slice(start, start + PAGE);
      rows.push(...(await this.#all().where('organization_id', 'in', page).execute()));
    }
    return new Map(rows.map((row) => [row.organization_id, row]));
  }

  /** Those on which there is something to see by `day`. */
  due(day: string, after: string): Promise<WatchesTable[]> {
    return this.#page(after).where('next_look_on', '<=', day).execute();
  }

  /** Those that were looked at by another ground. */
  otherThan(
    { editions_sha256, time_zone, leads }: GroundKey,
    after: string,
  ): Promise<WatchesTable[]> {
    return this.#page(after)
      .where((row) =>
        row.or([
          row('editions_sha256', '!=', editions_sha256),
          row('time_zone', '!=', time_zone),
          row('leads', '!=', leads),
        ]),
      )
      .execute();
  }

  /** Those whose last facts were in the middle of a request. */
  underWay(after: string): Promise<WatchesTable[]> {
    return this.#page(after).where('request_under_way', '=', 1).execute();
  }

  haltedAfter(after: string): Promise<WatchesTable[]> {
    return this.#page(after).where('halted', 'is not', null).execute();
  }

  /** Rows of less than is stored are left out: another watch was further. Rejects with `ShareLost` where the share is another's. */
  async store(
    unordered: readonly WatchesTable[],
    checkpoints: readonly Checkpoint[] = [],
  ): Promise<void> {
    // Another process that stores some of them at the same time waits for one that waits for nobody.
    const rows = [...unordered].sort((a, b) => (a.organization_id < b.organization_id ? -1 : 1));
    await derivedTransaction(this.database, async (transaction) => {
      await this.share.assertOwn(transaction);
      for (let start = 0; start < rows.length; start += PAGE) {
        await transaction
          .insertInto('watches')
          .values(rows.slice(start, start + PAGE))
          .onConflict((conflict) =>
            conflict
              .column('organization_id')
              .doUpdateSet((eb) => ({
                looked_revision: eb.ref('excluded.looked_revision'),
                looked_on: eb.ref('excluded.looked_on'),
                next_look_on: eb.ref('excluded.next_look_on'),
                editions_sha256: eb.ref('excluded.editions_sha256'),
                time_zone: eb.ref('excluded.time_zone'),
                leads: eb.ref('excluded.leads'),
                request_under_way: eb.ref('excluded.request_under_way'),
                halted: eb.ref('excluded.halted'),
              }))
              .whereRef('watches.looked_revision', '<=', 'excluded.looked_revision'),
          )
          .execute();
      }
      await keepCheckpoints(transaction, checkpoints);
    });
  }

  #all() {
    return this.database.db.selectFrom('watches').selectAll();
  }

  #page(after: string) {
    return this.#all()
      .where('organization_id', '>', after)
      .where(isInShare(this.share))
      .orderBy('organization_id')
      .limit(PAGE);
  }
}
