import { type Day, dayOf, formatDay } from '../business-day.js';
import { currencyUnknown, minorUnitsOf } from '../currencies.js';
import { type Decision, rejected } from '../decision.js';
import { decideSameId, RecordedFacts } from '../recorded-facts.js';
import type { Fact, RecordedFact } from './fact.js';
import { IsBusinessDay, IsId, IsRate } from './fields.js';

/** One unit of `currency` is worth `usdPerUnit` US dollars from `publishedOn` (inclusive), until a later rate, for ten days at most. */
export class ExchangeRatePublished {
  @IsId() currency!: string;
  @IsRate() usdPerUnit!: string;
  @IsBusinessDay() publishedOn!: string;
}

/** How old a published rate may be when a booking is converted at it, in days. */
const MAX_AGE_DAYS = 10;

export interface PublishedRate {
  readonly usdPerUnit: string;
  readonly publishedOn: string;
}

/** The rate in force for a currency on a day (`YYYY-MM-DD`), or `null`. */
export type RateLookup = (currency: string, day: string) => PublishedRate | null;

/** Every rate that was published, the latest word for each currency and day. */
export class ExchangeRates {
  readonly recorded = new RecordedFacts();
  readonly #byCurrency = new Map<string, Map<Day, string>>();
  revision = -1;
  recordedAt = 0;

  /** Takes the stream's next fact in. */
  evolve(fact: RecordedFact): void {
    this.recorded.add(fact);
    this.revision = fact.revision;
    this.recordedAt = fact.recordedAt;
    if (fact.type !== 'ExchangeRatePublished') return;
    const { currency, usdPerUnit, publishedOn } = fact.data;
    const rates = this.#byCurrency.get(currency) ?? new Map<Day, string>();
    rates.set(dayOf(publishedOn), usdPerUnit);
    this.#byCurrency.set(currency, rates);
  }

  decide(fact: Fact<'ExchangeRatePublished'>): Decision {
    const { currency } = fact.data;
    const sameId = decideSameId(fact, this.recorded);
    if (sameId !== null) return sameId;
    if (currency === 'USD') {
      return rejected(
        'invalid-data',
        'thresholds are in USD; its rate is always 1',
        '/data/currency',
      );
    }
    if (minorUnitsOf(currency) === null) return currencyUnknown(currency);
    return { outcome: 'accepted', fact };
  }

  /** The latest rate with `publishedOn <= day`, at most ten days older. */
  readonly lookup: RateLookup = (currency, day) => {
    const rates = this.#byCurrency.get(currency);
    if (rates === undefined) return null;
    const latest = dayOf(day);
    for (let published = latest; published >= latest - MAX_AGE_DAYS; published -= 1) {
      const usdPerUnit = rates.get(published);
      if (usdPerUnit !== undefined) return { usdPerUnit, publishedOn: formatDay(published) };
    }
    return null;
  };
}
