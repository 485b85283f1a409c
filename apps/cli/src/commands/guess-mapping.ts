import { fileOnDisk, guessedMapping } from '@app/ingestion';
import { ExitCode } from '../exit-codes.js';
import type { Output } from '../output.js';
import { UsageError } from '../settings.js';
import { type ImportOptions, openOptions } from './import-tables.js';

/** Prints a first mapping for a table. */
export async function guessMapping(
  files: readonly string[],
  options: ImportOptions,
  output: Output,
): Promise<ExitCode> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) throw new UsageError('--guess takes one file');
  const mapping = await guessedMapping(fileOnDisk(file), openOptions(options));
  output.out(output.json ? JSON.stringify({ mapping }) : mapping.trimEnd());
  return ExitCode.good;
}
