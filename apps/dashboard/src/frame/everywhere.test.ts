import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { everywhereOf, readSearch, writtenSearch } from './everywhere.js';

describe('the parameters of every address', () => {
  test.each([
    [{ asOf: '2017-11-13' }, { asOf: '2017-11-13' }],
    [{ asOf: '2017-13-01', knownAt: 'yesterday', lang: 'de' }, {}],
    [
      { knownAt: '41', lang: 'fr', other: 'x' },
      { knownAt: '41', lang: 'fr' },
    ],
    [{ knownAt: '2018-04-02T08:00:00.000Z' }, { knownAt: '2018-04-02T08:00:00.000Z' }],
    [{ knownAt: '2018-04-02T08:00:00+02:00' }, { knownAt: '2018-04-02T08:00:00+02:00' }],
    [{ knownAt: '-1', asOf: 41 }, {}],
    [{ asOf: '2017-02-29' }, {}],
    [{ asOf: '2028-02-29' }, { asOf: '2028-02-29' }],
    [{ asOf: '1989-12-31' }, {}],
  ])('of %j are understood as %j', (asked, understood) => {
    expect(everywhereOf(asked)).toEqual(understood);
  });

  test('are read as they were written, whatever they say', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const names = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.dictionary(names, text), (search) => {
        expect(readSearch(writtenSearch(search))).toEqual({ ...search });
      }),
    );
  });

  test('are easy to read', () => {
    const search = { option: 'cloud/crm', knownAt: '2018-04-02T08:00:00Z', tier: undefined };
    expect(writtenSearch(search)).toBe('?option=cloud/crm&knownAt=2018-04-02T08:00:00Z');
    expect(writtenSearch({})).toBe('');
  });
});
