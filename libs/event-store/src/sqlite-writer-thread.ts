/** The thread that `ThreadedWriter` starts: commits what it is sent, and says what came of it. */
import { parentPort, workerData } from 'node:worker_threads';
import { StoreError } from './errors.js';
import type { AppendRequest, CommitOutcome } from './sqlite-group-commit.js';
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
    const requests = received(task);
    parentPort?.postMessage(told(writer.commit(requests), requests));
  }
});

function told(outcome: CommitOutcome, requests: readonly AppendRequest[]): ToldOutcome {
  switch (outcome.outcome) {
    case 'committed':
      return outcome;
    case 'id-taken':
      return { ...outcome, request: requests.indexOf(outcome.request), error: said(outcome.error) };
    case 'failed':
      return { ...outcome, error: said(outcome.error) };
  }
}

/** Of an error its class and its code would be lost on the way. */
function said(error: unknown): ToldError {
  const kind = error instanceof StoreError ? error.name : null;
  return { kind, code: codeOf(error), message: messageOf(error) };
}
