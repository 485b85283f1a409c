export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A fact by what it says: the key under which it must be in its stream once. */
export function keyOf({ id, data }: Pick<CloudEvent, 'id' | 'data'>): string {
  if (data['exam'] !== undefined)
    return passKey(String(data['individualId']), String(data['exam']));
  return String(data['bookingId'] ?? id);
}

/** Of an exam that somebody passed. */
export const passKey = (individualId: string, exam: string): string => `${individualId} ${exam}`;

export function fact(
  type: string,
  id: string,
  data: Readonly<Record<string, unknown>>,
): CloudEvent {
  return { specversion: '1.0', id, source: 'urn:faults', type, data };
}

export function booking(
  organizationId: string,
  bookingId: string,
  more: Readonly<Record<string, unknown>> = {},
): CloudEvent {
  return fact('RevenueBooked', bookingId, {
    organizationId,
    bookingId,
    customerId: 'northwind',
    product: 'crm-online',
    revenueType: 'net-new',
    amount: '10.00',
    currency: 'USD',
    bookedOn: '2018-01-02',
    ...more,
  });
}

export const enrolment = (organizationId: string): CloudEvent =>
  fact('OrganizationEnrolled', 'enrolment', {
    ...{ organizationId, name: 'Contoso', market: 'developed', effectiveOn: '2017-01-01' },
  });

/** What an organization lacks nothing but revenue with, in the reseller option. */
export function allButRevenue(organizationId: string): CloudEvent[] {
  const people = ['p1', 'p2'].map((individualId) =>
    fact('IndividualJoined', `joined-${individualId}`, {
      ...{ organizationId, individualId, effectiveOn: '2017-01-01' },
    }),
  );
  const exams = [
    ['p1', 'MB2-714'],
    ['p1', 'MB2-710'],
    ['p2', 'MB2-712'],
  ].map(([individualId, exam]) =>
    fact('ExamPassed', `passed-${individualId}-${exam}`, {
      ...{ organizationId, individualId, exam, passedOn: '2017-01-01' },
    }),
  );
  const association = fact('PartnerOfRecordAssociated', 'association', {
    ...{ organizationId, customerId: 'northwind', effectiveOn: '2017-01-01' },
  });
  return [enrolment(organizationId), association, ...people, ...exams];
}

/** A month ago: what is booked then counts for eleven months, and no lapse is near enough to be announced as a risk. */
export const monthAgo = (): string =>
  new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);

/**
 * The `n`th booking (from 0) that takes a tier away or gives it back: each is announced by itself, as attained for even `n` and as
 * lapsed for odd.
 */
export const toggle = (organizationId: string, n: number, bookedOn: string): CloudEvent =>
  booking(organizationId, `toggle-${n}`, {
    amount: n % 2 === 0 ? '100000.00' : '-100000.00',
    bookedOn,
  });

/** The `n`th individual that joins, with a name. */
export const joining = (organizationId: string, n: number): CloudEvent =>
  fact('IndividualJoined', `joined-${n}`, {
    ...{ organizationId, individualId: `i-${n}`, effectiveOn: '2018-01-02', name: `Erika ${n}` },
  });
