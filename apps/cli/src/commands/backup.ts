import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DATABASE_FILE } from '@app/database';
import { formatDay } from '@app/domain';
import { makeFolder } from '@app/event-store';
import {
  BACKED_UP_FILES,
  digestStandings,
  hashOfFile,
  type Manifest,
  MANIFEST_FILE,
} from '../backup-manifest.js';
import { EVENTS_FILE, refuseUnlessEmbedded, whileEmbedded } from '../embedded.js';
import { ExitCode } from '../exit-codes.js';
import { type Output, print } from '../output.js';
import { type Settings, today, UsageError } from '../settings.js';

/**
 * Copies the log and the read models into the new folder `target`, beside a service that may be writing them, checks the copies, and
 * notes their hashes and what the standings are.
 */
export async function backup(
  target: string,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  refuseUnlessEmbedded(settings);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new UsageError(`${target} is not empty; name a new folder for the backup`);
  }
  makeFolder(resolve(target));
  await whileEmbedded(settings.dataDirectory, async ({ store, database }) => {
    // The read models first: behind the log they catch up, before it they would know of facts that are not there.
    output.log('copying the read models');
    await database.backup(join(target, DATABASE_FILE));
    output.log('copying the log');
    await store.backup(join(target, EVENTS_FILE));
  });
  const problems = await problemsOf(target, output);
  if (problems.length > 0) {
    throw new Error(`the backup is not sound: ${problems.join('; ')}`);
  }
  const manifest: Manifest = {
    format: 1,
    createdAt: new Date().toISOString(),
    files: Object.fromEntries(
      await Promise.all(
        BACKED_UP_FILES.map(async (file) => [file, await hashOfFile(join(target, file))] as const),
      ),
    ) as Manifest['files'],
    standings: await digestStandings(target, formatDay(today(settings))),
  };
  await writeFile(join(target, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  print(
    output,
    manifest,
    ({ standings }) =>
      `backed up ${standings.organizations} organizations with ${standings.facts} facts to ${target}, and checked the copy`,
  );
  return ExitCode.good;
}

async function problemsOf(target: string, output: Output): Promise<string[]> {
  output.log('checking the copies');
  return await whileEmbedded(target, async ({ store, database }) => {
    const problems = database.integrityProblems();
    for await (const { problem } of store.verify()) problems.push(problem);
    return problems;
  });
}
