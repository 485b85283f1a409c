const SOURCE = 'many-organizations';

/** Names of very different lengths; one is as long as a name may reasonably be. */
const NAMES = [
  'Fabrikam',
  'Contoso Business Solutions',
  'Société anonyme des conseils en informatique appliquée à la relation avec la clientèle (Île-de-France)',
  'Ab',
  'Adventure Works Consulting Group International',
];

/**
 * Facts of `count` organizations as NDJSON, of which two in three attain silver in Cloud CRM, and one in six gold: what was
 * booked on a day of the year before `today` (in milliseconds) lapses on one of the year behind it.
 */
export function manyOrganizations(count: number, today: number): string {
  const lines: string[] = [];
  for (let n = 0; n < count; n += 1) lines.push(...factsOf(n, today));
  return lines.join('\n');
}

function factsOf(n: number, today: number): string[] {
  const organizationId = `partner-${String(n).padStart(5, '0')}`;
  const market = n % 4 === 3 ? 'developing' : 'developed';
  const name = `${NAMES[n % NAMES.length]} ${n}`;
  const from = '2020-01-01';
  const fact = (type: string, data: object) =>
    JSON.stringify({
      specversion: '1.0',
      id: `${organizationId}-${type}-${Object.values(data).join('-')}`.slice(0, 256),
      source: SOURCE,
      type,
      data: { organizationId, ...data },
    });
  const people = ['p1', 'p2', 'p3', 'p4'];
  const exams = [['MB2-714', 'MB2-710'], ['MB2-712'], ['MB2-713', 'MB2-706'], ['MB2-707']];
  const bookedOn = new Date(today - ((n * 37) % 365) * 86_400_000).toISOString().slice(0, 10);
  return [
    fact('OrganizationEnrolled', { name, market, effectiveOn: from }),
    fact('PartnerOfRecordAssociated', { customerId: 'c1', effectiveOn: from }),
    ...people.flatMap((individualId, place) => [
      fact('IndividualJoined', { individualId, effectiveOn: from }),
      ...(exams[place] ?? []).map((exam) =>
        fact('ExamPassed', { individualId, exam, passedOn: from }),
      ),
    ]),
    fact('RevenueBooked', {
      bookingId: 'b1',
      customerId: 'c1',
      product: 'crm-online',
      revenueType: 'net-new',
      amount: n % 6 === 0 ? '300000.00' : n % 3 === 2 ? '1234.50' : '100000.00',
      currency: 'USD',
      bookedOn,
    }),
  ];
}
