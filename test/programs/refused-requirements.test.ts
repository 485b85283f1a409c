import { afterEach, beforeEach, describe, test } from '@jest/globals';
import { EditionsCopy, EXAMPLES } from './editions-copy.js';

const EXAMPLE = 'harbor-partner-program/2019-01-01.yaml';

let copy: EditionsCopy;
beforeEach(() => {
  copy = new EditionsCopy(EXAMPLES);
});
afterEach(() => {
  copy.remove();
});

/** What is changed in the example, with a « where it is told of, and everything that is then said of it. */
type Row = readonly [wrong: string, from: string, to: string, ...problems: string[]];

const ANY_OPTION = '  - competency: trust\n';

/** Another option, before the first of Trust. */
function optionOf(requirement: string): string {
  return `  - { competency: trust, option: new, name: New, document: guide, requirements: [${requirement}] }\n${ANY_OPTION}`;
}

const OF_EDITIONS: readonly Row[] = [
  [
    'without a policy',
    'window: by-day\n  attribution: prospective\n  alternatives: unmixed\n',
    '«window: by-day\n  attribution: prospective\n',
    'policies lacks alternatives; every value is given, and cited',
  ],
  [
    'with another window',
    'window: by-day',
    'window: «by-year',
    'policies/window is "by-year"; expected "by-day" or "by-month"',
  ],
  [
    'with another attribution',
    'attribution: prospective',
    'attribution: «current',
    'policies/attribution is "current"; expected "prospective" or "retroactive"',
  ],
  [
    'with another kind of alternatives',
    'alternatives: unmixed',
    'alternatives: «both',
    'policies/alternatives is "both"; expected "mixed" or "unmixed"',
  ],
  [
    'that does not judge at once',
    'newEdition: at-once',
    'newEdition: «at-renewal',
    'policies/newEdition is "at-renewal"; expected "at-once"',
  ],
  [
    'with another anniversary',
    'anniversary: from-anniversary',
    'anniversary: «none',
    'policies/anniversary is "none"; expected "from-anniversary" or "from-purchase"',
  ],
  [
    'with a measure twice',
    '- { id: units-sold, name',
    '- { id: units-sold, name: Appliances, document: guide, heading: Measures }\n  - «{ id: units-sold, name',
    'units-sold stands here twice; ids are unique in a list',
  ],
  [
    'with an attribute without its name',
    '{ id: audit, name: Outcome of the security audit,',
    '«{ id: audit,',
    'attributes/0 lacks name; every value is given, and cited',
  ],
  [
    'with a measure of an unknown document',
    'sold, document: guide',
    'sold, document: «guild',
    'document guild is not among documents; there are guide',
  ],
];

