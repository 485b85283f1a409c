import { describe, expect, test } from '@jest/globals';
import { languageAmong } from './locale.js';
import { addDays, day, daysBetween, instant, money, roundMoney, wholeNumber } from './written.js';

/** Intl writes spaces that do not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('what is shown', () => {
  test.each([
    ['123456.78', 'USD', '$123,456.78', '123 456,78 $US'],
    ['-0.01', 'USD', '-$0.01', '-0,01 $US'],
    ['0', 'JPY', '¥0', '0 JPY'],
    // 90,071,992,547,409.93 has no binary float of its own.
    ['90071992547409.93', 'USD', '$90,071,992,547,409.93', '90 071 992 547 409,93 $US'],
    ['12345678901.999', 'KWD', 'KWD 12,345,678,901.999', '12 345 678 901,999 KWD'],
  ])('money keeps every digit: %s %s', (amount, currency, english, french) => {
    expect(plain(money('en-US', amount, currency))).toBe(english);
    expect(plain(money('fr-FR', amount, currency))).toBe(french);
  });

  test('days are days of the calendar, wherever the reader is', () => {
    expect(day('en-US', '2018-03-31')).toBe('Mar 31, 2018');
    expect(day('fr-FR', '2018-03-31')).toBe('31 mars 2018');
    expect(day('fr-FR', '1990-01-01', 'long')).toBe('1er janvier 1990');
  });

  test('instants say that they are in UTC', () => {
    expect(plain(instant('en-US', '2018-04-02T08:00:00.000Z'))).toBe('Apr 2, 2018, 8:00:00 AM UTC');
    expect(plain(instant('fr-FR', '2018-04-02T08:00:00.000Z'))).toBe('2 avr. 2018, 08:00:00 UTC');
  });

  test('numbers and round money', () => {
    expect(wholeNumber('en-US', 12345)).toBe('12,345');
    expect(roundMoney('en-US', '300646.44', 'USD')).toBe('$300.6K');
    expect(plain(roundMoney('fr-FR', '300000', 'USD'))).toBe('300 k $US');
  });

  test('days are added over the ends of months and years', () => {
    expect(addDays('2027-12-30', 3)).toBe('2028-01-02');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  });

  test('days are counted over leap days and backwards', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
    expect(daysBetween('2018-01-01', '2017-12-31')).toBe(-1);
    expect(daysBetween('2018-01-01', '2018-01-01')).toBe(0);
  });
});

describe('the language', () => {
  test.each([
    [['de-DE', 'fr-CA', 'en'], 'fr'],
    [['en-GB', 'fr'], 'en'],
    [['de'], 'en'],
    [[], 'en'],
  ])('among %j is %s', (preferred, expected) => {
    expect(languageAmong(preferred)).toBe(expected);
  });
});
