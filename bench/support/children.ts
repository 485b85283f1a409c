import type { ChildProcess } from 'node:child_process';

/** Ends `child` when this process ends, however that comes about: nothing that was measured goes on by itself. */
export function endsWithUs(child: ChildProcess): void {
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}
