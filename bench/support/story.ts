import { type OrganizationFact, formatDay } from '@app/domain';
import { seeded } from './random.js';
import { PRODUCTS } from './rules.js';

/** 2013-01-01, 2014-01-01 and the ten years of bookings from there, in days since 1970-01-01. */
export const ENROLLED_ON = 15_706;
export const FIRST_BOOKED_ON = 16_071;
export const BOOKED_DAYS = 3_652;
const SOURCE = '/bench';
/** Of an organization's bookings, how many share a customer. */
const BOOKINGS_PER_CUSTOMER = 50;
/** The share of the generated bookings that the measured rule counts, roughly: product, revenue type, association. */
const COUNTED_SHARE = (2 / 7) * 0.5 * 0.7;

export interface AssociationOfCustomer {
  readonly customer: number;
  readonly from: number;
  /** Exclusive; `null` = for good. */
  readonly to: number | null;
  /** The products it is for; `null` = every product. The rule counts only those for every product. */
  readonly products: readonly string[] | null;
}

/** What becomes known of the past behind a booking. */
export interface Hindsight {
  /** The booking's place. */
  readonly behind: number;
  /** The place of a booking that counts as never recorded from here on, or a customer's mark. */
  readonly retracted?: number;
  readonly mark?: {
    readonly customer: number;
    readonly from: number;
    readonly associated: boolean;
  };
}

/** One organization: columns of bookings in the order of recording, and who its customers are. */
export interface Story {
  readonly number: number;
  readonly market: 'developed' | 'developing';
  readonly count: number;
  readonly day: Int32Array;
  readonly cents: Int32Array;
  readonly customer: Int32Array;
  readonly product: Uint8Array;
  readonly netNew: Uint8Array;
  readonly associations: readonly AssociationOfCustomer[];
  readonly hindsight: readonly Hindsight[];
}

export interface StoryOptions {
  /** Every hundredth booking is retracted later, and every thousandth comes with a mark of the past. */
  readonly hindsight?: boolean;
  readonly customers?: number;
}

/** The same story for the same seed and number, whoever asks. Amounts are such that tiers come and go. */
export function storyOf(
  seed: number,
  number: number,
  count: number,
  { hindsight = false, customers = Math.ceil(count / BOOKINGS_PER_CUSTOMER) }: StoryOptions = {},
): Story {
  const random = seeded(seed * 1_000_003 + number);
  const whole = (below: number): number => Math.floor(random() * below);
  const story = {
    number,
    market: random() < 0.5 ? ('developed' as const) : ('developing' as const),
    count,
    day: new Int32Array(count),
    cents: new Int32Array(count),
    customer: new Int32Array(count),
    product: new Uint8Array(count),
    netNew: new Uint8Array(count),
    associations: Array.from({ length: customers }, (_, customer) => association(customer, random)),
    hindsight: [] as Hindsight[],
  };
  const meanCents = 20_000_000 / ((count / 10) * COUNTED_SHARE);
  const phase = random() * 6;
  for (let at = 0; at < count; at += 1) {
    // In the order of the year, and up to a month late.
    const day = FIRST_BOOKED_ON + Math.floor((at / count) * BOOKED_DAYS) - whole(30);
    const wave = 1 + 0.9 * Math.sin(day / 300 + phase);
    const sign = random() < 0.03 ? -1 : 1;
    story.day[at] = day;
    story.cents[at] = sign * Math.ceil(random() * 2 * meanCents * wave);
    story.customer[at] = whole(customers);
    story.product[at] = whole(PRODUCTS.length);
    story.netNew[at] = whole(2);
    if (hindsight && at % 100 === 99)
      story.hindsight.push({ behind: at, retracted: at - whole(99) });
    if (hindsight && at % 1_000 === 999) {
      const mark = {
        customer: whole(customers),
        from: day - whole(700),
        associated: random() < 0.6,
      };
      story.hindsight.push({ behind: at, mark });
    }
  }
  return story;
}

function association(customer: number, random: () => number): AssociationOfCustomer {
  const from = FIRST_BOOKED_ON - 400 + Math.floor(random() * 1_500);
  const to = random() < 0.3 ? from + 200 + Math.floor(random() * 1_500) : null;
  return { customer, from, to, products: random() < 0.1 ? ['of-no-program'] : null };
}

export function organizationIdOf(number: number): string {
  return `org-${String(number).padStart(5, '0')}`;
}

/** The story as facts, in the order of recording: enrolment, associations, bookings with what is said behind them. */
export function* factsOf(story: Story): Generator<OrganizationFact> {
  const organizationId = organizationIdOf(story.number);
  const fact = <F extends OrganizationFact['type']>(type: F, id: string, data: object) =>
    ({
      type,
      source: SOURCE,
      id,
      data: { organizationId, ...data },
    }) as unknown as OrganizationFact;
  yield fact('OrganizationEnrolled', 'enrolment', {
    name: organizationId,
    market: story.market,
    effectiveOn: formatDay(ENROLLED_ON),
  });
  for (const { customer, from, to, products } of story.associations) {
    const data = { customerId: `c${customer}`, ...(products === null ? {} : { products }) };
    const began = { ...data, effectiveOn: formatDay(from) };
    yield fact('PartnerOfRecordAssociated', `a${customer}`, began);
    if (to === null) continue;
    yield fact('PartnerOfRecordDissociated', `d${customer}`, {
      ...data,
      effectiveOn: formatDay(to),
    });
  }
  let next = 0;
  for (let at = 0; at < story.count; at += 1) {
    yield fact('RevenueBooked', `b${at}`, bookingOf(story, at));
    for (; story.hindsight[next]?.behind === at; next += 1) {
      const { retracted, mark } = story.hindsight[next] as Hindsight;
      if (retracted !== undefined) {
        const named = { factSource: SOURCE, factId: `b${retracted}`, reason: 'a wrong line' };
        yield fact('FactRetracted', `r${at}`, named);
      } else if (mark !== undefined) {
        const type = `PartnerOfRecord${mark.associated ? 'Associated' : 'Dissociated'}` as const;
        const data = { customerId: `c${mark.customer}`, effectiveOn: formatDay(mark.from) };
        yield fact(type, `m${at}`, data);
      }
    }
  }
}

function bookingOf(story: Story, at: number): object {
  const cents = story.cents[at] ?? 0;
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return {
    bookingId: `b${at}`,
    customerId: `c${story.customer[at]}`,
    product: PRODUCTS[story.product[at] ?? 0],
    revenueType: story.netNew[at] === 1 ? 'net-new' : 'recurring',
    amount: `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`,
    currency: 'USD',
    bookedOn: formatDay(story.day[at] ?? 0),
  };
}
