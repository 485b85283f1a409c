import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CLIENT_TYPES, clientTypes } from './write-client.js';

test('the client of the page is that of the service (`npm run page:client` makes it anew)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-client-'));
  try {
    const document = join(folder, 'openapi.json');
    execFileSync(process.execPath, [
      'dist/modules/apps/service/src/openapi/write-document.js',
      document,
    ]);
    const made = await clientTypes(readFileSync(document, 'utf8'));
    // A difference of thousands of lines helps nobody.
    expect(made === readFileSync(CLIENT_TYPES, 'utf8')).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
