import { FACT_TYPES, type FactType } from '@app/domain';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check, Shares } from '../../../test/properties/check.js';
import { FACT_SCHEMAS, FACTS } from './validation.js';

const id = fc.constantFrom('contoso', 'A', '0', 'a.b_c-d', 'x'.repeat(64));
const text = fc.constantFrom('Contoso', 'Société Générale', '株式会社', '😀', 'x'.repeat(256), ' ');
const name = fc.oneof(text, fc.constantFrom('علی\u200cرضا', 'क्\u200dष'));
const day = fc.constantFrom('1990-01-01', '2016-02-29', '2018-03-31', '2100-12-31');
const market = fc.constantFrom('developed', 'developing');

const VALID: Readonly<Record<FactType, fc.Arbitrary<Record<string, unknown>>>> = {
  OrganizationEnrolled: fc.record({ organizationId: id, name, market, effectiveOn: day }),
  OrganizationCorrected: fc.record(
    { organizationId: id, name, market, effectiveOn: day },
    { requiredKeys: ['organizationId'] },
  ),
  MarketReassigned: fc.record({ organizationId: id, market, effectiveOn: day }),
  IndividualJoined: fc.record(
    {
      organizationId: id,
      individualId: id,
      effectiveOn: day,
      name,
      email: fc.constantFrom('a@b', 'someone@example.org'),
    },
    { requiredKeys: ['organizationId', 'individualId', 'effectiveOn'] },
  ),
  IndividualLeft: fc.record({ organizationId: id, individualId: id, effectiveOn: day }),
  ExamPassed: fc.record(
    {
      organizationId: id,
      individualId: id,
      exam: fc.constantFrom('MB2-715', 'mb2-715', '70-764'),
      passedOn: day,
      expiresOn: day,
    },
    { requiredKeys: ['organizationId', 'individualId', 'exam', 'passedOn'] },
  ),
  AssociationRegistered: otherAssociation(),
  AssociationEnded: otherAssociation(),
  CertificationEarned: fc.record(
    {
      organizationId: id,
      individualId: id,
      certification: fc.constantFrom('MCSE-BA', 'mcse'),
      earnedOn: day,
      expiresOn: day,
    },
    { requiredKeys: ['organizationId', 'individualId', 'certification', 'earnedOn'] },
  ),
  MeasureReported: fc.record(
    {
      organizationId: id,
      measure: id,
      value: fc.constantFrom(0, -1, 1_000_000_000, -1_000_000_000),
      effectiveOn: day,
      customerId: fc.constant('customer 1'),
      product: id,
    },
    { requiredKeys: ['organizationId', 'measure', 'value', 'effectiveOn'] },
  ),
  AttributeAssigned: fc.record({
    organizationId: id,
    attribute: id,
    value: text.filter((value) => value.length <= 128),
    effectiveOn: day,
  }),
  MembershipPurchased: fc.record(
    {
      organizationId: id,
      competency: id,
      tier: fc.constantFrom('silver', 'gold'),
      purchasedOn: day,
      anniversaryOn: day,
    },
    { requiredKeys: ['organizationId', 'competency', 'tier', 'purchasedOn'] },
  ),
  PartnerOfRecordAssociated: association(),
  PartnerOfRecordDissociated: association(),
  RevenueBooked: fc.record(
    {
      organizationId: id,
      bookingId: text.filter((value) => value.length <= 128),
      customerId: fc.constant('customer 1'),
      product: id,
      revenueType: fc.constantFrom('net-new', 'recurring'),
      amount: fc.constantFrom('1', '-0.5', '99999999999.999', '0', '007'),
      currency: fc.constantFrom('USD', 'EUR'),
      bookedOn: day,
      usdPerUnit: fc.constantFrom('1.1', '999999.9999999999', '0.0000000001'),
    },
    {
      requiredKeys: [
        'organizationId',
        'bookingId',
        'customerId',
        'product',
        'revenueType',
        'amount',
        'currency',
        'bookedOn',
      ],
    },
  ),
  FactRetracted: retraction(),
  FactReinstated: retraction(),
  ExchangeRatePublished: fc.record({
    currency: fc.constantFrom('EUR', 'JPY'),
    usdPerUnit: fc.constantFrom('1.0912', '0.01'),
    publishedOn: day,
  }),
};

function association(): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(
    {
      organizationId: id,
      customerId: fc.constant('customer 1'),
      effectiveOn: day,
      products: fc.array(id, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['organizationId', 'customerId', 'effectiveOn'] },
  );
}

function otherAssociation(): fc.Arbitrary<Record<string, unknown>> {
  const kind = fc.constantFrom('transacting-partner', 'delegated-administrator');
  return fc.tuple(association(), kind).map(([fields, of]) => ({ ...fields, kind: of }));
}

function retraction(): fc.Arbitrary<Record<string, unknown>> {
  return fc.record({
    organizationId: id,
    factSource: text,
    factId: text,
    reason: fc.constantFrom('sent twice', 'a\nb\tc', 'x'.repeat(1_000), '👩‍👩‍👧'),
  });
}

