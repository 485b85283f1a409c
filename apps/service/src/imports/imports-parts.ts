import { join } from 'node:path';
import { Imports } from '@app/importing';
import { Recorder } from '@app/recording';
import type { Runtime } from '@app/hosting';
import { ReceivedFiles } from './received-files.js';

/** Where files wait while they are imported. */
const FOLDER = 'imports';

export function importParts({ config, store, database }: Runtime) {
  const folder = join(config.dataDirectory, FOLDER);
  return [
    { provide: ReceivedFiles, useFactory: () => new ReceivedFiles(folder) },
    {
      provide: Imports,
      inject: [Recorder],
      useFactory: (recorder: Recorder) => new Imports({ store, database, recorder, now: Date.now }),
    },
  ];
}
