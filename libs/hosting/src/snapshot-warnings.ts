import type { Log } from './log.js';

/** Tells operators what is wrong with snapshots. Nothing else happens: facts are read from the log instead. */
export function snapshotWarnings(log: Pick<Log, 'warn'>) {
  return {
    damaged: (organizationId: string): void => {
      log.warn({ organizationId }, 'a snapshot is damaged; its facts are read again');
    },
    missed: (organizationId: string, error: unknown): void => {
      log.warn(
        { organizationId, reason: String(error) },
        'a snapshot could not be read or saved: the database cannot be used now',
      );
    },
  };
}
