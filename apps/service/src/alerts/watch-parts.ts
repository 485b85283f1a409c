import { requestsHere, StandingWatch } from '@app/alerting';
import { databaseSnapshots } from '@app/projections';
import { Recorder } from '@app/recording';
import { PinoLogger } from 'nestjs-pino';
import type { Runtime } from '../runtime.js';
import { WatchWorker } from './watch-worker.js';

/** What announces changes of standings, and what it is given. */
export function watchParts({ config, store, database, programs }: Runtime) {
  return [
    WatchWorker,
    {
      provide: StandingWatch,
      inject: [Recorder, PinoLogger],
      useFactory: ({ requests }: Recorder, logger: PinoLogger) =>
        new StandingWatch({
          store,
          database,
          snapshots: databaseSnapshots(database, (organizationId) => {
            logger.warn({ organizationId }, 'a snapshot is damaged; its facts are read again');
          }),
          requests: requestsHere(requests),
          programs: programs.current,
          timeZone: config.timeZone,
          leads: config.atRiskDays,
          now: Date.now,
          onHalted: (organizationId, error) => {
            const stack = error instanceof Error ? error.stack : String(error);
            logger.error(
              { organizationId, stack },
              'an organization cannot be watched; it is tried again',
            );
          },
        }),
    },
  ];
}
