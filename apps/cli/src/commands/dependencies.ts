import type { WouldLapse } from '@app/domain';
import type { DependenciesAnswer } from '@app/projections';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReading } from '../reading.js';
import { dayOption, type Settings } from '../settings.js';
import { refused } from './refused.js';

export interface DependenciesOptions {
  readonly asOf?: string;
  readonly until?: string;
  readonly knownAt?: string;
  readonly edition?: string;
}

/** Which member or customer breaks which tier by leaving, and what expires soon. */
export async function dependenciesCommand(
  organizationId: string,
  options: DependenciesOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  dayOption('as-of', options.asOf);
  dayOption('until', options.until);
  return await whileReading(settings, async ({ reasons }) => {
    const { answer, refusal } = await reasons.dependencies({ organizationId, ...options });
    if (refusal !== undefined) return refused(refusal);
    print(output, answer, renderDependencies);
    return ExitCode.good;
  });
}

function renderDependencies(answer: DependenciesAnswer): string {
  const { asOf, until, members, customers, expiring } = answer;
  return [
    section(
      `without this member from ${asOf} on:`,
      members.flatMap(({ individualId, lapses }) => rowsOf(individualId, lapses)),
      'no tier depends on a single member',
    ),
    section(
      `without this customer's bookings from ${asOf} on:`,
      customers.flatMap(({ customerId, lapses }) => rowsOf(customerId, lapses)),
      'no tier depends on a single customer',
    ),
    section(
      `expires before ${until}:`,
      expiring.map(({ individualId, id, on }) => [individualId, id, on]),
      'nothing that is asked for expires',
    ),
  ].join('\n\n');
}

function section(heading: string, rows: readonly (readonly string[])[], none: string): string {
  return rows.length === 0
    ? `${heading} ${none}`
    : `${heading}\n${table(rows.map((row) => ['', ...row]))}`;
}

function rowsOf(who: string, lapses: readonly WouldLapse[]): string[][] {
  return lapses.map(({ option, fromTier, toTier, on }) => [
    who,
    option,
    `${toTier ?? 'no tier'} instead of ${fromTier ?? 'none'}`,
    `on ${on}`,
  ]);
}
