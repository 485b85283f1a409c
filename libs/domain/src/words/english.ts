import type { ReasonWords, Words } from './words.js';

const REASONS: ReasonWords<string> = {
  all: {
    retracted: 'taken back after it was recorded',
    'outside-window': 'outside the period that counts',
    product: 'for a product that does not count here',
    'revenue-type': 'of a type of revenue that does not count here',
    'not-partner-of-record': 'would count if you were associated with the customer',
    'not-a-member': 'not with the company on that day',
    'place-filled': 'qualified, but every place is filled',
    expired: 'would count, had nothing run out',
    'not-yet': 'not yet in effect on that day',
    incomplete: 'not enough of what is asked',
  },
  ofKind: {
    'customer-count': {
      'outside-window': 'bought before the period that counts, too',
      incomplete: 'less revenue than is asked of each',
    },
    'reported-measure': { expired: 'replaced by a later report' },
    'organization-attribute': {
      expired: 'replaced by a later value',
      incomplete: 'none of the values that are asked for',
    },
    'qualified-individuals': {
      retracted: 'would count, had no exam or certification been taken back',
      'not-yet': 'would count, had everything been earned by that day',
      incomplete: 'without some of what is asked',
    },
  },
};

const NOUNS = {
  'rolling-revenue': ['booking', 'bookings'],
  'customer-count': ['customer', 'customers'],
  'reported-measure': ['report', 'reports'],
  'organization-attribute': ['value', 'values'],
  'qualified-individuals': ['individual', 'individuals'],
  'all-of': ['part', 'parts'],
  'any-of': ['part', 'parts'],
} as const;

export const english: Words = {
  locale: 'en-US',
  associations: {
    'partner-of-record': 'partner of record',
    'transacting-partner': 'transacting partner',
    'delegated-administrator': 'delegated administrator',
  },
  heading: ({ organization, option, day, revision, recordedAt }) =>
    `${organization}, ${option}, on ${day}, as known at revision ${revision} (recorded ${recordedAt})`,
  attained({ tier, since, lapsesOn }) {
    if (since === null) return 'The organization is not enrolled on this day, so it has no tier.';
    const held = tier === null ? 'No tier is attained' : `The ${tier} tier is attained`;
    const until =
      lapsesOn === null
        ? tier === null
          ? ''
          : ', and nothing known makes it lapse'
        : `; as things stand it lapses on ${lapsesOn}`;
    return `${held}, since ${since}${until}.`;
  },
  held({ tier, renewalOpensOn, atRisk }) {
    const badge = tier === null ? 'No badge is held' : `The ${tier} badge is held`;
    const risk = atRisk
      ? ' As things stand the rules are not met then, and it cannot be renewed.'
      : '';
    return `${badge}; its renewal opens on ${renewalOpensOn}.${risk}`;
  },
  finding({ tier, id, met, kind, actual, required, shortBy }) {
    const verdict = met ? 'is met' : 'is not met';
    const noun = kind === 'qualified-individuals' ? ' places filled' : '';
    const short = met || shortBy === null ? '' : `; short by ${shortBy}`;
    return `${capitalized(tier)}: ${id} ${verdict}: ${actual} of ${required}${noun}${short}.`;
  },
  window: ({ from, to, kind }) =>
    `What was ${kind === 'reported-measure' ? 'reported' : 'booked'} from ${from} to ${to}, both included, counts.`,
  counted({ kind, count, names }) {
    const of = names.length === 0 ? '' : `: ${names.join(', ')}`;
    return `Counted: ${count} ${noun(kind, count)}${of}.`;
  },
  notCounted({ kind, total: { reason, amount }, count }) {
    const what = `${count} ${noun(kind, count)}`;
    return `Not counted: ${amount === null ? what : `${amount} in ${what}`}: ${REASONS.ofKind[kind]?.[reason] ?? REASONS.all[reason]}.`;
  },
  products: ({ products, associations, association }) =>
    `It takes revenue from ${products}, of customers whose ${associations} you are for ${association}.`,
  lacks: ({ individual, credentials }) => `${individual} lacks ${credentials}.`,
  moreLack: ({ count }) =>
    count === '1' ? '1 more member lacks something.' : `${count} more members lack something.`,
  rules: ({ edition }) => `By the rules of the edition ${edition}.`,
  policies({ window, attribution, alternatives }) {
    const period =
      window === 'by-day'
        ? 'the twelve months are counted to the day'
        : 'the twelve months are the full calendar months before this one';
    const day =
      attribution === 'prospective'
        ? 'the association on the day of the booking decides'
        : 'the association on the day asked about decides for every booking of the period';
    const group =
      alternatives === null
        ? ''
        : alternatives === 'mixed'
          ? '; the people of a group may mix its alternatives'
          : '; all people of a group go by the same alternative';
    return `How they are read where the text is silent: ${period}; ${day}${group}.`;
  },
  anniversary: (policy) =>
    policy === 'from-anniversary'
      ? 'A badge that is renewed lasts twelve months from the anniversary before.'
      : 'A badge that is renewed lasts twelve months from the day it is bought.',
  newEdition: () => 'A new edition judges everybody from its first day.',
  reading: ({ about, reading }) => `On ${about}: ${reading}`,
  says: ({ document, heading, says }) =>
    says === null ? `See “${document}”, ${heading}.` : `“${says}” (${document}, ${heading}).`,
  list: (items, word) => new Intl.ListFormat('en-US', { type: LISTS[word] }).format(items),
};

const LISTS = { and: 'conjunction', or: 'disjunction' } as const;

function noun(kind: keyof typeof NOUNS, count: string): string {
  return NOUNS[kind][count === '1' ? 0 : 1];
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
