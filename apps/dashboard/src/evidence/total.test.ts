import { expect, test } from '@jest/globals';
import { totalOf } from './total.js';

test.each([
  [[], '0.00'],
  [['0.01', '0.02'], '0.03'],
  [['-0.05'], '-0.05'],
  [['10.00', '-10.05'], '-0.05'],
  // A binary float has no such number.
  [['90000000000000.01', '90000000000000.02'], '180000000000000.03'],
])('the total of %j is %s, to the cent', (amounts: string[], total) => {
  expect(totalOf(amounts)).toBe(total);
});
