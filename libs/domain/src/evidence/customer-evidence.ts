import type { Day } from '../business-day.js';
import { type DayInterval, isWithin } from '../intervals.js';
import type { KnownFacts } from '../known-facts.js';
import { formatCents } from '../money.js';
import type { CustomerCount } from '../program.js';
import { daysCustomerCounts, revenueByCustomer } from '../requirements/customer-count.js';
import type { CustomerPiece, Evidence, JudgedPiece } from './pieces.js';
import { byId, evidenceOfPieces } from './totals.js';

/** Every customer with a booking of the requirement's products. */
export function customerEvidence(
  requirement: CustomerCount,
  known: KnownFacts,
  day: Day,
): Evidence {
  const holds = (days: DayInterval) => isWithin([days], day);
  const pieces = [...revenueByCustomer(requirement, known)].map(
    ([code, customer]): JudgedPiece<CustomerPiece> => {
      const cents = customer.amounts
        .filter(({ days }) => holds(days))
        .reduce((sum, amount) => sum + amount.cents, 0);
      const counts = daysCustomerCounts(customer, requirement).some(holds);
      // Who has enough and does not count bought before the window.
      const reason = cents < requirement.atLeast ? 'incomplete' : 'outside-window';
      const { lastRevision: revision } = customer;
      const piece = { revision, customerId: known.customerOf(code), amount: formatCents(cents) };
      return { piece, reason: counts ? null : reason };
    },
  );
  const ordered = byId(pieces, ({ customerId }) => customerId);
  return evidenceOfPieces(ordered);
}
