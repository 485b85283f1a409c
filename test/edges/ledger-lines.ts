import type { Fact, Market, OrganizationFact, Tier } from '@app/domain';

/** The lines of a ledger, and what each of them says. */

type Said = Pick<OrganizationFact, 'type' | 'data'>;
type Say = (groups: Record<string, string>) => Said;

const organizationId = 'contoso';
export const SOURCE = 'ledger';
export const DAY = '(?<day>\\d{4}-\\d{2}-\\d{2})';

const LINES: readonly [form: string, say: Say][] = [
  [
    `${DAY} enrolled in (?<market>\\w+)`,
    ({ market, day = '' }) => ({
      type: 'OrganizationEnrolled',
      data: { organizationId, name: 'Contoso', market: market as Market, effectiveOn: day },
    }),
  ],
  [
    'corrected( day (?<day>\\S+))?( market (?<market>\\S+))?( name (?<name>\\S+))?',
    ({ day, market, name }) => ({
      type: 'OrganizationCorrected',
      data: {
        organizationId,
        ...(name === undefined ? {} : { name }),
        ...(market === undefined ? {} : { market: market as Market }),
        ...(day === undefined ? {} : { effectiveOn: day }),
      },
    }),
  ],
  [
    `${DAY} moved to (?<market>\\w+)`,
    ({ market, day = '' }) => ({
      type: 'MarketReassigned',
      data: { organizationId, market: market as Market, effectiveOn: day },
    }),
  ],
  [
    `${DAY} (?<what>associated with|dissociated from) (?<customer>\\w+)( for (?<products>[\\w, -]+))?`,
    ({ day = '', what, customer = '', products }) => ({
      type: what === 'associated with' ? 'PartnerOfRecordAssociated' : 'PartnerOfRecordDissociated',
      data: {
        organizationId,
        customerId: customer,
        effectiveOn: day,
        ...(products === undefined ? {} : { products: products.split(', ') }),
      },
    }),
  ],
  [
    `${DAY} (?<who>\\w+) (?<what>joined|left)(, mail (?<email>\\S+))?`,
    ({ day = '', who = '', what, email }) => ({
      type: what === 'joined' ? 'IndividualJoined' : 'IndividualLeft',
      data: {
        organizationId,
        individualId: who,
        effectiveOn: day,
        ...(email === undefined ? {} : { email }),
      },
    }),
  ],
  [
    `${DAY} (?<who>\\w+) passed (?<exam>[\\w-]+)( until (?<until>\\S+))?`,
    ({ day = '', who = '', exam = '', until }) => ({
      type: 'ExamPassed',
      data: {
        organizationId,
        individualId: who,
        exam,
        passedOn: day,
        ...(until === undefined ? {} : { expiresOn: until }),
      },
    }),
  ],
  [
    `${DAY} booked (?<id>\\w+) (?<amount>[-\\d.]+) (?<currency>\\w+) of (?<product>[\\w-]+) from (?<customer>\\w+)` +
      '(?<recurring>, recurring)?(, at (?<rate>[\\d.]+))?',
    ({ day = '', id = '', amount = '', currency = '', product = '', customer = '', ...rest }) => ({
      type: 'RevenueBooked',
      data: {
        organizationId,
        bookingId: id,
        customerId: customer,
        product,
        revenueType: rest['recurring'] === undefined ? 'net-new' : 'recurring',
        amount,
        currency,
        bookedOn: day,
        ...(rest['rate'] === undefined ? {} : { usdPerUnit: rest['rate'] }),
      },
    }),
  ],
  [
    `${DAY} (?<what>registered|ended) (?<kind>[\\w-]+) of (?<customer>\\w+)( for (?<products>[\\w, -]+))?`,
    ({ day = '', what, kind, customer = '', products }) => ({
      type: what === 'registered' ? 'AssociationRegistered' : 'AssociationEnded',
      data: {
        organizationId,
        customerId: customer,
        kind: kind as Fact<'AssociationRegistered'>['data']['kind'],
        effectiveOn: day,
        ...(products === undefined ? {} : { products: products.split(', ') }),
      },
    }),
  ],
  [
    `${DAY} (?<who>\\w+) earned (?<certification>[\\w-]+)( until (?<until>\\S+))?`,
    ({ day = '', who = '', certification = '', until }) => ({
      type: 'CertificationEarned',
      data: {
        organizationId,
        individualId: who,
        certification,
        earnedOn: day,
        ...(until === undefined ? {} : { expiresOn: until }),
      },
    }),
  ],
  [
    `${DAY} reported (?<measure>\\w+) (?<value>-?\\d+)( of (?<product>\\w+))?( for (?<customer>\\w+))?`,
    ({ day = '', measure = '', value, product, customer }) => ({
      type: 'MeasureReported',
      data: {
        organizationId,
        measure,
        value: Number(value),
        effectiveOn: day,
        ...(customer === undefined ? {} : { customerId: customer }),
        ...(product === undefined ? {} : { product }),
      },
    }),
  ],
  [
    `${DAY} assigned (?<attribute>\\w+) (?<value>\\w+)`,
    ({ day = '', attribute = '', value = '' }) => ({
      type: 'AttributeAssigned',
      data: { organizationId, attribute, value, effectiveOn: day },
    }),
  ],
  [
    `${DAY} bought (?<tier>\\w+)( until (?<until>\\S+))?`,
    ({ day = '', tier, until }) => ({
      type: 'MembershipPurchased',
      data: {
        organizationId,
        competency: 'tested',
        tier: tier as Tier,
        purchasedOn: day,
        ...(until === undefined ? {} : { anniversaryOn: until }),
      },
    }),
  ],
  [
    '(?<what>retracted|reinstated) (?<fact>\\d+)',
    ({ what, fact }) => ({
      type: what === 'retracted' ? 'FactRetracted' : 'FactReinstated',
      data: { organizationId, factSource: SOURCE, factId: `${fact}`, reason: 'as told' },
    }),
  ],
];

/** What a line says, or `null` where no form is its. */
export function factSaid(line: string): Said | null {
  for (const [form, say] of LINES) {
    const match = new RegExp(`^${form}$`).exec(line);
    if (match !== null) return say({ ...match.groups });
  }
  return null;
}
