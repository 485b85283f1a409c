import {
  competenciesOn,
  type Day,
  dayOf,
  FactsIndex,
  type Finding,
  type KnownFacts,
  type Market,
  type Program,
  standingsOn,
  TIERS,
} from '@app/domain';
import { readLedger } from './ledger.js';

/** Situations with the tiers they must have: what the rules mean, for people to read and for the tests to run. */
export interface CasesDocument {
  /** Products that the edition does not declare and the cases book on purpose. */
  readonly unknownProducts?: readonly string[];
  readonly cases: readonly CaseDocument[];
}

export interface CaseDocument {
  readonly name: string;
  /** `competency/option`. */
  readonly option: string;
  readonly market: Market;
  /** A ledger: see `ledger.ts`. */
  readonly given: string;
  /**
   * By day, the tier attained (`none`, `silver`, `gold`), what requirements find and what is said of the competency:
   * `silver; gold certified-individuals 5 of 15; competency gold; held silver; renewal opens 2018-03-11; at risk`. Where no badge was
   * bought: `no badge`.
   */
  readonly expect: Readonly<Record<string, string>>;
}

/** What a case finds on a day, and what it should. */
export interface CaseResult {
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly expected: string;
  readonly actual: string;
}

/** Runs cases that `checkPrograms` has no problem with; one result a case and day, in their order. */
export function runCases(
  programs: readonly Program[],
  cases: readonly CaseDocument[],
): CaseResult[] {
  return cases.flatMap((one) => runCase(one, programs));
}

/** As `runCases`, for one case. */
export function runCase(
  { name, option, market, given, expect }: CaseDocument,
  programs: readonly Program[],
): CaseResult[] {
  const index = new FactsIndex();
  for (const fact of readLedger(given, market).facts) index.apply(fact);
  const known = index.knownAt();
  return Object.entries(expect).map(([day, expected]) => {
    const wanted = partsOf(expected);
    const found = [
      ...findingsOn(known, programs, option, dayOf(day)),
      // Every option of the competency is looked at, which most cases do not ask for.
      ...(wanted.some((part) => part.startsWith('competency '))
        ? competencyOn(known, programs, option, dayOf(day))
        : []),
    ];
    const actual = wanted.map((part) => (found.includes(part) ? part : insteadOf(part, found)));
    return { name, day, expected: wanted.join('; '), actual: actual.join('; ') };
  });
}

/** What is found of the badge of a competency of which none was bought. */
const NO_BADGE = 'no badge';
const OF_BADGE = /^(?:held|renewal opens|at risk|not at risk)\b/;

/** The parts of what a case expects of a day. */
export function partsOf(expected: string): string[] {
  return expected.split(';').map((part) => part.trim());
}

/** The tier, each requirement as `tier id actual of required`, and what is said of the badge. */
function findingsOn(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  day: Day,
): string[] {
  const [standing] = standingsOn(known, programs, day, option);
  if (standing === undefined) return ['no standing'];
  const { held, renewalOpensOn, atRiskAtRenewal } = standing;
  return [
    standing.tier ?? 'none',
    ...shownFindings(standing.requirements),
    ...(renewalOpensOn === undefined
      ? [NO_BADGE]
      : [
          `held ${held ?? 'none'}`,
          `renewal opens ${renewalOpensOn ?? 'never'}`,
          atRiskAtRenewal === true ? 'at risk' : 'not at risk',
        ]),
  ];
}

/** What all options of the competency attain together. */
function competencyOn(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  day: Day,
): string[] {
  return competenciesOn(known, programs, day)
    .filter(({ competency }) => option.startsWith(`${competency}/`))
    .map(({ tier }) => `competency ${tier ?? 'none'}`);
}

function shownFindings(findings: readonly Finding[]): string[] {
  return findings.flatMap((finding) => {
    const { tier, id, actual, required } = finding;
    const asked = typeof required === 'object' ? required.join('|') : String(required);
    return [
      `${tier} ${id} ${String(actual ?? 'nothing')} of ${asked}`,
      ...('requirements' in finding ? shownFindings(finding.requirements) : []),
    ];
  });
}

/** What was found where `wanted` was expected: of the same requirement, of the same about the competency, or the tier. */
function insteadOf(wanted: string, found: readonly string[]): string {
  if (OF_BADGE.test(wanted) && found.includes(NO_BADGE)) return NO_BADGE;
  const words = wanted.split(' ');
  const isFinding = TIERS.some((tier) => tier === words[0]) && words.length > 1;
  const beginning = isFinding ? `${words.slice(0, 2).join(' ')} ` : `${words[0] ?? ''} `;
  const same =
    words.length === 1 || wanted.endsWith('at risk')
      ? found.find((part) => wanted.endsWith('at risk') && part.endsWith('at risk'))
      : found.find((part) => part.startsWith(beginning));
  return same ?? found[0] ?? '';
}
