import { describe, expect, test } from '@jest/globals';
import {
  decide,
  type Decision,
  evolve,
  ExchangeRates,
  type Fact,
  type FactData,
  type FactType,
  initialOrganization,
  type OrganizationFact,
  type RateLookup,
  type RecordedFact,
} from './index.js';

type Written<T extends FactType> = Omit<FactData[T], 'organizationId'>;

let nextId = 0;

/** A fact of `contoso` with an id of its own, unless one is given. */
function fact<T extends Exclude<FactType, 'ExchangeRatePublished'>>(
  type: T,
  data: Written<T>,
  id = `fact-${(nextId += 1)}`,
): OrganizationFact {
  return {
    type,
    source: 'test',
    id,
    data: { organizationId: 'contoso', ...data },
  } as OrganizationFact;
}

const enrolled = fact(
  'OrganizationEnrolled',
  { name: 'Contoso', market: 'developed', effectiveOn: '2017-01-01' },
  'enrolment',
);

const booking = (changes: Partial<FactData['RevenueBooked']> = {}, id?: string) =>
  fact(
    'RevenueBooked',
    {
      bookingId: 'b-1',
      customerId: 'c-1',
      product: 'crm-online',
      revenueType: 'net-new',
      amount: '100.00',
      currency: 'USD',
      bookedOn: '2017-06-01',
      ...changes,
    },
    id,
  );

const retracted = (factId: string, id?: string) =>
  fact('FactRetracted', { factSource: 'test', factId, reason: 'a slip' }, id);
const reinstated = (factId: string, id?: string) =>
  fact('FactReinstated', { factSource: 'test', factId, reason: 'it was right' }, id);

const noRates: RateLookup = () => null;

function given(...facts: OrganizationFact[]) {
  const state = initialOrganization();
  for (const sent of facts) {
    const decision = decide(sent, state, { rates: noRates });
    if (decision.outcome !== 'accepted')
      throw new Error(`given ${sent.type}: ${JSON.stringify(decision)}`);
    evolve(state, {
      ...decision.fact,
      revision: state.revision + 1,
      recordedAt: 0,
      recordedBy: 'test',
    } as RecordedFact);
  }
  return {
    when: (sent: OrganizationFact, rates: RateLookup = noRates) => ({
      then: (expected: Partial<Record<string, unknown>>) =>
        expect(decide(sent, state, { rates })).toMatchObject(expected),
    }),
  };
}

describe('an organization', () => {
  test('is enrolled before anything else is recorded for it', () => {
    given().when(booking()).then({ outcome: 'rejected', code: 'organization-unknown' });
    given().when(enrolled).then({ outcome: 'accepted' });
  });

  test('is enrolled once', () => {
    given(enrolled)
      .when(
        fact('OrganizationEnrolled', {
          name: 'Contoso',
          market: 'developed',
          effectiveOn: '2017-01-01',
        }),
      )
      .then({ outcome: 'rejected', code: 'organization-exists' });
  });

  test('keeps its enrolment', () => {
    given(enrolled)
      .when(retracted('enrolment'))
      .then({ outcome: 'rejected', code: 'enrolment-required' });
  });

  test('is corrected in at least one field', () => {
    given(enrolled)
      .when(fact('OrganizationCorrected', {}))
      .then({ outcome: 'rejected', code: 'invalid-data', pointer: '/data' });
    given(enrolled)
      .when(fact('OrganizationCorrected', { name: 'Contoso AG' }))
      .then({ outcome: 'accepted' });
  });
});

