import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import {
  builtInEditions,
  checkPrograms,
  loadPrograms,
  type Problem,
  ProgramsRefused,
  renderProblem,
} from '@app/programs';

export const EDITION = 'microsoft-partner-network/2017-09-15.yaml';
export const CASES = 'microsoft-partner-network/2017-09-15.cases.yaml';
/** The programs that show every part of the rule language at work. */
export const EXAMPLES = join(import.meta.dirname, '../../examples/programs');

/** A copy of the built-in editions, or of others, in a folder of its own, to break. */
export class EditionsCopy {
  readonly directory = mkdtempSync(join(tmpdir(), 'assay-editions-'));

  constructor(from = builtInEditions()) {
    cpSync(from, this.directory, { recursive: true });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  pathOf(file: string): string {
    return join(this.directory, file);
  }

  /** Replaces the first `from`, which must be there. */
  change(file: string, from: string, to: string): void {
    const text = readFileSync(this.pathOf(file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(
      this.pathOf(file),
      text.replace(from, () => to),
    );
  }

  /**
   * Replaces the first `from`, and expects exactly these problems of the file, for which the programs do not load. `to` has a « before
   * each place that a problem is told of, in the order of the problems; those beyond the last « are of the same place.
   */
  refuses(file: string, from: string, to: string, messages: readonly string[]): void {
    this.change(file, from, to);
    const [before = '', ...marked] = readFileSync(this.pathOf(file), 'utf8').split('«');
    writeFileSync(this.pathOf(file), [before, ...marked].join(''));
    const places = marked.map((_text, mark) => {
      const lines = [before, ...marked.slice(0, mark)].join('').split('\n');
      return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
    });
    const problems = this.problems().filter((problem) => problem.startsWith(file));
    expect(problems).toEqual(
      messages.map((message, place) => `${file}:${places[place] ?? places.at(-1)}: ${message}`),
    );
    expect(() => loadPrograms(this.directory)).toThrow(ProgramsRefused);
  }

  /** The built-in edition again, as another edition of its program. */
  addEdition(name: string, effectiveFrom: string | null): void {
    for (const [file, ending] of [
      [EDITION, '.yaml'],
      [CASES, '.cases.yaml'],
    ] as const) {
      cpSync(this.pathOf(file), this.pathOf(join(dirname(file), `${name}${ending}`)));
    }
    const edition = join(dirname(EDITION), `${name}.yaml`);
    this.change(
      edition,
      `id: ${EDITION.replace('.yaml', '')}`,
      `id: ${join(dirname(EDITION), name)}`,
    );
    if (effectiveFrom === null) return;
    this.change(edition, 'effectiveFrom: null', `effectiveFrom: '${effectiveFrom}'`);
  }

  check(): readonly Problem[] {
    return checkPrograms(this.directory).problems;
  }

  /** What is wrong with it, as the command prints it. */
  problems(): string[] {
    return this.check().map(renderProblem);
  }
}
