import { formatDay, optionIdOf, parseDay, TIERS } from '@app/domain';
import { type CaseDocument, type CasesDocument, partsOf } from './cases.js';
import { type EditionDocument, type OptionDocument, withPartsIn } from './edition-document.js';
import { type Noun, readLedger } from './ledger.js';
import type { Path, Problem } from './problem.js';
import type { ReadValue } from './read-yaml.js';

/**
 * What is wrong with the cases of an edition, before any is run: their words, and that each option has one and, where the
 * edition has a first day, that day and the day before. Without an edition (it has problems of its own) only their words.
 */
export function checkCases(
  read: ReadValue<CasesDocument>,
  edition: EditionDocument | null,
): Problem[] {
  const check = new CasesCheck(read, edition);
  const names = new Set<string>();
  for (const { path, value } of read.soundEntries<CaseDocument>(['cases'])) {
    if (names.has(value.name)) check.add([...path, 'name'], 'another case has this name');
    names.add(value.name);
    check.ledger(value, path);
    check.expectations(value, path);
  }
  check.coverage();
  return check.problems;
}

class CasesCheck {
  readonly problems: Problem[] = [];
  readonly #options: ReadonlyMap<string, OptionDocument>;
  readonly #declared: Readonly<Record<Noun, ReadonlySet<string>>>;

  constructor(
    private readonly read: ReadValue<CasesDocument>,
    private readonly edition: EditionDocument | null,
  ) {
    const idsOf = (list: readonly { readonly id: string }[] = []) => list.map(({ id }) => id);
    const onPurpose = read.soundEntries<string>(['unknownProducts']).map(({ value }) => value);
    this.#options = new Map(edition?.options.map((option) => [optionIdOf(option), option]));
    this.#declared = {
      product: new Set([...idsOf(edition?.products), ...onPurpose]),
      exam: new Set(idsOf(edition?.exams)),
      certification: new Set(idsOf(edition?.certifications)),
      measure: new Set(idsOf(edition?.measures)),
      attribute: new Set(idsOf(edition?.attributes)),
      competency: new Set(edition?.options.map(({ competency }) => competency)),
    };
  }

  ledger({ given, market }: CaseDocument, path: Path): void {
    const { problems, names } = readLedger(given, market);
    for (const { line, message } of problems) this.#addToLedger(path, line, message);
    if (this.edition === null) return;
    for (const { line, noun, id } of names) {
      if (this.#declared[noun].has(id)) continue;
      const purpose = noun === 'product' ? '; if on purpose, list it under unknownProducts' : '';
      this.#addToLedger(path, line, `the edition declares no ${noun} ${id}${purpose}`);
    }
  }

  expectations({ option, expect }: CaseDocument, path: Path): void {
    const rules = this.#options.get(option);
    if (this.edition !== null && rules === undefined) {
      const known = [...this.#options.keys()].join(', ');
      this.add([...path, 'option'], `the edition has no option ${option}; it has ${known}`);
    }
    for (const [day, expected] of Object.entries(expect)) {
      const at = [...path, 'expect', day];
      if (parseDay(day) === null) this.add(at, `${day} is no day from 1990-01-01 to 2100-12-31`);
      for (const part of partsOf(expected)) {
        const problem = problemOfExpectation(part, rules);
        if (problem !== null) this.add(at, problem);
      }
    }
  }

  coverage(): void {
    const { edition, read } = this;
    if (edition === null || !read.isSound(['cases'])) return;
    const { cases } = read.value;
    for (const option of this.#options.keys()) {
      if (cases.some((one) => one.option === option)) continue;
      this.add(['cases'], `there is no case for ${option}; every option has one`);
    }
    const first = edition.effectiveFrom === null ? null : parseDay(edition.effectiveFrom);
    if (first === null) return;
    const looked = new Set(cases.flatMap(({ expect }) => Object.keys(expect)));
    for (const day of [first - 1, first].map(formatDay)) {
      if (looked.has(day)) continue;
      this.add(
        ['cases'],
        `no case looks at ${day}; the first day in force and the day before have one each`,
      );
    }
  }

  add(path: Path, message: string): void {
    this.problems.push(this.read.locator.problem(path, message));
  }

  #addToLedger(path: Path, line: number, message: string): void {
    this.problems.push(this.read.locator.problemInBlock([...path, 'given'], line, message));
  }
}

const FINDING = /^(?:silver|gold) (\S+) .+ of .+$/;
const BESIDE =
  /^(?:no standing|competency (?:none|silver|gold)|held (?:none|silver|gold)|renewal opens (?:never|\d{4}-\d{2}-\d{2})|no badge|(?:not )?at risk)$/;

/** A tier, what one of the option's requirements finds, or what is said of the competency; `rules` is undefined where the option is not known. */
function problemOfExpectation(part: string, rules: OptionDocument | undefined): string | null {
  if (part === 'none' || TIERS.some((tier) => tier === part) || BESIDE.test(part)) return null;
  const id = FINDING.exec(part)?.[1];
  if (id === undefined) {
    return `"${part}" is no expectation; expected none, silver, gold, "gold certified-individuals 5 of 15", "competency gold", "held silver", "renewal opens 2018-03-11", "at risk", "not at risk", "no badge" or "no standing"`;
  }
  const ids = withPartsIn(rules?.requirements ?? [], []).map(({ requirement }) => requirement.id);
  if (rules === undefined || ids.includes(id)) return null;
  return `the option has no requirement ${id}; it has ${ids.join(', ')}`;
}
