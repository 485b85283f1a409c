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
 *     2017-07-01 market developing
 *
 * Without an `enrolled` line the organization is enrolled on 1990-01-01.
 */
export function readLedger(
  text: string,
  market: Market,
): { readonly facts: RecordedFact[]; readonly problems: string[] } {
  const facts: FactLine[] = [];
  const problems: string[] = [];
  let enrolledOn = '1990-01-01';
  for (const [place, line] of text.split('\n').entries()) {
    const words = line.replace(/#.*/, '').trim();
    if (words === '') continue;
    const [day = '', ...rest] = words.split(/\s+/);
    const said = rest.join(' ');
    const read = parseDay(day) === null ? null : said === 'enrolled' ? [] : readLine(day, said);
    if (said === 'enrolled') enrolledOn = day;
    if (read === null) problems.push(`line ${place + 1} of the ledger is not understood: ${words}`);
    else facts.push(...read);
  }
  const enrolment: FactLine = {
    type: 'OrganizationEnrolled',
    data: { name: 'Case', market, effectiveOn: enrolledOn },
  };
  return { facts: [enrolment, ...facts].map(recorded), problems };
}

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
          ...(products === undefined ? {} : { products: products.split(/,\s*/) }),
        },
      },
    ],
  ],
  [
    /^(\S+) buys (-?[\d.]+) of (\S+) (net-new|recurring)$/,
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
        exams.split(/,\s*/).map((exam) => ({
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

function readLine(day: string, said: string): FactLine[] | null {
  for (const [pattern, factsOf] of LINES) {
    const match = pattern.exec(said);
    if (match !== null) return factsOf(day, match.slice(1));
  }
  return null;
}

/** `p1, p3..p5` is p1, p3, p4, p5. */
function peopleIn(text: string): string[] {
  return text.split(/,\s*/).flatMap((word) => {
    const range = /^(\D+)(\d+)\.\.\1(\d+)$/.exec(word);
    if (range === null) return [word];
    const [, prefix = '', from, to] = range;
    const length = Number(to) - Number(from) + 1;
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
