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
  held,
  renewalOpensOn,
  atRiskAtRenewal,
  requirements,
}: Standing): string {
  const run =
    since === null ? 'not enrolled yet' : `since ${since}, lapses ${lapsesOn ?? 'never as known'}`;
  return [
    `${competency}/${option}: ${tier ?? 'no tier'} (${run})`,
    ...(renewalOpensOn === undefined
      ? []
      : [renderMembership(held, renewalOpensOn, atRiskAtRenewal)]),
    table(requirements.flatMap((finding) => findingRows(finding))),
  ].join('\n');
}

function renderMembership(
  held: Standing['held'],
  renewalOpensOn: string | null,
  atRisk: boolean | undefined,
): string {
  if (renewalOpensOn === null) return '  no badge is held';
  const badge = held === null ? 'no badge is held' : `the ${held ?? ''} badge is held`;
  const risk = atRisk === true ? '; as known, it cannot be renewed then' : '';
  return `  ${badge}; its renewal opens on ${renewalOpensOn}${risk}`;
}

/** A finding, with those of its parts further in. */
function findingRows(finding: Finding, indent = '  '): string[][] {
  const row = [indent, finding.met ? 'met' : 'not met', finding.tier, finding.id];
  switch (finding.kind) {
    case 'organization-attribute':
      return [[...row, `${finding.actual ?? 'nothing'} of ${finding.required.join(' or ')}`, '']];
    case 'all-of':
    case 'any-of':
      return [
        [...row, `${finding.actual} of ${finding.required}`, ''],
        ...finding.requirements.flatMap((part) => findingRows(part, `${indent}  `)),
      ];
    default: {
      const currency = finding.kind === 'rolling-revenue' ? ' USD' : '';
      return [
        [
          ...row,
          `${finding.actual} of ${finding.required}${currency}`,
          finding.met ? '' : `short by ${finding.shortBy}${currency}`,
        ],
      ];
    }
  }
}
