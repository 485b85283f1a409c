import type { Database } from '@app/database';
import { liveSecrets, type Receiver } from '../delivery/receivers.js';
import { mailAddressOf, type SendMail } from './mail.js';
import type { Sendable } from './message.js';
import { orAborted } from './or-aborted.js';
import { post, type PostOptions } from './post.js';
import { slackMessage } from './slack.js';
import { standardWebhook } from './standard-webhook.js';
import { type Transmission, unanswered } from './transmission.js';

/** Sends `alert` to `receiver`, once. Whatever goes wrong on the way is a value; it rejects only where the database fails. */
export type Transmit = (
  alert: Sendable,
  receiver: Receiver,
  signal: AbortSignal,
) => Promise<Transmission>;

export interface TransmitterOptions extends PostOptions {
  readonly database: Database;
  /** `null` = no mail server is configured. */
  readonly sendMail: SendMail | null;
}

/** A mail server that says something now and then could go on for ever. */
const MAX_MAIL_MS = 30_000;

/** Sends in the format that each receiver asks for. */
export function transmitter(options: TransmitterOptions): Transmit {
  const { database, sendMail, clock } = options;
  return async (alert, receiver, signal) => {
    const { id, url, format, language } = receiver;
    switch (format) {
      case 'standard-webhooks': {
        const now = new Date(clock());
        const secrets = await liveSecrets(database, id, now);
        return await post(standardWebhook(url, alert, secrets, now), options, signal);
      }
      case 'slack':
        return await post(slackMessage(url, alert, language), options, signal);
      case 'email': {
        const to = mailAddressOf(url);
        if (to === null || sendMail === null) {
          return unanswered('no mail server is configured: set ASSAY_SMTP_URL and ASSAY_MAIL_FROM');
        }
        const until = AbortSignal.any([signal, AbortSignal.timeout(MAX_MAIL_MS)]);
        return await orAborted(sendMail(to, alert, language), until).catch(unanswered);
      }
    }
  };
}
