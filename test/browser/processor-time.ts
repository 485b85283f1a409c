import { availableParallelism, loadavg } from 'node:os';
import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds that the thread itself was on a processor. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Milliseconds for which the page's own thread was on a processor during `act`: what else the machine does is not in them. */
export async function processorTime(page: Page, act: () => Promise<void>): Promise<number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel'] });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const { traceEvents } = trace;
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && pages.has(thread(event)),
  );
  if (tasks.length === 0) throw new Error('the trace has no task of the page');
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}

/** More wants to run than there are processors: how long something takes then says nothing of the page. */
export function isBusy(): boolean {
  return (loadavg()[0] ?? 0) > availableParallelism();
}
