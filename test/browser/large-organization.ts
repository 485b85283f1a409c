const SOURCE = 'large-organization';
const PRODUCTS = ['dynamics-365-plan-1', 'dynamics-365-plan-2', 'dynamics-365-operations'];
const CREDENTIALS = 'MB2-715 MB2-716 MB2-717 MB2-718 MB6-893 MB6-892 MB6-890 70-764'.split(' ');
const DAY_MS = 86_400_000;
const LINES_AT_ONCE = 20_000;

export const LARGE = 'large';
export interface Size {
  readonly people: number;
  readonly exams: number;
  readonly bookings: number;
}

/** One organization with everything that is large at once, as pieces of NDJSON; its bookings are of the four years up to `today`. */
export function* largeOrganization(size: Size, today: number): Generator<string> {
  let lines: string[] = [];
  for (const line of linesOf(size, today)) {
    lines.push(line);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('\n');
    lines = [];
  }
  yield lines.join('\n');
}

function* linesOf({ people, exams, bookings }: Size, today: number): Generator<string> {
  let id = 0;
  const fact = (type: string, data: object) => {
    id += 1;
    const event = { specversion: '1.0', id: `${id}`, source: SOURCE, type };
    return JSON.stringify({ ...event, data: { organizationId: LARGE, ...data } });
  };
  const from = '2020-01-01';
  yield fact('OrganizationEnrolled', {
    name: 'Large Traders',
    market: 'developed',
    effectiveOn: from,
  });
  yield fact('PartnerOfRecordAssociated', { customerId: 'c1', effectiveOn: from });
  for (let person = 0; person < people; person += 1) {
    const individualId = `p${String(person).padStart(3, '0')}`;
    yield fact('IndividualJoined', { individualId, effectiveOn: from });
    for (let exam = 0; exam < exams; exam += 1) {
      // Some have not passed some; what nobody asks for is held, too.
      if ((person + exam) % 7 === 0) continue;
      const name = CREDENTIALS[exam] ?? `EX-${100 + exam}`;
      yield fact('ExamPassed', { individualId, exam: name, passedOn: from });
    }
  }
  for (let booking = 0; booking < bookings; booking += 1) {
    yield fact('RevenueBooked', {
      bookingId: `b${booking}`,
      customerId: booking % 5 === 0 ? 'c2' : 'c1',
      product: PRODUCTS[booking % PRODUCTS.length],
      revenueType: booking % 2 === 0 ? 'net-new' : 'recurring',
      amount: `${booking % 97}.${String(booking % 100).padStart(2, '0')}`,
      currency: 'USD',
      bookedOn: new Date(today - (booking % 1_460) * DAY_MS).toISOString().slice(0, 10),
    });
  }
}
