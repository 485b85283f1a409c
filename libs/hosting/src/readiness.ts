import { haltedOrganizations } from '@app/alerting';
import { EXCHANGE_RATES_STREAM } from '@app/recording';
import type { Damage } from './damage.js';
import type { Runtime } from './runtime.js';

const MAX_PROBE_MS = 2_000;

/** Resolves when the event store and the database answer. Rejects where one of them does not within two seconds. */
export async function untilAnswering({
  store,
  database,
}: Pick<Runtime, 'store' | 'database'>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${MAX_PROBE_MS} ms`));
    }, MAX_PROBE_MS);
  });
  const probes = Promise.all([
    store.head(EXCHANGE_RATES_STREAM),
    database.db.selectFrom('checkpoints').select('position').limit(1).execute(),
  ]);
  try {
    await Promise.race([probes, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What operators are told where that is so: whether something stands still, and how much. What is halted is read from the database, whoever watches it;
 * facts and editions that cannot be read are those that this process has met. Rejects with the database's error.
 */
export async function condition(
  { programs, database }: Pick<Runtime, 'programs' | 'database'>,
  { organizations }: Damage,
): Promise<object> {
  const { problems } = programs;
  const halted = await haltedOrganizations(database);
  if (organizations + halted + problems.length === 0) return { status: 'ready' };
  return {
    status: 'degraded',
    ...(organizations === 0 ? {} : { unreadableOrganizations: organizations }),
    ...(halted === 0 ? {} : { haltedOrganizations: halted }),
    ...(problems.length === 0 ? {} : { programProblems: problems.length }),
  };
}
