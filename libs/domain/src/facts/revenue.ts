import {
  IsAmount,
  IsBusinessDay,
  IsId,
  IsRate,
  IsReference,
  IsRevenueType,
  MayBeAbsent,
  type RevenueType,
} from './fields.js';

/** One revenue line. A negative `amount` is a credit note. */
export class RevenueBooked {
  @IsId() organizationId!: string;
  @IsReference() bookingId!: string;
  @IsReference() customerId!: string;
  @IsId() product!: string;
  @IsRevenueType() revenueType!: RevenueType;
  @IsAmount() amount!: string;
  @IsId() currency!: string;
  @IsBusinessDay() bookedOn!: string;
  /** US dollars per unit of `currency`; not with USD. The recorded event carries it for every other currency. */
  @MayBeAbsent() @IsRate() usdPerUnit?: string;
  /** Written by the recorder for every currency but USD, rounded half-even to cents; refused from a caller. */
  usdAmount?: string;
}