describe('the same fact twice', () => {
  test('by its id is a duplicate, and with other content a reused id', () => {
    const first = booking({}, 'line-1');
    given(enrolled, first)
      .when(first)
      .then({ outcome: 'duplicate', revision: 1, retracted: false });
    given(enrolled, first)
      .when(booking({ amount: '99.00' }, 'line-1'))
      .then({ outcome: 'rejected', code: 'id-reused', pointer: '/id' });
  });

  test('by its natural key is a duplicate, amounts being numbers', () => {
    given(enrolled, booking())
      .when(booking({ amount: '0100.0' }))
      .then({ outcome: 'duplicate', revision: 1, retracted: false });
    given(enrolled, booking())
      .when(booking({ amount: '100.01' }))
      .then({ outcome: 'rejected', code: 'booking-exists' });
  });

  test('of a mark is told by all its fields', () => {
    const joined = (effectiveOn: string) =>
      fact('IndividualJoined', { individualId: 'p1', effectiveOn });
    given(enrolled, joined('2017-02-01'))
      .when(joined('2017-02-01'))
      .then({ outcome: 'duplicate', revision: 1 });
    given(enrolled, joined('2017-02-01')).when(joined('2017-02-02')).then({ outcome: 'accepted' });
  });

  test('of a pass is told by who, what and when', () => {
    const passed = (expiresOn?: string) =>
      fact('ExamPassed', {
        individualId: 'p1',
        exam: 'MB2-715',
        passedOn: '2017-02-01',
        ...(expiresOn === undefined ? {} : { expiresOn }),
      });
    given(enrolled, passed()).when(passed()).then({ outcome: 'duplicate', revision: 1 });
    given(enrolled, passed())
      .when(passed('2019-02-01'))
      .then({ outcome: 'rejected', code: 'exam-pass-exists' });
    given(enrolled)
      .when(passed('2017-02-01'))
      .then({ code: 'invalid-data', pointer: '/data/expiresOn' });
  });

  test('does not tell people by their names', () => {
    const joined = (name?: string) =>
      fact('IndividualJoined', {
        individualId: 'p1',
        effectiveOn: '2017-02-01',
        ...(name === undefined ? {} : { name }),
      });
    given(enrolled, joined('A')).when(joined('B')).then({ outcome: 'duplicate', revision: 1 });
    given(enrolled)
      .when(joined('A'))
      .then({
        outcome: 'accepted',
        fact: {
          data: { organizationId: 'contoso', individualId: 'p1', effectiveOn: '2017-02-01' },
        },
        personalData: { organizationId: 'contoso', individualId: 'p1', name: 'A' },
      });
  });
});

describe('retracting and reinstating', () => {
  const line = booking({}, 'line-1');

  test('names a fact that exists', () => {
    given(enrolled).when(retracted('nothing')).then({ outcome: 'rejected', code: 'fact-unknown' });
  });

  test('twice changes nothing', () => {
    given(enrolled, line, retracted('line-1'))
      .when(retracted('line-1'))
      .then({ outcome: 'duplicate', revision: 2, retracted: true });
    given(enrolled, line)
      .when(reinstated('line-1'))
      .then({ outcome: 'duplicate', revision: 1, retracted: false });
    given(enrolled, line, retracted('line-1'), reinstated('line-1'))
      .when(reinstated('line-1'))
      .then({ outcome: 'duplicate', revision: 3, retracted: false });
  });

  test('leaves a resent fact a duplicate that says it is retracted, and lets other content in', () => {
    const given2 = given(enrolled, line, retracted('line-1'));
    given2.when(line).then({ outcome: 'duplicate', revision: 1, retracted: true });
    given2.when(booking()).then({ outcome: 'duplicate', revision: 1, retracted: true });
    given2.when(booking({ amount: '120.00' })).then({ outcome: 'accepted' });
  });

  test('brings nothing back beside another fact of its natural key', () => {
    given(enrolled, line, retracted('line-1'), booking({ amount: '120.00' }, 'line-2'))
      .when(reinstated('line-1'))
      .then({ outcome: 'rejected', code: 'booking-exists' });
  });

  test('may be retracted itself, and then never happened', () => {
    given(enrolled, line, retracted('line-1', 'slip'), retracted('slip'))
      .when(booking({ amount: '120.00' }))
      .then({ outcome: 'rejected', code: 'booking-exists' });
    given(enrolled, line, retracted('line-1', 'slip'), booking({ amount: '120.00' }))
      .when(retracted('slip'))
      .then({ outcome: 'rejected', code: 'booking-exists' });
  });
});

