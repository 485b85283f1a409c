import { AlertsProjection, requestsHere, Sender } from '@app/alerting';
import { Damage, ProgramsWatch, type Runtime, Work, Worker } from '@app/hosting';
import { FactsCache, StandingsProjection } from '@app/projections';
import { Recorder } from '@app/recording';
import { Metrics } from './metrics.js';

/** What the service does behind the requests where no worker does, and what it is made of. */
export function workParts(runtime: Runtime) {
  const { database, presence, programs, log } = runtime;
  return [
    {
      provide: Damage,
      inject: [Metrics],
      useFactory: ({ work: metrics }: Metrics) => new Damage(log, metrics),
    },
    {
      provide: ProgramsWatch,
      inject: [Metrics],
      useFactory: ({ work: metrics }: Metrics) => new ProgramsWatch(programs, metrics, log),
    },
    {
      provide: Work,
      inject: [FactsCache, Recorder, Damage, Metrics],
      useFactory: (
        facts: FactsCache,
        { requests }: Recorder,
        damage: Damage,
        { work: metrics }: Metrics,
      ) =>
        new Work({
          ...{ runtime, facts, damage, metrics, log, now: Date.now, random: Math.random },
          ...(presence === null ? { requests: requestsHere(requests, facts.recent) } : {}),
        }),
    },
    {
      provide: Worker,
      inject: [Work, Metrics],
      useFactory: ({ during }: Work, { work: metrics }: Metrics) =>
        new Worker({ database, presence, work: during, metrics, log }),
    },
    {
      provide: StandingsProjection,
      inject: [Work],
      useFactory: ({ standings }: Work) => standings,
    },
    { provide: AlertsProjection, inject: [Work], useFactory: ({ alerts }: Work) => alerts },
    { provide: Sender, inject: [Work], useFactory: ({ sender }: Work) => sender },
  ];
}
