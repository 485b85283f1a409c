import type { Language } from '@app/domain';
import { createTransport } from 'nodemailer';
import type { Sendable } from './message.js';
import { type Transmission, unanswered } from './transmission.js';
import { wordingOf } from './wording.js';

export interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  readonly from: string;
}

/** Sends `alert` to one address. */
export type SendMail = (to: string, alert: Sendable, language: Language) => Promise<Transmission>;

/** Words apart by single dots on both sides, as RFC 5321 has them without quotes. */
const ADDRESS =
  /^(?=[^@]{1,64}@.{1,189}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const TIMEOUT_MS = 10_000;

/** The address of a `mailto:` URL, or `null` where it is none, has several, or says more than an address. */
export function mailAddressOf(url: string): string | null {
  if (!/^mailto:/i.test(url)) return null;
  try {
    const address = decodeURIComponent(url.slice('mailto:'.length));
    return isMailAddress(address) ? address : null;
  } catch {
    return null;
  }
}

export function isMailAddress(text: string): boolean {
  return ADDRESS.test(text);
}

/** Sends by the operator's server. The same alert has the same Message-ID at every attempt, so that a mailbox shows it once. */
export function mailSender({ smtpUrl, from }: MailOptions): SendMail {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (to, alert, language) => {
    const { title, lines } = wordingOf(alert, language);
    try {
      const { response } = await transport.sendMail({
        from,
        to,
        subject: title,
        messageId: `<${alert.id}@${domain}>`,
        date: new Date(alert.raisedAt),
        list: { id: { url: `assay-alerts.${domain}`, comment: 'Assay alerts' } },
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        text: [title, '', ...lines, '', `${alert.type} · ${alert.id}`].join('\n'),
        html: htmlOf(title, lines, `${alert.type} · ${alert.id}`, language),
      });
      return { ...accepted, status: Number(response.slice(0, 3)), response };
    } catch (error) {
      const { responseCode } = error as { readonly responseCode?: number };
      return { ...unanswered(error), status: responseCode ?? null };
    }
  };
}

const accepted: Transmission = {
  status: null,
  error: null,
  response: null,
  retryAfterMs: null,
  fault: 'receiver',
  gone: false,
};

function htmlOf(title: string, lines: readonly string[], foot: string, language: Language): string {
  return [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>${escaped(title)}</title><body>`,
    `<p><strong>${escaped(title)}</strong></p>`,
    ...(lines.length === 0
      ? []
      : [`<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`]),
    `<p><small>${escaped(foot)}</small></p></body></html>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
