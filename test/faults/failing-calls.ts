import type { Figure } from './figures.js';
import { settle } from './load.js';
import { figuresOf, type Reckoning, sumOf } from './reckoning.js';
import { Refusals, storedBy } from './refusals.js';
import { Stage } from './stage.js';
import { injectInto, startingWith, type WritingCall } from './strace.js';

const PART = 'failed calls';
/** What each sender has acknowledged while calls fail. */
const REQUESTS_EACH = 6;
const MAX_TRIES = 60;

export interface Failure {
  readonly call: WritingCall;
  readonly error: 'EIO' | 'ENOSPC';
}

export interface FailingOptions {
  readonly built: string;
  readonly failures: readonly Failure[];
  /** Every `every`th call of each thread fails; as many runs, each beginning one call later, fail every one of them once. */
  readonly every: Readonly<Partial<Record<WritingCall, number>>>;
  /** Of the runs, and of the starts, only each `sample`th; 1 = all. */
  readonly sample: number;
  /** So many of a start's calls fail, one in each. */
  readonly starts: number;
  readonly onProgress?: (what: string) => void;
}

export interface Failed {
  calls: Record<string, number>;
  starts: number;
  /** Starts that neither served nor said what keeps them from it. */
  silentStarts: number;
  readonly refusals: Refusals;
  readonly reckonings: Reckoning[];
}

/** Has the calls that write to the disk fail, each once, while facts come in and while the program starts; and counts. */
export async function callsFailed(options: FailingOptions): Promise<Failed> {
  const { built, failures, every, sample, starts, onProgress = () => undefined } = options;
  const all: Failed = {
    ...{ calls: {}, starts: 0, silentStarts: 0, refusals: new Refusals(), reckonings: [] },
  };
  for (const failure of failures) {
    const step = every[failure.call] ?? 10;
    const stage = await Stage.open({ built });
    try {
      for (let first = 1; first <= step; first += sample) {
        await failUnderLoad(stage, { failure, first, step }, all);
        onProgress(`${failure.call} ${failure.error} from ${first} by ${step}`);
      }
      for (let nth = 1; nth <= starts; nth += sample) await failAtStart(stage, failure, nth, all);
      onProgress(`${failure.call} ${failure.error} at ${starts} starts`);
      all.reckonings.push(await stage.reckon(await stage.start()));
    } finally {
      stage.dispose();
    }
  }
  return all;
}

export function figuresOfFailedCalls(failed: Failed): Figure[] {
  const { calls, starts, silentStarts, refusals, reckonings } = failed;
  return [
    ...Object.entries(calls).map(([what, count]) => ({
      ...{ part: PART, what: `${what} under load`, count, must: { beAtLeast: 1 } },
    })),
    { part: PART, what: 'starts in which a call failed', count: starts },
    {
      ...{ part: PART, what: 'of them without a word on what is wrong', count: silentStarts },
      must: { be: 0 },
    },
    ...refusals.figures(PART),
    ...figuresOf(PART, sumOf(reckonings)),
  ];
}

interface Run {
  readonly failure: Failure;
  readonly first: number;
  readonly step: number;
}

async function failUnderLoad(
  stage: Stage,
  { failure, first, step }: Run,
  all: Failed,
): Promise<void> {
  const service = await stage.start();
  const { call, error } = failure;
  const what = `error=${error}:when=${first}+${step}`;
  const injected = await injectInto(service.process.pid ?? 0, { call, what });
  await Promise.all(
    stage.senders.map(async (sender) => {
      for (let done = 0, tries = 0; done < REQUESTS_EACH && tries < MAX_TRIES; tries += 1) {
        const refusal = await sender.send(service);
        if (refusal === null) done += 1;
        else await all.refusals.take(storedBy(service), sender, refusal);
      }
    }),
  );
  const name = `${call} failed with ${error}`;
  all.calls[name] = (all.calls[name] ?? 0) + (await injected.end());
  await settle(service, stage.senders);
  await service.stop();
}

/** The program serves in spite of it, or says what is wrong; and starts when nothing fails. */
async function failAtStart(
  stage: Stage,
  { call, error }: Failure,
  nth: number,
  all: Failed,
): Promise<void> {
  all.starts += 1;
  try {
    const under = startingWith({ call, what: `error=${error}:when=${nth}` });
    const service = await stage.start({ under });
    await service.stop();
  } catch (failure) {
    if (!/Assay could not start\.\n./.test(String(failure))) {
      all.silentStarts += 1;
      process.stderr.write(`${String(failure)}\n`);
    }
  }
  await (await stage.start()).stop();
}
