import { type Day, dayOf, type Fact, formatCents, formatDay } from '@app/domain';
import { departmentPeriods, euroRates, type OrderLine, orderLines } from './records.js';

export const DEMONSTRATION_ORGANIZATION = 'northwind-traders';

const of = { organizationId: DEMONSTRATION_ORGANIZATION };

/** Northwind's categories as products of the program. */
const PRODUCT_BY_CATEGORY: Readonly<Record<string, string>> = {
  1: 'crm-online', // beverages
  2: 'dynamics-365-plan-1', // condiments
  3: 'dynamics-365-plan-1-apps', // confections
  4: 'dynamics-365-plan-2', // dairy products
  5: 'dynamics-365-operations', // grains and cereals
  6: 'ax-2012-on-premise', // meat and poultry
  7: 'dynamics-365-operations', // produce
  8: 'dynamics-365-plan-1', // seafood
};

/** Customers of these countries are invoiced in euros. */
const EURO_COUNTRIES = new Set([
  'Austria',
  'Belgium',
  'Finland',
  'France',
  'Germany',
  'Ireland',
  'Italy',
  'Portugal',
  'Spain',
]);

/** A line is net-new when its customer bought none of the product for this many days before. */
const NET_NEW_AFTER_DAYS = 120;
/** Every seventh customer's association was registered late, this many days after the first order. */
const LATE_CUSTOMER = 7;
const LATE_DAYS = 60;

/**
 * A company's facts from 2016 to 2018, made from real records, in the order of their days and with ids that are always the same. What was
 * mapped is said in `demo/README.md`.
 */
export function demonstrationFacts(): Fact[] {
  const lines = orderLines();
  const facts: Dated[] = [
    ...rateFacts(),
    ...associationFacts(lines),
    ...bookingFacts(lines),
    ...peopleFacts(),
  ];
  // Sorting is stable, so that facts of one day stay as they were told.
  facts.sort((a, b) => a.day - b.day);
  return [enrolment(), ...facts.map(({ fact }) => fact), ...corrections()];
}

interface Dated {
  readonly day: Day;
  readonly fact: Fact;
}

function enrolment(): Fact {
  return {
    type: 'OrganizationEnrolled',
    source: 'demo/program',
    id: 'enrolment',
    data: { ...of, name: 'Northwind Traders', market: 'developed', effectiveOn: '2016-07-01' },
  };
}

function rateFacts(): Dated[] {
  return euroRates().map(({ day, usdPerEuro }) => ({
    day: dayOf(day),
    fact: {
      type: 'ExchangeRatePublished',
      source: 'demo/ecb',
      id: `EUR-${day}`,
      data: { currency: 'EUR', usdPerUnit: usdPerEuro, publishedOn: day },
    },
  }));
}

function associationFacts(lines: readonly OrderLine[]): Dated[] {
  const firstOrders = new Map<string, Day>();
  for (const { customerId, orderedOn } of lines) {
    if (!firstOrders.has(customerId)) firstOrders.set(customerId, orderedOn);
  }
  return [...firstOrders].map(([customerId, firstOrder], place) => {
    const late = (place + 1) % LATE_CUSTOMER === 0;
    const day = late ? firstOrder + LATE_DAYS : firstOrder;
    return {
      day,
      fact: {
        type: 'PartnerOfRecordAssociated',
        source: 'demo/partner-center',
        id: `association-${customerId}`,
        data: { ...of, customerId, effectiveOn: formatDay(day) },
      },
    };
  });
}

function bookingFacts(lines: readonly OrderLine[]): Dated[] {
  const lastBought = new Map<string, Day>();
  const newOrders = new Set<string>();
  return lines.map((line) => {
    const product = PRODUCT_BY_CATEGORY[line.category] ?? line.category;
    const bought = `${line.customerId} ${product}`;
    const before = lastBought.get(bought) ?? Number.NEGATIVE_INFINITY;
    const sameOrder = before === line.orderedOn;
    const isNew = sameOrder
      ? newOrders.has(`${line.orderId} ${product}`)
      : line.orderedOn - before > NET_NEW_AFTER_DAYS;
    if (isNew) newOrders.add(`${line.orderId} ${product}`);
    lastBought.set(bought, line.orderedOn);
    const bookingId = `order-${line.orderId}-${line.productId}`;
    return {
      day: line.orderedOn,
      fact: {
        type: 'RevenueBooked',
        source: 'demo/billing',
        id: bookingId,
        data: {
          ...of,
          bookingId,
          customerId: line.customerId,
          product,
          revenueType: isNew ? 'net-new' : 'recurring',
          amount: formatCents(line.cents),
          currency: EURO_COUNTRIES.has(line.country) ? 'EUR' : 'USD',
          bookedOn: formatDay(line.orderedOn),
        },
      },
    };
  });
}

