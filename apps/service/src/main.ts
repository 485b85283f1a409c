import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  closeRuntime,
  configFrom,
  givesSpareMemoryBack,
  openRuntime,
  ProgramsWatch,
  type Runtime,
  startProgram,
  stopProgram,
  unknownVariables,
  Worker,
} from '@app/hosting';
import { Recorder } from '@app/recording';
import { KeyRing } from './auth/key-ring.js';
import { Shutdown } from './http/shutdown.js';
import { serving } from './serving.js';

/** How long requests under way may go on once the service is told to stop. */
const GRACE_MS = 15_000;
/** Their connections are closed this long after that. */
const LAST_ANSWERS_MS = 3_000;

async function start(): Promise<void> {
  const runtime = await openRuntime(configFrom(process.env));
  try {
    await serve(runtime);
  } catch (error) {
    await closeRuntime(runtime);
    throw error;
  }
}

async function serve(runtime: Runtime): Promise<void> {
  const shutdown = new Shutdown();
  const app = await serving(runtime, shutdown);
  for (const warning of unknownVariables(process.env)) runtime.log.warn(warning);
  // Before anybody can learn that the service is there, and stop it.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void stopProgram(() => stop(app, shutdown, runtime));
    });
  }
  const { host, port, works } = runtime.config;
  await app.listen({ host, port });
  app.get(ProgramsWatch).start();
  if (works) app.get(Worker).start();
  givesSpareMemoryBack();
  // Made last: a key that could not be shown would be lost.
  announce(app, await app.get(KeyRing).makeFirstKey());
}

function announce(app: NestFastifyApplication, firstKey: string | null): void {
  const { address, family, port } = app.getHttpServer().address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const lines = [
    `Assay listens on http://${host}:${port} (that is the page; the API: http://${host}:${port}/docs)`,
    ...(firstKey === null ? [] : [`Administrator's key, shown this once: ${firstKey}`]),
    `To load the demonstration, from another terminal: ASSAY_URL=http://${host}:${port} ASSAY_API_KEY=<key> npm run demo`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Takes nothing more, lets requests under way end, writes what there is to write, and lets go. */
async function stop(
  app: NestFastifyApplication,
  shutdown: Shutdown,
  runtime: Runtime,
): Promise<void> {
  shutdown.begin(GRACE_MS);
  const server = app.getHttpServer();
  const lastResort = setTimeout(() => {
    server.closeAllConnections();
  }, GRACE_MS + LAST_ANSWERS_MS);
  await app.close();
  clearTimeout(lastResort);
  await app.get(ProgramsWatch).stop();
  await app.get(Worker).stop();
  try {
    await app.get(Recorder).keepDecisions();
  } finally {
    await closeRuntime(runtime);
  }
}

await startProgram('Assay could not start.', start);
