/** Runs one row in a process of its own, so that no row leaves its garbage or its compiled code to the next one. */
import type { Line } from './support/lines.js';
import type { Bench, Row } from './support/row.js';

interface Task extends Pick<Bench, 'scale' | 'rounds' | 'seed' | 'dist' | 'directory'> {
  readonly row: string;
}

export type Told = { readonly line: Line } | { readonly done: true };

process.once('message', (task: Task) => {
  void (async () => {
    const { row } = (await import(`./rows/${task.row}.js`)) as { row: Row };
    await row({
      ...task,
      size: (full, least = 1) => Math.max(least, Math.round(full * task.scale)),
      report: (line) => tell({ line }),
    });
    tell({ done: true });
    process.disconnect();
  })();
});

function tell(told: Told): void {
  process.send?.(told);
}
