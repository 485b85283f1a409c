import { type Edition, editionOn, FIRST_DAY, optionIdOf, type Program } from '@app/domain';
import { editionSayings, requirementSayings, type Said } from './edition-words.js';

/** A value that one text has and another has not, or has otherwise. */
export interface TextChange {
  /** The edition or, behind it, the option with the tiers and the requirement. */
  readonly where: string;
  readonly what: string;
  /** `null` = it is not there. */
  readonly old: Said | null;
  readonly new: Said | null;
}

/**
 * What the texts say differently, citations and readings aside. An edition is compared with the old one of its name; one that is
 * new with the edition that it follows.
 */
export function textChanges(old: readonly Program[], present: readonly Program[]): TextChange[] {
  const ids = new Set([...old, ...present].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const [before, after] = [old, present].map((programs) => programs.find((one) => one.id === id));
    return changesOfProgram(before, after);
  });
}

/** The edition of a program that another edition is to be compared with: that of its name, else the one that it follows. */
export function counterpartOf(program: Program, { id, effectiveFrom }: Edition): Edition {
  return (
    program.editions.find((edition) => edition.id === id) ??
    editionOn(program, effectiveFrom ?? FIRST_DAY)
  );
}

function changesOfProgram(old: Program | undefined, present: Program | undefined): TextChange[] {
  const compared = new Set<Edition>();
  const changes = (present?.editions ?? []).flatMap((edition, place) => {
    const sameName = old?.editions.find(({ id }) => id === edition.id);
    const follows = present?.editions[place - 1];
    const base =
      sameName ?? follows ?? (old === undefined ? undefined : counterpartOf(old, edition));
    if (base !== undefined) compared.add(base);
    return changesOfEdition(base, edition);
  });
  const gone = (old?.editions ?? []).filter((edition) => !compared.has(edition));
  return [...changes, ...gone.flatMap((edition) => changesOfEdition(edition, undefined))];
}

function changesOfEdition(old: Edition | undefined, present: Edition | undefined): TextChange[] {
  const id = present?.id ?? old?.id ?? '';
  // Of an edition that stands alone, all is new or gone: its requirements say so one by one, its lists would only repeat them.
  const ofEdition =
    old === undefined || present === undefined
      ? [{ where: id, what: 'edition', old: old?.id ?? null, new: present?.id ?? null }]
      : differing(id, new Map(editionSayings(old)), new Map(editionSayings(present)));
  const options = [sayingsOfOptions(old), sayingsOfOptions(present)] as const;
  const wheres = new Set(options.flatMap((sayings) => [...sayings.keys()]));
  const ofOptions = [...wheres].flatMap((where) => {
    const [before, after] = options.map((sayings) => sayings.get(where));
    return changesOfRequirement(where, before, after);
  });
  return [
    ...ofEdition,
    ...tiersTogether(ofOptions).map((one) => ({ ...one, where: `${id} ${one.where}` })),
  ];
}

type Sayings = ReadonlyMap<string, Said>;

/** By option, requirement and tier. */
function sayingsOfOptions(edition: Edition | undefined): Map<string, Sayings> {
  return new Map(
    edition?.options.flatMap((option) =>
      option.tiers.flatMap(({ tier, requirements }) =>
        requirements.map((requirement) => [
          `${optionIdOf(option)} ${requirement.id} ${tier}`,
          new Map(requirementSayings(requirement, edition.policies)),
        ]),
      ),
    ),
  );
}

function changesOfRequirement(
  where: string,
  old: Sayings | undefined,
  present: Sayings | undefined,
): TextChange[] {
  if (old !== undefined && present !== undefined) return differing(where, old, present);
  const whole = (sayings: Sayings | undefined) =>
    sayings === undefined
      ? null
      : [...sayings].map(([what, said]) => `${what} ${wordsOf(said)}`).join('; ');
  return [{ where, what: 'requirement', old: whole(old), new: whole(present) }];
}

function differing(where: string, old: Sayings, present: Sayings): TextChange[] {
  const whats = new Set([...old.keys(), ...present.keys()]);
  return [...whats].flatMap((what) => {
    const change = { where, what, old: old.get(what) ?? null, new: present.get(what) ?? null };
    return same(change.old, change.new) ? [] : [change];
  });
}

/** What both tiers of a requirement have changed in the same way is one change. */
function tiersTogether(changes: readonly TextChange[]): TextChange[] {
  const together = new Map<string, { change: TextChange; option: string; tiers: string[] }>();
  for (const change of changes) {
    const [option = '', requirement = '', tier = ''] = change.where.split(' ');
    const key = JSON.stringify([option, requirement, change.what, change.old, change.new]);
    const one = together.get(key) ?? { change, option: `${option} ${requirement}`, tiers: [] };
    one.tiers.push(tier);
    together.set(key, one);
  }
  return [...together.values()].map(({ change, option, tiers }) => ({
    ...change,
    where: `${option} (${tiers.join(', ')})`,
  }));
}

function same(a: Said | null, b: Said | null): boolean {
  const comparable = (said: Said | null) =>
    JSON.stringify(Array.isArray(said) ? [...(said as readonly string[])].sort() : said);
  return comparable(a) === comparable(b);
}

export function wordsOf(said: Said): string {
  return typeof said === 'string' ? said : said.join(', ');
}
