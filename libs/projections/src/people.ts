import { type Day, formatDay, isWithin, type KnownFacts, type KnownIndividual } from '@app/domain';

/** An individual as known on a day, by their pseudonymous id. */
export interface Person {
  readonly individualId: string;
  /** Whether they are a member on the day. */
  readonly member: boolean;
  /** In order; `to` is exclusive, `null` = without end. */
  readonly membership: readonly { readonly from: string; readonly to: string | null }[];
  /** Exams and certifications, by id and then by the day. */
  readonly passes: readonly PersonalPass[];
}

export interface PersonalPass {
  readonly type: 'exam' | 'certification';
  readonly id: string;
  readonly passedOn: string;
  /** First day on which it does not count; `null` = none. */
  readonly expiresOn: string | null;
  /** Of the fact. */
  readonly revision: number;
}

export interface PeopleQuery {
  /** Those behind this id; absent = from the first. */
  readonly after?: string;
  readonly limit: number;
  /** Everybody who is known, and every pass; else the members of the day with the passes that count on it. */
  readonly all?: boolean;
}

/** Individuals by id, at most `limit`; `next` is the `after` of the next page, where there is one, and `total` counts all pages. */
export function peopleOn(
  known: KnownFacts,
  day: Day,
  { after = '', limit, all = false }: PeopleQuery,
): { readonly individuals: Person[]; readonly total: number; readonly next?: string } {
  const asked = known.individuals.filter(({ membership }) => all || isWithin(membership, day));
  const behind = asked.filter(({ individualId }) => individualId > after);
  const page = behind.slice(0, limit);
  const last = page.at(-1);
  return {
    individuals: page.map((individual) => personOn(individual, day, all)),
    total: asked.length,
    ...(behind.length > limit && last !== undefined ? { next: last.individualId } : {}),
  };
}

function personOn(
  { individualId, membership, passes }: KnownIndividual,
  day: Day,
  all: boolean,
): Person {
  const shown = passes.filter(({ from, to }) => all || (from <= day && day < to));
  return {
    individualId,
    member: isWithin(membership, day),
    membership: membership.map(({ from, to }) => ({ from: formatDay(from), to: dayOrNull(to) })),
    passes: shown
      .map(({ type, credential, from, to, revision }) => ({
        type,
        id: credential,
        passedOn: formatDay(from),
        expiresOn: dayOrNull(to),
        revision,
      }))
      .sort((a, b) => (a.id === b.id ? (a.passedOn < b.passedOn ? -1 : 1) : a.id < b.id ? -1 : 1)),
  };
}

function dayOrNull(day: Day): string | null {
  return day === Infinity ? null : formatDay(day);
}
