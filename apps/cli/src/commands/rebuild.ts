import { type Database, otherProcesses } from '@app/database';
import { openEventStore } from '@app/event-store';
import type { UndecodableFact } from '@app/recording';
import { ExitCode } from '../exit-codes.js';
import { whileKept } from '../kept.js';
import { type Output, print } from '../output.js';
import { databaseAddress, type Settings } from '../settings.js';

/** Throws the standings, the directory and the snapshots away and makes them again from the log. Keys and personal data stay. */
export async function rebuild(settings: Settings, output: Output): Promise<ExitCode> {
  await refuseWithoutLog(settings);
  let stopped = 0;
  const onUndecodable = ({ message }: UndecodableFact) => {
    stopped += 1;
    output.log(`${message}; its organization has no standing until that is put in quarantine`);
  };
  return await whileKept(settings, { readOnly: false, onUndecodable }, async (kept) => {
    const { database, standings } = kept;
    await refuseBesideOthers(database, settings);
    // Refused editions stop it here, before anything is thrown away.
    const editions = kept.programs.flatMap((program) => program.editions);
    output.log(`under the editions ${editions.map(({ id }) => id).join(', ')}`);
    for (const table of ['standings', 'organizations', 'snapshots', 'checkpoints'] as const) {
      await database.db.deleteFrom(table).execute();
    }
    let events = 0;
    await standings.catchUp(new AbortController().signal, (soFar) => {
      events = soFar;
      output.log(`${soFar} facts read`);
    });
    const { organizations } = await database.db
      .selectFrom('organizations')
      .select(({ fn }) => fn.countAll<number>().as('organizations'))
      .executeTakeFirstOrThrow();
    print(
      output,
      { facts: events, organizations },
      () => `rebuilt the standings of ${organizations} organizations from ${events} facts`,
    );
    return stopped === 0 ? ExitCode.good : ExitCode.findings;
  });
}

/** To open a log for writing makes one where there is none, as in a folder whose name was mistyped. */
async function refuseWithoutLog({ dataDirectory, eventStoreUrl }: Settings): Promise<void> {
  if (eventStoreUrl !== undefined) return;
  await (await openEventStore({ directory: dataDirectory, readOnly: true })).close();
}

/** What others go on storing would be thrown away under them. The lock of the embedded log keeps them out; PostgreSQL is asked. */
async function refuseBesideOthers(database: Database, settings: Settings): Promise<void> {
  const { applicationName } = databaseAddress(settings);
  const others = await otherProcesses(database, applicationName);
  if (others.length === 0) return;
  throw new Error(`stop what works on the read models first: ${others.join(', ')}`);
}
