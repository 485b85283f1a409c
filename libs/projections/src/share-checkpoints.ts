import { type Checkpoint, type Database, partitionOf, type Share } from '@app/database';
import { isBehindPosition } from '@app/event-store';

/**
 * Up to where a projection has read the log for its share of the organizations: one checkpoint for all of them, or, where they are shared out, one for each
 * partition, so that whoever takes one over goes on where the one before stopped.
 */
export class ShareCheckpoints {
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
    const [first = null, ...others] = this.positions.values();
    return others.reduce(
      (lowest, one) =>
        one === null || (lowest !== null && isBehindPosition(lowest, one)) ? one : lowest,
      first,
    );
  }

  /** Whether what happens to the organization at `position` is in the share, and not read yet. */
  isNews(organizationId: string, position: string): boolean {
    const all = this.positions.get(null);
    if (all !== undefined) return true;
    const read = this.positions.get(partitionOf(organizationId));
    return read !== undefined && isBehindPosition(position, read);
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

/** NOTE: it is stored. */
function nameOf(projection: string, part: number | null): string {
  return part === null ? projection : `${projection}/${part}`;
}
