import { type Language, type Tier, TIER_NAMES } from '@app/domain';
import type { Cause } from '../announcement.js';
import type { DisabledReason } from '../delivery/operations.js';

/** Where an alert happened, as sentences name it. */
export interface Place {
  readonly organization: string;
  /** `competency/option`. */
  readonly option: string;
}

/** Every sentence of a message to people, in one language. Days are `YYYY-MM-DD` in all of them. */
export interface MessageWords {
  tier(tier: Tier | null): string;
  attained(words: Place & { readonly tier: string; readonly on: string }): string;
  lapsed(
    words: Place & { readonly from: string; readonly to: string; readonly on: string },
  ): string;
  atRisk(
    words: Place & { readonly from: string; readonly to: string; readonly on: string },
  ): string;
  restated(words: Place & { readonly on: string }): string;
  /** `to` is exclusive. */
  interval(words: { from: string; to: string; was: string; is: string }): string;
  notice(days: number): string;
  because(cause: Cause): string;
  disabled(words: { receiver: string; reason: DisabledReason }): string;
  test(words: { receiver: string }): string;
  /** The name of a calendar of lapses. */
  readonly calendar: string;
  lapse(words: Place & { readonly tier: string }): string;
}

const english: MessageWords = {
  tier: (tier) => (tier === null ? 'no tier' : TIER_NAMES[tier]),
  attained: ({ organization, option, tier, on }) =>
    `${organization} attained ${tier} in ${option} on ${on}`,
  lapsed: ({ organization, option, from, to, on }) =>
    `${organization} fell from ${from} to ${to} in ${option} on ${on}`,
  atRisk: ({ organization, option, from, to, on }) =>
    `${organization} will fall from ${from} to ${to} in ${option} on ${on}`,
  restated: ({ organization, option, on }) =>
    `The standing of ${organization} in ${option} is another one from ${on} on than was announced`,
  interval: ({ from, to, was, is }) => `From ${from} until before ${to}: ${is}, not ${was}`,
  notice: (days) => `Announced ${days} days before it lapses`,
  because: ({ type, effect, revision }) =>
    `Because: ${type} (${effect})${revision === undefined ? '' : `, revision ${revision}`}`,
  disabled: ({ receiver, reason }) =>
    reason === 'gone'
      ? `The receiver ${receiver} was switched off: it says that it is gone`
      : `The receiver ${receiver} was switched off: nothing could be delivered to it for three days`,
  test: ({ receiver }) => `A test message: alerts reach the receiver ${receiver}`,
  calendar: 'Coming lapses',
  lapse: ({ organization, option, tier }) => `${organization}: ${tier} lapses in ${option}`,
};

const french: MessageWords = {
  tier: (tier) => (tier === null ? 'aucun niveau' : TIER_NAMES[tier]),
  attained: ({ organization, option, tier, on }) =>
    `${organization} a atteint ${tier} en ${option} le ${on}`,
  lapsed: ({ organization, option, from, to, on }) =>
    `${organization} est passé de ${from} à ${to} en ${option} le ${on}`,
  atRisk: ({ organization, option, from, to, on }) =>
    `${organization} passera de ${from} à ${to} en ${option} le ${on}`,
  restated: ({ organization, option, on }) =>
    `La situation de ${organization} en ${option} n’est pas, à partir du ${on}, celle qui fut annoncée`,
  interval: ({ from, to, was, is }) => `Du ${from} jusqu’avant le ${to} : ${is}, et non ${was}`,
  notice: (days) => `Annoncé ${days} jours avant la perte`,
  because: ({ type, effect, revision }) =>
    `Cause : ${type} (${effect})${revision === undefined ? '' : `, révision ${revision}`}`,
  disabled: ({ receiver, reason }) =>
    reason === 'gone'
      ? `Le destinataire ${receiver} est désactivé : il dit ne plus exister`
      : `Le destinataire ${receiver} est désactivé : rien n’a pu lui être remis pendant trois jours`,
  test: ({ receiver }) => `Message d’essai : les alertes parviennent au destinataire ${receiver}`,
  calendar: 'Pertes de niveau à venir',
  lapse: ({ organization, option, tier }) => `${organization} : ${tier} perdu en ${option}`,
};

export const MESSAGE_WORDS: Readonly<Record<Language, MessageWords>> = { en: english, fr: french };
