import { minorUnitsOf } from '@app/domain';
import type { CellRow } from './cell-readers.js';
import type { Columns } from './columns.js';
import { readDay } from './days.js';
import { quotientOf } from './decimals.js';
import { dayEvidence, decimalEvidence } from './file-form.js';
import type { RowReader } from './mapped-rows.js';
import { type ReadFact, rejectOf, type RowRead } from './row-read.js';

/** The most decimals that `usdPerUnit` may have. */
const RATE_DECIMALS = 10;
const QUOTED = /^\d{1,9}(?:\.\d{1,12})?$/;

/** The currencies of the European Central Bank's table that bookings may be in: those that ISO 4217 still has. */
export function ecbCurrencies({ names }: Columns): {
  readonly known: string[];
  readonly withdrawn: string[];
} {
  const currencies = names.map((name) => name.trim()).filter((name) => /^[A-Z]{3}$/.test(name));
  return {
    known: currencies.filter((currency) => minorUnitsOf(currency) !== null),
    withdrawn: currencies.filter((currency) => minorUnitsOf(currency) === null),
  };
}

/**
 * Days of euro reference rates (units of currency per euro), each as the rates in US dollars that follow from it: of the euro, and of every currency
 * through the euro, worked out exactly and rounded half-even to ten decimals. `N/A` is no rate.
 */
export function ecbRates(columns: Columns): RowReader {
  const dayColumn = columns.placeOf('Date') ?? 0;
  const dollars = columns.placeOf('USD') ?? 1;
  const others = ecbCurrencies(columns)
    .known.filter((currency) => currency !== 'USD')
    .map((currency) => ({ currency, place: columns.placeOf(currency) ?? 0 }));
  const read = ({ cells }: CellRow): RowRead => {
    const publishedOn = readDay(cells[dayColumn] ?? '', 'month-first');
    if (publishedOn === null) {
      const text = cells[dayColumn] ?? '';
      const mend = 'mend the days in Date: YYYY-MM-DD, from 1990-01-01';
      return { reject: rejectOf('no-day', 'Date', text, `${text} is no day`, mend) };
    }
    const usdPerEuro = (cells[dollars] ?? '').trim();
    if (!isRate(usdPerEuro)) {
      const mend = 'fill in USD, the euro in US dollars: nothing can be crossed without it';
      return {
        reject: rejectOf('no-rate', 'USD', usdPerEuro, 'the euro has no rate in US dollars', mend),
      };
    }
    const facts: ReadFact[] = [
      rateOf('EUR', quotientOf(usdPerEuro, '1', RATE_DECIMALS), publishedOn),
    ];
    for (const { currency, place } of others) {
      const text = (cells[place] ?? '').trim();
      if (text === '' || text === 'N/A') continue;
      if (!isRate(text)) {
        const mend = `mend the rates in ${currency}: units per euro, or N/A`;
        return { reject: rejectOf('no-rate', currency, text, `${text} is no rate above 0`, mend) };
      }
      const usdPerUnit = quotientOf(usdPerEuro, text, RATE_DECIMALS);
      if (usdPerUnit !== '0') facts.push(rateOf(currency, usdPerUnit, publishedOn));
    }
    return { facts };
  };
  return {
    read,
    moneyOf: () => null,
    shown: { dates: dayEvidence(), decimals: decimalEvidence() },
  };
}

function isRate(text: string): boolean {
  return QUOTED.test(text) && /[1-9]/.test(text);
}

function rateOf(currency: string, usdPerUnit: string, publishedOn: string): ReadFact {
  return {
    type: 'ExchangeRatePublished',
    data: { currency, usdPerUnit, publishedOn },
    identity: null,
  };
}
