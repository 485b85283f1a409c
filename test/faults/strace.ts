import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The calls by which a program changes what is on disk. */
export const WRITING_CALLS = [
  ...(['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename', 'openat'] as const),
] as const;
export type WritingCall = (typeof WRITING_CALLS)[number];

/** Which calls are changed, and how, in the words of strace's `inject`. */
export interface Injection {
  readonly call: WritingCall;
  /** Only of these; absent = of any. */
  readonly files?: readonly string[];
  /** `signal=KILL:when=3`, `error=EIO:when=2+5`; each thread of the program counts for itself. */
  readonly what: string;
}

function injecting({ call, files = [], what }: Injection): string[] {
  return ['-f', '-e', `trace=${call}`, '-e', `inject=${call}:${what}`, ...only(files)];
}

const only = (files: readonly string[]): string[] => files.flatMap((file) => ['-P', file]);

/** The command that starts a program in its own process and changes its calls from the first one on; each is told in the file `trace`. */
export function startingWith(injection: Injection, trace = '/dev/null'): string[] {
  // Where only calls that are asked for are stopped at, a program starts twice as fast; signals are lost on the way.
  const fast = injection.what.startsWith('error=') ? ['--seccomp-bpf'] : [];
  return ['strace', '-D', '-qq', '-o', trace, ...fast, ...injecting(injection)];
}

/** The command that starts a program in its own process and tells each of its writing calls on `files` in the file `trace`. */
export function telling(files: readonly string[], trace: string): string[] {
  const calls = ['-e', `trace=${WRITING_CALLS.join(',')}`];
  return ['strace', '-D', '-q', '-f', '--seccomp-bpf', '-o', trace, ...calls, ...only(files)];
}

/** Waits until the tracer has written that the program is gone. Rejects where it does not within a minute. */
export async function untilTraced(trace: string, pid: number): Promise<void> {
  const end = new RegExp(`^${pid} +\\+\\+\\+ `, 'm');
  for (let tries = 0; tries < 600; tries += 1) {
    if (end.test(readFileSync(trace, 'latin1').slice(-2_000))) return;
    await pause(100);
  }
  throw new Error(`${trace} does not come to its end`);
}

/** How often each call stands in a trace, by the thread that made it. */
export function callsIn(trace: string, call: WritingCall): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of readFileSync(trace, 'latin1').split('\n')) {
    const [, thread = '', name] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (name === call) counts.set(thread, (counts.get(thread) ?? 0) + 1);
  }
  return counts;
}

/** How many calls in a trace were changed. */
export const injectedIn = (trace: string): number =>
  readFileSync(trace, 'latin1').split('(INJECTED)').length - 1;

export interface Injected {
  /** Changes nothing from then on; how many calls were changed. */
  readonly end: () => Promise<number>;
}

/** Changes the calls of a running process until it ends, or until `end` is called. */
export async function injectInto(pid: number, injection: Injection): Promise<Injected> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-injected-'));
  const trace = join(folder, 'calls');
  const args = [...injecting(injection), '-o', trace, '-p', String(pid)];
  const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(tracer, 'exit').then(() => {
    const count = injectedIn(trace);
    rmSync(folder, { recursive: true });
    return count;
  });
  await untilAttached(tracer);
  return {
    end: async () => {
      tracer.kill('SIGINT');
      return await gone;
    },
  };
}

async function untilAttached({ stderr }: ChildProcess): Promise<void> {
  if (stderr === null) throw new Error('strace has nowhere to say that it is attached');
  stderr.setEncoding('utf8');
  let told = '';
  await new Promise<void>((resolve, reject) => {
    void (async () => {
      for await (const text of stderr) {
        told += String(text);
        if (told.includes(' attached')) resolve();
      }
      reject(new Error(`strace did not attach: ${told}`));
    })();
  });
}
