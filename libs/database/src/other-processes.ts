import { sql } from 'kysely';
import type { Database } from './open-database.js';

/** Whoever of ours has the database open, but for `applicationName`, each as its name and address; nobody for the embedded one, whose log has a lock. */
export async function otherProcesses(
  { db, engine }: Database,
  applicationName: string,
): Promise<string[]> {
  if (engine === 'sqlite') return [];
  const { rows } = await sql<{ name: string; address: string | null }>`
    select distinct application_name as name, host(client_addr) as address from pg_stat_activity
    where datname = current_database() and application_name like 'assay%' and application_name <> ${applicationName}
    order by 1, 2`.execute(db);
  return rows.map(({ name, address }) => (address === null ? name : `${name} (${address})`));
}
