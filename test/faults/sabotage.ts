import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** A change of a compiled module that breaks a promise of the program it is part of. */
export interface Sabotage {
  readonly name: string;
  /** Below the folder of the compiled modules. */
  readonly file: string;
  /** Each text once, and what it becomes. */
  readonly changes: readonly (readonly [from: string, to: string])[];
}

export const ACKNOWLEDGES_BEFORE_COMMIT: Sabotage = {
  name: 'a build that acknowledges before it commits',
  file: 'libs/event-store/src/sqlite-log-file.js',
  changes: [
    [
      "this.#prepare('BEGIN IMMEDIATE').run();",
      "if (!this.connection.inTransaction) this.#prepare('BEGIN IMMEDIATE').run();",
    ],
    [
      "this.#prepare('COMMIT').run();",
      "setTimeout(() => this.connection.inTransaction && this.#prepare('COMMIT').run(), 1_000);",
    ],
  ],
};

export const ACKNOWLEDGES_BEFORE_APPEND: Sabotage = {
  name: 'a build that acknowledges before EventStoreDB does',
  file: 'libs/event-store/src/eventstoredb-event-store.js',
  changes: [
    [
      'await onLeader(() => this.#send(stream, expected, data));',
      'setTimeout(() => void onLeader(() => this.#send(stream, expected, data)).catch(() => undefined), 1_000);',
    ],
  ],
};

/** The pause is longer than a kill waits behind an alert: it always comes in the middle of the next page. */
export const CHECKPOINTS_BEFORE_ROWS: Sabotage = {
  name: 'a build that stores a checkpoint before its rows',
  file: 'libs/alerting/src/delivery/alerts-projection.js',
  changes: [
    [
      'const read = page.flatMap(',
      `await this.options.database.db.insertInto('checkpoints').values({ projection: CHECKPOINT, position })
         .onConflict((conflict) => conflict.column('projection').doUpdateSet({ position })).execute();
       await new Promise((wake) => setTimeout(wake, 1_500));
       const read = page.flatMap(`,
    ],
  ],
};

export const DOES_NOT_WAIT_FOR_THE_DISK: Sabotage = {
  name: 'a build whose log does not wait for the disk',
  file: 'libs/event-store/src/sqlite-format.js',
  changes: [["'synchronous = FULL'", "'synchronous = NORMAL'"]],
};

/** A copy of the built program, made again with `sabotage` in it, for as long as `use` takes. Rejects where the text to change is not there once. */
export async function withSabotaged<T>(
  built: string,
  { file, changes }: Sabotage,
  use: (built: string) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'assay-sabotaged-'));
  try {
    const copy = join(directory, 'dist');
    cpSync(built, copy, { recursive: true });
    // What the program finds beside its folder.
    const root = resolve(built, '..');
    for (const name of ['node_modules', 'libs', 'package.json']) {
      symlinkSync(join(root, name), join(directory, name));
    }
    const module = join(copy, 'modules', file);
    let text = readFileSync(module, 'utf8');
    for (const [from, to] of changes) {
      const parts = text.split(from);
      if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${from}`);
      text = parts.join(to);
    }
    writeFileSync(module, text);
    const bundler = join(root, 'node_modules/rolldown/bin/cli.mjs');
    const bundling = [bundler, '--config', join(root, 'rolldown.config.js')];
    await promisify(execFile)(process.execPath, bundling, { cwd: directory });
    return await use(copy);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
