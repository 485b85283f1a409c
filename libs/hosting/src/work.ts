import {
  AlertsProjection,
  endLeases,
  mailSender,
  requestsAnywhere,
  type RequestsInSight,
  resolveByDns,
  Sender,
  STANDING_WATCH,
  StandingWatch,
  transmitter,
  waitingDeliveries,
} from '@app/alerting';
import { dayIn } from '@app/domain';
import {
  databaseSnapshots,
  type FactsCache,
  LogReading,
  STANDINGS,
  StandingsProjection,
} from '@app/projections';
import { v4 as uuidV4 } from 'uuid';
import type { Damage } from './damage.js';
import type { Log } from './log.js';
import type { Runtime } from './runtime.js';
import type { Shift } from './shift.js';
import { snapshotWarnings } from './snapshot-warnings.js';
import { StandingsShift } from './standings-shift.js';
import { supervised } from './supervised.js';
import { keepWatch } from './watch-shift.js';
import type { WorkMetrics } from './work-metrics.js';

/** For all of one attempt to deliver an alert. */
const TIMEOUT_MS = 10_000;

export interface WorkOptions {
  readonly runtime: Runtime;
  readonly facts: FactsCache;
  /** Where this process alone records facts; absent = those of all are in the database. */
  readonly requests?: RequestsInSight;
  readonly damage: Damage;
  readonly metrics: WorkMetrics;
  readonly log: Log;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

/** What is done behind the requests: the directory is kept, standings are watched, announcements taken in and alerts sent. */
export class Work {
  readonly standings: StandingsProjection;
  readonly alerts: AlertsProjection;
  readonly sender: Sender;

  constructor(private readonly options: WorkOptions) {
    const { runtime, facts, damage, now } = options;
    const { config, store, database, programs } = runtime;
    this.standings = new StandingsProjection({
      ...{ store, database, facts, programs: programs.current, timeZone: config.timeZone },
      today: () => dayIn(config.timeZone, now()),
      onUndecodable: damage.found,
      onReadable: damage.isReadable,
    });
    this.alerts = new AlertsProjection({
      ...{ store, database, clock: now, onUnreadable: damage.foundAnnouncement },
    });
    this.sender = newSender(options, this.alerts);
  }

  /** Does the shift's part of it, and resolves when that is over and nothing of it runs any more. */
  readonly during = async (shift: Shift): Promise<void> => {
    const { log, metrics, now, runtime, facts } = this.options;
    const { config, programs, store, database } = runtime;
    const { signal, share } = shift;
    const { recent } = facts;
    const reading = new LogReading({ store, database, share, recent }, [STANDINGS, STANDING_WATCH]);
    const standings = new StandingsShift(
      {
        ...{ projection: this.standings, programs: programs.current, log },
        today: () => dayIn(config.timeZone, now()),
        follower: reading.follower(STANDINGS),
      },
      shift,
    );
    const watch = this.#watchOf(shift);
    const follower = reading.follower(STANDING_WATCH);
    const takeIn = () => this.alerts.run(signal, share);
    await Promise.all([
      supervised('the reading of the log', () => reading.run(signal), { signal, log }),
      standings.done(),
      keepWatch({ watch, follower, database, metrics, now, log }, signal),
      ...(shift.takesAlertsIn
        ? [supervised('the alerts projection', takeIn, { signal, log })]
        : []),
      supervised('the sending of alerts', () => this.#send(signal), { signal, log }),
    ]);
  };

  #watchOf({ share }: Shift): StandingWatch {
    const { runtime, log, now, requests, facts } = this.options;
    const { config, store, database, programs } = runtime;
    return new StandingWatch({
      recent: facts.recent,
      ...{ store, database, share, programs: programs.current, now },
      ...{ timeZone: config.timeZone, leads: config.atRiskDays },
      requests: requests ?? requestsAnywhere(database, store, share),
      snapshots: databaseSnapshots(database, snapshotWarnings(log).damaged),
      onHalted: (organizationId, error) => {
        const stack = error instanceof Error ? error.stack : String(error);
        log.error(
          { organizationId, stack },
          'an organization cannot be watched; it is tried again',
        );
      },
    });
  }

  /** Whoever had a lease of the embedded database was a process before this one, or this one before it failed. In PostgreSQL others have theirs. */
  async #send(signal: AbortSignal): Promise<void> {
    const { runtime, now } = this.options;
    const { database } = runtime;
    if (database.engine === 'sqlite') await endLeases(database, new Date(now()));
    await this.sender.run(signal);
  }
}

function newSender(
  { runtime, metrics, log, now, random }: WorkOptions,
  { stored }: AlertsProjection,
): Sender {
  const { config, store, database } = runtime;
  const sendMail = config.mail === undefined ? null : mailSender(config.mail);
  metrics.watchDeliveries(() => waitingDeliveries(database));
  return new Sender({
    ...{ store, database, clock: now, random, newToken: uuidV4, wakeUps: stored },
    transmit: transmitter({
      ...{ database, sendMail, clock: now, resolve: resolveByDns, timeoutMs: TIMEOUT_MS },
      allowPrivate: config.webhookAllowPrivate,
    }),
    onSettled: ({ outcome, disabled }, { receiver, alert }, { status, error }) => {
      metrics.countDelivery(outcome);
      // Without its address, which may hold a secret or a person.
      const about = { receiver: receiver.id, alert: alert.id, status };
      if (outcome === 'given-up') log.warn(about, 'an alert could not be delivered');
      else log.debug({ ...about, error }, outcome);
      if (disabled === null) return;
      metrics.countReceiverDisabled();
      log.warn({ ...about, reason: disabled }, 'a receiver was switched off');
    },
  });
}
