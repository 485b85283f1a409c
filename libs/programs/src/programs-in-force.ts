import { dirname, join, resolve } from 'node:path';
import { optionIdOf, optionIdsOf, type Program } from '@app/domain';
import { readEditionFile } from './edition-file.js';
import { fingerprintOf } from './folder-fingerprint.js';
import { checkPrograms, loadPrograms, ProgramsRefused } from './load-programs.js';
import type { Problem } from './problem.js';

/** What a look at the folder came to: whether another set was read, and what became of it. */
export type Look = 'nothing-new' | 'taken' | 'refused';

/**
 * The programs that count now: the built-in ones with those of a folder. The folder is read again when it changes; a set with a
 * problem is refused whole, and the last good one stays in force. See docs/adr/0010-programs-in-force.md.
 */
export class ProgramsInForce {
  /** Of the set that is refused now, with the paths of its files in full; none while the folder's set is in force. */
  problems: readonly Problem[] = [];
  #lastSeen: string;

  private constructor(
    readonly folder: string | undefined,
    private programs: readonly Program[],
    /** The fingerprint of the set that was last taken or refused. */
    private judged: string,
  ) {
    this.#lastSeen = judged;
  }

  /** Rejects with `ProgramsRefused` where the folder's set is not a good one. Without a folder: the built-in programs alone. */
  static async open(folder?: string): Promise<ProgramsInForce> {
    // Taken before the files are read: what changes behind it is another set.
    const fingerprint = folder === undefined ? '' : await fingerprintOf(folder);
    return new ProgramsInForce(folder, programsWith(folder), fingerprint);
  }

  /** One set: whoever asks twice may get two. */
  readonly current = (): readonly Program[] => this.programs;

  /**
   * Reads the folder again where it has changed, and been the same for two looks: sets are written file by file, and half of one
   * is nobody's. Meant to be called every second or so.
   */
  async look(): Promise<Look> {
    if (this.folder === undefined) return 'nothing-new';
    const seen = await fingerprintOf(this.folder);
    const isQuiet = seen === this.#lastSeen;
    this.#lastSeen = seen;
    if (!isQuiet || seen === this.judged) return 'nothing-new';
    const { programs, problems } = readWith(this.folder);
    // Written to while it was read: it is looked at when it is quiet again.
    if ((await fingerprintOf(this.folder)) !== seen) return 'nothing-new';
    this.judged = seen;
    this.problems = problems;
    if (problems.length > 0) return 'refused';
    if (hashesOf(programs) !== hashesOf(this.programs)) this.programs = programs;
    return 'taken';
  }
}

/**
 * The built-in programs with those of `folder`, whose cases are run: one with a built-in program's id takes its place whole, the
 * others come behind. Throws `ProgramsRefused` with everything that is wrong with the folder.
 */
export function programsWith(folder: string | undefined): readonly Program[] {
  if (folder === undefined) return loadPrograms();
  const { programs, problems } = readWith(resolve(folder));
  if (problems.length > 0) throw new ProgramsRefused(problems);
  return programs;
}

/**
 * The program of one edition's file as if that edition were its only one. Its cases are not run: they speak of the editions before
 * it as well. Throws `ProgramsRefused`.
 */
export function programOfEditionFile(file: string): Program {
  const path = resolve(file);
  const directory = dirname(dirname(path));
  const read = readEditionFile(path, directory);
  if (read.edition === undefined) throw new ProgramsRefused(inFull(read.problems, directory));
  return { id: read.edition.program, name: read.name, editions: [read.edition] };
}

interface Read {
  readonly programs: readonly Program[];
  /** With the paths of their files in full. */
  readonly problems: readonly Problem[];
}

function readWith(folder: string): Read {
  const builtIn = loadPrograms();
  const { programs: own, problems } = readOwn(folder, builtIn);
  const others = own.filter(({ id }) => !builtIn.some((program) => program.id === id));
  return {
    programs: [
      ...builtIn.map((program) => own.find(({ id }) => id === program.id) ?? program),
      ...others,
    ],
    problems: inFull(problems, folder),
  };
}

function readOwn(folder: string, builtIn: readonly Program[]): Read {
  try {
    const { programs, problems } = checkPrograms(folder);
    if (problems.length > 0) return { programs, problems };
    return { programs, problems: optionsOfBuiltIn(folder, programs, builtIn) };
  } catch (error) {
    // No right to read a file, one that is gone by now, a folder with the name of a file: no good set, and no reason to stop.
    const message = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { programs: [], problems: [{ file: folder, line: 1, column: 1, message }] };
  }
}

/** Options of the folder that a built-in program which stays has too. */
function optionsOfBuiltIn(
  folder: string,
  own: readonly Program[],
  builtIn: readonly Program[],
): Problem[] {
  const staying = builtIn.filter(({ id }) => !own.some((program) => program.id === id));
  const ownerOf = new Map(
    staying.flatMap((program) => optionIdsOf([program]).map((option) => [option, program.id])),
  );
  return own
    .flatMap(({ editions }) => editions)
    .flatMap(({ id, options }) => {
      const clashes = options.flatMap((option, place) => {
        const owner = ownerOf.get(optionIdOf(option));
        return owner === undefined ? [] : [{ place, option: optionIdOf(option), owner }];
      });
      if (clashes.length === 0) return [];
      const read = readEditionFile(join(folder, `${id}.yaml`), folder);
      if (read.edition === undefined) return read.problems;
      return clashes.map(({ place, option, owner }) =>
        read.locator.problem(
          ['options', place],
          `the built-in program ${owner} has an option ${option} too; an option belongs to one program. ` +
            `A program of the folder named ${owner} takes the built-in one's place`,
        ),
      );
    });
}

function inFull(problems: readonly Problem[], folder: string): Problem[] {
  return problems.map(({ file, ...rest }) => ({ file: resolve(folder, file), ...rest }));
}

function hashesOf(programs: readonly Program[]): string {
  return programs
    .flatMap(({ editions }) => editions.map(({ contentHash }) => contentHash))
    .join(' ');
}
