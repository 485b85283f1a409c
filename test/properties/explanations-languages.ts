import type { Language } from '@app/domain';
import type { IsoDay } from '../oracle/days.js';

/** How amounts, numbers and days are written, by nothing but cutting texts to pieces. */
export interface Writing {
  readonly number: (value: number) => string;
  /** US dollars of a decimal text. */
  readonly money: (amount: string) => string;
  readonly day: (day: IsoDay) => string;
  /** The words that stand between what was found and what is required, and before what is missing. */
  readonly of: string;
  readonly shortBy: string;
  readonly notCounted: string;
  readonly windowWords: readonly [from: string, to: string];
}

const NARROW_NO_BREAK_SPACE = '\u202f';
const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: 'January February March April May June July August September October November December'.split(
    ' ',
  ),
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
    ' ',
  ),
};

export const WRITINGS: Readonly<Record<Language, Writing>> = {
  en: {
    number: (value) => grouped(String(value), ','),
    money: (amount) => `${moneyWith(amount, ',', '.')} USD`,
    day: (day) => {
      const [year, month, date] = partsOf(day);
      return `${MONTHS.en[month - 1]} ${date}, ${year}`;
    },
    of: ' of ',
    shortBy: 'short by ',
    notCounted: 'Not counted: ',
    windowWords: ['from ', ' to '],
  },
  fr: {
    number: (value) => grouped(String(value), NARROW_NO_BREAK_SPACE),
    money: (amount) => `${moneyWith(amount, NARROW_NO_BREAK_SPACE, ',')} USD`,
    day: (day) => {
      const [year, month, date] = partsOf(day);
      return `${date === 1 ? '1er' : date} ${MONTHS.fr[month - 1]} ${year}`;
    },
    of: ' sur ',
    shortBy: 'il manque ',
    notCounted: 'Non pris en compte : ',
    windowWords: ['du ', ' au '],
  },
};

function moneyWith(amount: string, thousands: string, decimal: string): string {
  const [whole = '', cents = ''] = amount.split('.');
  return `${grouped(whole, thousands)}${decimal}${cents}`;
}

/** Digits in threes from the right. */
function grouped(digits: string, separator: string): string {
  const sign = digits.startsWith('-') ? '-' : '';
  let rest = digits.slice(sign.length);
  const threes: string[] = [];
  while (rest.length > 3) {
    threes.unshift(rest.slice(-3));
    rest = rest.slice(0, -3);
  }
  return `${sign}${[rest, ...threes].join(separator)}`;
}

function partsOf(day: IsoDay): [year: number, month: number, date: number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return [year, month, date];
}
