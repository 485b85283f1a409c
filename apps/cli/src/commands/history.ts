import type { TierInterval } from '@app/domain';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReading } from '../reading.js';
import { dayOption, type Settings } from '../settings.js';
import { refused } from './refused.js';

export interface HistoryOptions {
  readonly option: string;
  readonly from?: string;
  readonly to?: string;
  readonly knownAt?: string;
  readonly edition?: string;
}

export async function history(
  organizationId: string,
  options: HistoryOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  dayOption('from', options.from);
  dayOption('to', options.to);
  return await whileReading(settings, async ({ questions }) => {
    const { answer, refusal } = await questions.history({ organizationId, ...options });
    if (refusal !== undefined) return refused(refusal);
    print(output, answer, ({ intervals }) => renderIntervals(intervals));
    return ExitCode.good;
  });
}

function renderIntervals(intervals: readonly TierInterval[]): string {
  return table([
    ['from', 'to (exclusive)', 'tier'],
    ...intervals.map(({ from, to, tier }) => [from, to ?? 'open', tier ?? 'none']),
  ]);
}
