import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../api/client.js';
import { useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { day, money } from '../language/written.js';
import { useNames } from '../parts/names.js';
import type { Tier } from '../parts/tier-badge.js';
import { pathQuery } from './asked.js';
import { useOrganizationText } from './words.js';

interface NextStepsProps {
  readonly organizationId: string;
  readonly standing: Schemas['Standing'];
}

/** What to do next, a sentence each: to keep the tier beyond its lapse, and to reach the one above. */
export function NextSteps({ organizationId, standing }: NextStepsProps) {
  const text = useOrganizationText();
  const { competency, option: name, tier, lapsesOn, requirements } = standing;
  const option = `${competency}/${name}`;
  const above = (['silver', 'gold'] as const).find(
    (each) => isAbove(each, tier) && requirements.some((finding) => finding.tier === each),
  );
  const isKept = tier !== null && lapsesOn === null;
  return (
    <div className="next-steps">
      {tier !== null && lapsesOn !== null && (
        <NextStep {...{ organizationId, option, tier }} keptOn={lapsesOn} />
      )}
      {above !== undefined && <NextStep {...{ organizationId, option }} tier={above} />}
      {above === undefined && isKept && <p>{text('organization.nothingToDo')}</p>}
    </div>
  );
}

function isAbove(tier: Tier, held: Tier | null): boolean {
  return held === null || (held === 'silver' && tier === 'gold');
}

interface NextStepProps {
  readonly organizationId: string;
  readonly option: string;
  readonly tier: Tier;
  /** The day on which the tier would be lost; absent = it is to be reached. */
  readonly keptOn?: string;
}

function NextStep({ organizationId, option, tier, keptOn }: NextStepProps) {
  const text = useOrganizationText();
  const common = useCommonText();
  const locale = useLocale();
  const asked = useAskedTime();
  const time = keptOn === undefined ? asked : { ...asked, asOf: keptOn };
  const { data: path } = useQuery(pathQuery(organizationId, { option, tier }, time));
  const steps = useSteps(path, keptOn !== undefined);
  const named = common(`tier.${tier}`);
  const lead =
    keptOn === undefined
      ? text('organization.toReach', { tier: named })
      : text('organization.toKeep', { tier: named, day: day(locale, keptOn) });
  if (steps === null) return <p className="next-step muted">{lead} …</p>;
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (
    <p className="next-step">
      <strong>{lead}</strong>{' '}
      {steps.length === 0 ? text('organization.nothingNeeded') : `${list.format(steps)}.`}
    </p>
  );
}

/** More people than these are counted and not named. */
const NAMED = 2;

/** What a path asks for, a clause each; `null` while it is on its way. Where the day is named already, until when the sum is enough is not. */
function useSteps(
  path: Schemas['Path'] | undefined,
  isDayNamed: boolean,
): readonly string[] | null {
  const text = useOrganizationText();
  const locale = useLocale();
  const { requirement: named } = useNames();
  if (path === undefined) return null;
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const passes = passesOf(path);
  const revenue = path.revenue.map(({ requirement, shortBy, before }) => {
    const values = { amount: money(locale, shortBy, 'USD'), requirement: named(requirement) };
    return before === null || isDayNamed
      ? text('organization.step.revenue', values)
      : text('organization.step.revenueBefore', { ...values, day: day(locale, before) });
  });
  return [
    ...revenue,
    ...(passes.size > NAMED
      ? [text('organization.step.passes', { people: passes.size, exams: count(passes) })]
      : [...passes].map(([individual, exams]) =>
          text('organization.step.pass', { individual, exams: list.format(exams) }),
        )),
    ...(path.people === 0 ? [] : [text('organization.step.people', { people: path.people })]),
    ...(path.other ?? []).map(({ id }) =>
      text('organization.step.other', { requirement: named(id) }),
    ),
    ...(path.impossible ?? []).map((id) =>
      text('organization.step.impossible', { requirement: named(id) }),
    ),
  ];
}

/** By person: what each has to pass. */
function passesOf({ exams, certifications = [] }: Schemas['Path']): Map<string, string[]> {
  const all = [
    ...exams.map(({ individualId, exam }) => ({ individualId, id: exam })),
    ...certifications.map(({ individualId, certification }) => ({
      individualId,
      id: certification,
    })),
  ];
  const passes = new Map<string, string[]>();
  for (const { individualId, id } of all) {
    passes.set(individualId, [...(passes.get(individualId) ?? []), id]);
  }
  return passes;
}

function count(passes: ReadonlyMap<string, readonly string[]>): number {
  return [...passes.values()].reduce((sum, exams) => sum + exams.length, 0);
}
