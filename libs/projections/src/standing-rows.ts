import type { OrganizationsTable, StandingsTable } from '@app/database';
import {
  type Day,
  editionOn,
  formatDay,
  type KnownFacts,
  nextChangeAfter,
  optionIdOf,
  type Program,
  tierOn,
  tiersOfEveryDay,
  valueOn,
} from '@app/domain';

/** What a row was made under; under anything else it is made again. */
export interface RowGround {
  readonly programs: readonly Program[];
  readonly today: Day;
  readonly timeZone: string;
}

/** One word for the editions in force: another edition, another word. */
export function editionsHash(programs: readonly Program[]): string {
  return programs
    .flatMap(({ editions }) => editions.map(({ contentHash }) => contentHash))
    .join(' ');
}

/** The directory's row of an organization. */
export function organizationRow(known: KnownFacts, today: Day): OrganizationsTable {
  return {
    organization_id: known.organizationId,
    name: known.name,
    market: valueOn(known.market, today),
    enrolled_on: formatDay(known.enrolledOn),
    revision: known.revision,
  };
}

/** A row for each option of today's editions. What each requirement finds is for whoever asks for the standing. */
export function standingRows(
  known: KnownFacts,
  { programs, today, timeZone }: RowGround,
): StandingsTable[] {
  const options = programs.flatMap((program) =>
    editionOn(program, today).options.map((option) => ({ program, option })),
  );
  const hash = editionsHash(programs);
  return options.map(({ program, option }, place) => {
    const optionId = optionIdOf(option);
    const tiers = tiersOfEveryDay(known, program, optionId);
    const { tier, since, lapsesOn } = tierOn(tiers, known, today);
    const nextChange = nextChangeAfter(known, programs, optionId, today);
    return {
      organization_id: known.organizationId,
      competency: option.competency,
      option: option.option,
      place,
      tier,
      since,
      lapses_on: lapsesOn,
      as_of: formatDay(today),
      next_change_on: nextChange === null ? null : formatDay(nextChange),
      editions_hash: hash,
      time_zone: timeZone,
      revision: known.revision,
    };
  });
}
