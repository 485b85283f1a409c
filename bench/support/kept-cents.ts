import { openEventStore } from '@app/event-store';
import { factPages, streamOfOrganization } from '@app/recording';
import { organizationIdOf } from './story.js';

/** How many bookings the log in `directory` holds, and their cents, read from where they are kept. */
export async function keptCents(
  directory: string,
  organizations: number,
): Promise<{ count: number; cents: number }> {
  const store = await openEventStore({ directory, readOnly: true });
  let count = 0;
  let cents = 0;
  for (let number = 0; number < organizations; number += 1) {
    for await (const page of factPages(store, streamOfOrganization(organizationIdOf(number)))) {
      for (const fact of page) {
        if (fact.type !== 'RevenueBooked') continue;
        count += 1;
        cents += Math.round(Number(fact.data.amount) * 100);
      }
    }
  }
  await store.close();
  return { count, cents };
}
