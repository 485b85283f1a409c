import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '../support/service.js';
import { type Figure, none } from './figures.js';
import type { Refusal, Sender } from './load.js';
import { figuresOfFacts, type Reckoning, sumOf } from './reckoning.js';
import { RecordingStage } from './recording-stage.js';
import { Refusals, storedBy } from './refusals.js';
import {
  callsIn,
  injectedIn,
  startingWith,
  telling,
  untilTraced,
  WRITING_CALLS,
  type WritingCall,
} from './strace.js';

const PART = 'each call failed once';
/** A request that is refused so often is one too many. */
const MAX_TRIES = 40;
/** What the two databases lie in. */
const FILES = ['events.db', 'read-models.db'].flatMap((name) =>
  ['', '-wal', '-journal'].map((kind) => `${name}${kind}`),
);

const ERRORS: Readonly<Record<WritingCall, readonly ('EIO' | 'ENOSPC')[]>> = {
  pwrite64: ['EIO', 'ENOSPC'],
  fsync: ['EIO'],
  fdatasync: ['EIO'],
  ftruncate: ['EIO'],
  unlink: ['EIO'],
  rename: ['EIO'],
  openat: ['EIO', 'ENOSPC'],
};

export interface EachCallOptions {
  readonly built: string;
  /** Of all runs, each `sample`th, from one on that `seed` says; 1 = all. */
  readonly sample: number;
  readonly seed: number;
  /** Runs at the same time. */
  readonly lanes: number;
}

/** A call of the run that everything is compared with, and how it fails. */
interface Fault {
  readonly writesInThread: boolean;
  readonly call: WritingCall;
  readonly nth: number;
  readonly error: 'EIO' | 'ENOSPC';
}

export interface EachCall {
  /** Of how many runs these are a sample. */
  readonly all: number;
  /** By the call and its error: the runs in which it failed. */
  readonly failed: Record<string, number>;
  /** Runs in which the call did not come. */
  missed: number;
  /** Starts that ended because of it, and said so; and those that said nothing. */
  refusedStarts: number;
  silentStarts: number;
  /** Processes that ended though they served, and those that refused a request for good. */
  ended: number;
  stuck: number;
  readonly refusals: Refusals;
  readonly reckonings: Reckoning[];
}

/**
 * A start on what a kill left, a request of every form, and a stop, again and again: in each run another one of the calls fails by which the two
 * databases open, write, flush, cut and remove their files, until every one of them has failed once by each of its errors. Once as the command does
 * it, in one thread, and once as the service does, where the nth call of each thread fails.
 */
