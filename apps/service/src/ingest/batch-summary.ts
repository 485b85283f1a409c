import type { FactProblem } from '@app/ingestion';
import type { Outcome } from '@app/recording';
import type { Warning } from './vocabulary.js';

const MAX_RESULTS = 1_000;

/** What became of one item that was not accepted. */
export interface ItemResult {
  /** From 0; in NDJSON the line's. */
  readonly index: number;
  readonly id: string | null;
  readonly status: 'duplicate' | 'rejected';
  readonly revision?: number;
  readonly retracted?: boolean;
  readonly code?: string;
  readonly detail?: string;
  readonly pointer?: string;
}

/** Counts what became of many facts, and names the first of those that were not accepted. */
export class BatchSummary {
  #accepted = 0;
  #duplicates = 0;
  #rejected = 0;
  readonly #results: ItemResult[] = [];
  readonly #warnings: (Warning & { readonly index: number; readonly id: string })[] = [];

  get hasRejects(): boolean {
    return this.#rejected > 0;
  }

  addProblem(index: number, id: string | undefined, problem: FactProblem): void {
    const { code, detail, pointer } = problem;
    this.#rejected += 1;
    this.#add({
      index,
      id: id ?? null,
      status: 'rejected',
      code,
      detail,
      ...(pointer === undefined ? {} : { pointer }),
    });
  }

  addOutcome(index: number, id: string, outcome: Outcome, warnings: readonly Warning[]): void {
    switch (outcome.status) {
      case 'accepted':
        this.#accepted += 1;
        for (const warning of warnings) {
          if (this.#warnings.length < MAX_RESULTS) this.#warnings.push({ index, id, ...warning });
        }
        break;
      case 'duplicate':
        this.#duplicates += 1;
        this.#add({ index, id, ...outcome });
        break;
      case 'rejected':
        this.#rejected += 1;
        this.#add({ index, id, ...outcome });
        break;
    }
  }

  /** The answer's body. */
  toJSON(): object {
    return {
      accepted: this.#accepted,
      duplicates: this.#duplicates,
      rejected: this.#rejected,
      results: this.#results,
      ...(this.#duplicates + this.#rejected > MAX_RESULTS ? { resultsTruncated: true } : {}),
      ...(this.#warnings.length > 0 ? { warnings: this.#warnings } : {}),
    };
  }

  /** What could not be recorded together: nothing was accepted. */
  get rejects(): object {
    return {
      rejected: this.#rejected,
      results: this.#results.filter(({ status }) => status === 'rejected'),
      ...(this.#rejected > MAX_RESULTS ? { resultsTruncated: true } : {}),
    };
  }

  #add(result: ItemResult): void {
    if (this.#results.length < MAX_RESULTS) this.#results.push(result);
  }
}
