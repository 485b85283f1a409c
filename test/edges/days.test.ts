import { describe, expect, test } from '@jest/globals';
import { addMonths, formatDay, parseDay } from '@app/domain';
import { epochDay, isoDayOf } from '../oracle/days.js';

describe('A business day', () => {
  test.each([
    '1990-01-01',
    '2000-02-29',
    '2016-02-29',
    '2017-02-28',
    '2096-02-29',
    '2100-02-28',
    '2100-12-31',
  ])('may be %s', (iso) => {
    expect(parseDay(iso)).toBe(epochDay(iso));
    expect(formatDay(epochDay(iso))).toBe(iso);
  });

  test.each([
    ['1989-12-31', 'before the first'],
    ['2101-01-01', 'after the horizon'],
    ['2017-02-29', 'in no leap year'],
    ['2100-02-29', 'in a century that is no leap year'],
    ['2016-02-30', 'in no year'],
    ['2016-04-31', 'in a month of thirty days'],
    ['2016-13-01', 'in no month'],
    ['2016-00-10', 'in no month'],
    ['2016-01-00', 'before the month'],
    ['2016-1-1', 'without its zeros'],
    ['20160101', 'without its dashes'],
    ['2016-01-01T00:00:00Z', 'with a time'],
    [' 2016-01-01', 'behind a space'],
    ['2016-01-01\n', 'before a line break'],
    ['', 'and nothing'],
  ])('may not be %j, %s', (iso) => {
    expect(parseDay(iso)).toBeNull();
  });

  test.each([
    ['2016-02-29', 12, '2017-02-28'],
    ['2017-02-28', -12, '2016-02-28'],
    ['2028-02-29', -12, '2027-02-28'],
    ['2016-02-29', 48, '2020-02-29'],
    ['2096-02-29', 48, '2100-02-28'],
    ['2016-12-31', 2, '2017-02-28'],
    ['2016-03-31', -1, '2016-02-29'],
    ['2016-01-15', -1, '2015-12-15'],
  ])('%s moved by %d months is %s', (iso, months, moved) => {
    expect(isoDayOf(addMonths(epochDay(iso), months))).toBe(moved);
  });
});
