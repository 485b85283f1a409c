import { accessSync, constants, statSync } from 'node:fs';
import { UsageError } from './settings.js';

/** Throws `UsageError`, which says what to do, unless every one of these is a file that can be read. */
export function expectReadable(paths: readonly string[]): void {
  for (const path of paths) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
      throw new UsageError(
        `there is no file ${path}; look at how it is spelled, and where you are`,
        'file-not-found',
      );
    }
    if (found.isDirectory()) {
      throw new UsageError(`${path} is a folder: name the files in it`, 'file-not-found');
    }
    try {
      accessSync(path, constants.R_OK);
    } catch {
      throw new UsageError(
        `${path} may not be read by you: change its permissions, or copy it`,
        'file-not-readable',
      );
    }
  }
}
