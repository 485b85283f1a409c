import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../simulation/random.js';
import type { RunningService } from '../support/service.js';
import type { Figure } from './figures.js';
import { pour, WrongAnswer } from './load.js';
import { figuresOf, type Reckoning, sumOf } from './reckoning.js';
import { Stage } from './stage.js';
import { type Injection, injectInto, startingWith, type WritingCall } from './strace.js';

const PART = 'kill -9';
/** After so many the files are reckoned up, and new ones begun. */
const KILLS_PER_STAGE = 20;
/** A call that does not come by then is not waited for. */
const MAX_LOAD_MS = 1_500;

/** Where the next kill is. */
type Aim =
  | { readonly at: 'moment' }
  | {
      readonly at: 'call';
      readonly call: WritingCall;
      readonly file?: string;
      readonly nth: number;
    }
  | { readonly at: 'start'; readonly call: WritingCall; readonly nth: number };

/** Those that are written under load. */
const FILES = ['events.db-wal', 'read-models.db-wal'];

function nextAim(random: Random): Aim {
  const share = random.next();
  if (share < 0.55) return { at: 'moment' };
  // Small numbers more often than large ones: what is rare is at the beginning of a transaction and of a start.
  const nth = Math.ceil(2 ** (random.next() * 7));
  if (share < 0.95) {
    const call = random.one(['pwrite64', 'fsync'] as const);
    return random.chance(0.7)
      ? { at: 'call', call, file: random.one(FILES), nth }
      : { at: 'call', call, nth };
  }
  const call = random.one([
    'pwrite64',
    'pwrite64',
    'fsync',
    'fsync',
    'ftruncate',
    'unlink',
  ] as const);
  return { at: 'start', call, nth: call === 'pwrite64' ? nth : Math.min(nth, 12) };
}

export interface Killed {
  kills: Record<
    'by the clock' | 'at a system call' | 'while starting' | 'in a first start',
    number
  >;
  /** Starts on what a kill left that the program refused. */
  refusedStarts: number;
  readonly reckonings: Reckoning[];
}

export interface KillOptions {
  readonly kills: number;
  /** Stages at the same time. */
  readonly lanes?: number;
  readonly seed: number;
  readonly built: string;
  /** Only by the clock. */
  readonly withoutStrace?: boolean;
  /** Only when alerts come in. */
  readonly whenAnnounced?: boolean;
  /** Told of all that was counted so far, each time that a stage is reckoned up. */
  readonly onReckoned?: (all: Killed) => void;
}

/**
 * Kills the built program again and again while facts come in by every form, starts it again on what it left, has what was not
 * acknowledged sent again, and counts.
 */
