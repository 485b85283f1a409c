import type { Change } from './heard-changes.js';

/** A fact that the directory does not show for so long is told of without it, and once more when it does. */
const PATIENCE_MS = 500;
/** Facts that cannot be read are never shown. */
const GIVEN_UP_MS = 30_000;
const AT_ONCE = 500;

interface Unseen {
  revision: number;
  /** Up to which revision it was told without the directory. */
  told: number;
  waitsSince: number;
  movedAt: number;
}

/** Up to which revisions facts were recorded that the directory may not show yet. Times are milliseconds of one clock. */
export class UnseenRevisions {
  readonly #unseen = new Map<string, Unseen>();

  get isEmpty(): boolean {
    return this.#unseen.size === 0;
  }

  add(organizationId: string, revision: number, now: number): void {
    const unseen = this.#unseen.get(organizationId);
    if (unseen === undefined) {
      this.#unseen.set(organizationId, { revision, told: -1, waitsSince: now, movedAt: now });
    } else if (revision > unseen.revision) {
      if (unseen.told === unseen.revision) unseen.waitsSince = now;
      unseen.revision = revision;
      unseen.movedAt = now;
    }
  }

  /** The organizations to look for now, those that wait longest first. */
  next(): string[] {
    return [...this.#unseen.keys()].slice(0, AT_ONCE);
  }

  /** Which of the organizations `asked` there is something to tell of, when the directory shows them up to the revisions `shown`. */
  tellable(asked: readonly string[], shown: ReadonlyMap<string, number>, now: number): Change[] {
    const changes: Change[] = [];
    for (const organizationId of asked) {
      const unseen = this.#unseen.get(organizationId);
      if (unseen === undefined) continue;
      const { revision, told, waitsSince, movedAt } = unseen;
      const seen = shown.get(organizationId) ?? -1;
      const isDue = revision > told && now - waitsSince >= PATIENCE_MS;
      if (seen >= revision || isDue) changes.push({ organizationId, revision });
      this.#unseen.delete(organizationId);
      if (seen >= revision || now - movedAt >= GIVEN_UP_MS) continue;
      // Behind the others.
      this.#unseen.set(
        organizationId,
        isDue ? { ...unseen, told: revision, waitsSince: now } : unseen,
      );
    }
    return changes;
  }
}
