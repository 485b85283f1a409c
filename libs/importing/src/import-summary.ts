import type { Fact } from '@app/domain';
import type { RowMoney, RowReject } from '@app/ingestion';
import { type ControlTotal, ControlTotals } from './control-totals.js';

/** What became of a file's rows: `rows` is always the sum of the four counts behind it. */
export interface ImportSummary {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly changed: number;
  readonly rejected: number;
  /** Of the rejected, those that there is nothing to mend about: trials, for one. */
  readonly nothingToMend: number;
  /** Of the duplicates, those whose fact was retracted by hand, and stays so. */
  readonly retracted: number;
  /** Rejects by what mends them, the most first; at most 100. */
  readonly mends: readonly Mend[];
  /** The first rejects, at most 1,000; `rejects` of the import has them all. */
  readonly rejects: readonly RejectedRow[];
  /** The first changes, at most 1,000. */
  readonly changes: readonly ChangedRow[];
  readonly totals: readonly ControlTotal[];
}

export interface Mend {
  readonly rows: number;
  readonly code: string;
  /** `null` = nothing is to be mended; `reason` says why the rows are no facts. */
  readonly mendBy: string | null;
  readonly reason: string;
}

export interface RejectedRow extends RowReject {
  readonly row: number;
}

export interface ChangedRow {
  readonly row: number;
  readonly organizationId: string;
  readonly fact: string;
  readonly was: Readonly<Record<string, unknown>>;
  readonly is: Readonly<Record<string, unknown>>;
}

const MOST_SHOWN = 1_000;
const MOST_MENDS_SHOWN = 100;
/** Beyond so many mends the further ones are counted together. */
const MOST_MENDS_KEPT = 10_000;

export type RowStatus = 'accepted' | 'duplicate' | 'changed' | 'rejected';

/** Counts what becomes of rows. */
export class RowCounts {
  readonly #counts = { accepted: 0, duplicate: 0, changed: 0, rejected: 0 };
  readonly #mends = new Map<string, { rows: number; code: string; reject: RowReject }>();
  readonly #rejects: RejectedRow[] = [];
  readonly #changes: ChangedRow[] = [];
  readonly #totals = new ControlTotals();
  #nothingToMend = 0;
  #retracted = 0;

  get rows(): number {
    const { accepted, duplicate, changed, rejected } = this.#counts;
    return accepted + duplicate + changed + rejected;
  }

  reject(row: number, reject: RowReject, money: RowMoney | null): void {
    this.#counts.rejected += 1;
    if (reject.mendBy === null) this.#nothingToMend += 1;
    if (this.#rejects.length < MOST_SHOWN) this.#rejects.push({ row, ...reject });
    if (money !== null) this.#totals.add(money, true);
    const named = reject.mendBy ?? `\u0000${reject.reason}`;
    const key = this.#mends.has(named) || this.#mends.size < MOST_MENDS_KEPT ? named : 'others';
    const mend = this.#mends.get(key) ?? { rows: 0, code: reject.code, reject };
    mend.rows += 1;
    this.#mends.set(key, mend);
  }

  /** A row that is not rejected. */
  keep(status: Exclude<RowStatus, 'rejected'>, money: RowMoney | null, retracted: boolean): void {
    this.#counts[status] += 1;
    if (retracted) this.#retracted += 1;
    if (money !== null) this.#totals.add(money, false);
  }

  change(row: number, was: Fact, is: Fact): void {
    if (this.#changes.length >= MOST_SHOWN || !('organizationId' in is.data)) return;
    const { organizationId } = is.data;
    const shown = { was: { ...was.data }, is: { ...is.data } };
    this.#changes.push({ row, organizationId, fact: is.type, ...shown });
  }

  summary(): ImportSummary {
    const { accepted, duplicate, changed, rejected } = this.#counts;
    return {
      rows: this.rows,
      accepted,
      duplicates: duplicate,
      changed,
      rejected,
      nothingToMend: this.#nothingToMend,
      retracted: this.#retracted,
      mends: [...this.#mends]
        .sort(([, a], [, b]) => b.rows - a.rows)
        .slice(0, MOST_MENDS_SHOWN)
        .map(([key, { rows, code, reject }]) => ({
          rows,
          code,
          mendBy: key === 'others' ? 'mend the others, each as its reason says' : reject.mendBy,
          reason: reject.reason,
        })),
      rejects: this.#rejects.toSorted((a, b) => a.row - b.row),
      changes: this.#changes.toSorted((a, b) => a.row - b.row),
      totals: this.#totals.list(),
    };
  }
}