export async function killed(options: KillOptions): Promise<Killed> {
  const { kills, lanes = 1, seed } = options;
  const all: Killed = {
    kills: { 'by the clock': 0, 'at a system call': 0, 'while starting': 0, 'in a first start': 0 },
    refusedStarts: 0,
    reckonings: [],
  };
  const sizes = Array.from({ length: Math.ceil(kills / KILLS_PER_STAGE) }, (_, place) =>
    Math.min(KILLS_PER_STAGE, kills - place * KILLS_PER_STAGE),
  );
  const stages = sizes.entries();
  const lane = async (): Promise<void> => {
    for (const [place, size] of stages) {
      await killedOnStage(options, { random: new Random(seed + place), size, all });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return all;
}

async function killedOnStage(
  {
    built,
    withoutStrace = false,
    whenAnnounced = false,
    onReckoned = () => undefined,
  }: KillOptions,
  { random, size, all }: { readonly random: Random; readonly size: number; readonly all: Killed },
): Promise<void> {
  const stage = await Stage.empty({ built });
  try {
    if (!withoutStrace) await killedInFirstStart(stage, random, all);
    await stage.setUp();
    for (let done = 0; done < size; done += 1) {
      const aim = nextAim(random);
      const by =
        withoutStrace || aim.at === 'moment'
          ? await killedAtMoment(stage, { ms: random.integer(0, 200), whenAnnounced })
          : await killedByCall(stage, aim);
      all.kills[by] += 1;
    }
    all.reckonings.push(await stage.reckon(await stage.start()));
    onReckoned(all);
  } finally {
    stage.dispose();
  }
}

export function figuresOfKills(
  { kills, refusedStarts, reckonings }: Killed,
  atLeast: number,
): Figure[] {
  const all = Object.values(kills).reduce((sum, count) => sum + count, 0);
  return [
    { part: PART, what: 'kills', count: all, must: { beAtLeast: atLeast } },
    ...Object.entries(kills).map(([how, count]) => ({ part: PART, what: `kills ${how}`, count })),
    { part: PART, what: 'starts refused behind a kill', count: refusedStarts, must: { be: 0 } },
    ...figuresOf(PART, sumOf(reckonings)),
  ];
}

type How = keyof Killed['kills'];

/** A folder is empty once; whatever a kill leaves then must do to start on. */
async function killedInFirstStart(stage: Stage, random: Random, all: Killed): Promise<void> {
  const call = random.chance(0.7) ? 'pwrite64' : 'fsync';
  const nth = call === 'fsync' ? random.integer(1, 12) : random.integer(1, 320);
  const isServing = await started(stage, { call, what: `signal=KILL:when=${nth}` });
  if (isServing !== null) {
    await isServing.stop('SIGKILL');
    return;
  }
  all.kills['in a first start'] += 1;
  try {
    await (await stage.start()).stop();
  } catch (error) {
    process.stderr.write(`killed at ${call} ${nth} of a first start: ${String(error)}\n`);
    all.refusedStarts += 1;
    for (const name of readdirSync(stage.dataDirectory)) {
      rmSync(join(stage.dataDirectory, name), { recursive: true });
    }
  }
}

/** `null` = it was killed before it served. */
async function started(stage: Stage, injection: Injection): Promise<RunningService | null> {
  try {
    return await stage.start({ under: startingWith(injection) });
  } catch {
    return null;
  }
}

interface Moment {
  /** Behind the first fact that is acknowledged, or the first alert. */
  readonly ms: number;
  readonly whenAnnounced: boolean;
}

async function killedAtMoment(stage: Stage, { ms, whenAnnounced }: Moment): Promise<How> {
  const service = await stage.start();
  const count = (): number => (whenAnnounced ? stage.alertsReceived : stage.ledger.count);
  const before = count();
  const pouring = poured(service, stage);
  // A kill before anything was said shows nothing.
  for (let tries = 0; tries < 1_000 && count() === before; tries += 1) await pause(10);
  await pause(ms);
  await service.stop('SIGKILL');
  await pouring;
  return 'by the clock';
}

async function killedByCall(stage: Stage, aim: Exclude<Aim, { at: 'moment' }>): Promise<How> {
  const { call, nth } = aim;
  const what = `signal=KILL:when=${nth}`;
  if (aim.at === 'call') {
    const service = await stage.start();
    const file = aim.file === undefined ? {} : { file: `${stage.dataDirectory}/${aim.file}` };
    await injectInto(service.process.pid ?? 0, { call, what, ...file });
    return await killedUnderLoad(service, stage);
  }
  const service = await started(stage, { call, what });
  if (service === null) return 'while starting';
  return await killedUnderLoad(service, stage);
}

async function killedUnderLoad(service: RunningService, stage: Stage): Promise<How> {
  const pouring = poured(service, stage);
  const itself = await Promise.race([
    pouring.then(() => true),
    pause(MAX_LOAD_MS, false, { ref: false }),
  ]);
  await service.stop('SIGKILL');
  await pouring;
  return itself ? 'at a system call' : 'by the clock';
}

/** Sends until the service is gone; a service that is there acknowledges everything. */
async function poured(service: RunningService, stage: Stage): Promise<void> {
  await pour(service, stage.senders, {
    onRefusal: (refusal) => {
      throw new WrongAnswer(`a service without a fault refused: ${JSON.stringify(refusal)}`);
    },
  });
}
