import type { Day } from './business-day.js';
import { editionOn, optionIdsOf } from './editions.js';
import type { Tier } from './facts/fields.js';
import type { KnownFacts } from './known-facts.js';
import { membershipOn } from './memberships.js';
import { type Edition, optionIdOf, type Program, rankOf } from './program.js';
import type { CompetencyStanding, HeldMembership } from './standing.js';
import { always, combined, type Steps, valueOn } from './steps.js';
import { tierOn, tiersOfEveryDay } from './tiers.js';

/** What is attained in every competency of the editions in force on `asOf`, in the editions' order. */
export function competenciesOn(
  known: KnownFacts,
  programs: readonly Program[],
  asOf: Day,
): CompetencyStanding[] {
  return programs.flatMap((program) => {
    const edition = editionOn(program, asOf);
    const ids = new Set(edition.options.map(({ competency }) => competency));
    return [...ids].map((competency) => competencyOn(known, program, edition, competency, asOf));
  });
}

/** The badge that was bought in a competency; `null` where no purchase is known. */
export function heldIn(
  known: KnownFacts,
  program: Program,
  competency: string,
  asOf: Day,
): HeldMembership | null {
  const purchases = known.purchases(competency);
  if (purchases.length === 0) return null;
  const { anniversary } = editionOn(program, asOf).policies;
  return membershipOn(purchases, anniversary, competencyTiers(known, program, competency), asOf);
}

function competencyOn(
  known: KnownFacts,
  program: Program,
  edition: Edition,
  competency: string,
  asOf: Day,
): CompetencyStanding {
  const tiers = competencyTiers(known, program, competency);
  const attained = tierOn(tiers, known, asOf);
  const attainedBy = edition.options
    .filter((option) => option.competency === competency)
    .map(optionIdOf)
    .filter(
      (id) =>
        attained.tier !== null &&
        valueOn(tiersOfEveryDay(known, program, id), asOf) === attained.tier,
    );
  return {
    competency,
    ...attained,
    attainedBy,
    ...heldIn(known, program, competency, asOf),
  };
}

/** Of several options, any attains the competency: the highest of their tiers, for every day. */
function competencyTiers(
  known: KnownFacts,
  program: Program,
  competency: string,
): Steps<Tier | null> {
  return optionIdsOf([program])
    .filter((id) => id.startsWith(`${competency}/`))
    .map((id) => tiersOfEveryDay(known, program, id))
    .reduce(
      (highest, one) => combined(highest, one, (a, b) => (rankOf(a) < rankOf(b) ? b : a)),
      always<Tier | null>(null),
    );
}
