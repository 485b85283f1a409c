import { daysBetween } from '../language/written.js';
import type { Individual } from './asked.js';
import {
  type AskedRequirement,
  type Credential,
  type FilledPlace,
  isHeld,
  keyOf,
  placesOf,
} from './asked-for.js';
import type { PeopleSearch, Shown } from './search.js';

/** A credential that counts on the day. */
export interface Held {
  /** First day on which it does not count; `null` = none is foreseen. */
  readonly until: string | null;
  readonly isSoon: boolean;
}

export interface PersonRow {
  readonly person: Individual;
  /** By the key of a credential: what counts on the day. */
  readonly held: ReadonlyMap<string, Held>;
  /** By the key of a requirement: the places that the person fills. */
  readonly places: ReadonlyMap<string, readonly FilledPlace[]>;
  /** By the key of a requirement: the credentials of which one alone would make the person fit a place that they do not fit now. */
  readonly completing: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether a tier falls when they leave. */
  readonly isNeeded: boolean;
}

interface Ground {
  readonly individuals: readonly Individual[];
  readonly requirements: readonly AskedRequirement[];
  /** Who must not leave. */
  readonly needed: ReadonlySet<string>;
  readonly asOf: string;
  /** How many days before an end it is soon. */
  readonly soonDays: number;
}

/** Each individual against each requirement. */
export function personRows(ground: Ground): PersonRow[] {
  const { individuals, requirements, needed } = ground;
  const credentials = new Map(
    requirements.flatMap((each) => each.credentials).map((each) => [keyOf(each), each]),
  );
  const places = requirements.map((each) => [each.key, placesOf(each)] as const);
  return individuals.map((person) => {
    const held = heldBy(person, credentials, ground);
    const { individualId, member } = person;
    return {
      person,
      held,
      places: new Map(
        places.flatMap(([key, of]) => {
          const filled = of.get(individualId);
          return filled === undefined ? [] : [[key, filled] as const];
        }),
      ),
      completing: member ? completingFor(held, requirements) : new Map(),
      isNeeded: needed.has(individualId),
    };
  });
}

function heldBy(
  { passes }: Individual,
  credentials: ReadonlyMap<string, Credential>,
  { asOf, soonDays }: Ground,
): Map<string, Held> {
  const held = new Map<string, Held>();
  for (const pass of passes) {
    const key = keyOf(pass);
    const rules = credentials.get(key);
    const until = earlier(pass.expiresOn, rules?.acceptedUntil ?? null);
    if (asOf < pass.passedOn || (until !== null && until <= asOf)) continue;
    if (rules !== undefined && !isEarnedInTime(pass.passedOn, rules)) continue;
    const before = held.get(key);
    // Of several passes of the same the one that counts longest tells until when.
    if (before !== undefined && (before.until === null || (until ?? '9') <= before.until)) continue;
    held.set(key, { until, isSoon: until !== null && daysBetween(asOf, until) <= soonDays });
  }
  return held;
}

function isEarnedInTime(on: string, { availableFrom, retiredOn }: Credential): boolean {
  return (availableFrom === null || availableFrom <= on) && (retiredOn === null || on < retiredOn);
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function completingFor(
  held: ReadonlyMap<string, Held>,
  requirements: readonly AskedRequirement[],
): Map<string, ReadonlySet<string>> {
  const completing = new Map<string, ReadonlySet<string>>();
  for (const { key, tiers, credentials } of requirements) {
    const open = tiers
      .flatMap(({ requirement }) => requirement.alternatives.flat())
      .filter(({ holds }) => !isHeld(holds, (each) => held.has(each)));
    const found = credentials.map(keyOf).filter((further) => {
      const has = (each: string) => each === further || held.has(each);
      return !held.has(further) && open.some(({ holds }) => isHeld(holds, has));
    });
    if (found.length > 0) completing.set(key, new Set(found));
  }
  return completing;
}

const SHOWS: Readonly<Record<Shown, (row: PersonRow) => boolean>> = {
  places: ({ places }) => places.size > 0,
  completes: ({ completing }) => completing.size > 0,
  expiring: ({ held }) => [...held.values()].some(({ isSoon }) => isSoon),
  needed: ({ isNeeded }) => isNeeded,
  nothing: ({ held }) => held.size === 0,
};

/** Those who are asked for, in the order that is asked for. */
export function chosenRows(rows: readonly PersonRow[], search: PeopleSearch): PersonRow[] {
  const { find = '', show, order } = search;
  const part = find.toLocaleLowerCase();
  const chosen = rows.filter((row) => {
    const { individualId, name = '' } = row.person;
    const isNamed = `${name}\n${individualId}`.toLocaleLowerCase().includes(part);
    return isNamed && (show === undefined || SHOWS[show](row));
  });
  const byId = new Intl.Collator('en', { numeric: true });
  chosen.sort((a, b) => byId.compare(a.person.individualId, b.person.individualId));
  // Sorting is stable: equals stay in the order of their ids.
  if (order !== undefined) chosen.sort((a, b) => rankBy(order, a) - rankBy(order, b));
  return chosen;
}

/** Who holds it or fills a place first, then who would by it alone, then the others. */
function rankBy(column: string, { held, places, completing }: PersonRow): number {
  if (places.has(column)) return 0;
  const found = held.get(column);
  if (found !== undefined) return found.isSoon ? 0 : 1;
  return [...completing.values()].some((each) => each.has(column)) ? 2 : 3;
}
