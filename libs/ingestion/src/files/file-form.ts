import { type DayOrder, orderShownBy } from './days.js';
import { type DecimalMark, markShownBy } from './decimals.js';
import { FileRefused } from './file-refused.js';

/** How a choice between two readings was made: by the file, by what is known of its source, by the user, or not at all, for nothing asked for it. */
export type Basis = 'shown' | 'known' | 'forced' | 'none';

export interface Chosen<T> {
  readonly is: T;
  readonly basis: Basis;
}

/** How a file writes days and decimals. */
export interface FileForm {
  readonly dates: Chosen<DayOrder>;
  readonly decimals: Chosen<DecimalMark>;
}

/** The first rows that show each reading of what can be read in two ways; `either` shows neither. */
export class Evidence<T extends string> {
  readonly #rows = new Map<T | 'either', number>();

  constructor(private readonly shownBy: (text: string) => T | 'either' | null) {}

  see(text: string, row: number): void {
    const shown = this.shownBy(text);
    if (shown !== null && !this.#rows.has(shown)) this.#rows.set(shown, row);
  }

  /** Takes `shown` for what `row` shows, without looking. */
  saw(shown: T, row: number): void {
    if (!this.#rows.has(shown)) this.#rows.set(shown, row);
  }

  rowOf(shown: T | 'either'): number | undefined {
    return this.#rows.get(shown);
  }
}

export function dayEvidence(): Evidence<DayOrder> {
  return new Evidence(orderShownBy);
}

export function decimalEvidence(): Evidence<DecimalMark> {
  return new Evidence(markShownBy);
}

interface Choice<T extends string> {
  readonly readings: readonly [T, T];
  readonly evidence: Evidence<T>;
  readonly known: T | undefined;
  readonly forced: T | undefined;
  readonly ambiguous: (row: number) => FileRefused;
}

function chosen<T extends string>({
  readings,
  evidence,
  known,
  forced,
  ambiguous,
}: Choice<T>): Chosen<T> {
  if (forced !== undefined) return { is: forced, basis: 'forced' };
  const [first, second] = readings;
  const rows = { first: evidence.rowOf(first), second: evidence.rowOf(second) };
  const isBoth = rows.first !== undefined && rows.second !== undefined;
  const shown = isBoth ? undefined : readingShown(readings, rows);
  // What is known is not given up for what a few rows show: one mistyped day would turn every other around.
  if (known !== undefined && shown !== known) return { is: known, basis: 'known' };
  if (shown !== undefined) return { is: shown, basis: 'shown' };
  const either = evidence.rowOf('either');
  if (!isBoth && either === undefined) return { is: first, basis: 'none' };
  throw ambiguous(either ?? rows.second ?? 0);
}

function readingShown<T extends string>(
  [first, second]: readonly [T, T],
  rows: { readonly first: number | undefined; readonly second: number | undefined },
): T | undefined {
  if (rows.first !== undefined) return first;
  return rows.second === undefined ? undefined : second;
}

/** Both choices, from what a sample shows, what is known of the source and what is forced. Throws `FileRefused` where nothing decides. */
export function chooseForm(
  shown: { readonly dates: Evidence<DayOrder>; readonly decimals: Evidence<DecimalMark> },
  known: { readonly dates?: DayOrder; readonly decimals?: DecimalMark },
  forced: { readonly dates?: DayOrder; readonly decimals?: DecimalMark },
): FileForm {
  return {
    dates: chosen({
      readings: ['month-first', 'day-first'],
      evidence: shown.dates,
      known: known.dates,
      forced: forced.dates,
      ambiguous: datesAmbiguous,
    }),
    decimals: chosen({
      readings: ['point', 'comma'],
      evidence: shown.decimals,
      known: known.decimals,
      forced: forced.decimals,
      ambiguous: decimalsAmbiguous,
    }),
  };
}

/**
 * Holds the choices against the whole file, when all of it has been read: a choice that nothing in the file bears out, and something in it speaks against,
 * has misread other rows in silence. Throws `FileRefused` then.
 */
export function confirmForm(
  { dates, decimals }: FileForm,
  shown: { readonly dates: Evidence<DayOrder>; readonly decimals: Evidence<DecimalMark> },
): void {
  const otherOrder = dates.is === 'month-first' ? 'day-first' : 'month-first';
  const otherMark = decimals.is === 'point' ? 'comma' : 'point';
  if (isContradicted(dates, shown.dates, otherOrder)) {
    throw new FileRefused(
      'dates-ambiguous',
      `days were taken to be written ${dates.is}, but row ${shown.dates.rowOf(otherOrder) ?? 0} can only be ${otherOrder}: ` +
        'say --dates day-first or --dates month-first',
    );
  }
  if (isContradicted(decimals, shown.decimals, otherMark)) {
    throw new FileRefused(
      'decimals-ambiguous',
      `amounts were taken to have a decimal ${decimals.is}, but row ${shown.decimals.rowOf(otherMark) ?? 0} can only have a ${otherMark}: ` +
        'say --decimals comma or --decimals point',
    );
  }
  const undecidedDay = dates.basis === 'none' ? shown.dates.rowOf('either') : undefined;
  if (undecidedDay !== undefined && shown.dates.rowOf(dates.is) === undefined) {
    throw datesAmbiguous(undecidedDay);
  }
  const undecidedAmount = decimals.basis === 'none' ? shown.decimals.rowOf('either') : undefined;
  if (undecidedAmount !== undefined && shown.decimals.rowOf(decimals.is) === undefined) {
    throw decimalsAmbiguous(undecidedAmount);
  }
}

function isContradicted<T extends string>(
  { is, basis }: Chosen<T>,
  evidence: Evidence<T>,
  other: T,
): boolean {
  if (basis === 'forced' || basis === 'shown') return false;
  return evidence.rowOf(other) !== undefined && evidence.rowOf(is) === undefined;
}

function datesAmbiguous(row: number): FileRefused {
  return new FileRefused(
    'dates-ambiguous',
    `days such as the one in row ${row} can be read in two ways, and the file does not show which it is: ` +
      'say --dates month-first (2/1 is the 1st of February) or --dates day-first (the 2nd of January)',
  );
}

function decimalsAmbiguous(row: number): FileRefused {
  return new FileRefused(
    'decimals-ambiguous',
    `amounts such as the one in row ${row} can be read in two ways, and the file does not show which it is: ` +
      'say --decimals point (1,234 is one thousand two hundred and thirty-four) or --decimals comma',
  );
}
