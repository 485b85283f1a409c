import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';

/** Where Debian and others put what is not on the PATH. */
export const INSTALLED = '/usr/lib/postgresql';
const STARTING_MS = 60_000;

/** The folder of `initdb` and `postgres`, or `null` where this machine has none. */
export function postgresBinaries(): string | null {
  const installed = readdirOrNone(INSTALLED)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(INSTALLED, version, 'bin'));
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...installed];
  return (
    folders.find((folder) => ['initdb', 'postgres'].every((name) => runs(folder, name))) ?? null
  );
}

/** A PostgreSQL of our own, gone with its data after `stop`. Its default order of texts is that of English, as in many places. */
export class PostgresServer {
  #process: ChildProcess | null = null;
  readonly #settings: string[] = [];
  #made = 0;

  private constructor(
    private readonly binaries: string,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** With `tls`, both in PEM, it takes connections with and without. */
  static async start(tls?: {
    readonly key: string;
    readonly cert: string;
  }): Promise<PostgresServer> {
    const binaries = postgresBinaries();
    if (binaries === null) throw new Error('this machine has no PostgreSQL');
    const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'));
    const server = new PostgresServer(binaries, folder, await freePort());
    try {
      server.#initialize();
      if (tls !== undefined) server.#keepCertificate(tls);
      await server.launch();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** The address of a database; `postgres` is always there. */
  url(database = 'postgres'): string {
    return `postgres://assay@127.0.0.1:${this.port}/${database}`;
  }

  /** The address of a new and empty database. */
  async newDatabase(): Promise<string> {
    this.#made += 1;
    const name = `assay_${this.#made}`;
    await this.query(`create database ${name}`);
    return this.url(name);
  }

  /** What an operator would do, in `url` or in the database that is always there. */
  async query(statement: string, url = this.url()): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  /** Starts it, also where `halt` ended it. Resolves when it answers. */
  async launch(): Promise<void> {
    const said: string[] = [];
    const settings = [
      ...['fsync=off', 'full_page_writes=off', 'listen_addresses=127.0.0.1', 'max_connections=120'],
      ...[`port=${this.port}`, `unix_socket_directories=${this.folder}`, ...this.#settings],
    ].flatMap((setting) => ['-c', setting]);
    const [command, args] = unprivileged(join(this.binaries, 'postgres'), [
      ...['-D', this.#data],
      ...settings,
    ]);
    const child = spawn(command, args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      void (async () => {
        for await (const text of stream) said.push(String(text));
      })();
    }
    for (const late = Date.now() + STARTING_MS; Date.now() < late; await pause(25)) {
      if (child.exitCode !== null) break;
      const answers = await this.query('select 1').catch(() => null);
      if (answers !== null) return;
    }
    throw new Error(`PostgreSQL did not start:\n${said.join('')}`);
  }

  /** Ends it: `fast` breaks every connection and shuts down, `immediate` is a crash, `kill` one without a last word. */
  async halt(mode: 'fast' | 'immediate' | 'kill' = 'fast'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(({ fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const)[mode]);
    await gone;
  }

  async stop(): Promise<void> {
    await this.halt('immediate');
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  #keepCertificate({ key, cert }: { readonly key: string; readonly cert: string }): void {
    for (const [name, text] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
      const file = join(this.#data, name);
      writeFileSync(file, text, { mode: 0o600 });
      if (isRoot()) chownSync(file, NOBODY, NOBODY);
    }
    this.#settings.push('ssl=on');
  }

  #initialize(): void {
    // The process that runs as somebody else must get here.
    chmodSync(this.folder, 0o777);
    const order = ['--locale-provider=icu', '--icu-locale=en-US', '--locale=C.UTF-8'];
    const [command, args] = unprivileged(join(this.binaries, 'initdb'), [
      ...['-D', this.#data, '--no-sync', '--auth=trust', '--username=assay', '--encoding=UTF8'],
      ...order,
    ]);
    const { status, stderr, error } = spawnSync(command, args, {
      cwd: this.folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr}`);
  }
}

const isRoot = () => process.getuid?.() === 0;
/** Who has nothing, on every Linux. */
const NOBODY = 65_534;

/** PostgreSQL refuses to run as root; and whoever started it takes it along, however they end. */
function unprivileged(command: string, args: readonly string[]): [string, string[]] {
  const nobody = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const bound = ['--pdeathsig=QUIT', ...(isRoot() ? nobody : []), '--'];
  return ['setpriv', [...bound, command, ...args]];
}

function runs(folder: string, name: string): boolean {
  try {
    accessSync(join(folder, name), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function readdirOrNone(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
