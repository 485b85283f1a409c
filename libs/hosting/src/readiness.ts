import { EXCHANGE_RATES_STREAM } from '@app/recording';
import type { Damage } from './damage.js';
import type { Runtime } from './runtime.js';
import type { Work } from './work.js';

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

/** What operators are told of a process that works: whether something in it stands still, and how much. */
export function condition(
  { programs }: Pick<Runtime, 'programs'>,
  { organizations }: Damage,
  { haltedOrganizations }: Pick<Work, 'haltedOrganizations'>,
): object {
  const { problems } = programs;
  if (organizations + haltedOrganizations + problems.length === 0) return { status: 'ready' };
  return {
    status: 'degraded',
    ...(organizations === 0 ? {} : { unreadableOrganizations: organizations }),
    ...(haltedOrganizations === 0 ? {} : { haltedOrganizations }),
    ...(problems.length === 0 ? {} : { programProblems: problems.length }),
  };
}
