import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ExitCode } from '../exit-codes.js';
import type { Settings } from '../settings.js';

/** Starts the service, which runs in this process until it is told to stop. */
export async function serve(settings: Settings): Promise<ExitCode> {
  process.env['ASSAY_DATA_DIR'] = settings.dataDirectory;
  // Apps do not import each other: the built service is started as what it is, a program.
  const service = join(
    findPackageJSON(import.meta.url) ?? 'package.json',
    '../dist/apps/service/src/main.js',
  );
  await import(pathToFileURL(service).href);
  return process.exitCode === undefined ? ExitCode.good : ExitCode.couldNotRun;
}
