import {
  type Day,
  dayOf,
  type Finding,
  formatDay,
  type KnownFacts,
  optionIdsOf,
  type Program,
  type Standing,
  standingsOn,
  type Tier,
  tierIntervals,
  type TierInterval,
} from '@app/domain';

/** What an option is under one of two sets of programs. */
export interface OptionUnder {
  readonly tier: Tier | null;
  /** `null` before the enrolment, and where the programs do not have the option on the day. */
  readonly since: string | null;
  readonly lapsesOn: string | null;
  /** The first day after `asOf` on which the tier is another one. */
  readonly next: { readonly on: string; readonly tier: Tier | null } | null;
}

/** A requirement that finds something else. `null` = there is no such requirement. */
export interface FindingDifference {
  readonly tier: Tier;
  /** Of a part of another one `requirement/part`. */
  readonly id: string;
  readonly old: Finding | null;
  readonly new: Finding | null;
}

export interface OptionDifference {
  /** `competency/option`. */
  readonly option: string;
  readonly old: OptionUnder;
  readonly new: OptionUnder;
  /** The first day from `asOf` on with another tier; `null` = the tier is the same on every one. */
  readonly differsFrom: string | null;
  /** Of `differsFrom`, else of `asOf`. */
  readonly findings: readonly FindingDifference[];
}

/** What every option of an organization is from `asOf` on under `old` programs and under `present` ones. */
export function standingDifferences(
  known: KnownFacts,
  old: readonly Program[],
  present: readonly Program[],
  asOf: Day,
): OptionDifference[] {
  const options = new Set([...optionIdsOf(old), ...optionIdsOf(present)]);
  return [...options].map((option) => {
    const [before, after] = [old, present].map((programs) =>
      tiersFrom(known, programs, option, asOf),
    );
    const differsFrom = firstDifference(before ?? [], after ?? []);
    const day = differsFrom === null ? asOf : dayOf(differsFrom);
    return {
      option,
      old: optionUnder(known, old, option, asOf, before ?? []),
      new: optionUnder(known, present, option, asOf, after ?? []),
      differsFrom,
      findings: findingDifferences(
        findingsOn(known, old, option, day),
        findingsOn(known, present, option, day),
      ),
    };
  });
}

/** Programs that do not have the option attain nothing in it. */
function tiersFrom(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  asOf: Day,
): TierInterval[] {
  return optionIdsOf(programs).includes(option)
    ? tierIntervals(known, programs, option, asOf, null)
    : [{ from: formatDay(asOf), to: null, tier: null }];
}

/** Days as text are in the order of the calendar. */
function firstDifference(a: readonly TierInterval[], b: readonly TierInterval[]): string | null {
  const days = [...a, ...b].map(({ from }) => from).sort();
  const tierOn = (intervals: readonly TierInterval[], day: string) =>
    intervals.findLast(({ from }) => from <= day)?.tier ?? null;
  return days.find((day) => tierOn(a, day) !== tierOn(b, day)) ?? null;
}

function optionUnder(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  asOf: Day,
  [now, next]: readonly TierInterval[],
): OptionUnder {
  const standing = standingOn(known, programs, option, asOf);
  return {
    tier: now?.tier ?? null,
    since: standing?.since ?? null,
    lapsesOn: standing?.lapsesOn ?? null,
    next: next === undefined ? null : { on: next.from, tier: next.tier },
  };
}

function findingsOn(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  day: Day,
): readonly Finding[] {
  return standingOn(known, programs, option, day)?.requirements ?? [];
}

function standingOn(
  known: KnownFacts,
  programs: readonly Program[],
  option: string,
  day: Day,
): Standing | undefined {
  return standingsOn(known, programs, day, option)[0];
}

function findingDifferences(
  old: readonly Finding[],
  present: readonly Finding[],
): FindingDifference[] {
  const [before, after] = [old, present].map((findings) => new Map(findings.flatMap(withParts)));
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...keys].flatMap((key) => {
    const one = { old: before?.get(key) ?? null, new: after?.get(key) ?? null };
    const { tier } = one.old ?? one.new ?? {};
    if (tier === undefined || figuresOf(one.old) === figuresOf(one.new)) return [];
    return [{ tier, id: key.slice(tier.length + 1), ...one }];
  });
}

/** A finding and, behind it, those of its parts, by tier and path. */
function withParts(finding: Finding): (readonly [key: string, finding: Finding])[] {
  const parts = 'requirements' in finding ? finding.requirements.flatMap(withParts) : [];
  const inner = parts.map(
    ([key, part]) =>
      [`${finding.tier} ${finding.id}/${key.slice(part.tier.length + 1)}`, part] as const,
  );
  return [[`${finding.tier} ${finding.id}`, finding], ...inner];
}

/** Who fills which place is of no consequence: of two assignments of one size either may be found. */
function figuresOf(finding: Finding | null): string {
  if (finding === null) return '';
  const { kind, met, required, actual } = finding;
  return JSON.stringify([kind, met, required, actual]);
}
