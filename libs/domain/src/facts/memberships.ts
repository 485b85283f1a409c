import { type Decision, rejected } from '../decision.js';
import type { Fact } from './fact.js';
import { IsBusinessDay, IsId, IsTier, MayBeAbsent, type Tier } from './fields.js';

/** The badge of a tier was bought: it is held from `purchasedOn` (inclusive) through its anniversary, whatever is attained meanwhile. */
export class MembershipPurchased {
  @IsId() organizationId!: string;
  @IsId() competency!: string;
  @IsTier() tier!: Tier;
  @IsBusinessDay() purchasedOn!: string;
  /** The last day it is held; absent = by the edition's policy. */
  @MayBeAbsent() @IsBusinessDay() anniversaryOn?: string;
}

export function decideMembershipPurchased(fact: Fact<'MembershipPurchased'>): Decision {
  const { purchasedOn, anniversaryOn } = fact.data;
  // Both are ISO days of four-digit years, whose order is that of their text.
  if (anniversaryOn === undefined || anniversaryOn > purchasedOn)
    return { outcome: 'accepted', fact };
  return rejected(
    'invalid-data',
    `the anniversary ${anniversaryOn} must be after purchasedOn ${purchasedOn}`,
    '/data/anniversaryOn',
  );
}
