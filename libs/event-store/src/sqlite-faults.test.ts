import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { event, events, fill, idsOf, numberOf, readAll } from '../../../test/event-store/events.js';
import {
  OutcomeUnknown,
  StoreCorrupt,
  StoreFull,
  StoreLocked,
  StoreTooNew,
  StoreUnavailable,
} from './errors.js';
import { SqliteEventStore, type SqliteStoreOptions } from './sqlite-event-store.js';
import { isSafeSqlite } from './sqlite-format.js';
import { openLogFile, SqliteLogFile } from './sqlite-log-file.js';
import type { Finding } from './sqlite-verification.js';

let directory: string;
let file: string;
let stores: SqliteEventStore[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assay-events-'));
  file = join(directory, 'events.db');
  stores = [];
});

afterEach(async () => {
  for (const store of stores) await store.close();
  rmSync(directory, { recursive: true });
});

function open(options: Partial<SqliteStoreOptions> = {}): SqliteEventStore {
  const store = SqliteEventStore.open({ file, ...options });
  stores.push(store);
  return store;
}

/** Changes the file behind the store's back. */
function tamper(change: (connection: Database.Database) => void): void {
  const connection = new Database(file);
  change(connection);
  connection.close();
}

async function findings(store: SqliteEventStore): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of store.verify()) found.push(finding);
  return found;
}

describe('a file', () => {
  it('of a newer format is refused and left as it is', async () => {
    await open().close();
    tamper((connection) => connection.pragma('user_version = 2'));
    const before = readFileSync(file);
    expect(() => open()).toThrow(StoreTooNew);
    expect(() => open()).toThrow(/format 2.*up to 1.*newer program/);
    expect(() => open({ readOnly: true })).toThrow(StoreTooNew);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ['text', 'This is not a database.'],
    ['much text', 'This is not a database. '.repeat(1_000)],
    ['zeros', Buffer.alloc(8_192)],
  ])('of %s is no event log', (_, content) => {
    writeFileSync(file, content);
    expect(() => open()).toThrow(StoreCorrupt);
    expect(() => open({ readOnly: true })).toThrow(StoreCorrupt);
    expect(readFileSync(file).equals(Buffer.from(content))).toBe(true);
  });

  it('that is the SQLite database of something else is no event log', () => {
    tamper((connection) => connection.exec('CREATE TABLE notes (text)'));
    expect(() => open()).toThrow(/is a SQLite database, but no event log/);
  });

  it('that was cut short is corrupt', async () => {
    const store = open();
    await fill(store, 'a', events(2_000));
    await store.close();
    writeFileSync(file, readFileSync(file).subarray(0, 100_000));
    await expect(
      (async () => {
        await readAll(open(), 'a');
      })(),
    ).rejects.toBeInstanceOf(StoreCorrupt);
  });

  it('with one byte of an event changed tells which event it is, and the others can be read', async () => {
    const store = open();
    await fill(store, 'organization-contoso', events(20));
    await fill(store, 'organization-fabrikam', events(20, 100));
    await store.close();
    const bytes = readFileSync(file);
    const place = bytes.indexOf('{"number":17}');
    bytes[place + 10] = '9'.charCodeAt(0);
    writeFileSync(file, bytes);

    const reopened = open();
    const reading = readAll(reopened, 'organization-contoso');
    await expect(reading).rejects.toThrow(StoreCorrupt);
    await expect(reading).rejects.toThrow('Event 17 of stream organization-contoso');
    expect(await readAll(reopened, 'organization-fabrikam')).toHaveLength(20);
    expect(await findings(reopened)).toEqual([
      {
        stream: 'organization-contoso',
        revision: 17,
        problem: 'The event is not what was written: its checksum differs.',
      },
    ]);
  });

  it('of any SQLite that can corrupt a write-ahead log is not written', () => {
    expect(['3.7.0', '3.50.9', '3.51.2'].map(isSafeSqlite)).toEqual([false, false, false]);
    expect(['3.51.3', '3.51.10', '3.54.1', '4.0.0'].map(isSafeSqlite)).not.toContain(false);
  });
});

describe('a verification', () => {
  it('finds nothing in a sound log, and tells how far it is', async () => {
    const store = open();
    await fill(store, 'a', events(2_345));
    const progress: [number, number][] = [];
    for await (const finding of store.verify((...at) => progress.push(at)))
      expect(finding).toBeNull();
    expect(progress).toEqual([
      [1_000, 2_345],
      [2_000, 2_345],
      [2_345, 2_345],
    ]);
  });

  it('finds events that are gone, and events that were moved', async () => {
    const store = open();
    await store.append('a', 'no-stream', events(5));
    await store.append('b', 'no-stream', events(5));
    await store.close();
    tamper((connection) => {
      connection.exec('DELETE FROM events WHERE position = 3');
      connection.exec('UPDATE events SET revision = 9 WHERE position = 10');
    });
    const found = await findings(open());
    expect(found.map(({ stream, revision, problem }) => [stream, revision, problem])).toEqual([
      [null, null, '1 events are missing from positions 1 to 10.'],
      ['a', 3, 'Revision 2 was to come here, and 3 did.'],
      ['b', 9, 'Revision 4 was to come here, and 9 did.'],
      ['b', 9, 'The event is not what was written: its checksum differs.'],
    ]);
  });

  it('finds that the structure of the file is broken', async () => {
    const store = open();
    await fill(store, 'a', events(3_000));
    await store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 40_960, 45_056);
    writeFileSync(file, bytes);
    const found = await findings(open());
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ stream }) => stream === null)).toBe(true);
  });
});

