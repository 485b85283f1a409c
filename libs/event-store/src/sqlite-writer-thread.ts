/** The thread that `ThreadedWriter` starts: commits what it is sent, and says what came of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from './errors.js';
import type { CommitOutcome } from './sqlite-group-commit.js';
import { messageOf, codeOf } from './sqlite-errors.js';
import { openLogFile, type SqliteLogFile } from './sqlite-log-file.js';
import {
  received,
  type ToldError,
  type ToldOutcome,
  type WriterTask,
} from './sqlite-threaded-writer.js';
import { DirectWriter } from './sqlite-writer.js';

const { file } = workerData as { readonly file: string };
let log: SqliteLogFile | null = null;

function abandon(): void {
  try {
    log?.connection.close();
  } catch {
    // It is gone either way.
  }
  log = null;
}

const writer = new DirectWriter({
  opened: () => (log ??= openLogFile(file, 'write')),
  abandon,
});

parentPort?.on('message', (task: WriterTask) => {
  if (task === 'close') {
    abandon();
    parentPort?.close();
  } else {
    parentPort?.postMessage(told(writer.commit(received(task))));
  }
});

function told(outcome: CommitOutcome): ToldOutcome {
  if (outcome.outcome === 'failed') return { ...outcome, error: said(outcome.error) };
  const results = outcome.results.map((result) =>
    result.outcome === 'id-taken' ? { ...result, error: said(result.error) } : result,
  );
  return { ...outcome, results };
}

/** Of an error its class and its code would be lost on the way. */
function said(error: unknown): ToldError {
  const kind = error instanceof StoreError ? error.name : null;
  return { kind, code: codeOf(error), message: messageOf(error) };
}