const OF_REQUIREMENTS: readonly Row[] = [
  [
    'without the kinds of association',
    'id: net-new-revenue\n        kind: rolling-revenue\n        products: [compute, storage]\n        revenueTypes: [net-new]\n        associationKinds: [partner-of-record]\n',
    '«id: net-new-revenue\n        kind: rolling-revenue\n        products: [compute, storage]\n        revenueTypes: [net-new]\n',
    'options/0/requirements/0 lacks associationKinds; every value is given, and cited',
  ],
  [
    'with a kind of association that there is not',
    '[partner-of-record]',
    '[«reseller]',
    'options/0/requirements/0/associationKinds/0 is "reseller"; expected "partner-of-record" or "transacting-partner" or "delegated-administrator"',
  ],
  [
    'with a kind of association twice',
    '[partner-of-record]',
    '«[partner-of-record, partner-of-record]',
    'options/0/requirements/0/associationKinds is ["partner-of-record","partner-of-record"]; expected a list of one or more of partner-of-record, transacting-partner, delegated-administrator, each once',
  ],
  [
    'with no kind of association',
    '[partner-of-record]',
    '«[]',
    'options/0/requirements/0/associationKinds is []; expected a list of one or more of partner-of-record, transacting-partner, delegated-administrator, each once',
  ],
  [
    'with an association for a product that is not declared',
    'associationProducts: [compute, storage]',
    'associationProducts: [compute, «network]',
    'product network is not declared under products',
  ],
  [
    'for a tier that there is not',
    'tiers:\n          silver:\n            heading: Managed',
    'tiers:\n          bronze: «{}\n          silver:\n            heading: Managed',
    'options/1/requirements/0/tiers has bronze, which means nothing here; it may have silver, gold',
  ],
  [
    'with customers of no least amount',
    "eachAtLeast: { usd: '100', says",
    'eachAtLeast: «{ says',
    'options/2/requirements/0/of/0/eachAtLeast lacks usd; every value is given, and cited',
  ],
  [
    'with customers of an amount that is no string',
    "eachAtLeast: { usd: '100'",
    'eachAtLeast: { usd: «100',
    "options/2/requirements/0/of/0/eachAtLeast/usd is 100; expected US dollars above 0 as a decimal string in quotes, such as '100000' or '99.50'; a YAML number would be a binary float",
  ],
  [
    'with customers that are perhaps new',
    'netNew: true',
    'netNew: «perhaps',
    'options/2/requirements/0/of/1/netNew is "perhaps"; expected true or false',
  ],
  [
    'with no customers',
    'count: 3',
    'count: «0',
    'options/2/requirements/0/of/0/tiers/silver/developed/count is 0; expected a whole number from 1 to 1000000000',
  ],
  [
    'with half a customer',
    'count: 3',
    'count: «2.5',
    'options/2/requirements/0/of/0/tiers/silver/developed/count is 2.5; expected a whole number from 1 to 1000000000',
  ],
  [
    'with customers of a product that is not declared',
    '- id: customers\n            kind: customer-count\n            products: [compute,',
    '- id: customers\n            kind: customer-count\n            products: [«computer,',
    'product computer is not declared under products',
  ],
  [
    'with fewer customers for gold',
    ANY_OPTION,
    optionOf(`{
      id: customers, kind: customer-count, products: [compute], revenueTypes: every, associationKinds: [partner-of-record],
      associationProducts: [compute], eachAtLeast: { usd: '1', says: A dollar }, netNew: false, conditions: [Of Compute],
      tiers: {
        silver: { heading: New, developed: { count: 3, says: Three }, developing: { count: 2, says: Two } },
        gold: { heading: New, developed: { count: «2, says: Two }, developing: { count: «1, says: One } },
      },
    }`),
    "gold asks for 2 in developed markets, less than silver's 3",
    "gold asks for 1 in developing markets, less than silver's 2",
  ],
  [
    'with a count that there is not',
    'counts: latest',
    'counts: «average',
    'options/3/requirements/0/of/0/counts is "average"; expected "latest" or "sum"',
  ],
  [
    'with a measure that is not declared',
    'measure: active-seats',
    'measure: «seats',
    'measure seats is not declared under measures',
  ],
  [
    'with a measure of no products',
    'products: [compute, analytics]\n            associationKinds',
    'products: «none\n            associationKinds',
    `options/3/requirements/0/of/0/products is "none"; expected 'every', or a list of one or more products from \`products\``,
  ],
  [
    'with a measure of a product that is not declared',
    'products: [compute, analytics]\n            associationKinds',
    'products: [compute, «ai]\n            associationKinds',
    'product ai is not declared under products',
  ],
  [
    'with a measure of no association, for products',
    'associationKinds: none',
    'associationKinds: «none\n            associationProducts: [compute]',
    'associationKinds is none; leave associationProducts out',
  ],
  [
    'with a measure of an association for no products',
    'associationKinds: none',
    'associationKinds: «[partner-of-record]',
    'associationKinds asks for an association; say for which products in associationProducts',
  ],
  [
    'with an attribute that is not declared',
    'attribute: audit',
    'attribute: «region',
    'attribute region is not declared under attributes',
  ],
  [
    'with a value that is not seen',
    'values: [passed]',
    'values: [«"pas\\x07sed"]',
    'options/4/requirements/0/tiers/gold/values/0 is "pas\\u0007sed"; expected text of 1 to 128 printable characters, in quotes where YAML takes it for a number or a truth value',
  ],
  [
    'with no value of an attribute',
    'values: [passed]',
    'values: «[]',
    'options/4/requirements/0/tiers/gold/values is []; expected a list of one or more values, each once, any of which will do',
  ],
  [
    'with a value of an attribute that is no text',
    'values: [passed]',
    'values: [«2019]',
    'options/4/requirements/0/tiers/gold/values/0 is 2019; expected text of 1 to 128 printable characters, in quotes where YAML takes it for a number or a truth value',
  ],
  [
    'with a value for gold that silver does not take',
    'values: [passed]',
    'values: [passed, «excellent]',
    'gold takes excellent, which silver does not; gold asks for no less than silver',
  ],
];

const OF_COMPOSITIONS: readonly Row[] = [
  [
    'of no requirement',
    ANY_OPTION,
    optionOf('{ id: new, kind: all-of, tiers: { silver: { heading: New, says: New } }, of: «[] }'),
    'options/4/requirements/0/of is []; expected a list of one or more requirements',
  ],
  [
    'without the sentence of a tier that its parts have',
    "tiers:\n          silver: { heading: Growth > Silver, says: 'Either customers enough, or new customers enough:' }",
    'tiers: «{}',
    'options/2/requirements/0/tiers is {}; expected the sentence of silver, of gold, or of both',
  ],
  [
    'with the sentence of a tier that no part has',
    "tiers:\n          silver: { heading: Growth > Silver, says: 'Either",
    "tiers:\n          «gold: { heading: Growth > Gold, says: 'Either' }\n          silver: { heading: Growth > Silver, says: 'Either",
    'no part asks anything of gold; leave tiers/gold out',
  ],
  [
    'with the id of one of its parts',
    '- id: new-customers',
    '- «id: growth',
    'growth stands here twice; ids are unique in a list',
  ],
  [
    'of a requirement of an unknown kind',
    'kind: customer-count',
    'kind: «customers',
    'options/2/requirements/0/of/0/kind is "customers"; expected "rolling-revenue" or "customer-count" or "reported-measure" or "organization-attribute" or "qualified-individuals" or "all-of" or "any-of"',
  ],
  [
    'of a requirement without an id',
    '- id: units\n            kind',
    '- «kind',
    'options/3/requirements/0/of/1 lacks id; every value is given, and cited',
  ],
];

describe.each([
  ['an edition', OF_EDITIONS],
  ['a requirement', OF_REQUIREMENTS],
  ['a composition', OF_COMPOSITIONS],
])('%s is refused', (_what, rows) => {
  test.each(rows)('%s', (_wrong, from, to, ...problems) => {
    copy.refuses(EXAMPLE, from, to, problems);
  });
});