export async function eachCallFailed(options: EachCallOptions): Promise<EachCall> {
  const { built, sample, seed, lanes } = options;
  const before = new RecordingStage({ built });
  try {
    await before.setUp();
    const service = await before.start();
    for (const sender of before.senders) await sender.send(service);
    await service.stop('SIGKILL');

    const faults: Fault[] = [];
    for (const writesInThread of [false, true]) {
      faults.push(...(await faultsOf(before, { built, writesInThread })));
    }
    const found: EachCall = {
      ...{
        all: faults.length,
        failed: {},
        missed: 0,
        refusedStarts: 0,
        silentStarts: 0,
        ended: 0,
        stuck: 0,
      },
      ...{ refusals: new Refusals(), reckonings: [] },
    };
    const chosen = faults.filter((_, place) => place % sample === seed % sample).values();
    const lane = async (): Promise<void> => {
      for (const fault of chosen) await runWith(fault, { built, before }, found);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return found;
  } finally {
    before.dispose();
  }
}

export function figuresOfEachCall(found: EachCall): Figure[] {
  const { all, failed, missed, refusedStarts, silentStarts, ended, stuck, refusals, reckonings } =
    found;
  const runs = Object.values(failed).reduce((sum, count) => sum + count, 0);
  const sum = sumOf(reckonings);
  return [
    { part: PART, what: 'calls and errors of the run', count: all },
    {
      ...{ part: PART, what: 'of them failed, each in a run of its own', count: runs },
      must: { beAtLeast: 1 },
    },
    {
      ...{ part: PART, what: 'runs without their call', count: missed },
      // Where threads take turns, a call or two at the end of a run may not come.
      must: { beAtMost: Math.max(2, Math.ceil((runs + missed) * 0.05)) },
    },
    ...Object.entries(failed).map(([what, count]) => ({ part: PART, what, count })),
    { part: PART, what: 'starts that ended, and said why', count: refusedStarts },
    none(PART, 'starts that ended without a word', silentStarts),
    none(PART, 'processes that ended while they served', ended),
    none(PART, 'processes that refused a request for good', stuck),
    ...refusals.figures(PART),
    ...figuresOfFacts(PART, sum),
    none(PART, 'damages of the files', sum.differences),
  ];
}

interface Ground {
  readonly built: string;
  readonly before: RecordingStage;
}

/** Every call of a run in which none fails, with each of its errors. */
async function faultsOf(
  before: RecordingStage,
  { built, writesInThread }: { readonly built: string; readonly writesInThread: boolean },
): Promise<Fault[]> {
  const stage = new RecordingStage({ built, writesInThread, after: before });
  const folder = mkdtempSync(join(tmpdir(), 'assay-calls-'));
  const trace = join(folder, 'calls');
  try {
    const service = await stage.start({ under: telling(filesOf(stage), trace) });
    await sendAll(stage, service, () => Promise.reject(new Error('refused without a fault')));
    await service.stop();
    await untilTraced(trace, service.process.pid ?? 0);
    return WRITING_CALLS.flatMap((call) =>
      placesOf(Math.max(0, ...callsIn(trace, call).values())).flatMap((nth) =>
        ERRORS[call].map((error) => ({ writesInThread, call, nth, error })),
      ),
    );
  } finally {
    stage.dispose();
    rmSync(folder, { recursive: true });
  }
}

/** 1, 2 … `last`. */
const placesOf = (last: number): number[] => Array.from({ length: last }, (_, place) => place + 1);

const filesOf = ({ dataDirectory }: RecordingStage): string[] =>
  FILES.map((name) => join(dataDirectory, name));

async function sendAll(
  stage: RecordingStage,
  service: RunningService,
  onRefusal: (sender: Sender, refusal: Refusal) => Promise<void>,
): Promise<void> {
  for (const sender of stage.senders) {
    for (let tries = 0; ; tries += 1) {
      const refusal = await sender.send(service);
      if (refusal === null) break;
      await onRefusal(sender, refusal);
      if (tries === MAX_TRIES) throw new Error(`refused for good: ${JSON.stringify(refusal)}`);
    }
  }
}

async function runWith(
  { writesInThread, call, nth, error }: Fault,
  { built, before }: Ground,
  found: EachCall,
): Promise<void> {
  const stage = new RecordingStage({ built, writesInThread, after: before });
  const folder = mkdtempSync(join(tmpdir(), 'assay-calls-'));
  const trace = join(folder, 'calls');
  try {
    const injection = { call, files: filesOf(stage), what: `error=${error}:when=${nth}` };
    let service = await startedWith(stage, startingWith(injection, trace), found);
    try {
      await sendAll(stage, service, (sender, refusal) =>
        found.refusals.take(storedBy(service), sender, refusal),
      );
    } catch (thrown) {
      const which = `${call} ${nth} ${error}${writesInThread ? ' of each thread' : ''}`;
      if (service.process.exitCode === null && service.process.signalCode === null) {
        found.stuck += 1;
        await service.stop('SIGKILL');
      } else found.ended += 1;
      process.stderr.write(`${which}: ${String(thrown)}\n${service.output()}\n`);
      service = await stage.start();
    }
    found.reckonings.push(await stage.reckon(service));
    const what = `${call} failed with ${error}`;
    if (injectedIn(trace) > 0) found.failed[what] = (found.failed[what] ?? 0) + 1;
    else found.missed += 1;
  } finally {
    stage.dispose();
    rmSync(folder, { recursive: true });
  }
}

/** The program as it is with the fault; where that keeps it from starting, as it is without. */
async function startedWith(
  stage: RecordingStage,
  under: readonly string[],
  found: EachCall,
): Promise<RunningService> {
  try {
    return await stage.start({ under });
  } catch (error) {
    const isTold = /Assay could not start\.\n./.test(String(error));
    if (isTold) found.refusedStarts += 1;
    else {
      found.silentStarts += 1;
      process.stderr.write(`${String(error)}\n`);
    }
    return await stage.start();
  }
}
