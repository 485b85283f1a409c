const FACTS_PER_SNAPSHOT = 10_000;
/** Of a large snapshot a sixteenth has to be new: else writing it again and again would cost more than the facts themselves. */
const SHARE_PER_SNAPSHOT = 1 / 16;

/** Whether an organization at `revision` is to have a snapshot, where the last one is of `saved` (-1 = there is none). */
export function isSnapshotDue(
  revision: number,
  saved: number,
  factsPerSnapshot: number = FACTS_PER_SNAPSHOT,
): boolean {
  return revision - saved >= Math.max(factsPerSnapshot, revision * SHARE_PER_SNAPSHOT);
}

/** The same where there is time for one, and the next start may be asked to decide at once: however large it is. */
export function isSnapshotDueAtTheEnd(
  revision: number,
  saved: number,
  factsPerSnapshot: number = FACTS_PER_SNAPSHOT,
): boolean {
  return revision - saved >= factsPerSnapshot;
}
