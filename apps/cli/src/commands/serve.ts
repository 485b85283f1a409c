import { ExitCode } from '../exit-codes.js';
import type { Settings } from '../settings.js';

/** Starts the service, which runs in this process until it is told to stop. */
export async function serve(settings: Settings): Promise<ExitCode> {
  process.env['ASSAY_DATA_DIR'] = settings.dataDirectory;
  // Apps do not import each other: the built service is started as what it is, a program.
  await import(new URL('../../../service/src/main.js', import.meta.url).href);
  return process.exitCode === undefined ? ExitCode.good : ExitCode.couldNotRun;
}
