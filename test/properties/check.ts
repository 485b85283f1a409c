import fc from 'fast-check';

/**
 * Holds `property` against `runs` generated cases (times `FC_RUNS`, default 1). The seed is printed, and `FC_SEED` sets it: the same
 * seed makes the same cases. Without it every run has other ones, unless `always` names a seed.
 */
export function check<Ts>(property: fc.IProperty<Ts>, runs: number, always?: number): void {
  fc.assert(property, parameters(runs, always));
}

/** As `check`, for a property that takes its time. */
export async function checkAsync<Ts>(
  property: fc.IAsyncProperty<Ts>,
  runs: number,
  always?: number,
): Promise<void> {
  await fc.assert(property, parameters(runs, always));
}

function parameters(runs: number, always: number | undefined) {
  const unset = always ?? Math.floor(Math.random() * 0x7fff_ffff);
  const seed = Number(process.env['FC_SEED'] ?? unset);
  const numRuns = Math.ceil(runs * Number(process.env['FC_RUNS'] ?? 1));
  console.info(`seed ${seed}, ${numRuns} runs`);
  return { seed, numRuns };
}

/** Counts how often cases are of the interesting kinds, so that a property cannot pass on dull ones. */
export class Shares {
  private cases = 0;
  private readonly counts = new Map<string, number>();

  /** One case, with the kinds it is of. */
  saw(kinds: Readonly<Record<string, boolean>>): void {
    this.cases += 1;
    for (const [kind, is] of Object.entries(kinds))
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + (is ? 1 : 0));
  }

  /** Prints the shares and returns them, each from 0 to 1. */
  report(): Readonly<Record<string, number>> {
    const shares = Object.fromEntries(
      [...this.counts].map(([kind, count]) => [kind, count / Math.max(1, this.cases)]),
    );
    const shown = Object.entries(shares).map(
      ([kind, share]) => `${kind} ${(share * 100).toFixed(1)}%`,
    );
    console.info(`${this.cases} cases: ${shown.join(', ')}`);
    return shares;
  }
}
