import type { Day } from './business-day.js';
import type { Pass } from './facts-index.js';
import { type DayInterval, type DayIntervals, isWithin, union } from './intervals.js';
import type { AtLeast, Credential, Holding, PeopleGroup } from './program.js';

/** The days on which somebody with these passes holds what is asked, member or not. */
export function daysHeld(holding: Holding, passes: readonly Pass[]): DayIntervals {
  if (!isCredential(holding)) return daysOfAtLeast(holding, passes);
  return union(
    passes.filter((pass) => isOf(pass, holding)).map((pass) => daysOfPass(pass, holding)),
  );
}

export function isCredential(holding: Holding): holding is Credential {
  return 'id' in holding;
}

/** Every credential that holdings name, each once. */
function credentialsOf(holdings: readonly Holding[]): Credential[] {
  const all = holdings.flatMap((holding) =>
    isCredential(holding) ? [holding] : credentialsOf(holding.of),
  );
  return [...new Map(all.map((credential) => [keyOfCredential(credential), credential])).values()];
}

/** Every credential that lists of groups name, each once. */
export function credentialsOfGroups(lists: readonly (readonly PeopleGroup[])[]): Credential[] {
  return credentialsOf(lists.flat().map(({ holds }) => holds));
}

/** Exams and certifications are apart, whatever their ids. */
export function keyOfCredential({ type, id }: Pick<Credential, 'type' | 'id'>): string {
  return `${type} ${id}`;
}

/** Whether the pass is one of the credential, earned while the program offered it. */
export function isOf(pass: Pass, { type, id, availableFrom, retiredOn }: Credential): boolean {
  return (
    pass.type === type &&
    pass.credential === id &&
    (availableFrom === null || availableFrom <= pass.from) &&
    (retiredOn === null || pass.from < retiredOn)
  );
}

/** The days on which a pass counts; none (`from >= to`) where it never does. */
export function daysOfPass(pass: Pass, { acceptedUntil }: Credential): DayInterval {
  return { from: pass.from, to: Math.min(pass.to, acceptedUntil ?? Infinity) };
}

/** Whether a pass is one of the credential and counts on `day`. */
export function countsOn(pass: Pass, credential: Credential, day: Day): boolean {
  return isOf(pass, credential) && isWithin([daysOfPass(pass, credential)], day);
}

/** Whether a credential can be earned on `day`, and counts then. */
export function canBeEarnedOn(
  { availableFrom, retiredOn, acceptedUntil }: Credential,
  day: Day,
): boolean {
  return (
    (availableFrom === null || availableFrom <= day) &&
    (retiredOn === null || day < retiredOn) &&
    (acceptedUntil === null || day < acceptedUntil)
  );
}

function daysOfAtLeast({ atLeast, of }: AtLeast, passes: readonly Pass[]): DayIntervals {
  const parts = of.map((part) => daysHeld(part, passes));
  if (atLeast === 1) return union(parts.flat());
  const changes = new Map<Day, number>();
  for (const { from, to } of parts.flat()) {
    changes.set(from, (changes.get(from) ?? 0) + 1);
    changes.set(to, (changes.get(to) ?? 0) - 1);
  }
  let held = 0;
  const enough: DayInterval[] = [];
  const ordered = [...changes].sort(([a], [b]) => a - b);
  for (const [place, [from, change]] of ordered.entries()) {
    held += change;
    const to = ordered[place + 1]?.[0] ?? from;
    if (held >= atLeast) enough.push({ from, to });
  }
  return union(enough);
}
