import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import { dayNumberOf, isoDayOf } from '../charts/steps.js';
import type { AskedTime } from '../frame/everywhere.js';
import type { AskedRequirement } from '../organization/search.js';

type Piece = Schemas['Evidence']['counted'][number];
export type CountedBooking = Extract<Piece, { bookingId: string }>;

export interface AroundDay {
  /** The days whose bookings count on the day, the first and the last. */
  readonly window: { readonly from: string; readonly last: string };
  /** Counted on the day, and booked on it. */
  readonly enters: readonly CountedBooking[];
  /** Counted on the day before, and not any more. */
  readonly leaves: readonly CountedBooking[];
}

const PAGE = 1_000;

/** The bookings that count for the first time on a day, and those that counted for the last time on the day before. */
export function aroundDayQuery(
  organizationId: string,
  asked: AskedRequirement,
  day: string,
  { knownAt }: AskedTime,
) {
  const query = { ...asked, ...(knownAt === undefined ? {} : { knownAt }) };
  return queryOptions({
    queryKey: organizationKey(organizationId, 'around-day', query, day),
    queryFn: async ({ signal }): Promise<AroundDay> => {
      const before = isoDayOf(dayNumberOf(day) - 1);
      const [on, dayBefore] = await Promise.all(
        [day, before].map((asOf) => countedOn(organizationId, { ...query, asOf }, signal)),
      );
      const from = on?.from ?? day;
      return {
        window: { from, last: day },
        enters: (on?.bookings ?? []).filter(({ bookedOn }) => bookedOn === day),
        leaves: (dayBefore?.bookings ?? []).filter(({ bookedOn }) => bookedOn < from),
      };
    },
  });
}

async function countedOn(
  organizationId: string,
  query: AskedRequirement & AskedTime,
  signal: AbortSignal,
): Promise<{ readonly from: string; readonly bookings: readonly CountedBooking[] }> {
  const bookings: CountedBooking[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await answer(
      api.GET('/v1/organizations/{organizationId}/evidence', {
        params: {
          path: { organizationId },
          query: { ...query, limit: PAGE, ...(after === undefined ? {} : { after }) },
        },
        signal,
      }),
    );
    bookings.push(...page.counted.filter((piece) => 'bookingId' in piece));
    after = page.next;
    if (after === undefined) {
      const { finding } = page;
      return { from: finding.kind === 'rolling-revenue' ? finding.window.from : '', bookings };
    }
  }
}
