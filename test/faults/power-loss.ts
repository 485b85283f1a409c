import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../simulation/random.js';
import type { RunningService } from '../support/service.js';
import { Disk, type Loss, LOSSES } from './disk.js';
import { type Life, lifeIn, type Step, tracingInto } from './disk-trace.js';
import type { Figure } from './figures.js';
import { pour, type Promised } from './load.js';
import { Examination, type Found } from './examination.js';
import { Stage } from './stage.js';
import { untilTraced } from './strace.js';

const PART = 'power cut';

export interface PowerLossOptions {
  readonly states: number;
  readonly seed: number;
  readonly built: string;
}

export interface PowerLoss {
  states: Record<Loss, number>;
  /** Calls that were replayed. */
  writes: number;
  syncs: number;
  acknowledged: number;
  found: Found;
}

/**
 * Traces what the built program does to its files while it takes facts, is killed, starts on what it left, and stops; then makes what
 * a power cut between two calls may leave of them, opens each such state with the program's own store, and counts.
 */
export async function powerLost({ states, seed, built }: PowerLossOptions): Promise<PowerLoss> {
  const random = new Random(seed);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'assay-power-'));
  const traces = mkdtempSync(join(tmpdir(), 'assay-traces-'));
  try {
    const { steps, told } = await traced({ built, dataDirectory, traces });
    return await statesOf(steps, told, { states, random });
  } finally {
    for (const folder of [dataDirectory, traces]) rmSync(folder, { recursive: true, force: true });
  }
}

export function figuresOfPowerLoss(
  { states, writes, syncs, acknowledged, found }: PowerLoss,
  atLeast: number,
): Figure[] {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  const none = (what: string, count: number): Figure => ({
    ...{ part: PART, what, count, must: { be: 0 } },
  });
  return [
    { part: PART, what: 'writes and truncations replayed', count: writes },
    { part: PART, what: 'syncs replayed', count: syncs },
    { part: PART, what: 'requests acknowledged on the way', count: acknowledged },
    { part: PART, what: 'states opened', count: all, must: { beAtLeast: atLeast } },
    ...Object.entries(states).map(([loss, count]) => ({
      ...{ part: PART, what: `states that lack of what was not synced: ${loss}`, count },
    })),
    {
      part: PART,
      what: 'acknowledged facts looked for',
      count: found.expected,
      must: { beAtLeast: 1 },
    },
    none('acknowledged facts lost', found.lost),
    none('acknowledged keys and names of people lost', found.otherLost),
    none('states with a log or a database that is damaged', found.corrupt),
    none('states that cannot be opened', found.unopened),
    none(
      'states whose read models are ahead of the log, or lack rows up to a checkpoint',
      found.torn,
    ),
  ];
}

interface Tracing {
  readonly built: string;
  readonly dataDirectory: string;
  readonly traces: string;
}

interface Traced {
  readonly steps: readonly Step[];
  /** What each request that was sent says. */
  readonly told: ReadonlyMap<string, Promised>;
}

/** A service is set up, and has three more lives, each ending in another way. */
async function traced({ built, dataDirectory, traces }: Tracing): Promise<Traced> {
  const stage = await Stage.empty({ built, dataDirectory });
  let steps: readonly Step[] = [];
  const ended = async (service: RunningService, trace: string): Promise<void> => {
    await untilTraced(trace, service.process.pid ?? 0);
    steps = stepsThatEndIn(dataDirectory, steps, await lifeIn(trace, dataDirectory));
  };
  try {
    const first = join(traces, '0-setting-up');
    await ended(await stage.setUp({ under: tracingInto(first) }), first);
    for (const [life, facts, signal] of [
      ['1-killed', 300, 'SIGKILL'],
      ['2-stopped', 200, 'SIGTERM'],
      ['3-killed', 100, 'SIGKILL'],
    ] as const) {
      const before = stage.ledger.count;
      const trace = join(traces, life);
      const service = await stage.start({ under: tracingInto(trace) });
      const pouring = pour(service, stage.senders, { onRefusal: () => undefined });
      for (let tries = 0; tries < 1_000 && stage.ledger.count < before + facts; tries += 1) {
        await pause(20);
      }
      await service.stop(signal);
      await pouring;
      await ended(service, trace);
    }
    return { steps, told: stage.ledger.requests };
  } finally {
    stage.dispose();
  }
}

