import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** How a command ended, and what it wrote. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built `assay` command to its end, in a process of its own. */
export async function assay(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<Ran> {
  const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
  });
  const ended = new Promise<number | null>((exited) => child.once('exit', exited));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
