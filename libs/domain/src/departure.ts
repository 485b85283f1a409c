import type { Day } from './business-day.js';

/** Somebody who is taken away from a day on: their membership ends, or what they bought counts no longer. */
export type Departure = { readonly from: Day } & (
  | { readonly individualId: string; readonly customer?: never }
  | {
      /** The customer's code. */
      readonly customer: number;
      readonly individualId?: never;
    }
);
