/** How the orders of a shop become bookings of contoso, as a mapping of one's own says it. */
export const SHOP_MAPPING = `
source: shop
identity: [Order]
facts:
  - type: RevenueBooked
    fields:
      organizationId: { value: contoso }
      customerId: Customer
      product: { value: crm-online }
      revenueType: { value: net-new }
      amount: Amount
      currency: { value: USD }
      bookedOn: Day
`;
