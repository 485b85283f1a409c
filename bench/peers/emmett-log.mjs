/** emmett-sqlite as a log that is written and read through. */
import { join } from 'node:path';
import {
  appendToStream,
  createEventStoreSchema,
  readMessagesBatch,
  sqliteConnection,
} from '@event-driven-io/emmett-sqlite';

export async function open(directory) {
  const connection = sqliteConnection({ fileName: join(directory, 'emmett.db') });
  await connection.command('PRAGMA synchronous = FULL');
  await createEventStoreSchema(connection);
  return {
    append: (stream, events) => appendToStream(connection, stream, 'organization', events),
    async readAll(batchSize, visit) {
      let after = 0n;
      let count = 0;
      for (;;) {
        const batch = await readMessagesBatch(connection, { after, batchSize });
        for (const { data } of batch.messages) visit(data);
        count += batch.messages.length;
        if (!batch.areEventsLeft) return count;
        after = batch.currentGlobalPosition;
      }
    },
    close: () => connection.close(),
  };
}
