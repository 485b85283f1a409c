import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { RecordingStage } from './recording-stage.js';
import { startingWith } from './strace.js';

test('a database that cannot be opened for writing, once, is not served for reading alone', async () => {
  const stage = new RecordingStage({ built: resolve('dist') });
  try {
    await stage.setUp();
    const files = [join(stage.dataDirectory, 'read-models.db')];
    const under = startingWith({ call: 'openat', files, what: 'error=EIO:when=1' });
    await expect(stage.start({ under })).rejects.toThrow(
      /Assay could not start\.\n.*cannot be opened/,
    );
    expect((await stage.reckon(await stage.start())).differences).toBe(0);
  } finally {
    stage.dispose();
  }
});