describe('a second opening for writing', () => {
  it('is refused, and says who holds the log', async () => {
    const store = open();
    expect(() => open()).toThrow(StoreLocked);
    expect(() => open()).toThrow(`is being written by process ${process.pid} on `);
    await store.append('a', 'no-stream', [event()]);
    await store.close();
    await open().append('a', 0, [event()]);
  });
});

describe('a full disk', () => {
  it('rejects the appends of that transaction, stores none of them, and goes on by itself', async () => {
    let connection: Database.Database | undefined;
    const store = open({
      openLog: (...args) => {
        const log = openLogFile(...args);
        connection = log.connection;
        return log;
      },
    });
    await store.append('a', 'no-stream', events(3));
    const pages = Number(connection?.pragma('page_count', { simple: true }));
    connection?.pragma(`max_page_count = ${pages + 2}`);

    const large = { ...event(), data: JSON.stringify({ text: 'x'.repeat(60_000) }) };
    const appends = [
      store.append('a', 2, [event(3)]),
      store.append('a', 3, [large]),
      store.append('b', 'no-stream', [event()]),
    ];
    for (const { status, reason } of (await Promise.allSettled(
      appends,
    )) as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      expect(reason).toBeInstanceOf(StoreFull);
    }
    expect((await readAll(store, 'a')).map(numberOf)).toEqual([0, 1, 2]);
    expect(await store.head('b')).toBeNull();

    expect(await store.append('a', 2, [event(3)])).toEqual({ outcome: 'stored', revision: 3 });
    connection?.pragma(`max_page_count = ${pages + 1_000}`);
    expect(await store.append('a', 3, [large])).toEqual({ outcome: 'stored', revision: 4 });
    expect(await findings(store)).toEqual([]);
  });
});

/** A log whose commits report a failed flush: once `fails` is set, before or after SQLite has made them. */
class FailingLog extends SqliteLogFile {
  static opened = 0;
  static fails: 'before' | 'after' | null = null;

  static open(...[path, mode]: Parameters<typeof openLogFile>): SqliteLogFile {
    FailingLog.opened += 1;
    return new FailingLog(openLogFile(path, mode).connection);
  }

  override commit(): void {
    if (FailingLog.fails === 'before') throw FailingLog.error();
    super.commit();
    if (FailingLog.fails === 'after') throw FailingLog.error();
  }

  private static error(): Error {
    FailingLog.fails = null;
    return new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_FSYNC');
  }
}

describe('a commit that fails', () => {
  it.each(['before', 'after'] as const)(
    'is of unknown outcome (%s it took effect), and the same append again settles it',
    async (when) => {
      FailingLog.opened = 0;
      const store = open({ openLog: (...log) => FailingLog.open(...log) });
      await store.append('a', 'no-stream', events(2));
      const lost = events(3, 2);
      FailingLog.fails = when;
      const failures = await Promise.allSettled([
        store.append('a', 1, lost),
        store.append('b', 'no-stream', [event()]),
      ]);
      for (const { reason } of failures as PromiseRejectedResult[]) {
        expect(reason).toBeInstanceOf(OutcomeUnknown);
      }

      expect(await store.append('a', 1, lost)).toEqual({ outcome: 'stored', revision: 4 });
      expect((await readAll(store, 'a')).map(numberOf)).toEqual([0, 1, 2, 3, 4]);
      expect(FailingLog.opened).toBe(2);
      expect(await findings(store)).toEqual([]);
    },
  );

  it('before it wrote anything is known to have stored nothing, and the next append goes on', async () => {
    let fails = false;
    class FailingInsert extends SqliteLogFile {
      override insert(...args: Parameters<SqliteLogFile['insert']>): void {
        if (fails) throw new Database.SqliteError('disk I/O error', 'SQLITE_IOERR_READ');
        super.insert(...args);
      }
    }
    const store = open({
      openLog: (...args) => new FailingInsert(openLogFile(...args).connection),
    });
    await store.append('a', 'no-stream', events(2));
    fails = true;
    await expect(store.append('a', 1, [event()])).rejects.toBeInstanceOf(StoreUnavailable);
    fails = false;
    expect(await store.append('a', 1, [event(2)])).toEqual({ outcome: 'stored', revision: 2 });
    expect((await readAll(store, 'a')).map(numberOf)).toEqual([0, 1, 2]);
  });

  it('does not wake subscribers with events that may not be there', async () => {
    const store = open({ openLog: (...log) => FailingLog.open(...log) });
    const seen: string[] = [];
    const abort = new AbortController();
    const subscriber = (async () => {
      for await (const page of store.subscribe({
        after: null,
        streamPrefixes: ['a'],
        signal: abort.signal,
      })) {
        seen.push(...idsOf(page));
      }
    })();
    FailingLog.fails = 'before';
    const lost = [event()];
    await expect(store.append('a', 'no-stream', lost)).rejects.toBeInstanceOf(OutcomeUnknown);
    await pause(50);
    expect(seen).toEqual([]);
    await store.append('a', 'no-stream', lost);
    await pause(50);
    expect(seen).toEqual(idsOf(lost));
    abort.abort();
    await subscriber;
  });
});

