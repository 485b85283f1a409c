import {
  type Day,
  dayOf,
  FactsIndex,
  type KnownFacts,
  type Market,
  type Program,
  standingsOn,
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
  /** By day, the tier attained (`none`, `silver`, `gold`) and what requirements find: `silver; gold certified-individuals 5 of 15`. */
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
    const found = findingsOn(known, programs, option, dayOf(day));
    const wanted = partsOf(expected);
    const actual = wanted.map((part) => (found.includes(part) ? part : insteadOf(part, found)));
    return { name, day, expected: wanted.join('; '), actual: actual.join('; ') };
  });
}

/** The parts of what a case expects of a day. */
export function partsOf(expected: string): string[] {
  return expected.split(';').map((part) => part.trim());
}

/** The tier, and each requirement as `tier id actual of required`, silver's and gold's. */
function findingsOn(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  day: Day,
): string[] {
  const [standing] = standingsOn(known, programs, day, option);
  if (standing === undefined) return ['no standing'];
  return [
    standing.tier ?? 'none',
    ...standing.requirements.map(
      ({ tier, id, actual, required }) => `${tier} ${id} ${actual} of ${required}`,
    ),
  ];
}

/** What was found where `wanted` was expected: of the same requirement, or the tier. */
function insteadOf(wanted: string, found: readonly string[]): string {
  const [tier = '', id] = wanted.split(' ');
  const same =
    id === undefined ? undefined : found.find((part) => part.startsWith(`${tier} ${id} `));
  return same ?? found[0] ?? '';
}
