import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { OutcomeUnknown, SqliteEventStore, StoreTooNew } from '@app/event-store';
import { eventStoreContract } from './contract.js';
import { event, events, numberOf, readAll } from './events.js';

/** The thread runs the source, too. */
const TYPESCRIPT = ['--import', new URL('run-typescript.mjs', import.meta.url).href];

async function opened(execArgv: readonly string[] = TYPESCRIPT) {
  const directory = await mkdtemp(join(tmpdir(), 'assay-events-'));
  const store = SqliteEventStore.open({
    file: join(directory, 'events.db'),
    thread: { execArgv },
  });
  return {
    store,
    directory,
    dispose: async () => {
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

eventStoreContract('the SQLite store with a thread that writes', opened);

describe('a thread that writes', () => {
  it('takes an id that is there already for the fault of that append alone', async () => {
    const { store, dispose } = await opened();
    const first = event(0);
    await store.append('a', 'no-stream', [first]);
    const [taken, other, next] = await Promise.allSettled([
      store.append('a', 0, [event(1), first]),
      store.append('b', 'no-stream', events(2)),
      store.append('a', 0, [event(1)]),
    ]);
    expect(taken.status).toBe('rejected');
    expect(other).toMatchObject({ value: { outcome: 'stored', revision: 1 } });
    expect(next).toMatchObject({ value: { outcome: 'stored', revision: 1 } });
    expect((await readAll(store, 'a')).map(numberOf)).toEqual([0, 1]);
    await dispose();
  });

  it('stores what comes at once in its order, also where it is committed in several parts', async () => {
    const { store, dispose } = await opened();
    const sent = events(200);
    const results = await Promise.all(
      sent.map((one, number) => {
        const before = Math.floor(number / 2) - 1;
        return store.append(number % 2 === 0 ? 'a' : 'b', before === -1 ? 'no-stream' : before, [
          one,
        ]);
      }),
    );
    expect(results.map((result) => result.outcome === 'stored' && result.revision)).toEqual(
      sent.map((_, number) => Math.floor(number / 2)),
    );
    const numbers = (await readAll(store, 'b')).map(numberOf);
    expect(numbers).toEqual(sent.map((_, number) => number).filter((number) => number % 2 === 1));
    await dispose();
  });

  it('says why it cannot open the log', async () => {
    const { store, directory, dispose } = await opened();
    const behindItsBack = new Database(join(directory, 'events.db'));
    behindItsBack.pragma('user_version = 2');
    behindItsBack.close();
    const refused = store.append('a', 'no-stream', [event()]);
    await expect(refused).rejects.toBeInstanceOf(StoreTooNew);
    await expect(refused).rejects.toThrow(/format 2.*up to 1/);
    await dispose();
  });

  it('that dies leaves the outcome unknown', async () => {
    const missing = pathToFileURL('/there-is-no-such-file.mjs').href;
    const { store, dispose } = await opened(['--import', missing]);
    for (let time = 0; time < 2; time += 1) {
      await expect(store.append('a', 'no-stream', [event()])).rejects.toBeInstanceOf(
        OutcomeUnknown,
      );
    }
    await dispose();
  });

  it('that dies with two commits to do takes what is appended again at once', async () => {
    const missing = pathToFileURL('/there-is-no-such-file.mjs').href;
    const { store, dispose } = await opened(['--import', missing]);
    const append = (stream: string) => store.append(stream, 'no-stream', [event()]);
    const said = await Promise.allSettled(
      Array.from({ length: 40 }, (_, number) =>
        number < 32 ? append(`s${number}`).catch(() => append(`s${number}`)) : append(`s${number}`),
      ),
    );
    for (const one of said) {
      expect(one.status === 'rejected' && one.reason).toBeInstanceOf(OutcomeUnknown);
    }
    await dispose();
  });
});
