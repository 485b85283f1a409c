import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadPrograms, ProgramsRefused } from '@app/programs';
import { parseDocument } from 'yaml';
import { EditionsCopy, EXAMPLES } from './editions-copy.js';

const EDITION = 'lantern-alliance/2021-07-01.yaml';
const CASES = 'lantern-alliance/2021-07-01.cases.yaml';
/** Of so many values one is tried; 1 tries them all, in a minute or two. */
const STEP = Number(process.env['FAULT_STEP'] ?? 17);
const OTHER_VALUES = [null, 7, 'word', [], {}, [null]];

let copy: EditionsCopy;
beforeAll(() => {
  copy = new EditionsCopy(EXAMPLES);
  rmSync(copy.pathOf('harbor-partner-program'), { recursive: true });
});
afterAll(() => {
  copy.remove();
});

test.each([EDITION, CASES])(
  'any value of %s may be missing or be of another kind: it is refused in words, or means something else',
  (file) => {
    const text = readFileSync(copy.pathOf(file), 'utf8');
    const paths = pathsIn(parseDocument(text).toJS()).filter((_path, place) => place % STEP === 0);
    const told = paths.flatMap((path) =>
      [undefined, ...OTHER_VALUES].flatMap((other) => {
        const document = parseDocument(text);
        if (other === undefined) document.deleteIn(path);
        else document.setIn(path, other);
        writeFileSync(copy.pathOf(file), document.toString());
        return problemsOf(copy.directory);
      }),
    );
    writeFileSync(copy.pathOf(file), text);
    expect(told.length).toBeGreaterThan(paths.length);
    expect(told.filter(({ message }) => /undefined|\[object|NaN/.test(message))).toEqual([]);
  },
);

/** What a folder is refused for; anything else that is thrown is a bug of ours. */
function problemsOf(folder: string): ProgramsRefused['problems'] {
  try {
    loadPrograms(folder);
    return [];
  } catch (error) {
    if (error instanceof ProgramsRefused) return error.problems;
    throw error;
  }
}

type Path = readonly (string | number)[];

/** The paths of all values in a value, without that of its own. */
function pathsIn(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    return [[step], ...pathsIn(inner).map((path): Path => [step, ...path])];
  });
}
