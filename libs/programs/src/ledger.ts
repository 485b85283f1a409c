import type { Fact, Market, RecordedFact } from '@app/domain';
import { parseDay } from '@app/domain';

/**
 * Facts as lines of text, in the order they are recorded. Blank lines and what follows a `#` are passed over.
 *
 *     2017-01-01 enrolled
 *     2017-01-01 partner of acme                            (for every product)
 *     2017-01-01 partner of acme for crm-online, ax-2012-on-premise
 *     2017-06-01 no partner of acme
 *     2017-02-01 acme buys 1000.00 of crm-online net-new
 *     2017-01-01 joins p1, p2, p3..p9
 *     2017-03-01 leaves p1
 *     2017-01-15 p1, p3..p9 pass MB2-715, MB2-716
 *     2017-01-15 p2 passes MB2-717 until 2018-01-15
 *     2017-01-15 p2 earns DATA-ENGINEER until 2019-01-15    (a certification)
 *     2017-01-01 transacting-partner of acme for crm-online (or delegated-administrator)
 *     2017-06-01 no transacting-partner of acme
 *     2017-02-01 acme reports seats 120 of crm-online       (a measure; the customer and the product may be left out)
 *     2017-02-01 assigned region emea                       (an attribute)
 *     2017-03-10 bought the silver badge of cloud-platform until 2018-03-10
 *     2017-07-01 market developing
 *
 * Without an `enrolled` line the organization is enrolled on 1990-01-01.
 */
