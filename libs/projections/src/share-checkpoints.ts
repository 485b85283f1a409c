import { type Checkpoint, type Database, partitionOf, type Share } from '@app/database';
import { isBehindPosition } from '@app/event-store';

/**
 * Up to where a projection has read the log for its share of the organizations: one checkpoint for all of them, or, where they are shared out, one for each
 * partition, so that whoever takes one over goes on where the one before stopped.
 */
export class ShareCheckpoints {
  /** Nothing of the share has been read from here on. */
  #isBehindAll = false;

  private constructor(
    private readonly projection: string,
    private readonly positions: Map<number | null, string | null>,
  ) {}

  /** `projection` is its identity for ever: its checkpoints are kept under it. */
  static async load(
    { db }: Pick<Database, 'db'>,
    projection: string,
    { partitions }: Pick<Share, 'partitions'>,
  ): Promise<ShareCheckpoints> {
    const parts = partitions === null ? [null] : [...partitions];
    const names = parts.map((part) => nameOf(projection, part));
    const rows = await db
      .selectFrom('checkpoints')
      .selectAll()
      .where('projection', 'in', [projection, ...names])
      .execute();
    const kept = new Map(rows.map((row) => [row.projection, row.position]));
    // What a single process read, it read for all of them.
    const common = kept.get(projection) ?? null;
    return new ShareCheckpoints(
      projection,
      new Map(parts.map((part) => [part, kept.get(nameOf(projection, part)) ?? common])),
    );
  }

  /** Everything up to here has been read for the whole share; `null` = nothing, or the share is empty. */
  get lowest(): string | null {
    return lowestOf([...this.positions.values()]);
  }

  /** Whether what happens at `position` to an organization in this part of the share is not read yet. To be asked in the order of the log. */
  isNews(part: number | null, position: string): boolean {
    const read = this.positions.get(part);
    if (read === undefined) return false;
    // Once for all of the log behind: comparing costs more than the rest of what is done of an event.
    this.#isBehindAll ||= [...this.positions.values()].every((one) =>
      isBehindPosition(position, one),
    );
    return this.#isBehindAll || isBehindPosition(position, read);
  }

  /** What is to be stored when everything up to `position` has been: a partition that was read further stays where it is. */
  upTo(position: string): Checkpoint[] {
    return [...this.positions]
      .filter(([, read]) => isBehindPosition(position, read))
      .map(([part]) => ({ projection: nameOf(this.projection, part), position }));
  }

  /** To be called when that is stored. */
  advance(position: string): void {
    for (const [part, read] of this.positions) {
      if (isBehindPosition(position, read)) this.positions.set(part, position);
    }
  }
}

/** The part of the share that the organization is in: `null` where it is one, `undefined` where the organization is not in it. */
export function partOf(
  organizationId: string,
  { partitions }: Pick<Share, 'partitions'>,
): number | null | undefined {
  if (partitions === null) return null;
  const part = partitionOf(organizationId);
  return partitions.has(part) ? part : undefined;
}

/** NOTE: it is stored. */
function nameOf(projection: string, part: number | null): string {
  return part === null ? projection : `${projection}/${part}`;
}

/** The one that all the others are not before; `null` = the beginning of the log, also where there are none. */
export function lowestOf(positions: readonly (string | null)[]): string | null {
  const [first = null, ...others] = positions;
  return others.reduce(
    (lowest, one) =>
      one === null || (lowest !== null && isBehindPosition(lowest, one)) ? one : lowest,
    first,
  );
}
