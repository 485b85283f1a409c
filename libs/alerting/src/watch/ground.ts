import { sha256, type WatchesTable } from '@app/database';
import { optionIdsOf, type Program, programOf } from '@app/domain';

/** What the watch judges by. Another ground, another look. */
export interface Ground {
  readonly programs: readonly Program[];
  /** The program of every option (`competency/option`) of any edition. */
  readonly options: ReadonlyMap<string, Program>;
  readonly timeZone: string;
  /** How many days before a lapse it is announced. */
  readonly leads: readonly number[];
  /** Content hashes. */
  readonly editions: readonly string[];
  readonly key: GroundKey;
}

/** A ground as it is stored beside what was looked at by it. */
export type GroundKey = Pick<WatchesTable, 'editions_sha256' | 'time_zone' | 'leads'>;

export function groundOf(
  programs: readonly Program[],
  timeZone: string,
  leads: readonly number[],
): Ground {
  const editions = programs.flatMap((program) =>
    program.editions.map(({ contentHash }) => contentHash),
  );
  const options = new Map(
    optionIdsOf(programs).map((optionId) => [optionId, programOf(programs, optionId)]),
  );
  const key = { editions_sha256: hashOf(editions), time_zone: timeZone, leads: leads.join() };
  return { programs, options, timeZone, leads, editions, key };
}

/** One word for editions by their content hashes. */
export function hashOf(editions: readonly string[]): string {
  return sha256(editions.join(' '));
}

export function isSameGround(a: GroundKey, b: GroundKey): boolean {
  return (
    a.editions_sha256 === b.editions_sha256 && a.time_zone === b.time_zone && a.leads === b.leads
  );
}