export function readLedger(text: string, market: Market): Ledger {
  const facts: FactLine[] = [];
  const problems: { line: number; message: string }[] = [];
  const names: NameInLedger[] = [];
  let enrolledOn: string | null = null;
  for (const [line, written] of text.split('\n').entries()) {
    const words = written.replace(/#.*/, '').trim();
    if (words === '') continue;
    const [day = '', ...rest] = words.split(/\s+/);
    const said = rest.join(' ');
    const read =
      parseDay(day) === null
        ? `${day} is no day from 1990-01-01 to 2100-12-31`
        : readLine(day, said);
    const isEnrolment = said === 'enrolled' && typeof read !== 'string';
    if (isEnrolment && enrolledOn !== null) {
      problems.push({ line, message: `the organization is enrolled on ${enrolledOn}: ${words}` });
      continue;
    }
    if (isEnrolment) enrolledOn = day;
    if (typeof read === 'string') problems.push({ line, message: `${read}: ${words}` });
    else {
      facts.push(...read);
      const named = new Map(read.flatMap(namesIn).map((name) => [`${name.noun} ${name.id}`, name]));
      names.push(...[...named.values()].map((name) => ({ line, ...name })));
    }
  }
  const enrolment: FactLine = {
    type: 'OrganizationEnrolled',
    data: { name: 'Case', market, effectiveOn: enrolledOn ?? '1990-01-01' },
  };
  return { facts: [enrolment, ...facts].map(recorded), problems, names };
}

export interface Ledger {
  readonly facts: readonly RecordedFact[];
  /** `line` is from 0. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** Where what an edition has is spoken of. */
  readonly names: readonly NameInLedger[];
}

export interface NameInLedger {
  /** From 0. */
  readonly line: number;
  readonly noun: Noun;
  readonly id: string;
}

/** What a ledger may name that an edition has. */
export const NOUNS = [
  'product',
  'exam',
  'certification',
  'measure',
  'attribute',
  'competency',
] as const;
export type Noun = (typeof NOUNS)[number];

interface FactLine {
  readonly type: Fact['type'];
  readonly data: Readonly<Record<string, unknown>>;
}

const LINES: readonly [RegExp, (day: string, words: (string | undefined)[]) => FactLine[]][] = [
  [
    /^(no )?partner of (\S+?)(?: for (.+))?$/,
    (effectiveOn, [no, customerId, products]) => [
      {
        type: no === undefined ? 'PartnerOfRecordAssociated' : 'PartnerOfRecordDissociated',
        data: {
          customerId,
          effectiveOn,
          ...(products === undefined ? {} : { products: listIn(products) }),
        },
      },
    ],
  ],
  [
    /^(no )?(transacting-partner|delegated-administrator) of (\S+?)(?: for (.+))?$/,
    (effectiveOn, [no, kind, customerId, products]) => [
      {
        type: no === undefined ? 'AssociationRegistered' : 'AssociationEnded',
        data: {
          customerId,
          kind,
          effectiveOn,
          ...(products === undefined ? {} : { products: listIn(products) }),
        },
      },
    ],
  ],
  [
    /^(?:(\S+) )?reports (\S+) (-?\d{1,10})(?: of (\S+))?$/,
    (effectiveOn, [customerId, measure, value, product]) => [
      {
        type: 'MeasureReported',
        data: {
          measure,
          value: Number(value),
          effectiveOn,
          ...(customerId === undefined ? {} : { customerId }),
          ...(product === undefined ? {} : { product }),
        },
      },
    ],
  ],
  [
    /^assigned (\S+) (.+)$/,
    (effectiveOn, [attribute, value]) => [
      { type: 'AttributeAssigned', data: { attribute, value, effectiveOn } },
    ],
  ],
  [
    /^bought the (silver|gold) badge of (\S+)(?: until (\S+))?$/,
    (purchasedOn, [tier, competency, anniversaryOn]) => [
      {
        type: 'MembershipPurchased',
        data: {
          competency,
          tier,
          purchasedOn,
          ...(anniversaryOn === undefined ? {} : { anniversaryOn }),
        },
      },
    ],
  ],
  [
    /^(.+?) earns? (.+?)(?: until (\S+))?$/,
    (earnedOn, [people = '', certifications = '', expiresOn]) =>
      peopleIn(people).flatMap((individualId) =>
        listIn(certifications).map((certification) => ({
          type: 'CertificationEarned' as const,
          data: {
            individualId,
            certification,
            earnedOn,
            ...(expiresOn === undefined ? {} : { expiresOn }),
          },
        })),
      ),
  ],
  [
    /^(\S+) buys (-?\d{1,11}(?:\.\d{1,2})?) of (\S+) (net-new|recurring)$/,
    (bookedOn, [customerId, amount, product, revenueType]) => [
      {
        type: 'RevenueBooked',
        data: { customerId, amount, product, revenueType, currency: 'USD', bookedOn },
      },
    ],
  ],
  [
    /^(joins|leaves) (.+)$/,
    (effectiveOn, [verb, people = '']) =>
      peopleIn(people).map((individualId) => ({
        type: verb === 'joins' ? 'IndividualJoined' : 'IndividualLeft',
        data: { individualId, effectiveOn },
      })),
  ],
  [
    /^(.+?) pass(?:es)? (.+?)(?: until (\S+))?$/,
    (passedOn, [people = '', exams = '', expiresOn]) =>
      peopleIn(people).flatMap((individualId) =>
        listIn(exams).map((exam) => ({
          type: 'ExamPassed' as const,
          data: { individualId, exam, passedOn, ...(expiresOn === undefined ? {} : { expiresOn }) },
        })),
      ),
  ],
  [
    /^market (developed|developing)$/,
    (effectiveOn, [market]) => [{ type: 'MarketReassigned', data: { market, effectiveOn } }],
  ],
];

/** The facts of a line, or what is wrong with it. */
function readLine(day: string, said: string): FactLine[] | string {
  if (said === 'enrolled') return [];
  for (const [pattern, factsOf] of LINES) {
    const match = pattern.exec(said);
    if (match === null) continue;
    const facts = factsOf(day, match.slice(1));
    return facts.map(problemOf).find((problem) => problem !== null) ?? facts;
  }
  return 'the line is none of enrolled, partner of, transacting-partner of, delegated-administrator of (each with no before it), buys, joins, leaves, passes, earns, reports, assigned, bought, market';
}

const MAX_MEASURE = 1_000_000_000;
/** As facts have it: no controls and nothing else that is not seen. */
const ATTRIBUTE_VALUE = /^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u;

function problemOf({ type, data }: FactLine): string | null {
  const { individualId, exam, certification, products = [], value } = data;
  const inLists = [individualId, exam, certification, ...(products as string[])];
  if (inLists.includes('')) return 'a comma stands between two names; here one is missing';
  if (type === 'AttributeAssigned' && !ATTRIBUTE_VALUE.test(value as string)) {
    return 'the value of an attribute is 1 to 128 printable characters';
  }
  if (type === 'MeasureReported' && Math.abs(value as number) > MAX_MEASURE) {
    return `a measure is from -${MAX_MEASURE} to ${MAX_MEASURE}`;
  }
  if (typeof individualId === 'string' && individualId.includes('..')) {
    return `${individualId} is no range; expected one such as p1..p9`;
  }
  const from = data['passedOn'] ?? data['earnedOn'] ?? data['purchasedOn'];
  const until = data['expiresOn'] ?? data['anniversaryOn'];
  if (typeof from !== 'string' || typeof until !== 'string') return null;
  // Days as text are in the order of the calendar.
  if (parseDay(until) !== null && until > from) return null;
  return `until ${until} is no day after ${from}`;
}

function namesIn({ data }: FactLine): Omit<NameInLedger, 'line'>[] {
  const associated = Array.isArray(data['products']) ? (data['products'] as string[]) : [];
  return [
    ...associated.map((id) => ({ noun: 'product' as const, id })),
    ...NOUNS.flatMap((noun) => {
      const id = data[noun];
      return typeof id === 'string' ? [{ noun, id }] : [];
    }),
  ];
}

function listIn(text: string): string[] {
  return text.split(/,\s*/);
}

/** `p1, p3..p5` is p1, p3, p4, p5. A range that is none stays as it is written. */
function peopleIn(text: string): string[] {
  return listIn(text).flatMap((word) => {
    const range = /^(\D+)(\d+)\.\.\1(\d+)$/.exec(word);
    const [, prefix = '', from = '', to = ''] = range ?? [];
    const length = Number(to) - Number(from) + 1;
    if (range === null || length < 1) return [word];
    return Array.from({ length }, (_, step) => `${prefix}${Number(from) + step}`);
  });
}

function recorded({ type, data }: FactLine, revision: number): RecordedFact {
  return {
    type,
    source: 'case',
    id: String(revision),
    data: {
      organizationId: 'case',
      ...(type === 'RevenueBooked' ? { bookingId: String(revision) } : {}),
      ...data,
    },
    revision,
    recordedAt: 0,
    recordedBy: 'case',
  } as unknown as RecordedFact;
}
