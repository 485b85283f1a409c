import { expect, test } from '@jest/globals';
import { portfolioSearchOf } from './search.js';

test.each([
  [
    { tier: 'gold', market: 'developing' },
    { tier: 'gold', market: 'developing' },
  ],
  [{ tier: 'platinum', market: 'north', within: '0', sort: 'colour', option: 'x', q: '' }, {}],
  [
    { option: 'cloud-crm/reseller', within: '90' },
    { option: 'cloud-crm/reseller', within: '90' },
  ],
  [{ sort: 'lapsesOn' }, {}],
  [
    { sort: 'name', q: 'a b' },
    { sort: 'name', q: 'a b' },
  ],
])('of an address with %j, %j is understood', (asked, understood) => {
  expect(portfolioSearchOf(asked)).toEqual(understood);
});