const PAGE = 4_096;

/**
 * The steps up to the end of `life`, whose files are there. What a kill cut short counts as far as it has to for the replay to end in the very same
 * files. Throws where none does: it proves nothing.
 */
function stepsThatEndIn(dataDirectory: string, before: readonly Step[], life: Life): Step[] {
  const there = readdirSync(dataDirectory)
    .filter((name) => !name.endsWith('-shm') && name !== 'imports')
    .map((name) => ({ name, content: readFileSync(join(dataDirectory, name)) }));
  let differing: string[] = [];
  for (const end of endsOf(life)) {
    const steps = [...before, ...life.steps, ...end];
    const files = replayed(steps).whole();
    differing = there
      .filter(({ name, content }) => files.get(name)?.equals(content) !== true)
      .map(({ name }) => name);
    if (differing.length === 0) return steps;
  }
  throw new Error(`the replay of ${differing.join(', ')} does not end in what is there`);
}

function replayed(steps: readonly Step[]): Disk {
  const disk = new Disk();
  for (const step of steps) disk.take(step);
  return disk;
}

/** What may have been done last, for each way in which the calls that were cut short may have ended. */
function endsOf({ cutShort }: Life): Step[][] {
  return cutShort.reduce<Step[][]>(
    (all, step) => all.flatMap((before) => outcomesOf(step).map((done) => [...before, ...done])),
    [[]],
  );
}

/**
 * Nothing, all, or, of a write, what comes before the end of one of the pages that it goes over: between them a kernel looks for signals.
 * Of a sync and of an answer nothing is in the files: neither counts.
 */
function outcomesOf(step: Step): Step[][] {
  if (['sync-begins', 'sync-ends', 'acknowledge'].includes(step.did)) return [[]];
  if (step.did !== 'write') return [[], [step]];
  const { at, bytes } = step;
  const ends: number[] = [];
  for (let end = PAGE - (at % PAGE); end < bytes.length; end += PAGE) ends.push(end);
  return [[], [step], ...ends.map((end) => [{ ...step, bytes: bytes.subarray(0, end) }])];
}

async function statesOf(
  steps: readonly Step[],
  told: ReadonlyMap<string, Promised>,
  { states, random }: { readonly states: number; readonly random: Random },
): Promise<PowerLoss> {
  const places = placesOf(steps, states, random);
  const examination = new Examination();
  const made: Record<string, number> = Object.fromEntries(LOSSES.map((loss) => [loss, 0]));
  const disk = new Disk();
  const acknowledged: Promised[] = [];
  try {
    for (const [place, step] of steps.entries()) {
      disk.take(step);
      if (step.did === 'acknowledge') {
        const known = told.get(step.requestId);
        if (known !== undefined) acknowledged.push(known);
      }
      for (let count = places.get(place) ?? 0; count > 0; count -= 1) {
        const loss = random.one(LOSSES);
        made[loss] = (made[loss] ?? 0) + 1;
        await examination.examine(disk.afterPowerCut(random, loss), acknowledged);
      }
    }
  } finally {
    examination.dispose();
  }
  return {
    states: made as Record<Loss, number>,
    writes: steps.filter(({ did }) => did === 'write' || did === 'truncate').length,
    syncs: steps.filter(({ did }) => did === 'sync-ends').length,
    acknowledged: acknowledged.length,
    found: examination.found,
  };
}

/** How many power cuts come behind which step: half of them anywhere, half of them where something was just promised or about to be. */
function placesOf(steps: readonly Step[], states: number, random: Random): Map<number, number> {
  const telling = [...steps.keys()].filter((place) => {
    const did = steps[place]?.did;
    return did === 'acknowledge' || did === 'sync-begins' || did === 'sync-ends';
  });
  const places = new Map<number, number>();
  for (let made = 0; made < states; made += 1) {
    const place = made % 2 === 0 ? random.integer(0, steps.length - 1) : random.one(telling);
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  return places;
}