describe('appends made in one turn', () => {
  it('share one commit, and a conflict or a reused id among them disturbs nobody', async () => {
    let commits = 0;
    class CountingLog extends SqliteLogFile {
      override commit(): void {
        commits += 1;
        super.commit();
      }
    }
    const store = open({ openLog: (...args) => new CountingLog(openLogFile(...args).connection) });
    const first = event();
    await store.append('a', 'no-stream', [first]);
    commits = 0;
    const results = await Promise.allSettled([
      ...Array.from({ length: 100 }, (_, n) => store.append(`s${n}`, 'no-stream', events(5))),
      store.append('a', 7, [event()]),
      store.append('a', 0, [event(), first]),
      store.append('a', 0, [event(1)]),
    ]);
    expect(commits).toBe(1);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(results[101]?.status).toBe('rejected');
    expect(results[102]).toEqual({
      status: 'fulfilled',
      value: { outcome: 'stored', revision: 1 },
    });
    expect(await readAll(store, 'a')).toHaveLength(2);
    expect(await findings(store)).toEqual([]);
  });
});

describe('a log opened for reading only', () => {
  it('is read beside its writer, and sees what that commits', async () => {
    const writer = open();
    await writer.append('a', 'no-stream', events(3));
    const reader = open({ readOnly: true });
    expect(await readAll(reader, 'a')).toHaveLength(3);

    const abort = new AbortController();
    const seen: number[] = [];
    const subscriber = (async () => {
      for await (const page of reader.subscribe({
        after: null,
        streamPrefixes: ['a'],
        signal: abort.signal,
      })) {
        seen.push(...page.map(numberOf));
        if (seen.length === 5) abort.abort();
      }
    })();
    await pause(50); // it has caught up by now
    await writer.append('a', 2, [event(3)]);
    await writer.append('a', 3, [event(4)]);
    await subscriber;
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });

  it('rejects appends', async () => {
    const writer = open();
    const reader = open({ readOnly: true });
    const append = reader.append('a', 'no-stream', [event()]);
    await expect(append).rejects.toThrow(StoreUnavailable);
    await expect(append).rejects.toThrow('open for reading only');
    await writer.close();
  });

  it('makes no file, neither where there is a log nor where there is none', async () => {
    const writer = open();
    await writer.append('a', 'no-stream', events(3));
    await writer.close();
    const before = readdirSync(directory);
    expect(before).toEqual(['events.db', 'events.lock']);
    const reader = open({ readOnly: true });
    expect(await readAll(reader, 'a')).toHaveLength(3);
    expect(readdirSync(directory)).toEqual(before);
    await reader.close();
    expect(readdirSync(directory)).toEqual(before);

    const nowhere = join(directory, 'none', 'events.db');
    expect(() => open({ file: nowhere, readOnly: true })).toThrow(/There is no event log at/);
    expect(existsSync(join(directory, 'none'))).toBe(false);
  });

  it('goes on when a writer comes and goes', async () => {
    await open().close();
    const reader = open({ readOnly: true });
    for (let round = 0; round < 3; round += 1) {
      const writer = open();
      await writer.append('a', round === 0 ? 'no-stream' : round - 1, [event(round)]);
      expect(await readAll(reader, 'a')).toHaveLength(round + 1);
      await writer.close();
      expect(await readAll(reader, 'a')).toHaveLength(round + 1);
    }
    await reader.close();
  });
});

describe('a backup', () => {
  it('taken while appends go on is a sound log of its own, in one file', async () => {
    const store = open();
    await fill(store, 'a', events(5_000));
    const copy = join(directory, 'copy', 'events.db');
    await open({ file: copy }).close();
    rmSync(copy);
    const backup = store.backup(copy);
    for (let n = 0; n < 20; n += 1)
      await store.append('b', n === 0 ? 'no-stream' : n - 1, [event()]);
    await backup;

    expect(readdirSync(join(directory, 'copy'))).toEqual(['events.db', 'events.lock']);
    const restored = open({ file: copy });
    expect(await readAll(restored, 'a')).toEqual(await readAll(store, 'a'));
    expect(await findings(restored)).toEqual([]);
    await expect(store.backup(copy)).rejects.toThrow('exists already');
  });

  it('of a log that another process writes can be taken by a reader', async () => {
    const writer = open();
    await writer.append('a', 'no-stream', events(3));
    const copy = join(directory, 'copy.db');
    await open({ readOnly: true }).backup(copy);
    copyFileSync(copy, join(directory, 'again.db'));
    expect(await readAll(open({ file: join(directory, 'again.db') }), 'a')).toHaveLength(3);
  });
});
