import { CommanderError } from 'commander';
import { StoreLocked } from '@app/event-store';
import { UndecodableFact } from '@app/recording';
import { ExitCode } from './exit-codes.js';
import { ServiceProblem } from './service-client.js';
import { UsageError } from './settings.js';

/** Why a command did not do what was asked. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** Stable: scripts branch on it. That of the service's problem where the service answered with one. */
  readonly code: string;
  readonly detail: string;
}

/** What `error` means to whoever ran the command; `null` where it only ends it, as after `--help`. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    const detail =
      error.code === 'commander.help'
        ? 'name a command; assay --help lists them'
        : error.message.replace(/^error: /, '');
    return { exitCode: ExitCode.usage, code: 'usage', detail };
  }
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return { exitCode: ExitCode.usage, code: error.code, detail };
  if (error instanceof ServiceProblem && error.isOfUsage) {
    return { exitCode: ExitCode.usage, code: error.code, detail };
  }
  const hint =
    error instanceof StoreLocked
      ? ' To write through a running service, set ASSAY_URL and ASSAY_API_KEY.'
      : '';
  return { exitCode: ExitCode.couldNotRun, code: codeOf(error), detail: `${detail}${hint}` };
}

/** Writes a failure to `write`: as one line of JSON, or as a sentence. */
export function writeFailure(
  { code, detail }: Failure,
  json: boolean,
  write: (text: string) => void,
): void {
  write(json ? `${JSON.stringify({ error: { code, detail } })}\n` : `assay: ${detail}\n`);
}

/** Our errors are named for what went wrong: `StoreLocked` is `store-locked`. */
function codeOf(error: unknown): string {
  if (error instanceof UndecodableFact) return 'facts-unreadable';
  if (!(error instanceof Error)) return 'could-not-run';
  if (error instanceof ServiceProblem) return error.code;
  if (error.constructor === Error || error.name.endsWith('Error')) return 'could-not-run';
  return error.name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}
