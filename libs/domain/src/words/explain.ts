import { type Day, dayBefore, formatDay } from '../business-day.js';
import type { Evidence, EvidencePiece, EvidenceTotal } from '../evidence/pieces.js';
import { type Edition, type Option, type Requirement, withParts } from '../program.js';
import type { Finding, Standing } from '../standing.js';
import { english } from './english.js';
import { french } from './french.js';
import { TIER_NAMES } from './tier-names.js';
import type { Language, Words } from './words.js';

const WORDS: Readonly<Record<Language, Words>> = { en: english, fr: french };
/** More names than these are not read. */
const MAX_NAMES = 20;
const MAX_LACKING = 5;

/** What is explained of an option on a day. */
export interface ExplainedStanding {
  /** As people know it. */
  readonly organization: string;
  readonly option: Option;
  readonly edition: Edition;
  readonly asOf: Day;
  readonly knownAt: { readonly revision: number; readonly recordedAt: string };
  readonly standing: Standing;
  readonly proven: readonly ProvenFinding[];
}

/** A finding with the requirement that it is of and what it rests on. */
export interface ProvenFinding {
  readonly requirement: Requirement;
  readonly finding: Finding;
  /** `null` = a composition: its parts have theirs. */
  readonly evidence: Evidence | null;
}

/** The standing and each finding in sentences: paragraphs of lines, for people who never saw a fact. */
export function explain(
  { organization, option, edition, asOf, knownAt, standing, proven }: ExplainedStanding,
  language: Language,
): string[][] {
  const words = WORDS[language];
  const { tier, since, lapsesOn, held, renewalOpensOn, atRiskAtRenewal } = standing;
  const named = { tier: tier === null ? null : TIER_NAMES[tier] };
  return [
    [
      words.heading({
        organization,
        option: option.name,
        day: dayIn(words, formatDay(asOf)),
        revision: String(knownAt.revision),
        recordedAt: knownAt.recordedAt,
      }),
      words.attained({
        ...named,
        since: since === null ? null : dayIn(words, since),
        lapsesOn: lapsesOn === null ? null : dayIn(words, lapsesOn),
      }),
      ...(renewalOpensOn === undefined || renewalOpensOn === null
        ? []
        : [
            words.held({
              tier: held === null || held === undefined ? null : TIER_NAMES[held],
              renewalOpensOn: dayIn(words, renewalOpensOn),
              atRisk: atRiskAtRenewal ?? false,
            }),
          ]),
    ],
    ...proven.map((one) => explainFinding(one, language)),
    [
      words.rules({ edition: edition.id }),
      words.policies({
        window: edition.policies.window,
        attribution: edition.policies.attribution,
        alternatives: hasAlternatives(option) ? edition.policies.alternatives : null,
      }),
      words.newEdition(edition.policies.newEdition),
      ...(renewalOpensOn === undefined ? [] : [words.anniversary(edition.policies.anniversary)]),
      ...edition.readings.map(({ about, reading }) => words.reading({ about, reading })),
    ],
  ];
}

/** One finding in sentences: what was found, what counts, what does not and why, what the document says. */
export function explainFinding(
  { requirement, finding, evidence }: ProvenFinding,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { kind } = finding;
  return [
    words.finding({
      tier: TIER_NAMES[finding.tier],
      id: finding.id,
      met: finding.met,
      kind,
      ...figuresOf(finding, words),
    }),
    ...windowOf(finding, words),
    ...(evidence === null ? [] : evidenceIn(evidence, finding, words)),
    ...(finding.met ? [] : whatItTakes(requirement, words)),
    ...requirement.citations.map(({ document, heading, says }) =>
      words.says({ document, heading, says: says ?? null }),
    ),
  ];
}

function figuresOf(
  finding: Finding,
  words: Words,
): { actual: string; required: string; shortBy: string | null } {
  switch (finding.kind) {
    case 'rolling-revenue':
      return {
        actual: moneyIn(words, finding.actual),
        required: moneyIn(words, finding.required),
        shortBy: moneyIn(words, finding.shortBy),
      };
    case 'organization-attribute':
      return {
        actual: finding.actual ?? '—',
        required: words.list(finding.required, 'or'),
        shortBy: null,
      };
    case 'all-of':
    case 'any-of':
      return { ...countsIn(words, finding.actual, finding.required), shortBy: null };
    default:
      return {
        ...countsIn(words, finding.actual, finding.required),
        shortBy: numberIn(words, finding.shortBy),
      };
  }
}

