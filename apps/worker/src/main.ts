import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import {
  closeRuntime,
  ConfigRefused,
  configFrom,
  Damage,
  openRuntime,
  ProgramsWatch,
  type Runtime,
  snapshotWarnings,
  startProgram,
  stopProgram,
  unknownVariables,
  Work,
  Worker,
  WorkMetrics,
} from '@app/hosting';
import { databaseSnapshots, FactsCache } from '@app/projections';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { healthServer } from './health.js';

async function start(): Promise<void> {
  const config = configFrom(process.env);
  if (config.databaseUrl === undefined) {
    throw new ConfigRefused(
      'A worker shares the work through PostgreSQL: set ASSAY_EVENT_STORE and ASSAY_DATABASE_URL. On embedded read models the service does it all',
    );
  }
  const runtime = await openRuntime(config, 'worker');
  try {
    await work(runtime);
  } catch (error) {
    await closeRuntime(runtime);
    throw error;
  }
}

async function work(runtime: Runtime): Promise<void> {
  const { store, database, programs, log, presence, config } = runtime;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = new WorkMetrics(registry);
  const damage = new Damage(log, metrics);
  const { damaged, missed } = snapshotWarnings(log);
  const snapshots = databaseSnapshots(database, damaged);
  const facts = new FactsCache({ store, snapshots, onSnapshotMissed: missed });
  const parts = { runtime, facts, damage, metrics, log, now: Date.now, random: Math.random };
  const todo = new Work(parts);
  const worker = new Worker({ database, presence, work: todo.during, metrics, log });
  const editions = new ProgramsWatch(programs, metrics, log);
  let isStopping = false;
  const server = healthServer({ ...parts, registry, isStopping: () => isStopping });
  for (const warning of unknownVariables(process.env)) log.warn(warning);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      isStopping = true;
      void stopProgram(() => stop({ server, worker, editions, runtime }));
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(config.port, config.host, resolve);
  });
  editions.start();
  worker.start();
  const { address, port } = server.address() as AddressInfo;
  process.stdout.write(`An Assay worker runs; it says how it is on ${address}, port ${port}\n`);
}

/** Ends what is under way, and lets go of what it shares: others go on at once. */
async function stop({
  server,
  worker,
  editions,
  runtime,
}: {
  readonly server: Server;
  readonly worker: Worker;
  readonly editions: ProgramsWatch;
  readonly runtime: Runtime;
}): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await editions.stop();
  await worker.stop();
  await closeRuntime(runtime);
  server.closeAllConnections();
}

await startProgram('The Assay worker could not start.', start);
