import { assert } from './assert.js';
import { type Day, FIRST_DAY } from './business-day.js';
import { type Edition, type Option, optionIdOf, type Program } from './program.js';
import { type Steps, StepsBuilder } from './steps.js';

/** The edition in force on `day`: the last that began by then. The first one also speaks for the days before it. */
export function editionOn({ id, editions }: Program, day: Day): Edition {
  const inForce = editions.findLast(
    ({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= day,
  );
  const edition = inForce ?? editions[0];
  assert(edition !== undefined, `program ${id} has no edition`);
  return edition;
}

/** Programs do not change; what is asked of them with every fact is worked out once. */
const optionsByDay = new WeakMap<Program, Map<string, Steps<Option | null>>>();

/** An option's rules on every day; `null` on the days whose edition does not have it. */
export function optionOfEveryDay(program: Program, optionId: string): Steps<Option | null> {
  const kept = optionsByDay.get(program) ?? new Map<string, Steps<Option | null>>();
  optionsByDay.set(program, kept);
  const known = kept.get(optionId);
  if (known !== undefined) return known;
  const options = new StepsBuilder<Option | null>();
  const firstDays = program.editions.map(({ effectiveFrom }) => effectiveFrom ?? FIRST_DAY);
  for (const day of [FIRST_DAY, ...firstDays]) {
    const edition = editionOn(program, day);
    options.set(day, edition.options.find((option) => optionIdOf(option) === optionId) ?? null);
  }
  const built = options.build();
  kept.set(optionId, built);
  return built;
}

/** The program that has `optionId` in one of its editions; one of them must. */
export function programOf(programs: readonly Program[], optionId: string): Program {
  const program = programs.find((candidate) =>
    optionOfEveryDay(candidate, optionId).some(({ value }) => value !== null),
  );
  assert(program !== undefined, `no program has the option ${optionId}`);
  return program;
}

/** Every option that the programs have in any edition, in order of first appearance. */
export function optionIdsOf(programs: readonly Program[]): string[] {
  const ids = programs.flatMap(({ editions }) =>
    editions.flatMap(({ options }) => options.map(optionIdOf)),
  );
  return [...new Set(ids)];
}

/** The programs as if the edition with this content hash were the only one of its program; `null` = no edition has it. */
export function underEdition(
  programs: readonly Program[],
  contentHash: string,
): readonly Program[] | null {
  const pinned = programs.flatMap((program) =>
    program.editions
      .filter((edition) => edition.contentHash === contentHash)
      .map((edition) => ({ ...program, editions: [edition] })),
  );
  return pinned.length === 0 ? null : pinned;
}
