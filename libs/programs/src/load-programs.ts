import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Edition, formatDay, optionIdOf, type Program } from '@app/domain';
import { builtInEditions } from './built-in-editions.js';
import { runCase } from './cases.js';
import {
  CASES_ENDING,
  casesFileOf,
  EDITION_ENDING,
  type EditionFile,
  readEditionFile,
} from './edition-file.js';
import { type Problem, renderProblem } from './problem.js';

/** What a folder of editions holds. */
export interface CheckedPrograms {
  /** Those without a problem; a program with a problem in any edition is not among them. */
  readonly programs: readonly Program[];
  /** By file. */
  readonly problems: readonly Problem[];
  /** How many cases were run: those of the editions whose files are well-formed. */
  readonly casesRun: number;
}

/** The files of a folder are not a good set of editions; `problems` says everything that is wrong. */
export class ProgramsRefused extends Error {
  override readonly name = 'ProgramsRefused';

  constructor(readonly problems: readonly Problem[]) {
    super(`the program editions are refused:\n${problems.map(renderProblem).join('\n')}`);
  }
}

/** The built-in programs, or those of a folder laid out alike, without running their cases. Throws `ProgramsRefused`. */
export function loadPrograms(directory = builtInEditions()): readonly Program[] {
  const { programs, problems } = readPrograms(directory);
  if (problems.length > 0) throw new ProgramsRefused(problems);
  return programs.map(({ program }) => program);
}

/** Reads every `<program>/<edition>.yaml` of a folder, runs its cases, and says what is wrong with any. */
export function checkPrograms(directory = builtInEditions()): CheckedPrograms {
  const { programs, problems } = readPrograms(directory);
  const wrong = programs.map(({ program, files }) => ({
    program,
    problems: files.flatMap((file) => wrongAnswers(file, program)),
  }));
  return {
    programs: wrong.filter((one) => one.problems.length === 0).map(({ program }) => program),
    problems: [...problems, ...wrong.flatMap((one) => one.problems)],
    casesRun: programs
      .flatMap(({ files }) => files)
      .reduce((sum, { cases }) => sum + cases.length, 0),
  };
}

interface ReadProgram {
  readonly program: Program;
  readonly files: readonly EditionFile[];
}

function readPrograms(directory: string): {
  readonly programs: readonly ReadProgram[];
  readonly problems: readonly Problem[];
} {
  if (!existsSync(directory)) {
    const message = 'there is no such folder; expected one with a folder for each program';
    return { programs: [], problems: [{ file: directory, line: 1, column: 1, message }] };
  }
  const problems = looseEditionsIn(directory);
  const programs: ReadProgram[] = [];
  const optionsSeen = new Map<string, string>();
  for (const folder of foldersIn(directory)) {
    const found = readFolder(join(directory, folder), directory);
    problems.push(...found.problems);
    if (found.program === undefined) continue;
    const twice = optionsTwice(found.program, optionsSeen);
    problems.push(...twice);
    if (twice.length === 0) programs.push(found.program);
  }
  return { programs, problems };
}

function readFolder(
  folder: string,
  directory: string,
): { readonly program?: ReadProgram; readonly problems: readonly Problem[] } {
  const problems = strayFilesIn(folder, directory);
  const files: EditionFile[] = [];
  for (const path of editionFilesIn(folder)) {
    const read = readEditionFile(path, directory);
    if (read.edition === undefined) problems.push(...read.problems);
    else files.push(read);
  }
  files.sort((a, b) => firstDay(a.edition) - firstDay(b.edition));
  // Of a set with an edition missing, nothing can be said about who is the earliest.
  if (problems.length === 0) problems.push(...problemsTogether(files));
  const latest = files.at(-1);
  if (problems.length > 0 || latest === undefined) return { problems };
  const { program: id } = latest.edition;
  const editions = files.map(({ edition }) => edition);
  return { program: { program: { id, name: latest.name, editions }, files }, problems };
}

/** What is wrong with a program's editions side by side. */
function problemsTogether(files: readonly EditionFile[]): Problem[] {
  return files.flatMap(({ edition, locator }, place) => {
    const at = (message: string): Problem[] => [locator.problem(['effectiveFrom'], message)];
    const before = files[place - 1]?.edition;
    if (before === undefined) {
      if (edition.effectiveFrom === null) return [];
      return at(
        `the earliest edition of ${edition.program} speaks for all days before the next one: effectiveFrom is null`,
      );
    }
    if (firstDay(before) < firstDay(edition)) return [];
    const day = edition.effectiveFrom === null ? 'null' : formatDay(edition.effectiveFrom);
    return at(`edition ${before.id} is in force from the same day (${day}); only one can be`);
  });
}

/** Options that another program has, by whose full id facts and questions could not tell which is meant. */
function optionsTwice({ program, files }: ReadProgram, seen: Map<string, string>): Problem[] {
  const problems: Problem[] = [];
  for (const { edition, locator } of files) {
    for (const [place, option] of edition.options.entries()) {
      const id = optionIdOf(option);
      const owner = seen.get(id) ?? program.id;
      seen.set(id, owner);
      if (owner === program.id) continue;
      const message = `program ${owner} has an option ${id} too; an option belongs to one program`;
      problems.push(locator.problem(['options', place], message));
    }
  }
  return problems;
}

function wrongAnswers({ cases, casesLocator }: EditionFile, program: Program): Problem[] {
  return cases.flatMap((one, place) =>
    runCase(one, [program])
      .filter(({ actual, expected }) => actual !== expected)
      .map(({ day, actual, expected }) =>
        casesLocator.problem(
          ['cases', place, 'expect', day],
          `the case expects ${expected}; by the rules it is ${actual}. Either the edition or the case is wrong`,
        ),
      ),
  );
}

/** Files that are no edition and no edition's cases, but look as if they were meant to be. */
function strayFilesIn(folder: string, directory: string): Problem[] {
  const editions = editionFilesIn(folder);
  const strays = namesIn(folder)
    .map((name) => join(folder, name))
    .flatMap((file) => {
      if (file.endsWith('.yml')) return [[file, 'the name of an edition ends in .yaml']];
      if (!file.endsWith(CASES_ENDING) || editions.some((one) => casesFileOf(one) === file))
        return [];
      return [[file, 'the cases stand beside no edition; expected one of the same name']];
    });
  if (editions.length === 0) strays.push([folder, 'the program has no edition']);
  return strays.map(([file = '', message = '']) => ({
    file: relative(directory, file),
    line: 1,
    column: 1,
    message,
  }));
}

/** Editions beside the programs' folders, which would be passed over in silence. */
function looseEditionsIn(directory: string): Problem[] {
  const message = `an edition stands in a folder with the id of its program; expected <program>/<edition>${EDITION_ENDING}`;
  return namesIn(directory)
    .filter((name) => /\.ya?ml$/.test(name) && !statSync(join(directory, name)).isDirectory())
    .map((file) => ({ file, line: 1, column: 1, message }));
}

function firstDay({ effectiveFrom }: Edition): number {
  return effectiveFrom ?? Number.NEGATIVE_INFINITY;
}

function foldersIn(directory: string): string[] {
  return namesIn(directory).filter((name) => statSync(join(directory, name)).isDirectory());
}

function editionFilesIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(EDITION_ENDING) && !name.endsWith(CASES_ENDING))
    .map((name) => join(folder, name));
}

/** Hidden names are nobody's editions: the locks and copies of editors, and Kubernetes' `..data` behind the links of a mounted folder. */
function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();
}
