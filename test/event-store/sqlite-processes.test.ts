import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SqliteEventStore, StoreFull, StoreLocked } from '@app/event-store';
import { event, events, readAll } from './events.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

let directory: string;
let file: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'assay-events-'));
  file = join(directory, 'events.db');
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

/** Starts a process that appends until it is killed; gives back the lines it prints. */
function startWriter(...where: string[]): AsyncIterator<string> {
  child = spawn(
    process.execPath,
    ['--import', here('run-typescript.mjs'), here('writing-process.ts'), file, ...where],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
}

async function linesUntil(lines: AsyncIterator<string>, count: number): Promise<string> {
  let last = '';
  for (let n = 0; n < count; n += 1) last = (await lines.next()).value as string;
  return last;
}

describe('an event log that another process writes', () => {
  it('is not opened for writing, and can be read meanwhile', async () => {
    const lines = startWriter();
    const revision = Number(await linesUntil(lines, 4));
    expect(() => SqliteEventStore.open({ file })).toThrow(StoreLocked);
    expect(() => SqliteEventStore.open({ file })).toThrow(`written by process ${child!.pid} on `);

    const reader = SqliteEventStore.open({ file, readOnly: true });
    const abort = new AbortController();
    let seen = -1;
    for await (const page of reader.subscribe({
      after: null,
      streamPrefixes: ['written'],
      signal: abort.signal,
    })) {
      for (const stored of page) expect(stored.revision).toBe((seen += 1));
      if (seen > revision + 30) abort.abort();
    }
    await reader.close();
  });

  it.each([
    ['one thread', []],
    ['a thread of the writer’s own', ['thread']],
  ])(
    'of %s holds every acknowledged event after kill -9, and is free for the next writer',
    async (_, where) => {
      for (let round = 0; round < 3; round += 1) {
        rmSync(file, { force: true });
        const lines = startWriter(...where);
        let acknowledged = Number(await linesUntil(lines, 20 + 17 * round));
        const died = new Promise((resolve) => child!.once('exit', resolve));
        child!.kill('SIGKILL');
        for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
          acknowledged = Number(next.value);
        }
        await died;

        const reader = SqliteEventStore.open({ file, readOnly: true });
        const stored = await readAll(reader, 'written');
        await reader.close();
        const store = SqliteEventStore.open({ file });
        expect(await readAll(store, 'written')).toEqual(stored);
        expect(stored.length).toBeGreaterThan(acknowledged);
        expect(stored.length % 3).toBe(0); // of an append all or nothing
        expect(stored.map((each) => each.revision)).toEqual(stored.map((_, index) => index));
        await store.append('written', stored.length - 1, [event()]);
        await store.close();
        for (const each of ['', '-wal', '-shm']) rmSync(file + each, { force: true });
      }
    },
  );
});

/** What a process met that appended while calls of the operating system failed, or `null` without `strace`. */
function underFaults(
  fault: string,
  ...where: string[]
): { rejected: object; inOrder: number; findings: string[] } | null {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
  } catch {
    console.warn('Not run: strace is not there to make calls fail. Another test stands in.');
    return null;
  }
  const calls = fault.slice(0, fault.indexOf(':'));
  const printed = execFileSync(
    'strace',
    ['-f', '-qq', '-o', join(directory, 'calls'), '-e', `trace=${calls}`, '-e', `inject=${fault}`]
      .concat([process.execPath, '--import', here('run-typescript.mjs')])
      .concat([here('settling-process.ts'), file, ...where]),
    { encoding: 'utf8' },
  );
  return JSON.parse(printed) as ReturnType<typeof underFaults>;
}

describe('an event log on a failing disk', () => {
  it.each([
    // Calls are counted in each thread by itself, and the writer's makes fewer of them.
    [
      'one flush of the writer’s own thread fails',
      'fsync,fdatasync:error=EIO:when=20',
      'OutcomeUnknown',
      'thread',
    ],
    [
      'flushes of the writer’s own thread fail again and again',
      'fsync,fdatasync:error=EIO:when=20+7',
      'OutcomeUnknown',
      'thread',
    ],
    [
      'writes of the writer’s own thread fail again and again',
      'pwrite64:error=EIO:when=50+37',
      'OutcomeUnknown',
      'thread',
    ],
    [
      'one write of the writer’s own thread finds no room',
      'pwrite64:error=ENOSPC:when=100',
      'StoreFull',
      'thread',
    ],
    ['one flush fails', 'fsync,fdatasync:error=EIO:when=30', 'OutcomeUnknown'],
    ['flushes fail again and again', 'fsync,fdatasync:error=EIO:when=25+7', 'OutcomeUnknown'],
    ['one write fails', 'pwrite64:error=EIO:when=200', 'OutcomeUnknown'],
    ['writes fail again and again', 'pwrite64:error=EIO:when=150+37', 'OutcomeUnknown'],
    ['one write finds no room', 'pwrite64:error=ENOSPC:when=200', 'StoreFull'],
  ])('holds one copy of each event after %s', (_, fault, kind, ...where) => {
    const met = underFaults(fault, ...where);
    if (met === null) return;
    expect(met).toEqual({
      rejected: expect.objectContaining({ [kind]: expect.any(Number) }),
      inOrder: 60,
      findings: [],
    });
    console.info(`${fault}: ${JSON.stringify(met.rejected)}`);
  });
});

/** Whether this process may mount a small file system, which needs root. */
function mountsSmallDisk(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a disk of one megabyte', () => {
  it('fills up and is written again after room was made', async () => {
    if (!mountsSmallDisk(directory)) {
      console.warn('Not run: a small disk cannot be mounted without root. Another test stands in.');
      return;
    }
    try {
      const store = SqliteEventStore.open({ file });
      const ballast = SqliteEventStore.open({ file: join(directory, 'ballast.db') });
      await ballast.append('x', 'no-stream', [large(200_000)]);
      await ballast.close();
      let last = -1;
      let failure: unknown;
      const full = async (): Promise<void> => {
        for (;;) {
          const at = last === -1 ? 'no-stream' : last;
          const result = await store.append('a', at, [large(5_000), ...events(2)]);
          if (result.outcome === 'stored') last = result.revision;
        }
      };
      await full().catch((error: unknown) => (failure = error));
      expect(failure).toBeInstanceOf(StoreFull);
      expect(await readAll(store, 'a')).toHaveLength(last + 1);
      rmSync(join(directory, 'ballast.db'));
      expect(await store.append('a', last, events(3))).toEqual({
        outcome: 'stored',
        revision: last + 3,
      });
      for await (const finding of store.verify()) expect(finding).toBeNull();
      await store.close();
    } finally {
      execFileSync('umount', ['--lazy', directory]);
    }
  });
});

const large = (size: number): ReturnType<typeof event> => ({
  ...event(),
  data: JSON.stringify({ text: 'x'.repeat(size) }),
});
