import { Session } from 'node:inspector/promises';

const LOOK_MS = 1_500;
/** A process that computes for no more of its time is quiet. */
const QUIET_SHARE = 0.05;
/** What the heap may keep beside what it holds: a collection for less is not worth its pause. */
const SPARE_BYTES = 48_000_000;
/**
 * Lets the engine give memory back while the process has nothing to do: its room for new objects grows to 128 MB under load, and it keeps
 * that for as long as nobody asks for more. A collection takes 0.1 to 0.3 s and leaves little to spare, so that another one needs another
 * load. Goes on until the process ends, and does not keep it from that.
 */
export function givesSpareMemoryBack(): void {
  let cpu = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    const isQuiet = (user + system) / 1_000 < QUIET_SHARE * LOOK_MS;
    const { heapTotal, heapUsed } = process.memoryUsage();
    if (isQuiet && heapTotal - heapUsed > SPARE_BYTES) void collected();
  };
  setInterval(look, LOOK_MS).unref();
}

/** What a low-memory notification does in a browser; this is where Node.js offers it. */
async function collected(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