describe('a booking', () => {
  test.each([
    ['USD', '1.234', 'invalid-data', '/data/amount'],
    ['JPY', '1.5', 'invalid-data', '/data/amount'],
    ['KWD', '1.2345', 'invalid-data', '/data/amount'],
    ['usd', '1', 'currency-unknown', '/data/currency'],
    ['EUR', '1', 'exchange-rate-missing', '/data/currency'],
  ])('in %s of %s is rejected as %s at %s', (currency, amount, code, pointer) => {
    given(enrolled)
      .when(booking({ currency, amount }))
      .then({ outcome: 'rejected', code, pointer });
  });

  test.each([
    ['JPY', '250', '0.01', '2.50'],
    ['KWD', '1.005', '1', '1.00'], // a half goes to the even cent
    ['KWD', '1.015', '1', '1.02'],
    ['EUR', '-0.5', '0.01', '0.00'],
    ['EUR', '-1.50', '0.01', '-0.02'],
    ['EUR', '100', '1.0912345678', '109.12'],
  ])('in %s of %s at %s is recorded with %s USD', (currency, amount, usdPerUnit, usdAmount) => {
    given(enrolled)
      .when(booking({ currency, amount, usdPerUnit }))
      .then({ outcome: 'accepted', fact: { data: { usdPerUnit, usdAmount } } });
  });

  test('in USD has no rate', () => {
    given(enrolled)
      .when(booking({ usdPerUnit: '1' }))
      .then({ code: 'invalid-data', pointer: '/data/usdPerUnit' });
  });

  test('without a rate of its own is converted at the published one, and resent is the same', () => {
    const rates: RateLookup = () => ({ usdPerUnit: '1.25', publishedOn: '2017-05-31' });
    given(enrolled)
      .when(booking({ currency: 'EUR' }), rates)
      .then({
        outcome: 'accepted',
        fact: { data: { usdPerUnit: '1.25', usdAmount: '125.00' } },
        rate: { publishedOn: '2017-05-31' },
      });
    const state = initialOrganization();
    const record = (sent: OrganizationFact): Decision => {
      const decision = decide(sent, state, { rates });
      if (decision.outcome === 'accepted') {
        evolve(state, {
          ...decision,
          ...decision.fact,
          revision: state.revision + 1,
          recordedAt: 0,
          recordedBy: 'test',
        } as RecordedFact);
      }
      return decision;
    };
    record(enrolled);
    record(booking({ currency: 'EUR' }));
    expect(record(booking({ currency: 'EUR' }))).toMatchObject({
      outcome: 'duplicate',
      revision: 1,
    });
    expect(record(booking({ currency: 'EUR', usdPerUnit: '1.25' }))).toMatchObject({
      code: 'booking-exists',
    });
  });

  test('may not take the absolute sum past 90,000,000,000,000.00 USD', () => {
    const huge = (bookingId: string, id?: string) =>
      booking({ bookingId, currency: 'EUR', amount: '-90000000000.00', usdPerUnit: '1000' }, id);
    given(enrolled, huge('b-1'))
      .when(huge('b-2'))
      .then({ outcome: 'rejected', code: 'total-too-large' });
    given(enrolled, huge('b-1', 'line-1'), retracted('line-1'))
      .when(huge('b-2'))
      .then({ outcome: 'accepted' });
    given(enrolled, huge('b-1', 'line-1'), retracted('line-1'), huge('b-2'))
      .when(reinstated('line-1'))
      .then({ outcome: 'rejected', code: 'total-too-large' });
    given(enrolled)
      .when(booking({ currency: 'EUR', amount: '99999999999.99', usdPerUnit: '999999.9999999999' }))
      .then({ outcome: 'rejected', code: 'total-too-large' });
  });
});

describe('exchange rates', () => {
  const rate = (currency: string, usdPerUnit: string, publishedOn: string, id?: string) =>
    ({
      type: 'ExchangeRatePublished',
      source: 'bank',
      id: id ?? `${currency} ${publishedOn} ${usdPerUnit}`,
      data: { currency, usdPerUnit, publishedOn },
    }) satisfies Fact;

  function published(...facts: ReturnType<typeof rate>[]): ExchangeRates {
    const rates = new ExchangeRates();
    for (const sent of facts) {
      rates.evolve({ ...sent, revision: rates.revision + 1, recordedAt: 0, recordedBy: 'test' });
    }
    return rates;
  }

  test('serve from their day for ten days, until a later one', () => {
    const rates = published(rate('EUR', '1.1', '2017-06-01'), rate('EUR', '1.2', '2017-06-05'));
    expect(rates.lookup('EUR', '2017-05-31')).toBeNull();
    expect(rates.lookup('EUR', '2017-06-04')).toEqual({
      usdPerUnit: '1.1',
      publishedOn: '2017-06-01',
    });
    expect(rates.lookup('EUR', '2017-06-15')).toEqual({
      usdPerUnit: '1.2',
      publishedOn: '2017-06-05',
    });
    expect(rates.lookup('EUR', '2017-06-16')).toBeNull();
    expect(rates.lookup('GBP', '2017-06-01')).toBeNull();
  });

  test('are corrected by a later word for the same day', () => {
    const rates = published(rate('EUR', '1.1', '2017-06-01'), rate('EUR', '1.15', '2017-06-01'));
    expect(rates.lookup('EUR', '2017-06-01')?.usdPerUnit).toBe('1.15');
  });

  test('are one fact by their id, and none for USD', () => {
    const first = rate('EUR', '1.1', '2017-06-01', 'r-1');
    const rates = published(first);
    expect(rates.decide(first)).toEqual({ outcome: 'duplicate', revision: 0, retracted: false });
    expect(rates.decide({ ...first, data: { ...first.data, usdPerUnit: '1.10' } })).toMatchObject({
      outcome: 'duplicate',
    });
    expect(rates.decide({ ...first, data: { ...first.data, usdPerUnit: '1.2' } })).toMatchObject({
      code: 'id-reused',
    });
    expect(rates.decide(rate('USD', '1', '2017-06-01'))).toMatchObject({ code: 'invalid-data' });
  });
});
