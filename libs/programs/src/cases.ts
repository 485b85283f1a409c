import {
  type Day,
  dayOf,
  type Edition,
  FactsIndex,
  formatDay,
  type Market,
  optionIdOf,
  parseDay,
  type Program,
  standingsOn,
} from '@app/domain';
import { readLedger } from './ledger.js';
import type { Locator, Problem } from './problem.js';

/** Situations with the tiers they must have: what the rules mean, for people to read and for the tests to run. */
export interface CasesDocument {
  readonly cases: readonly CaseDocument[];
}

export interface CaseDocument {
  readonly name: string;
  /** `competency/option`. */
  readonly option: string;
  readonly market: Market;
  /** A ledger: see `ledger.ts`. */
  readonly given: string;
  /** By day, what must be attained and, in words like `certified-individuals 5 of 5`, what must be found. */
  readonly expect: Readonly<Record<string, string>>;
}

/** What a case finds and what it should. */
export interface CaseResult {
  readonly day: string;
  readonly expected: string;
  readonly actual: string;
}

/** What is wrong with the cases themselves; an edition with a first day has cases on it and on the day before. */
export function checkCases(
  { cases }: CasesDocument,
  edition: Edition,
  locator: Locator,
): Problem[] {
  const problems: Problem[] = [];
  const options = edition.options.map(optionIdOf);
  for (const [place, { option, given, expect }] of cases.entries()) {
    if (!options.includes(option)) {
      const message = `the edition has no option ${option}; it has ${options.join(', ')}`;
      problems.push(locator.problem(['cases', place, 'option'], message));
    }
    for (const day of Object.keys(expect).filter((text) => parseDay(text) === null)) {
      problems.push(locator.problem(['cases', place, 'expect', day], `${day} is no day`));
    }
    for (const wrong of readLedger(given, 'developed').problems) {
      problems.push(locator.problem(['cases', place, 'given'], wrong));
    }
  }
  const looked = new Set(cases.flatMap(({ expect }) => Object.keys(expect)));
  for (const option of options.filter((id) => !cases.some((one) => one.option === id))) {
    problems.push(locator.problem(['cases'], `there is no case for ${option}`));
  }
  if (edition.effectiveFrom !== null) {
    for (const day of [edition.effectiveFrom - 1, edition.effectiveFrom].map(formatDay)) {
      if (looked.has(day)) continue;
      const message = `no case looks at ${day}; the first day in force and the day before have one each`;
      problems.push(locator.problem(['cases'], message));
    }
  }
  return problems;
}

/** Runs one case against the programs. */
export function runCase(
  { option, market, given, expect }: CaseDocument,
  programs: readonly Program[],
): CaseResult[] {
  const index = new FactsIndex();
  for (const fact of readLedger(given, market).facts) index.apply(fact);
  return Object.entries(expect).map(([day, expected]) => {
    const actual = describe(index, programs, option, dayOf(day));
    const wanted = expected.split(';').map((part) => part.trim());
    const found = wanted.map((part) => (actual.includes(part) ? part : closest(part, actual)));
    return { day, expected: wanted.join('; '), actual: found.join('; ') };
  });
}

/** The tier, and each requirement as `id actual of required`, silver's and gold's. */
function describe(
  index: FactsIndex,
  programs: readonly Program[],
  option: string,
  day: Day,
): string[] {
  const [standing] = standingsOn(index.knownAt(), programs, day, option);
  if (standing === undefined) return ['no standing'];
  return [
    standing.tier ?? 'none',
    ...standing.requirements.map(
      ({ tier, id, actual, required }) => `${tier} ${id} ${actual} of ${required}`,
    ),
  ];
}

/** What was found where `wanted` was expected. */
function closest(wanted: string, actual: readonly string[]): string {
  const subject = wanted.split(' ').slice(0, 2).join(' ');
  return (
    actual.find((part) => part.startsWith(subject) && subject.includes(' ')) ?? actual[0] ?? ''
  );
}
