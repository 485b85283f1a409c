import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The calls by which a program changes what is on disk. */
export type WritingCall = 'pwrite64' | 'fsync' | 'ftruncate' | 'unlink';

/** Which calls are changed, and how, in the words of strace's `inject`. */
export interface Injection {
  readonly call: WritingCall;
  /** Only of this file; absent = of any. */
  readonly file?: string;
  /** `signal=KILL:when=3`, `error=EIO:when=2+5`; each thread of the program counts for itself. */
  readonly what: string;
}

function injecting({ call, file, what }: Injection): string[] {
  return [
    ...['-f', '-e', `trace=${call}`, '-e', `inject=${call}:${what}`],
    ...(file === undefined ? [] : ['-P', file]),
  ];
}

/** The command that starts a program in its own process and changes its calls from the first one on. */
export function startingWith(injection: Injection): string[] {
  // Where only calls that are asked for are stopped at, a program starts twice as fast; signals are lost on the way.
  const fast = injection.what.startsWith('error=') ? ['--seccomp-bpf'] : [];
  return ['strace', '-D', '-qq', '-o', '/dev/null', ...fast, ...injecting(injection)];
}

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
    const count = readFileSync(trace, 'utf8').split('(INJECTED)').length - 1;
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
