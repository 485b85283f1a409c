import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { endsWithUs } from './children.js';
import type { PeerMissing } from './lines.js';

/** How the plain Nest service keeps what it was sent. */
export const STORES = {
  emmett: 'Nest + ValidationPipe + emmett-sqlite',
  'emmett-kept-open': 'the same, connection kept open',
  rows: 'Nest + ValidationPipe + one row a commit',
} as const;

export type StoreName = keyof typeof STORES;

export interface NestPeer {
  readonly url: string;
  stop(): Promise<void>;
}

const peers = createRequire(new URL('../peers/package.json', import.meta.url));

export async function startNest(
  store: StoreName,
  directory: string,
): Promise<NestPeer | PeerMissing> {
  const name = STORES[store];
  if (store !== 'rows') {
    try {
      peers.resolve('@event-driven-io/emmett-sqlite');
    } catch {
      return {
        name,
        missing: 'not installed; `npm i --prefix bench/peers --ignore-scripts=false` brings it',
      };
    }
  }
  const child: ChildProcess = fork(new URL('../peers/nest-service.ts', import.meta.url), {
    execArgv: ['--import', new URL('../hooks.mjs', import.meta.url).href],
    env: { ...process.env, STORE: store, DIRECTORY: directory },
    stdio: ['ignore', 2, 'inherit', 'ipc'],
  });
  endsWithUs(child);
  const told = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const { url } = told[0] as { url?: string };
  if (url === undefined) throw new Error(`${name} did not start`);
  return {
    url,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
