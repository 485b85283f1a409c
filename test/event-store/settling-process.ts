/**
 * A process that appends 60 events one by one, each until it is stored, then reads and verifies the log:
 * `node --import run-typescript.mjs settling-process.ts <events.db> [thread]`. It prints as JSON what the appends rejected with,
 * how many events the log holds in order, and what is wrong with it.
 */
import { randomUUID } from 'node:crypto';
import { OutcomeUnknown, StoreFull, StoreUnavailable } from '../../libs/event-store/src/errors.js';
import { SqliteEventStore } from '../../libs/event-store/src/sqlite-event-store.js';

const COUNT = 60;
const [, , file = '', thread] = process.argv;
const store = SqliteEventStore.open({ file, ...(thread === undefined ? {} : { thread: {} }) });
const rejected: Record<string, number> = {};

for (let number = 0; number < COUNT; number += 1) {
  const appended = [
    { eventId: randomUUID(), type: 'Counted', data: JSON.stringify({ number }), metadata: '{}' },
  ];
  for (let isStored = false; !isStored;) {
    try {
      const result = await store.append('a', number === 0 ? 'no-stream' : number - 1, appended);
      if (result.outcome === 'conflict') throw new Error(`conflict at ${number}`);
      isStored = true;
    } catch (error) {
      const isOperating = [OutcomeUnknown, StoreFull, StoreUnavailable].some(
        (kind) => error instanceof kind,
      );
      if (!isOperating) throw error;
      const { name } = error as Error;
      rejected[name] = (rejected[name] ?? 0) + 1;
    }
  }
}

let inOrder = 0;
for await (const page of store.read('a')) {
  for (const { data } of page) inOrder += Number(data === JSON.stringify({ number: inOrder }));
}
const findings: string[] = [];
for await (const { problem } of store.verify()) findings.push(problem);
await store.close();
process.stdout.write(JSON.stringify({ rejected, inOrder, findings }));
