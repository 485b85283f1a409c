import { existsSync, renameSync } from 'node:fs';
import { copyFile, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@app/event-store';
import {
  BACKED_UP_FILES,
  digestStandings,
  hashOfFile,
  type Manifest,
  MANIFEST_FILE,
} from '../backup-manifest.js';
import { refuseUnlessEmbedded } from '../embedded.js';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { type Settings, UsageError } from '../settings.js';

/**
 * Puts a backup into a data folder that has none of its files, checks that they are what was backed up, and that the standings on the day of the
 * backup are what they were.
 */
export async function restore(
  source: string,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  refuseUnlessEmbedded(settings);
  const directory = settings.dataDirectory;
  const manifest = await manifestOf(source);
  const inTheWay = BACKED_UP_FILES.filter((file) => existsSync(join(directory, file)));
  if (inTheWay.length > 0) {
    throw new UsageError(
      `${directory} holds ${inTheWay.join(' and ')} already; stop the service and move them away, or name another folder with --data-dir`,
    );
  }
  for (const file of BACKED_UP_FILES) {
    if ((await hashOfFile(join(source, file))) !== manifest.files[file]) {
      throw new Error(`${join(source, file)} is not what was backed up: its hash differs`);
    }
  }
  makeFolder(directory);
  for (const file of BACKED_UP_FILES) {
    output.log(`restoring ${file}`);
    const unfinished = join(directory, `${file}.unfinished`);
    await copyFile(join(source, file), unfinished);
    await flush(unfinished);
    renameSync(unfinished, join(directory, file));
  }
  await flush(directory);
  const standings = await digestStandings(directory, manifest.standings.asOf);
  const equal = JSON.stringify(standings) === JSON.stringify(manifest.standings);
  print(output, { ...standings, equal }, () =>
    equal
      ? `restored ${standings.organizations} organizations with ${standings.facts} facts; ` +
        `their standings on ${standings.asOf} are those of the backup`
      : `restored, but the standings on ${standings.asOf} differ from those of the backup: ` +
        'was it made by another version of Assay, or under other editions?',
  );
  return equal ? ExitCode.good : ExitCode.findings;
}

async function manifestOf(source: string): Promise<Manifest> {
  const file = join(source, MANIFEST_FILE);
  if (!existsSync(file)) {
    throw new UsageError(`${file} is not there: name a folder that \`assay backup\` made`);
  }
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  if ((manifest.format as number) === 1) return manifest;
  throw new UsageError(`${file} is of format ${String(manifest.format)}; this version reads 1`);
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync();
  await handle.close();
}
