import { minorUnitsOf } from '@app/domain';
import type { RowMoney } from '@app/ingestion';

/** What a file says of one month in one currency, to be laid beside the invoice. */
export interface ControlTotal {
  /** `YYYY-MM` of the day of booking; empty where a row has none that can be read. */
  readonly month: string;
  /** Empty where it is none of ISO 4217. */
  readonly currency: string;
  /** Of the rows that stand: accepted now, known before, or changed. */
  readonly rows: number;
  readonly amount: string;
  readonly rejectedRows: number;
  readonly rejectedAmount: string;
}

interface Sum {
  rows: number;
  amount: Decimal;
}

/** units / 10^scale. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const NOTHING: Decimal = { units: 0n, scale: 0 };

/** Sums of amounts by month and currency, exact however many there are. */
export class ControlTotals {
  readonly #sums = new Map<string, { standing: Sum; rejected: Sum }>();

  add({ month, currency, amount }: RowMoney, isRejected: boolean): void {
    const key = `${month} ${minorUnitsOf(currency) === null ? '' : currency}`;
    const sums = this.#sums.get(key) ?? {
      standing: { rows: 0, amount: NOTHING },
      rejected: { rows: 0, amount: NOTHING },
    };
    this.#sums.set(key, sums);
    const sum = isRejected ? sums.rejected : sums.standing;
    sum.rows += 1;
    sum.amount = plus(sum.amount, amount);
  }

  /** By month, then currency. */
  list(): ControlTotal[] {
    return [...this.#sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { standing, rejected }]) => {
        const [month = '', currency = ''] = key.split(' ');
        const decimals = minorUnitsOf(currency) ?? 0;
        return {
          month,
          currency,
          rows: standing.rows,
          amount: written(standing.amount, decimals),
          rejectedRows: rejected.rows,
          rejectedAmount: written(rejected.amount, decimals),
        };
      });
  }
}

function plus({ units, scale }: Decimal, amount: string): Decimal {
  const point = amount.indexOf('.');
  const decimals = point === -1 ? 0 : amount.length - point - 1;
  const added = BigInt(point === -1 ? amount : amount.slice(0, point) + amount.slice(point + 1));
  const common = Math.max(scale, decimals);
  return {
    units: units * 10n ** BigInt(common - scale) + added * 10n ** BigInt(common - decimals),
    scale: common,
  };
}

/** With as many decimals as the currency has, and more where they are needed. */
function written({ units, scale }: Decimal, decimals: number): string {
  const shown = Math.max(scale, decimals);
  const magnitude = (units < 0n ? -units : units) * 10n ** BigInt(shown - scale);
  const digits = String(magnitude).padStart(shown + 1, '0');
  const sign = units < 0n ? '-' : '';
  return shown === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -shown)}.${digits.slice(-shown)}`;
}