const ENGINEERING = '1';
const SALES = '3';
const FINANCE = '10';

const OPERATIONS_EXAMS = ['MB6-893', 'MB6-892', 'MB6-890', '70-764'];
const ENGAGEMENT_EXAMS = ['MB2-715', 'MB2-716', 'MB2-717'];

/**
 * Who passes what, and when: AdventureWorks keeps no exams, so this is a plan. By department, its employees in the order of their ids.
 */
const EXAM_PLAN: readonly {
  readonly department: string;
  /** Places in the department, from 0; `to` exclusive. */
  readonly from: number;
  readonly to: number;
  readonly exams: readonly string[];
  readonly day: string;
}[] = [
  { department: FINANCE, from: 0, to: 5, exams: OPERATIONS_EXAMS, day: '2016-11-15' },
  { department: FINANCE, from: 5, to: 11, exams: OPERATIONS_EXAMS, day: '2017-06-15' },
  { department: ENGINEERING, from: 0, to: 5, exams: OPERATIONS_EXAMS, day: '2017-09-05' },
  { department: ENGINEERING, from: 5, to: 6, exams: OPERATIONS_EXAMS, day: '2018-02-12' },
  { department: SALES, from: 0, to: 1, exams: ['MB2-714', 'MB2-710'], day: '2016-09-20' },
  { department: SALES, from: 1, to: 2, exams: ['MB2-712'], day: '2016-10-04' },
  { department: SALES, from: 2, to: 7, exams: ENGAGEMENT_EXAMS, day: '2017-02-21' },
];

function peopleFacts(): Dated[] {
  const periods = departmentPeriods();
  const memberships = periods.flatMap(({ employeeId, departmentId, from, to }): Dated[] => {
    const individual = { ...of, individualId: `employee-${employeeId}` };
    const id = `${employeeId}-${departmentId}`;
    const joined: Fact = {
      type: 'IndividualJoined',
      source: 'demo/hr',
      id: `joined-${id}`,
      data: { ...individual, effectiveOn: formatDay(from) },
    };
    if (to === null) return [{ day: from, fact: joined }];
    const left: Fact = {
      type: 'IndividualLeft',
      source: 'demo/hr',
      id: `left-${id}`,
      data: { ...individual, effectiveOn: formatDay(to) },
    };
    return [
      { day: from, fact: joined },
      { day: to, fact: left },
    ];
  });
  return [...memberships, ...passFacts(periods)];
}

function passFacts(periods: ReturnType<typeof departmentPeriods>): Dated[] {
  return EXAM_PLAN.flatMap(({ department, from, to, exams, day }) =>
    periods
      .filter(({ departmentId }) => departmentId === department)
      .map(({ employeeId }) => Number(employeeId))
      .sort((a, b) => a - b)
      .slice(from, to)
      .flatMap((employeeId) =>
        exams.map((exam) => ({
          day: dayOf(day),
          fact: {
            type: 'ExamPassed' as const,
            source: 'demo/hr',
            id: `passed-${employeeId}-${exam}`,
            data: { ...of, individualId: `employee-${employeeId}`, exam, passedOn: day },
          },
        })),
      ),
  );
}

/** What is found out afterwards: a line that was typed twice. */
function corrections(): Fact[] {
  const doubled = {
    ...of,
    customerId: 'QUICK',
    product: 'dynamics-365-plan-2',
    revenueType: 'net-new' as const,
    amount: '4725.00',
    currency: 'USD',
    bookedOn: '2018-02-02',
    bookingId: 'typed-by-hand-1',
  };
  return [
    { type: 'RevenueBooked', source: 'demo/billing', id: 'typed-by-hand-1', data: doubled },
    {
      type: 'FactRetracted',
      source: 'demo/billing',
      id: 'retraction-1',
      data: {
        ...of,
        factSource: 'demo/billing',
        factId: 'typed-by-hand-1',
        reason: 'the order is booked already',
      },
    },
  ];
}
