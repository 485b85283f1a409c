/** A fact whose liveness changes. */
export interface LivenessChange {
  readonly revision: number;
  readonly live: boolean;
}

/**
 * Which recorded facts count, and since which revision: retractions take a fact out, reinstatements bring it back, and each is
 * itself a fact that may be retracted. Facts are named by their revision.
 */
export class Liveness {
  /** Revisions at which a fact's liveness changed, ascending; a fact without an entry has always been live. */
  readonly #changes = new Map<number, number[]>();
  /** The retractions and reinstatements of a fact, ascending. */
  readonly #verdicts = new Map<number, LivenessVerdict[]>();
  /** The fact that a retraction or reinstatement is about. */
  readonly #targets = new Map<number, number>();

  #isEveryFactLive = true;

  /** Whether nothing was ever retracted, as of most organizations. */
  get isEveryFactLive(): boolean {
    return this.#isEveryFactLive;
  }

  /** Whether the fact counts when everything up to `knownAt` (inclusive) is known. */
  isLive(revision: number, knownAt = Number.POSITIVE_INFINITY): boolean {
    // Asked of every fact.
    if (this.isEveryFactLive) return true;
    const changes = this.#changes.get(revision);
    if (changes === undefined) return true;
    let made = 0;
    while (made < changes.length && (changes[made] ?? 0) <= knownAt) made += 1;
    return made % 2 === 0;
  }

  /** The retraction or reinstatement in force for a fact, or `null` where there is none. */
  verdictOn(revision: number): number | null {
    return this.#verdictInForce(revision)?.at ?? null;
  }

  /**
   * What changes when `target` becomes `live`: the target first, then, where the target is itself a retraction or
   * reinstatement, the fact it is about, and so on.
   */
  changesIf(target: number, live: boolean): LivenessChange[] {
    const changes: LivenessChange[] = [{ revision: target, live }];
    let changed = { revision: target, live };
    for (;;) {
      const about = this.#targets.get(changed.revision);
      if (about === undefined) return changes;
      const verdict = this.#verdictInForce(about, changed);
      const aboutLive = verdict === undefined || verdict.live;
      if (aboutLive === this.isLive(about)) return changes;
      changed = { revision: about, live: aboutLive };
      changes.push(changed);
    }
  }

  /** Records that the fact at `at` retracted (`live` false) or reinstated (`live` true) `target`; returns what changed. */
  record(at: number, target: number, live: boolean): LivenessChange[] {
    const changes = this.changesIf(target, live);
    this.#isEveryFactLive = false;
    for (const change of changes) append(this.#changes, change.revision, at);
    append(this.#verdicts, target, { at, live });
    this.#targets.set(at, target);
    return changes;
  }

  /** Every retraction and reinstatement in the order it was recorded: enough to build this again. */
  history(): { at: number; target: number; live: boolean }[] {
    return [...this.#verdicts]
      .flatMap(([target, verdicts]) => verdicts.map(({ at, live }) => ({ at, target, live })))
      .sort((a, b) => a.at - b.at);
  }

  #verdictInForce(target: number, assuming?: LivenessChange): LivenessVerdict | undefined {
    return this.#verdicts
      .get(target)
      ?.findLast(({ at }) => (assuming?.revision === at ? assuming.live : this.isLive(at)));
  }
}

interface LivenessVerdict {
  readonly at: number;
  readonly live: boolean;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
