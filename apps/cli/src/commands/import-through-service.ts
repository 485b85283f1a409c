import { createWriteStream, openAsBlob, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { ImportRecord } from '@app/importing';
import { requestService } from '../service-client.js';
import type { Settings } from '../settings.js';
import type { ImportOptions } from './import-tables.js';

/** Sends files to the service, which imports them as the command would. Rejects with `ServiceProblem`. */
export async function importThroughService(
  names: readonly string[],
  { source, map, dates, decimals, delimiter, encoding, dryRun, rejects }: ImportOptions,
  settings: Settings,
): Promise<ImportRecord> {
  const form = new FormData();
  const asked = dryRun === true ? 'true' : undefined;
  const fields = { source, dates, decimals, delimiter, encoding, dryRun: asked };
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, value);
  }
  if (map !== undefined) form.append('mapping', readFileSync(map, 'utf8'));
  for (const name of names) form.append('file', await openAsBlob(name), basename(name));
  const response = await requestService(settings, 'POST', '/v1/imports', { body: form });
  const record = (await response.json()) as ImportRecord;
  if (rejects !== undefined && record.id !== null) {
    const kept = await requestService(settings, 'GET', `/v1/imports/${record.id}/rejects`, {});
    const bytes = Readable.fromWeb(kept.body as ReadableStream);
    await pipeline(bytes, createWriteStream(rejects, { mode: 0o600 }));
  }
  return record;
}
