import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Edition, formatDay, type Program } from '@app/domain';
import { buildEdition } from './build-edition.js';
import { type CasesDocument, checkCases } from './cases.js';
import { checkEdition } from './check-edition.js';
import type { EditionDocument } from './edition-document.js';
import { type Problem, renderProblem } from './problem.js';
import { compileSchema, readYaml } from './read-yaml.js';

/** What a folder of editions holds. */
export interface CheckedPrograms {
  /** Those without a problem; a program with a problem in any edition is not among them. */
  readonly programs: readonly Program[];
  readonly problems: readonly Problem[];
}

/** The files of a folder are not a good set of editions; `problems` says everything that is wrong. */
export class ProgramsRefused extends Error {
  override readonly name = 'ProgramsRefused';

  constructor(readonly problems: readonly Problem[]) {
    super(`the program editions are refused:\n${problems.map(renderProblem).join('\n')}`);
  }
}

/** The built-in programs, or those of a folder laid out alike. Throws `ProgramsRefused`. */
export function loadPrograms(directory = builtInEditions()): readonly Program[] {
  const { programs, problems } = checkPrograms(directory);
  if (problems.length > 0) throw new ProgramsRefused(problems);
  return programs;
}

/** Reads every `<folder>/<program>/<edition>.yaml` with its cases beside it, and says what is wrong with any. */
export function checkPrograms(directory: string): CheckedPrograms {
  const problems: Problem[] = [];
  const programs: Program[] = [];
  for (const folder of foldersIn(directory)) {
    const files = editionFilesIn(join(directory, folder));
    const editions: LoadedEdition[] = [];
    let broken = false;
    for (const file of files) {
      const loaded = loadEdition(file, directory);
      problems.push(...loaded.problems);
      if (loaded.edition === undefined) broken = true;
      else editions.push({ edition: loaded.edition, name: loaded.name, file });
    }
    editions.sort((a, b) => firstDay(a.edition) - firstDay(b.edition));
    const together = problemsTogether(editions, directory);
    problems.push(...together);
    const [first] = editions;
    if (broken || together.length > 0 || first === undefined) continue;
    programs.push({
      id: first.edition.program,
      name: editions.at(-1)?.name ?? first.name,
      editions: editions.map(({ edition }) => edition),
    });
  }
  return { programs, problems };
}

interface LoadedEdition {
  readonly edition: Edition;
  readonly name: string;
  readonly file: string;
}

/** Where the editions that come with the product are: beside the sources, wherever this file was built to. */
export function builtInEditions(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const editions = join(folder, 'libs/programs/editions');
    if (existsSync(editions)) return editions;
    if (folder === dirname(folder))
      throw new Error('libs/programs/editions is missing beside the program');
  }
}

const CASES_ENDING = '.cases.yaml';

/** The cases of an edition's file, beside it. */
export function casesFileOf(editionFile: string): string {
  return editionFile.replace(/\.yaml$/, CASES_ENDING);
}

const editionSchema = compileSchema<EditionDocument>(
  JSON.parse(readFileSync(join(builtInEditions(), 'edition.schema.json'), 'utf8')) as object,
);
const casesSchema = compileSchema<CasesDocument>(
  JSON.parse(readFileSync(join(builtInEditions(), 'cases.schema.json'), 'utf8')) as object,
);

function loadEdition(
  file: string,
  directory: string,
):
  | { edition: Edition; name: string; problems: readonly Problem[] }
  | { edition?: never; problems: readonly Problem[] } {
  const shown = relative(directory, file);
  const read = readYaml(readFileSync(file, 'utf8'), shown, editionSchema);
  if (read.problems !== undefined) return { problems: read.problems };
  const problems = checkEdition(read.value, read.locator);
  if (problems.length > 0) return { problems };
  const edition = buildEdition(read.value);
  const casesFile = casesFileOf(file);
  if (!existsSync(casesFile)) {
    const message = `the edition has no cases; write them in ${relative(directory, casesFile)}`;
    return { problems: [read.locator.problem([], message)] };
  }
  const cases = readYaml(
    readFileSync(casesFile, 'utf8'),
    relative(directory, casesFile),
    casesSchema,
  );
  if (cases.problems !== undefined) return { problems: cases.problems };
  const wrongCases = checkCases(cases.value, edition, cases.locator);
  if (wrongCases.length > 0) return { problems: wrongCases };
  return { edition, name: read.value.name, problems: [] };
}

/** What is wrong with a program's editions side by side. */
function problemsTogether(editions: readonly LoadedEdition[], directory: string): Problem[] {
  return editions.flatMap(({ edition, file }, place) => {
    const at = (message: string): Problem[] => [
      { file: relative(directory, file), line: 1, column: 1, message },
    ];
    const before = editions[place - 1]?.edition;
    if (before === undefined) {
      return edition.effectiveFrom === null
        ? []
        : at(
            `the earliest edition of ${edition.program} speaks for all days before the next one: effectiveFrom is null`,
          );
    }
    if (before.program !== edition.program) {
      return at(`program ${edition.program} stands in the folder of ${before.program}`);
    }
    if (firstDay(before) < firstDay(edition)) return [];
    const day = edition.effectiveFrom === null ? 'null' : formatDay(edition.effectiveFrom);
    return at(`edition ${before.id} is in force from the same day (${day}); only one can be`);
  });
}

function firstDay({ effectiveFrom }: Edition): number {
  return effectiveFrom ?? Number.NEGATIVE_INFINITY;
}

function foldersIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function editionFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !name.endsWith(CASES_ENDING))
    .sort()
    .map((name) => join(folder, name));
}
