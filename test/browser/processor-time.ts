import { existsSync, readFileSync } from 'node:fs';
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

/** Where other guests of the machine took so much of the processors, no time tells of the page. */
const STOLEN_SHARE = 0.05;
const atFirst = ticks();

/** More wants to run than there are processors, or others take them: how long something takes then says nothing of the page. */
export function isBusy(): boolean {
  const now = ticks();
  const isStolen = now.stolen - atFirst.stolen > STOLEN_SHARE * (now.all - atFirst.all);
  return isStolen || (loadavg()[0] ?? 0) > availableParallelism();
}

/** Of all processors since the machine began, where Linux tells. */
function ticks(): { readonly stolen: number; readonly all: number } {
  if (!existsSync('/proc/stat')) return { stolen: 0, all: 0 };
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const counts = line.split(/\s+/).slice(1, 9).map(Number);
  return { stolen: counts[7] ?? 0, all: counts.reduce((sum, count) => sum + count, 0) };
}
