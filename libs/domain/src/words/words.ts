import type { EvidenceReason } from '../evidence/pieces.js';
import type { AssociationKind } from '../facts/fields.js';
import type { Attribution, Policies, Window } from '../program.js';
import type { Finding } from '../standing.js';

/** The languages that explanations come in. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is summed up of one reason: an amount as shown, or how many. */
export interface ShownTotal {
  readonly reason: EvidenceReason;
  /** With the currency, as the language writes it; `null` = it is counted. */
  readonly amount: string | null;
  readonly count: number;
}

/** What is said of things that do not count; `ofKind` has what is said otherwise of one kind of requirement. */
export interface ReasonWords<Said> {
  readonly all: Readonly<Record<EvidenceReason, Said>>;
  readonly ofKind: Readonly<
    Partial<Record<Finding['kind'], Readonly<Partial<Record<EvidenceReason, Said>>>>>
  >;
}

/** Every sentence of an explanation, in one language. Days, amounts and numbers arrive as the language writes them. */
export interface Words {
  /** BCP 47, for days and numbers. */
  readonly locale: string;
  readonly associations: Readonly<Record<AssociationKind, string>>;
  heading(words: {
    organization: string;
    option: string;
    day: string;
    revision: string;
    recordedAt: string;
  }): string;
  attained(words: { tier: string | null; since: string | null; lapsesOn: string | null }): string;
  held(words: { tier: string | null; renewalOpensOn: string; atRisk: boolean }): string;
  finding(words: {
    tier: string;
    id: string;
    met: boolean;
    kind: Finding['kind'];
    actual: string;
    required: string;
    shortBy: string | null;
  }): string;
  /** `from` and `to` are both inclusive here. */
  window(words: { from: string; to: string; kind: Finding['kind'] }): string;
  counted(words: { kind: Finding['kind']; count: string; names: readonly string[] }): string;
  notCounted(words: { kind: Finding['kind']; total: ShownTotal; count: string }): string;
  /** What would be needed. */
  products(words: { products: string; associations: string; association: string }): string;
  lacks(words: { individual: string; credentials: string }): string;
  /** How many lack something besides those who were named: at least one. */
  moreLack(words: { count: string }): string;
  rules(words: { edition: string }): string;
  policies(words: {
    window: Window;
    attribution: Attribution;
    alternatives: Policies['alternatives'] | null;
  }): string;
  anniversary(policy: Policies['anniversary']): string;
  newEdition(policy: Policies['newEdition']): string;
  /** What the edition itself says of its reading, in its own language. */
  reading(words: { about: string; reading: string }): string;
  says(words: { document: string; heading: string; says: string | null }): string;
  list(items: readonly string[], word: 'and' | 'or'): string;
}
