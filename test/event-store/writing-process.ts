/**
 * A process that writes: `node --import run-typescript.mjs writing-process.ts <events.db> [thread]`. It prints `open`, then the last
 * revision of the stream `written` after each append that was acknowledged, until it is killed.
 */
import { randomUUID } from 'node:crypto';
import { SqliteEventStore } from '../../libs/event-store/src/sqlite-event-store.js';

const [, , file = '', thread] = process.argv;
const store = SqliteEventStore.open({ file, ...(thread === undefined ? {} : { thread: {} }) });
process.stdout.write('open\n');
let last = -1;
for (;;) {
  const result = await store.append(
    'written',
    last === -1 ? 'no-stream' : last,
    Array.from({ length: 3 }, () => ({
      eventId: randomUUID(),
      type: 'Written',
      data: '{"text":"' + 'x'.repeat(500) + '"}',
      metadata: '{}',
    })),
  );
  if (result.outcome === 'conflict') throw new Error(`conflict behind revision ${last}`);
  last = result.revision;
  process.stdout.write(`${last}\n`);
}
