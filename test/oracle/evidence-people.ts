import type { Credential, Holding, PeopleGroup, RecordedFact } from '@app/domain';
import { isoDayOf, type IsoDay } from './days.js';
import type { Ground, Obstacle } from './evidence.js';
import { ofType } from './known-facts.js';
import {
  canBeEarnedOn,
  credentialsIn,
  isAcceptedOn,
  isTrue,
  membersOn,
  type Holder,
} from './people.js';

/** An exam that was passed, or a certification that was earned. */
export interface Earned {
  readonly revision: number;
  readonly type: Credential['type'];
  readonly id: string;
  readonly day: IsoDay;
  readonly expiresOn: IsoDay | null;
}

/** What somebody ever earned, also what was retracted since. */
export function earnedBy(facts: readonly RecordedFact[], individualId: string): Earned[] {
  const own = ofType(facts, 'ExamPassed', 'CertificationEarned').filter(
    ({ data }) => data.individualId === individualId,
  );
  return own.map(({ revision, type, data }): Earned => {
    const expiresOn = data.expiresOn ?? null;
    return type === 'ExamPassed'
      ? { revision, type: 'exam', id: data.exam, day: data.passedOn, expiresOn }
      : { revision, type: 'certification', id: data.certification, day: data.earnedOn, expiresOn };
  });
}

/** Everybody a fact was ever about, with the revision of the last such fact. */
export function everybody(facts: readonly RecordedFact[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { data, revision } of ofType(
    facts,
    'IndividualJoined',
    'IndividualLeft',
    'ExamPassed',
    'CertificationEarned',
  ))
    last.set(data.individualId, revision);
  return last;
}

interface Supposing {
  /** Nothing runs out. */
  readonly lasting?: boolean;
  /** What is earned later is earned already. */
  readonly present?: boolean;
}

function holderWith(earned: readonly Earned[], day: IsoDay, suppose: Supposing = {}): Holder {
  return (credential) =>
    earned.some(
      (one) =>
        one.type === credential.type &&
        one.id === credential.id &&
        canBeEarnedOn(credential, one.day) &&
        (suppose.present === true || one.day <= day) &&
        (suppose.lasting === true ||
          ((one.expiresOn === null || day < one.expiresOn) && isAcceptedOn(credential, day))),
    );
}

/** Why somebody fills no place of these groups: the first reason that holds. */
export function reasonOf(
  individualId: string,
  groups: readonly PeopleGroup[],
  { recorded, live, day }: Ground,
): Obstacle {
  if (!membersOn(live, day).includes(individualId)) return 'not-a-member';
  const own = earnedBy(live, individualId);
  const fits = (holder: Holder): boolean => groups.some(({ holds }) => isTrue(holds, holder));
  if (fits(holderWith(own, day))) return 'place-filled';
  if (fits(holderWith(own, day, { lasting: true }))) return 'expired';
  if (fits(holderWith(own, day, { present: true }))) return 'not-yet';
  if (fits(holderWith(earnedBy(recorded, individualId), day))) return 'retracted';
  return 'incomplete';
}

/** Each pass that the groups speak of with the days on which it counts, and everything that keeps it from counting on this one. */
export function passPieces(
  individualId: string,
  groups: readonly PeopleGroup[],
  { recorded, live, day }: Ground,
): { readonly piece: object; readonly obstacles: readonly Obstacle[] }[] {
  const asked = credentialsOf(groups);
  const counting = new Set(earnedBy(live, individualId).map(({ revision }) => revision));
  return earnedBy(recorded, individualId).flatMap((one) => {
    const credential = asked.find(({ type, id }) => type === one.type && id === one.id);
    if (credential === undefined) return [];
    const ranOut =
      (one.expiresOn !== null && one.expiresOn <= day) || !isAcceptedOn(credential, day);
    const obstacles: Obstacle[] = [
      ...(counting.has(one.revision) ? [] : ['retracted' as const]),
      ...(canBeEarnedOn(credential, one.day) ? [] : ['outside-window' as const]),
      ...(one.day > day ? ['not-yet' as const] : []),
      ...(ranOut ? ['expired' as const] : []),
    ];
    const { revision, type, id, day: from, expiresOn } = one;
    const { acceptedUntil } = credential;
    const ends = [expiresOn, acceptedUntil === null ? null : isoDayOf(acceptedUntil)];
    const to = ends.filter((end) => end !== null).sort()[0] ?? null;
    return [{ piece: { revision, type, id, from, to }, obstacles }];
  });
}

/** The smallest sets of further credentials, each earned on the day, with which somebody would fit each group; `null` = none. */
export function fewestFurther(
  individualId: string,
  groups: readonly PeopleGroup[],
  { live, day }: Ground,
): (readonly (readonly Credential[])[] | null)[] {
  const own = earnedBy(live, individualId);
  const earnable = credentialsOf(groups).filter((one) => canBeEarnedOn(one, day));
  return groups.map(({ holds }) => {
    const enough = subsets(earnable).filter((some) => isTrue(holds, withFurther(own, some, day)));
    const least = Math.min(...enough.map(({ length }) => length));
    return enough.length === 0 ? null : enough.filter(({ length }) => length === least);
  });
}

function withFurther(own: readonly Earned[], some: readonly Credential[], day: IsoDay): Holder {
  const further = some.map(({ type, id }) => ({ revision: -1, type, id, day, expiresOn: null }));
  return holderWith([...own, ...further], day);
}

/** Every credential that the groups name, once. */
function credentialsOf(groups: readonly PeopleGroup[]): Credential[] {
  const all = groups.map(({ holds }): Holding => holds).flatMap(credentialsIn);
  return [...new Map(all.map((one) => [`${one.type} ${one.id}`, one])).values()];
}

function subsets<T>(all: readonly T[]): T[][] {
  const [first, ...rest] = all;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((some) => [some, [first, ...some]]);
}
