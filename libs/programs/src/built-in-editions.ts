import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the editions that come with the product are: beside the sources, wherever this file was built to. */
export function builtInEditions(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const editions = join(folder, 'libs/programs/editions');
    if (existsSync(editions)) return editions;
    if (folder === dirname(folder))
      throw new Error('libs/programs/editions is missing beside the program');
  }
}
