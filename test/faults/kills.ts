import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../simulation/random.js';
import type { RunningService } from '../support/service.js';
import { type Figure, none } from './figures.js';
import { pour, WrongAnswer } from './load.js';
import { figuresOf, figuresOfFacts, type Reckoning, REST_MS, sumOf } from './reckoning.js';
import { RecordingStage } from './recording-stage.js';
import { type Pace, Stage } from './stage.js';
import { type Injection, injectInto, startingWith, type WritingCall } from './strace.js';

/** After so many the files are reckoned up, and new ones begun. */
const KILLS_PER_STAGE = 20;

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

type Killable = Stage | RecordingStage;

/** Those that are written under load. */
const FILES = ['events.db-wal', 'read-models.db-wal'];

function nextAim(random: Random, { doublings }: Pace): Aim {
  const share = random.next();
  if (share < 0.55) return { at: 'moment' };
  // Small numbers more often than large ones: what is rare is at the beginning of a transaction and of a start.
  const nth = Math.ceil(2 ** (random.next() * doublings));
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
  /** All of it; or only what records, which is there again in a fraction of the time. */
  readonly program: 'whole' | 'recording';
  /** Stages at the same time. */
  readonly lanes?: number;
  readonly seed: number;
  readonly built: string;
  /** Only by the clock. */
  readonly withoutStrace?: boolean;
  /** Only when alerts come in. */
  readonly whenAnnounced?: boolean;
  /** Of the whole program: how long everything may take to come to rest in the end. */
  readonly restMs?: number;
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
    program,
    withoutStrace = false,
    whenAnnounced = false,
    restMs = REST_MS,
    onReckoned = () => undefined,
  }: KillOptions,
  { random, size, all }: { readonly random: Random; readonly size: number; readonly all: Killed },
): Promise<void> {
  const stage =
    program === 'whole' ? await Stage.empty({ built, restMs }) : new RecordingStage({ built });
  try {
    if (!withoutStrace) await killedInFirstStart(stage, random, all);
    await stage.setUp();
    for (let done = 0; done < size; done += 1) {
      const aim = nextAim(random, stage.pace);
      const by =
        withoutStrace || aim.at === 'moment'
          ? await killedAtMoment(stage, {
              ms: random.integer(0, stage.pace.afterMs),
              whenAnnounced,
            })
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
  of: KillOptions,
): Figure[] {
  const all = Object.values(kills).reduce((sum, count) => sum + count, 0);
  const part = of.program === 'whole' ? 'kill -9' : 'kill -9 of what records';
  const sum = sumOf(reckonings);
  return [
    { part, what: 'kills', count: all, must: { beAtLeast: of.kills } },
    ...Object.entries(kills).map(([how, count]) => ({ part, what: `kills ${how}`, count })),
    none(part, 'starts refused behind a kill', refusedStarts),
    ...(of.program === 'whole'
      ? figuresOf(part, sum)
      : [...figuresOfFacts(part, sum), none(part, 'damages of the files', sum.differences)]),
  ];
}

type How = keyof Killed['kills'];

/** A folder is empty once; whatever a kill leaves then must do to start on. */
async function killedInFirstStart(stage: Killable, random: Random, all: Killed): Promise<void> {
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
async function started(stage: Killable, injection: Injection): Promise<RunningService | null> {
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

async function killedAtMoment(stage: Killable, { ms, whenAnnounced }: Moment): Promise<How> {
  const service = await stage.start();
  const count = (): number => (whenAnnounced ? stage.alertsReceived : stage.ledger.count);
  const before = count();
  const pouring = poured(service, stage);
  // A kill before anything was said shows nothing.
  for (let tries = 0; tries < 6_000 && count() === before; tries += 1) await pause(10);
  await pause(ms);
  await service.stop('SIGKILL');
  await pouring;
  return 'by the clock';
}

async function killedByCall(stage: Killable, aim: Exclude<Aim, { at: 'moment' }>): Promise<How> {
  const { call, nth } = aim;
  const what = `signal=KILL:when=${nth}`;
  if (aim.at === 'call') {
    const service = await stage.start();
    const files = aim.file === undefined ? {} : { files: [`${stage.dataDirectory}/${aim.file}`] };
    await injectInto(service.process.pid ?? 0, { call, what, ...files });
    return await killedUnderLoad(service, stage);
  }
  const service = await started(stage, { call, what });
  if (service === null) return 'while starting';
  return await killedUnderLoad(service, stage);
}

async function killedUnderLoad(service: RunningService, stage: Killable): Promise<How> {
  const pouring = poured(service, stage);
  const itself = await Promise.race([
    pouring.then(() => true),
    pause(stage.pace.maxLoadMs, false, { ref: false }),
  ]);
  await service.stop('SIGKILL');
  await pouring;
  return itself ? 'at a system call' : 'by the clock';
}

/** Sends until the service is gone; a service that is there acknowledges everything. */
async function poured(service: RunningService, stage: Killable): Promise<void> {
  await pour(service, stage.senders, {
    onRefusal: (refusal) => {
      throw new WrongAnswer(`a service without a fault refused: ${JSON.stringify(refusal)}`);
    },
  });
}
