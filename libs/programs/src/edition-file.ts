import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Edition } from '@app/domain';
import { buildEdition } from './build-edition.js';
import { builtInEditions } from './built-in-editions.js';
import type { CaseDocument, CasesDocument } from './cases.js';
import { checkCases } from './check-cases.js';
import { checkEdition } from './check-edition.js';
import type { EditionDocument } from './edition-document.js';
import type { Locator, Problem } from './problem.js';
import { compileSchema, ReadValue, readYaml } from './read-yaml.js';

/** An edition without a problem, with its cases. */
export interface EditionFile {
  readonly edition: Edition;
  /** The program's name. */
  readonly name: string;
  readonly locator: Locator;
  readonly cases: readonly CaseDocument[];
  readonly casesLocator: Locator;
}

export const EDITION_ENDING = '.yaml';
export const CASES_ENDING = '.cases.yaml';

/** The cases of an edition's file, beside it. */
export function casesFileOf(editionFile: string): string {
  return `${editionFile.slice(0, -EDITION_ENDING.length)}${CASES_ENDING}`;
}

const editionSchema = compileSchema<EditionDocument>(schemaIn('edition.schema.json'));
const casesSchema = compileSchema<CasesDocument>(schemaIn('cases.schema.json'));

function schemaIn(name: string): object {
  return JSON.parse(readFileSync(join(builtInEditions(), name), 'utf8')) as object;
}

/** Reads an edition with the cases beside it, or says everything that is wrong with the two files. */
export function readEditionFile(
  file: string,
  directory: string,
): EditionFile | { readonly edition?: never; readonly problems: readonly Problem[] } {
  const shown = relative(directory, file);
  const edition = readYaml(readFileSync(file, 'utf8'), shown, editionSchema);
  const problems: Problem[] = [...edition.problems];
  if (edition instanceof ReadValue) {
    problems.push(...checkEdition(edition, shown.slice(0, -EDITION_ENDING.length)));
  }
  const document = edition instanceof ReadValue && problems.length === 0 ? edition.value : null;

  const casesFile = casesFileOf(file);
  if (!existsSync(casesFile)) {
    const message = `the edition has no cases; write them in ${relative(directory, casesFile)}`;
    return { problems: [...problems, { file: shown, line: 1, column: 1, message }] };
  }
  const cases = readYaml(
    readFileSync(casesFile, 'utf8'),
    relative(directory, casesFile),
    casesSchema,
  );
  problems.push(...cases.problems);
  if (cases instanceof ReadValue) problems.push(...checkCases(cases, document));

  if (problems.length > 0 || document === null) return { problems };
  if (!(edition instanceof ReadValue) || !(cases instanceof ReadValue)) return { problems };
  return {
    edition: buildEdition(document),
    name: document.name,
    locator: edition.locator,
    cases: cases.value.cases,
    casesLocator: cases.locator,
  };
}
