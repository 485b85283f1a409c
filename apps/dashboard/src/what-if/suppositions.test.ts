import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  begun,
  factsOf,
  fieldsOf,
  mistakesIn,
  objectionsIn,
  SUPPOSED_TYPES,
  type Supposition,
  suppositionsIn,
  whatIfSearchOf,
  written,
} from './suppositions.js';

const ON = '2018-03-31';

const supposition = fc
  .constantFrom(...SUPPOSED_TYPES)
  .chain((type) =>
    fc
      .record(
        Object.fromEntries(
          fieldsOf(type).map(({ name, kind }) => [
            name,
            kind === 'day' ? fc.constantFrom(ON, '1990-01-01', '2100-12-31') : fc.string(),
          ]),
        ),
      )
      .map((fields): Supposition => ({ type, fields: { ...fields } })),
  );

describe('what is supposed', () => {
  test('is the same when it is read from the address again', () => {
    fc.assert(
      fc.property(fc.array(supposition, { maxLength: 50 }), (all) => {
        expect(suppositionsIn(written(all))).toEqual(all);
      }),
      { numRuns: 200, seed: 20180331, verbose: 1 },
    );
  });

  test.each([
    'nothing',
    '{}',
    '[["NoSuchType",{}]]',
    '[["ExamPassed"]]',
    '[["IndividualLeft",{"individualId":"p1","effectiveOn":"2018-02-30"}]]',
    '[["IndividualLeft",{"individualId":"p1"}]]',
  ])('is nothing where the address says %s', (suppose) => {
    expect(suppositionsIn(suppose)).toEqual([]);
    expect(whatIfSearchOf({ suppose })).toEqual({});
  });

  test('lacks what is not there, and takes no amount that the service would not', () => {
    const booking = begun('RevenueBooked', ON);
    expect(mistakesIn(booking)).toEqual({
      customerId: 'missing',
      product: 'missing',
      amount: 'missing',
    });
    const of = (amount: string) => ({
      ...booking,
      fields: { ...booking.fields, customerId: 'c', product: 'p', amount },
    });
    expect(mistakesIn(of('1.234'))).toEqual({ amount: 'not-an-amount' });
    expect(mistakesIn(of('1,234'))).toEqual({ amount: 'not-an-amount' });
    expect(mistakesIn(of('1,5'))).toEqual({});
    expect(factsOf('o', [of(' 1,5 ')])[0]?.data).toMatchObject({ amount: '1.5' });
    expect(mistakesIn(of('-10.50'))).toEqual({});
  });

  test('is asked as facts, each with an id of its own', () => {
    const [booked, retracted] = factsOf('contoso', [
      begun('RevenueBooked', ON),
      { type: 'FactRetracted', fields: { factSource: ' s ', factId: 'i' } },
    ]);
    expect(booked).toMatchObject({
      id: 'supposed-1',
      data: { organizationId: 'contoso', bookingId: 'supposed-1', currency: 'USD', bookedOn: ON },
    });
    expect(retracted).toMatchObject({
      id: 'supposed-2',
      data: { factSource: 's', factId: 'i', reason: 'supposed' },
    });
  });
});

test('what the service objects to is told by supposition and field', () => {
  const objections = objectionsIn([
    { pointer: '/facts/0/data/product', detail: 'no product' },
    { pointer: '/facts/2', detail: 'no fact' },
    { pointer: '/asOf', detail: 'no day' },
  ]);
  expect([...objections]).toEqual([
    [0, { product: 'no product' }],
    [2, { '': 'no fact' }],
  ]);
});
