import type { OrganizationsTable, StandingsTable } from '@app/database';
import {
  type Day,
  formatDay,
  type KnownFacts,
  nextChangeAfter,
  type Program,
  standingsOn,
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

/** A row for each option of today's editions. */
export function standingRows(
  known: KnownFacts,
  { programs, today, timeZone }: RowGround,
): StandingsTable[] {
  return standingsOn(known, programs, today).map((standing, place) => {
    const optionId = `${standing.competency}/${standing.option}`;
    const nextChange = nextChangeAfter(known, programs, optionId, today);
    return {
      organization_id: known.organizationId,
      competency: standing.competency,
      option: standing.option,
      place,
      tier: standing.tier,
      since: standing.since,
      lapses_on: standing.lapsesOn,
      as_of: formatDay(today),
      next_change_on: nextChange === null ? null : formatDay(nextChange),
      editions_hash: editionsHash(programs),
      time_zone: timeZone,
      revision: known.revision,
    };
  });
}
