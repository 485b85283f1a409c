import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeRuntime, configFrom, openRuntime } from '@app/hosting';
import { Shutdown } from '../http/shutdown.js';
import { serving } from '../serving.js';
import { DocumentText } from './documentation.controller.js';

/**
 * Writes what /openapi.json would answer to a file: `write-document.js <file>`. The service is put together over a folder of its own
 * that is gone afterwards, and listens nowhere.
 */
async function writeDocument(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-document-'));
  try {
    const runtime = await openRuntime(configFrom({ ASSAY_DATA_DIR: folder }));
    const app = await serving(runtime, new Shutdown());
    await writeFile(file, `${JSON.stringify(JSON.parse(app.get(DocumentText).text), null, 2)}\n`);
    await app.close();
    await closeRuntime(runtime);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('say which file the document is written to');
await writeDocument(file);
