import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunningService } from '../support/service.js';
import type { Figure } from './figures.js';
import { pour, settle } from './load.js';
import { figuresOf, type Reckoning } from './reckoning.js';
import { Stage } from './stage.js';
import { injectInto } from './strace.js';

const PART = 'full disk';
const SMALL = '8m';
const LARGE = '256m';
/** How long facts are refused for before there is room. */
const FULL_MS = 1_500;
/** Who still refuses facts when there has been room for so long does not go on. */
const RESUMED_MS = 60_000;

export interface DiskFull {
  /** A file system of its own, or, where none may be mounted, every write refused. */
  readonly how: 'a small tmpfs' | 'ENOSPC by strace';
  refused: number;
  /** Questions that were not answered while it was full. */
  questionsRefused: number;
  /** From there being room to the next fact that was acknowledged, without anybody doing anything. */
  resumedAfterMs: number;
  /** Of the start on the full disk, after a kill: it serves, or says that there is no room. */
  silentStarts: number;
  reckoning: Reckoning;
}

/** Fills the disk under the built program, makes room, fills it again, kills the program and starts it; and counts. */
export async function diskFilled({ built }: { readonly built: string }): Promise<DiskFull> {
  const room = mountedRoom() ?? refusedRoom();
  const stage = await Stage.open({ built, dataDirectory: room.directory });
  try {
    const service = await stage.start();
    let refused = await filled(service, stage, room);
    const questionsRefused = await refusedQuestions(service);
    const resumedAfterMs = await resumed(service, stage, room);
    refused += await filled(service, stage, room);
    await service.stop('SIGKILL');
    const silentStarts = await startsSilently(stage);
    await room.enlarge();
    const reckoning = await stage.reckon(await stage.start());
    return { how: room.how, refused, questionsRefused, resumedAfterMs, silentStarts, reckoning };
  } finally {
    stage.dispose();
    room.dispose();
  }
}

export function figuresOfDiskFull(full: DiskFull): Figure[] {
  const none = (what: string, count: number): Figure => ({
    ...{ part: PART, what, count, must: { be: 0 } },
  });
  return [
    { part: PART, what: `${full.how}: facts refused`, count: full.refused, must: { beAtLeast: 1 } },
    none('questions not answered meanwhile', full.questionsRefused),
    { part: PART, what: 'ms from room to the next fact acknowledged', count: full.resumedAfterMs },
    none('starts on the full disk without a word on what is wrong', full.silentStarts),
    ...figuresOf(PART, full.reckoning),
  ];
}

interface Room {
  readonly how: DiskFull['how'];
  readonly directory: string;
  readonly fill: (service: RunningService) => Promise<void>;
  readonly enlarge: () => Promise<void>;
  readonly dispose: () => void;
}

/** `null` where this process may not mount anything. */
function mountedRoom(): Room | null {
  const directory = mkdtempSync(join(tmpdir(), 'assay-full-'));
  const mount = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory]).status === 0;
  if (!mount(`size=${SMALL}`)) {
    rmSync(directory, { recursive: true });
    return null;
  }
  let times = 0;
  return {
    how: 'a small tmpfs',
    directory,
    fill: () => Promise.resolve(), // it fills by what is recorded
    enlarge: () => {
      times += 1;
      if (!mount(`remount,size=${times === 1 ? '16m' : LARGE}`)) {
        throw new Error(`${directory} cannot be enlarged`);
      }
      return Promise.resolve();
    },
    dispose: () => {
      spawnSync('umount', [directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function refusedRoom(): Room {
  const directory = mkdtempSync(join(tmpdir(), 'assay-full-'));
  let end: () => Promise<unknown> = () => Promise.resolve();
  return {
    how: 'ENOSPC by strace',
    directory,
    fill: async (service) => {
      const injection = { call: 'pwrite64', what: 'error=ENOSPC' } as const;
      ({ end } = await injectInto(service.process.pid ?? 0, injection));
    },
    enlarge: async () => {
      await end();
    },
    dispose: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Sends until facts have been refused for a while; how many requests were. */
async function filled(service: RunningService, stage: Stage, room: Room): Promise<number> {
  await room.fill(service);
  const over = new AbortController();
  let refused = 0;
  const onRefusal = ({ code }: { readonly code: string }): void => {
    if (code !== 'store-full') return;
    refused += 1;
    if (refused === 1) {
      setTimeout(() => {
        over.abort();
      }, FULL_MS);
    }
  };
  await pour(service, stage.senders, { onRefusal, signal: over.signal });
  return refused;
}

async function refusedQuestions(service: RunningService): Promise<number> {
  let refused = 0;
  for (const path of [
    '/v1/organizations',
    '/v1/alerts',
    ...['contoso', 'tailspin'].flatMap((id) =>
      ['standing', 'facts'].map((question) => `/v1/organizations/${id}/${question}`),
    ),
  ]) {
    const response = await service.fetch(path);
    await response.arrayBuffer();
    if (!response.ok) refused += 1;
  }
  return refused;
}

async function resumed(service: RunningService, stage: Stage, room: Room): Promise<number> {
  const [sender] = stage.senders;
  if (sender === undefined) throw new Error('nobody sends facts');
  await room.enlarge();
  const start = performance.now();
  for (;;) {
    const refusal = await sender.send(service);
    const waitedMs = Math.round(performance.now() - start);
    if (refusal === null) {
      await settle(service, stage.senders);
      return waitedMs;
    }
    if (waitedMs > RESUMED_MS) throw new Error(`there is room, and still ${refusal.code}`);
    await pause(5);
  }
}

async function startsSilently(stage: Stage): Promise<number> {
  try {
    const service = await stage.start();
    await service.stop('SIGKILL');
    return 0;
  } catch (error) {
    return /Assay could not start\.\n./.test(String(error)) ? 0 : 1;
  }
}
