import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { figure } from './lines.js';
import { quantile } from './measuring.js';

/** Processor, cores, memory, how long the disk under `directory` takes to have 4 kB for sure, and Node, in one line. */
export function machineLine(directory: string): string {
  const [first] = cpus();
  const fsync = fsyncTimes(directory);
  return [
    first?.model.trim() ?? 'unknown processor',
    `${cpus().length} cores`,
    `${figure(totalmem() / 2 ** 30)} GiB`,
    `fsync of 4 kB: median ${figure(quantile(fsync, 0.5))} ms, p99 ${figure(quantile(fsync, 0.99))} ms`,
    `Node ${process.versions.node}`,
  ].join(' · ');
}

function fsyncTimes(directory: string): number[] {
  const file = openSync(join(directory, 'fsync'), 'w');
  try {
    return Array.from({ length: 200 }, () => {
      const start = performance.now();
      writeSync(file, Buffer.alloc(4_096, 1));
      fsyncSync(file);
      return performance.now() - start;
    });
  } finally {
    closeSync(file);
  }
}
