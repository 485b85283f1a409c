import { StoreCorrupt } from './errors.js';
import { operatingError } from './sqlite-errors.js';
import { checked, type EventRow } from './sqlite-format.js';
import type { SqliteLogFile } from './sqlite-log-file.js';

const PAGE_SIZE = 1_000;

/** Something that is wrong with an event log. */
export interface Finding {
  /** `null` where it is about the file as a whole. */
  readonly stream: string | null;
  readonly revision: number | null;
  /** A sentence for an operator. */
  readonly problem: string;
}

export type VerifyProgress = (checkedEvents: number, allEvents: number) => void;

/**
 * Reads the whole log, a page of findings at a time so that the caller can let others run in between: first the file's
 * structure, then each event in the order of the log. Ends early where the file cannot be read on.
 */
export function* findingsIn(
  openLog: () => SqliteLogFile,
  file: string,
  onProgress: VerifyProgress,
): Generator<readonly Finding[]> {
  const lastRevisions = new Map<string, number>();
  try {
    yield openLog().structuralFindings().map(aboutTheFile);
    const last = openLog().lastPosition();
    for (let after = 0; after < last; after += PAGE_SIZE) {
      const to = Math.min(after + PAGE_SIZE, last);
      const rows = openLog().readLog(after, to, ['']);
      const missing = to - after - rows.length;
      yield [
        ...(missing > 0
          ? [aboutTheFile(`${missing} events are missing from positions ${after + 1} to ${to}.`)]
          : []),
        ...rows.flatMap((row) => findingsAbout(row, lastRevisions, file)),
      ];
      onProgress(to, last);
    }
  } catch (error) {
    const typed = operatingError(error, file);
    if (!(typed instanceof StoreCorrupt)) throw typed;
    yield [aboutTheFile(`It cannot be read on: ${typed.message}`)];
  }
}

function findingsAbout(row: EventRow, lastRevisions: Map<string, number>, file: string): Finding[] {
  const { stream, revision } = row;
  const problems: string[] = [];
  const expected = (lastRevisions.get(stream) ?? -1) + 1;
  lastRevisions.set(stream, revision);
  if (revision !== expected) {
    problems.push(`Revision ${expected} was to come here, and ${revision} did.`);
  }
  try {
    checked(row, file);
  } catch (error) {
    if (!(error instanceof StoreCorrupt)) throw error;
    problems.push('The event is not what was written: its checksum differs.');
  }
  return problems.map((problem) => ({ stream, revision, problem }));
}

function aboutTheFile(problem: string): Finding {
  return { stream: null, revision: null, problem };
}
