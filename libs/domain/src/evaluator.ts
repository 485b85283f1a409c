import { type Day, formatDay } from './business-day.js';
import { heldIn } from './competencies.js';
import { editionOn } from './editions.js';
import type { KnownFacts } from './known-facts.js';
import { type Edition, type Option, optionIdOf, type Program } from './program.js';
import { findingOf } from './requirements/evaluate.js';
import type { Standing } from './standing.js';
import { tierOn, tiersOfEveryDay } from './tiers.js';

/**
 * The standing in every option of the editions in force on `asOf`, in the editions' order; `optionId` (`competency/option`)
 * leaves one.
 */
export function standingsOn(
  known: KnownFacts,
  programs: readonly Program[],
  asOf: Day,
  optionId?: string,
): Standing[] {
  return programs.flatMap((program) => {
    const edition = editionOn(program, asOf);
    return edition.options
      .filter((option) => optionId === undefined || optionIdOf(option) === optionId)
      .map((option) => standingIn(known, program, edition, option, asOf));
  });
}

function standingIn(
  known: KnownFacts,
  program: Program,
  edition: Edition,
  option: Option,
  asOf: Day,
): Standing {
  return {
    competency: option.competency,
    option: option.option,
    ...tierOn(tiersOfEveryDay(known, program, optionIdOf(option)), known, asOf),
    edition: {
      id: edition.id,
      effectiveFrom: edition.effectiveFrom === null ? null : formatDay(edition.effectiveFrom),
      contentHash: edition.contentHash,
    },
    ...heldIn(known, program, option.competency, asOf),
    requirements: option.tiers.flatMap((rules) =>
      rules.requirements.map((requirement) => findingOf(requirement, rules.tier, known, asOf)),
    ),
  };
}