function countsIn(words: Words, actual: number, required: number) {
  return { actual: numberIn(words, actual), required: numberIn(words, required) };
}

function windowOf(finding: Finding, words: Words): string[] {
  if (!('window' in finding) || finding.window === undefined) return [];
  const { from, to } = finding.window;
  return [
    words.window({
      from: dayIn(words, from),
      to: dayIn(words, dayBefore(to)),
      kind: finding.kind,
    }),
  ];
}

function evidenceIn(evidence: Evidence, { kind, met }: Finding, words: Words): string[] {
  const { counts, totals } = evidence;
  // Bookings are counted and not named: there may be a million of them.
  const pieces = kind === 'rolling-revenue' ? [] : evidence.pieces;
  const names = pieces
    .filter(({ reason }) => reason === null)
    .map(({ piece }) => nameOf(piece, words));
  const shown = names.length > MAX_NAMES ? [...names.slice(0, MAX_NAMES), '…'] : names;
  // Who is nearest comes first: that is whom a manager would ask. Nobody can ask who is not with the company.
  const lacking = met
    ? []
    : pieces
        .flatMap(({ piece, reason }) =>
          'lacks' in piece && piece.lacks !== undefined && reason !== 'not-a-member'
            ? [{ individualId: piece.individualId, lacks: piece.lacks }]
            : [],
        )
        .sort((a, b) => a.lacks.length - b.lacks.length);
  return [
    words.counted({ kind, count: numberIn(words, counts.get(null) ?? 0), names: shown }),
    ...totals.map((total) => {
      const count = counts.get(total.reason) ?? 0;
      return words.notCounted({
        kind,
        total: { reason: total.reason, amount: amountOf(total, words), count },
        count: numberIn(words, count),
      });
    }),
    ...lacking
      .slice(0, MAX_LACKING)
      .map(({ individualId, lacks }) =>
        words.lacks({ individual: individualId, credentials: words.list(lacks, 'and') }),
      ),
    ...(lacking.length <= MAX_LACKING
      ? []
      : [words.moreLack({ count: numberIn(words, lacking.length - MAX_LACKING) })]),
  ];
}

function amountOf(total: EvidenceTotal, words: Words): string | null {
  return 'amount' in total ? moneyIn(words, total.amount) : null;
}

/** What people call it by; a report that is of no customer goes by its day. */
function nameOf(piece: EvidencePiece, words: Words): string {
  if ('individualId' in piece) return piece.individualId;
  if ('attribute' in piece) return piece.value;
  if ('measure' in piece) return piece.customerId ?? dayIn(words, piece.effectiveOn);
  return piece.customerId;
}

function whatItTakes(requirement: Requirement, words: Words): string[] {
  if (requirement.kind !== 'rolling-revenue' && requirement.kind !== 'customer-count') return [];
  return [
    words.products({
      products: words.list(requirement.products, 'and'),
      associations: words.list(
        requirement.associationKinds.map((kind) => words.associations[kind]),
        'or',
      ),
      association: words.list(requirement.associationProducts, 'or'),
    }),
  ];
}

function hasAlternatives({ tiers }: Option): boolean {
  return tiers.some(({ requirements }) =>
    withParts(requirements).some(
      (requirement) =>
        requirement.kind === 'qualified-individuals' && requirement.alternatives.length > 1,
    ),
  );
}

function dayIn({ locale }: Words, day: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const written = format.format(Date.parse(`${day}T00:00:00Z`));
  // The first of a month is an ordinal in French.
  return locale.startsWith('fr') ? written.replace(/^1 /, '1er ') : written;
}

/** US dollars of a decimal text, as the language writes them; the text goes in whole, for a number would be a binary float. */
function moneyIn({ locale }: Words, amount: string): string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
  return `${format.format(amount as Intl.StringNumericLiteral)} USD`;
}

function numberIn({ locale }: Words, value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}
