import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const ADMIN_KEY = 'an-administrator-key-for-tests-alone-0123456789';

const BUILT = resolve('dist');
const STARTING_MS = 60_000;
const LAST_WORDS_MS = 10_000;
/** What a service and a worker say when they are there. */
const LISTENING =
  /(?:listens on http:\/\/127\.0\.0\.1:|it says how it is on 127\.0\.0\.1, port )(\d+)/;

export interface ServiceOptions {
  readonly dataDirectory: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Which program it is; the service where nothing is said. Both answer /readyz. */
  readonly program?: 'service' | 'worker';
  /** A program of the test's own instead, which does a part of it and answers /readyz as well. */
  readonly script?: string;
  /** Where the built program is; a test that breaks it on purpose has a copy of its own. */
  readonly built?: string;
  /** A command that starts it in its own process, as `strace -D` does. */
  readonly under?: readonly string[];
  /** Told of the process before it is ready. */
  readonly onSpawned?: (child: ChildProcess) => void;
}

/** The built program as a process of its own, which the test signals directly. */
export class RunningService {
  #url: string | null = null;

  private constructor(
    readonly process: ChildProcess,
    readonly output: () => string,
  ) {}

  static async start(options: ServiceOptions): Promise<RunningService> {
    const { built = BUILT, program: name = 'service' } = options;
    const main = options.script ?? join(built, `apps/${name}/src/main.js`);
    if (!existsSync(main)) throw new Error(`${main} is missing: run \`npm run build\` first`);
    const program = [process.execPath, '--enable-source-maps', main];
    const [command = '', ...args] = [...(options.under ?? []), ...program];
    const child = spawn(command, args, {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        // One that is looked for here could be another's by then.
        ASSAY_PORT: '0',
        ASSAY_DATA_DIR: options.dataDirectory,
        ASSAY_ADMIN_KEY: ADMIN_KEY,
        ASSAY_LOG_LEVEL: 'warn',
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    options.onSpawned?.(child);
    const written: string[] = [];
    const said = [child.stdout, child.stderr].map(async (stream) => {
      stream.setEncoding('utf8');
      for await (const text of stream) written.push(String(text));
    });
    const service = new RunningService(child, () => written.join(''));
    if (await service.#isReady()) return service;
    await service.stop('SIGKILL');
    // Its last words may come when it is gone.
    await Promise.race([Promise.all(said), pause(LAST_WORDS_MS, undefined, { ref: false })]);
    throw new Error(`the service did not become ready:\n${service.output()}`);
  }

  get url(): string {
    if (this.#url === null) throw new Error('the service has not said where it listens');
    return this.#url;
  }

  /** Sends `signal` and waits until the process is gone; returns its exit code, `null` where a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = once(this.process, 'exit');
      this.process.kill(signal);
      await gone;
    }
    return this.process.exitCode;
  }

  fetch(path: string, init: RequestInit & { readonly key?: string } = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) {
      headers.set('authorization', `Bearer ${init.key ?? ADMIN_KEY}`);
    }
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.fetch(path);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async #isReady(): Promise<boolean> {
    for (const late = Date.now() + STARTING_MS; Date.now() < late;) {
      if (this.process.exitCode !== null || this.process.signalCode !== null) break;
      const port = LISTENING.exec(this.output())?.[1];
      if (port !== undefined) {
        this.#url = `http://127.0.0.1:${port}`;
        const signal = AbortSignal.timeout(STARTING_MS);
        const ready = await fetch(`${this.#url}/readyz`, { signal }).catch(() => null);
        if (ready?.ok === true) return true;
      }
      await pause(25);
    }
    return false;
  }
}
