import type { Finding, Standing, Tier } from '@app/domain';
import { rankOf } from '@app/domain';
import type { StandingAnswer } from '@app/projections';
import { ExitCode } from '../exit-codes.js';
import { type Output, print, table } from '../output.js';
import { whileReading } from '../reading.js';
import type { Settings } from '../settings.js';
import { dayOption } from '../settings.js';
import { refused } from './refused.js';

export interface StandingOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly option?: string;
  readonly edition?: string;
  /** Exit code 1 unless every option shown attains this tier. */
  readonly require?: Tier;
}

export async function standing(
  organizationId: string,
  options: StandingOptions,
  settings: Settings,
  output: Output,
): Promise<ExitCode> {
  const { require, ...asked } = options;
  dayOption('as-of', asked.asOf);
  return await whileReading(settings, async ({ questions }) => {
    const { answer, refusal } = await questions.standing({ organizationId, ...asked });
    if (refusal !== undefined) return refused(refusal);
    print(output, answer, renderStanding);
    const lacking =
      require !== undefined && answer.standings.some(({ tier }) => rankOf(tier) < rankOf(require));
    return lacking ? ExitCode.findings : ExitCode.good;
  });
}

/** The answer for people to read. */
export function renderStanding({
  organizationId,
  asOf,
  knownAt,
  standings,
}: StandingAnswer): string {
  const heading =
    `${organizationId} on ${asOf}, ` +
    `as known at revision ${knownAt.revision} (${knownAt.recordedAt})`;
  return [heading, ...standings.map(renderOption)].join('\n\n');
}

function renderOption({
  competency,
  option,
  tier,
  since,
  lapsesOn,
  requirements,
}: Standing): string {
  const run =
    since === null ? 'not enrolled yet' : `since ${since}, lapses ${lapsesOn ?? 'never as known'}`;
  return [
    `${competency}/${option}: ${tier ?? 'no tier'} (${run})`,
    table(requirements.map((finding) => ['  ', ...findingCells(finding)])),
  ].join('\n');
}

function findingCells(finding: Finding): string[] {
  const currency = finding.kind === 'rolling-revenue' ? ' USD' : '';
  return [
    finding.met ? 'met' : 'not met',
    finding.tier,
    finding.id,
    `${finding.actual} of ${finding.required}${currency}`,
    finding.met ? '' : `short by ${finding.shortBy}${currency}`,
  ];
}