/** Strings that lie on, just inside and just outside what some field allows. */
const EDGY_STRINGS = [
  ...['', ' ', '.', '-a', 'a b', 'a\n', '\u0000', 'a\u0000', '\u2028', '\u200b', '\ud800', 'é'],
  ...['x'.repeat(64), 'x'.repeat(65), 'x'.repeat(128), 'x'.repeat(129), 'x'.repeat(257)],
  ...['😀'.repeat(128), '😀'.repeat(129), '😀'.repeat(256), 'x'.repeat(1_001), '\ufeffa'],
  ...['1989-12-31', '1990-01-01', '2100-12-31', '2101-01-01', '2017-02-29', '2016-02-29'],
  ...[
    '2018-1-1',
    '2018-01-01T00:00:00Z',
    '0000-00-00',
    '2018-13-01',
    ' 2018-01-01',
    '２０１８-01-01',
  ],
  ...['0', '0.0', '-0', '1.', '.5', '1e3', '+1', '1,000', '100000000000', '12345678901', '-1'],
  ...['1000000', '999999', '0.00000000001', '0.0000000001', 'NaN', 'Infinity', '1.5 ', '١'],
  ...['developed', 'Developed', 'net-new', 'recurring', 'USD', 'usd', 'null', 'undefined'],
  ...['a@b', 'a@b@c', '@b', 'a@', 'a b@c', `${'x'.repeat(64)}@b`, `${'x'.repeat(65)}@b`],
];
const INHERITED = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf', 'then'];

const anything = fc.oneof(
  { arbitrary: fc.constantFrom<unknown>(...EDGY_STRINGS), weight: 8 },
  { arbitrary: fc.string({ unit: 'binary' }), weight: 2 },
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 20_180_331, [], {}, [[]], { a: 1 }),
  fc.constantFrom<unknown>(1e9, 1e9 + 1, -1e9 - 1, 0.1 + 0.2, 1e300),
  fc.array(fc.constantFrom<unknown>('crm-online', 'a b', '', 1, null, ['x'], {}), { maxLength: 3 }),
);

type Mutation =
  | { kind: 'drop'; pick: number }
  | { kind: 'set'; pick: number; value: unknown }
  | { kind: 'add'; name: string; value: unknown };

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const), pick: fc.nat(20) }),
  {
    arbitrary: fc.record({ kind: fc.constant('set' as const), pick: fc.nat(20), value: anything }),
    weight: 5,
  },
  fc.record({
    kind: fc.constant('add' as const),
    name: fc.oneof(
      fc.constantFrom(...INHERITED, 'usdAmount', 'name', 'Products', 'organizationid', ''),
      fc.string({ unit: 'binary' }),
    ),
    value: anything,
  }),
);

/** The mutated data as it comes out of the parser: a field `__proto__` is one like any other. */
function mutated(data: Record<string, unknown>, mutations: readonly Mutation[]): object {
  const fields = new Map(Object.entries(data));
  for (const change of mutations) {
    const names = [...fields.keys()];
    if (change.kind === 'add') fields.set(change.name, change.value);
    else {
      const name = names[change.pick % names.length];
      if (name === undefined) continue;
      if (change.kind === 'drop') fields.delete(name);
      else fields.set(name, change.value);
    }
  }
  const text = [...fields].map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  return JSON.parse(`{${text.join(',')}}`) as object;
}

describe('the compiled verdict and class-validator on the same declaration', () => {
  test('agree on facts and on mutated facts', () => {
    const shares = new Shares();
    check(
      fc.property(
        fc
          .constantFrom(...FACT_TYPES)
          .chain((type) =>
            fc.tuple(fc.constant(type), VALID[type], fc.array(mutation, { maxLength: 2 })),
          ),
        ([type, data, mutations]) => {
          const value = mutated(data, mutations);
          const accepted = FACTS[type].accepts(value);
          const problems = FACTS[type].explain(value);
          shares.saw({ accepted, unchanged: mutations.length === 0 });
          if (mutations.length === 0) expect(problems).toEqual([]);
          expect({ type, value, accepted }).toEqual({
            type,
            value,
            accepted: problems.length === 0,
          });
        },
      ),
      20_000,
    );
    const seen = shares.report();
    expect(seen['accepted']).toBeGreaterThan(0.3);
    expect(seen['accepted']).toBeLessThan(0.8);
  });

  test('every declared field refuses something, and is described', () => {
    for (const type of FACT_TYPES) {
      for (const [name, schema] of Object.entries(FACT_SCHEMAS[type].properties)) {
        expect({ type, name, keys: Object.keys(schema).length }).not.toMatchObject({ keys: 0 });
        expect(FACTS[type].accepts({ [name]: 1 })).toBe(false);
      }
    }
  });
});

test('an explanation names the field, the item in a list, and what is missing', () => {
  const { explain } = FACTS.PartnerOfRecordAssociated;
  expect(
    explain({
      customerId: 'c',
      effectiveOn: '2017-02-30',
      products: ['crm-online', 'a b'],
      'x/y': 1,
    }),
  ).toMatchObject([
    { pointer: '/data/organizationId' },
    {
      pointer: '/data/effectiveOn',
      detail:
        'effectiveOn must be a day that exists, as YYYY-MM-DD, from 1990-01-01 to 2100-12-31 inclusive',
    },
    { pointer: '/data/products' },
    {
      pointer: '/data/x~1y',
      detail: 'there is no field x/y; there are organizationId, customerId, effectiveOn, products',
    },
  ]);
  const onlyTheItem = {
    organizationId: 'o',
    customerId: 'c',
    effectiveOn: '2017-01-01',
    products: ['crm-online', 'a b'],
  };
  expect(explain(onlyTheItem)).toMatchObject([{ pointer: '/data/products/1' }]);
  expect(explain({ ...onlyTheItem, products: [] })).toMatchObject([
    { detail: 'products must name at least one product, or be left out for all' },
  ]);
});
