import { IsBusinessDay, IsId, IsRate } from './fields.js';

/** One unit of `currency` is worth `usdPerUnit` US dollars from `publishedOn` (inclusive), until a later rate, for ten days at most. */
export class ExchangeRatePublished {
  @IsId() currency!: string;
  @IsRate() usdPerUnit!: string;
  @IsBusinessDay() publishedOn!: string;
}
