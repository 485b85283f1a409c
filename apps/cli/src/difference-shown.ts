import type { Finding, Tier } from '@app/domain';
import {
  type FindingDifference,
  type OptionDifference,
  type OptionUnder,
  type TextChange,
  wordsOf,
} from '@app/programs';
import { table } from './output.js';

/** What two sets of programs mean for one organization. */
export interface OrganizationDifference {
  readonly organizationId: string;
  readonly asOf: string;
  readonly knownAt: { readonly revision: number; readonly recordedAt: string };
  /** Whether any option has another tier on `asOf` or on a later day. */
  readonly changes: boolean;
  readonly options: readonly OptionDifference[];
}

/** The changes of texts for people to read, under the edition or requirement that they are in. */
export function renderTextChanges(changes: readonly TextChange[]): string {
  if (changes.length === 0) {
    return 'no difference in the rules (citations, readings and names are not compared)';
  }
  const byPlace = Map.groupBy(changes, ({ where }) => where);
  return [...byPlace]
    .map(([where, there]) =>
      [where, ...there.map((change) => `    ${changeWords(change)}`)].join('\n'),
    )
    .join('\n');
}

function changeWords({ what, old, new: present }: TextChange): string {
  if (Array.isArray(old) && Array.isArray(present)) {
    const gone = (old as string[]).filter((word) => !(present as string[]).includes(word));
    const added = (present as string[]).filter((word) => !(old as string[]).includes(word));
    return [
      `${what}:`,
      ...(gone.length === 0 ? [] : [`without ${gone.join(', ')}`]),
      ...(gone.length > 0 && added.length > 0 ? ['and'] : []),
      ...(added.length === 0 ? [] : [`with ${added.join(', ')}`]),
    ].join(' ');
  }
  if (old === null) return `${what} is new: ${wordsOf(present ?? '')}`;
  if (present === null) return `${what} is gone: ${wordsOf(old)}`;
  return `${what}: ${wordsOf(present)} instead of ${wordsOf(old)}`;
}

export function renderOrganizations(
  organizations: readonly OrganizationDifference[],
  summary: { readonly organizations: number; readonly changed: number },
  unreadable: readonly string[],
): string {
  return [
    ...organizations.map(renderOrganization),
    [
      `${summary.changed} of ${summary.organizations} organizations would have another tier, now or later as known`,
      ...(unreadable.length === 0 ? [] : [`not readable: ${unreadable.join(', ')}`]),
    ].join('; '),
  ].join('\n\n');
}

function renderOrganization({
  organizationId,
  asOf,
  knownAt,
  options,
}: OrganizationDifference): string {
  return [
    `${organizationId} on ${asOf}, as known at revision ${knownAt.revision} (${knownAt.recordedAt})`,
    ...options.map((option) => renderOption(option, asOf)),
  ].join('\n');
}

function renderOption(difference: OptionDifference, asOf: string): string {
  const { option, old, new: present, differsFrom, findings } = difference;
  if (differsFrom === null) {
    const same = `${option}: ${tierWords(old.tier)}, as before`;
    return findings.length === 0
      ? same
      : [`${same}, though these find something else`, findingTable(findings)].join('\n');
  }
  // What decides the tier stands first where only that has changed; the rest is in the JSON.
  const deciding = findings.filter((one) => one.old?.met !== one.new?.met);
  const because = deciding.length > 0 ? deciding : findings;
  return [
    `${option}: ${verdict(difference, asOf)}`,
    `    under the old text: ${underWords(old)}`,
    `    under the new text: ${underWords(present)}`,
    `    because on ${differsFrom}`,
    findingTable(because),
  ].join('\n');
}

function verdict({ old, new: present, differsFrom }: OptionDifference, asOf: string): string {
  return differsFrom === asOf
    ? `under the new text it would be ${tierWords(present.tier)} instead of ${tierWords(old.tier)}`
    : `${tierWords(old.tier)} as before, and from ${String(differsFrom)} on another tier than under the old text`;
}

function underWords({ tier, since, lapsesOn, next }: OptionUnder): string {
  return [
    tierWords(tier),
    ...(since === null ? [] : [`since ${since}`]),
    next === null ? 'with no change as known' : `${tierWords(next.tier)} from ${next.on}`,
    ...(lapsesOn === null || lapsesOn === next?.on ? [] : [`lapses ${lapsesOn}`]),
  ].join(', ');
}

function findingTable(findings: readonly FindingDifference[]): string {
  return table(
    findings.map(({ tier, id, old, new: present }) => [
      '     ',
      tier,
      id,
      `was ${findingWords(old)}`,
      `would be ${findingWords(present)}`,
    ]),
  );
}

function findingWords(finding: Finding | null): string {
  if (finding === null) return 'not asked for';
  const met = finding.met ? 'met' : 'not met';
  if (finding.kind === 'organization-attribute') {
    return `${met}: ${finding.actual ?? 'nothing'} of ${finding.required.join(' or ')}`;
  }
  const currency = finding.kind === 'rolling-revenue' ? ' USD' : '';
  return `${met}: ${finding.actual} of ${finding.required}${currency}`;
}

function tierWords(tier: Tier | null): string {
  return tier ?? 'no tier';
}
