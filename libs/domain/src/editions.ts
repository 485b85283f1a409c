import { assert } from './assert.js';
import { type Day, FIRST_DAY } from './business-day.js';
import { onceFor } from './once-for.js';
import { type Edition, type Option, optionIdOf, type Program } from './program.js';
import { always, type Steps, StepsBuilder } from './steps.js';

/** The edition in force on `day`: the last that began by then. The first one also speaks for the days before it. */
export function editionOn({ id, editions }: Program, day: Day): Edition {
  const inForce = editions.findLast(
    ({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= day,
  );
  const edition = inForce ?? editions[0];
  assert(edition !== undefined, `program ${id} has no edition`);
  return edition;
}

/** An option's rules on every day; `null` on the days whose edition does not have it. */
export function optionOfEveryDay(program: Program, optionId: string): Steps<Option | null> {
  return optionsOfEveryDay(program).get(optionId) ?? NOWHERE;
}

const NOWHERE: Steps<Option | null> = always(null);

const optionsOfEveryDay = onceFor((program: Program): ReadonlyMap<string, Steps<Option | null>> => {
  const firstDays = program.editions.map(({ effectiveFrom }) => effectiveFrom ?? FIRST_DAY);
  return new Map(
    optionIdsOf([program]).map((optionId) => {
      const options = new StepsBuilder<Option | null>();
      for (const day of [FIRST_DAY, ...firstDays]) {
        const edition = editionOn(program, day);
        options.set(day, edition.options.find((option) => optionIdOf(option) === optionId) ?? null);
      }
      return [optionId, options.build()];
    }),
  );
});

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
