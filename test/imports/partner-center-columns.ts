import { stringify } from 'csv-stringify/sync';

export const LEGACY_COLUMNS =
  'PartnerId, CustomerId, CustomerName, MpnId, ResellerMpnId, OrderId, SubscriptionId, SyndicationPartnerSubscriptionNumber, OfferId, DurableOfferId, OfferName, SubscriptionStartDate, SubscriptionEndDate, ChargeStartDate, ChargeEndDate, ChargeType, UnitPrice, Quantity, Amount, TotalOtherDiscount, Subtotal, Tax, TotalForCustomer, Currency, DomainName, SubscriptionName, SubscriptionDescription, BillingCycleType'.split(
    ', ',
  );
export const NCE_COLUMNS =
  'PartnerId, CustomerId, CustomerName, CustomerDomainName, CustomerCountry, InvoiceNumber, MpnId, Tier2MpnId, OrderId, OrderDate, ProductId, SkuId, AvailabilityId, SkuName, ProductName, ChargeType, UnitPrice, Quantity, Subtotal, TaxTotal, Total, Currency, PriceAdjustmentDescription, PublisherName, PublisherId, SubscriptionDescription, SubscriptionId, ChargeStartDate, ChargeEndDate, TermAndBillingCycle, EffectiveUnitPrice, UnitType, AlternateId, BillableQuantity, BillingFrequency, PricingCurrency, PCToBCExchangeRate, PCToBCExchangeRateDate, MeterDescription, ReservationOrderId, CreditReasonCode, SubscriptionStartDate, SubscriptionEndDate, ReferenceId, ProductQualifiers, PromotionId, ProductCategory'.split(
    ', ',
  );

/** A file with these columns; what a record does not have is empty. */
export function tableText(
  columns: readonly string[],
  records: readonly Readonly<Record<string, string>>[],
  delimiter = ',',
): string {
  const rows = records.map((record) => columns.map((name) => record[name] ?? ''));
  return stringify([[...columns], ...rows], { delimiter });
}
