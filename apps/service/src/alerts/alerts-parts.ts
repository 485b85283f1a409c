import {
  AlertsProjection,
  mailSender,
  resolveByDns,
  Sender,
  type Settled,
  transmitter,
  waitingDeliveries,
} from '@app/alerting';
import { PinoLogger } from 'nestjs-pino';
import { v4 as uuidV4 } from 'uuid';
import { Damage } from '../operations/damage.js';
import { Metrics } from '../operations/metrics.js';
import type { Runtime } from '../runtime.js';
import { AlertStreamController } from './alert-stream.controller.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsLog } from './alerts-log.js';
import { AlertsWorker } from './alerts-worker.js';
import { CalendarsController } from './calendars.controller.js';
import { WebhooksController } from './webhooks.controller.js';

/** For all of one attempt. */
const TIMEOUT_MS = 10_000;

export const ALERT_CONTROLLERS = [
  AlertsController,
  AlertStreamController,
  WebhooksController,
  CalendarsController,
];

/** What takes announcements in and delivers them, and what it is given. */
export function alertParts({ config, store, database }: Runtime) {
  const sendMail = config.mail === undefined ? null : mailSender(config.mail);
  return [
    AlertsLog,
    AlertsWorker,
    {
      provide: AlertsProjection,
      inject: [Damage],
      useFactory: (damage: Damage) =>
        new AlertsProjection({
          store,
          database,
          clock: Date.now,
          onUnreadable: damage.foundAnnouncement,
        }),
    },
    {
      provide: Sender,
      inject: [AlertsProjection, Metrics, PinoLogger],
      useFactory: ({ stored }: AlertsProjection, metrics: Metrics, logger: PinoLogger) => {
        metrics.watchDeliveries(() => waitingDeliveries(database));
        return new Sender({
          store,
          database,
          transmit: transmitter({
            database,
            sendMail,
            allowPrivate: config.webhookAllowPrivate,
            resolve: resolveByDns,
            clock: Date.now,
            timeoutMs: TIMEOUT_MS,
          }),
          wakeUps: stored,
          clock: Date.now,
          random: Math.random,
          newToken: uuidV4,
          onSettled: ({ outcome, disabled }: Settled, { receiver, alert }, { status, error }) => {
            metrics.countDelivery(outcome);
            // Without its address, which may hold a secret or a person.
            const about = { receiver: receiver.id, alert: alert.id, status };
            if (outcome === 'given-up') logger.warn(about, 'an alert could not be delivered');
            else logger.debug({ ...about, error }, outcome);
            if (disabled === null) return;
            metrics.countReceiverDisabled();
            logger.warn({ ...about, reason: disabled }, 'a receiver was switched off');
          },
        });
      },
    },
  ];
}
