import { type Document, isCollection, isScalar, type LineCounter, type Node } from 'yaml';

/** What is wrong with a file, where, and what is expected. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/** `file:line:column: message`, which editors open at the place. */
export function renderProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`;
}

/** A path into a YAML document: keys and places. */
export type Path = readonly (string | number)[];

/** Finds the line and column of a path's value in a parsed file, or of the nearest thing above it. */
export class Locator {
  constructor(
    readonly file: string,
    private readonly text: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  problem(path: Path, message: string): Problem {
    const { line, col } = this.lines.linePos(this.#nodeAt(path)?.range?.[0] ?? 0);
    return { file: this.file, line, column: col, message };
  }

  /** A problem with one line (from 0) of a block of text (`|`); of text written otherwise, with the whole. */
  problemInBlock(path: Path, lineOfBlock: number, message: string): Problem {
    const node = this.#nodeAt(path);
    const start = this.problem(path, message);
    if (!isScalar(node) || node.type !== 'BLOCK_LITERAL') return start;
    const line = start.line + 1 + lineOfBlock;
    const written = this.text.split('\n')[line - 1] ?? '';
    return { ...start, line, column: 1 + Math.max(0, written.search(/\S/)) };
  }

  #nodeAt(path: Path): Node | undefined {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown =
        length === 0 ? this.document.contents : this.document.getIn(path.slice(0, length), true);
      if (isScalar(node) || isCollection(node)) return node;
    }
    return undefined;
  }
}
