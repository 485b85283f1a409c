import type {
  Credential,
  Holding,
  PeopleGroup,
  QualifiedIndividuals,
  RecordedFact,
  Tier,
} from '@app/domain';
import { isoDayOf, type IsoDay } from './days.js';
import type { PeopleFinding } from './findings.js';
import { markOn, ofType } from './known-facts.js';
import { mostPlacesFilled } from './matching.js';

/** Whether somebody holds a credential. */
export type Holder = (credential: Credential) => boolean;

/** The finding as callers see it, but for the assignment: there may be several largest ones, so it is left empty. */
export function peopleFinding(
  live: readonly RecordedFact[],
  tier: Tier,
  { id, alternatives }: QualifiedIndividuals,
  day: IsoDay,
): PeopleFinding {
  const holders = membersOn(live, day).map((individualId) => holderOn(live, individualId, day));
  const found = alternatives.map((groups, alternative) => {
    const required = groups.reduce((sum, { places }) => sum + places, 0);
    const actual = placesFilled(groups, holders);
    return { alternative, required, actual, shortBy: Math.max(0, required - actual) };
  });
  const least = Math.min(...found.map(({ shortBy }) => shortBy));
  const shown = found.find(({ shortBy }) => shortBy === least);
  if (shown === undefined) throw new Error(`${id} has no alternative`);
  const { alternative, ...figures } = shown;
  return {
    tier,
    id,
    kind: 'qualified-individuals',
    met: figures.shortBy === 0,
    ...figures,
    ...(alternatives.length > 1 ? { alternative } : {}),
    assignment: [],
  };
}

/** Groups `others` share one matching, in which nobody fills two places; each group `either` has one of its own. */
export function placesFilled(groups: readonly PeopleGroup[], holders: readonly Holder[]): number {
  const together = groups.filter(({ individuals }) => individuals === 'others');
  const alone = groups.filter(({ individuals }) => individuals === 'either');
  return [together, ...alone.map((group) => [group])]
    .map((matched) => {
      const fits = holders
        .map((holder) => matched.flatMap(({ holds }, n) => (isTrue(holds, holder) ? [n] : [])))
        .filter((some) => some.length > 0);
      return mostPlacesFilled(
        fits,
        matched.map(({ places }) => places),
      );
    })
    .reduce((sum, filled) => sum + filled, 0);
}

export function isTrue(holding: Holding, holder: Holder): boolean {
  if (!('of' in holding)) return holder(holding);
  return holding.of.filter((part) => isTrue(part, holder)).length >= holding.atLeast;
}

/** Every credential that is named, however deep. */
export function credentialsIn(holding: Holding): Credential[] {
  return 'of' in holding ? holding.of.flatMap(credentialsIn) : [holding];
}

/** Who is a member on `day`; who never joined is none. */
export function membersOn(live: readonly RecordedFact[], day: IsoDay): string[] {
  const marks = ofType(live, 'IndividualJoined', 'IndividualLeft');
  const individuals = new Set(marks.map((mark) => mark.data.individualId));
  return [...individuals].filter((individualId) => {
    const ofOne = marks.filter((mark) => mark.data.individualId === individualId);
    return markOn(ofOne, day)?.type === 'IndividualJoined';
  });
}

/** What the individual holds on `day`, member or not. */
export function holderOn(live: readonly RecordedFact[], individualId: string, day: IsoDay): Holder {
  const own = earnings(live).filter((one) => one.individualId === individualId);
  return (credential) =>
    own.some(
      (one) =>
        one.type === credential.type &&
        one.id === credential.id &&
        one.day <= day &&
        canBeEarnedOn(credential, one.day) &&
        (one.expiresOn === undefined || day < one.expiresOn) &&
        isAcceptedOn(credential, day),
    );
}

/** An exam that was passed, or a certification that was earned. */
interface Earned extends Pick<Credential, 'type' | 'id'> {
  readonly individualId: string;
  readonly day: IsoDay;
  readonly expiresOn?: IsoDay;
}

/** Every day asks the same facts for them, so they are kept beside the list of facts. */
const kept = new WeakMap<readonly RecordedFact[], readonly Earned[]>();

function earnings(live: readonly RecordedFact[]): readonly Earned[] {
  const found = kept.get(live) ?? [
    ...ofType(live, 'ExamPassed').map(({ data: { exam, passedOn, ...rest } }): Earned => ({
      ...rest,
      type: 'exam',
      id: exam,
      day: passedOn,
    })),
    ...ofType(live, 'CertificationEarned').map(
      ({ data: { certification, earnedOn, ...rest } }): Earned => ({
        ...rest,
        type: 'certification',
        id: certification,
        day: earnedOn,
      }),
    ),
  ];
  kept.set(live, found);
  return found;
}

/** What is earned on `day` may count: the first day it can be has come, and the first day it no longer can be has not. */
export function canBeEarnedOn({ availableFrom, retiredOn }: Credential, day: IsoDay): boolean {
  return (
    (availableFrom === null || isoDayOf(availableFrom) <= day) &&
    (retiredOn === null || day < isoDayOf(retiredOn))
  );
}

export function isAcceptedOn({ acceptedUntil }: Credential, day: IsoDay): boolean {
  return acceptedUntil === null || day < isoDayOf(acceptedUntil);
}
