import { findPackageJSON } from 'node:module';
import { join } from 'node:path';

/** Where the editions that come with the product are: beside the sources, wherever this file was built to. */
export function builtInEditions(): string {
  return join(findPackageJSON(import.meta.url) ?? 'package.json', '../libs/programs/editions');
}
