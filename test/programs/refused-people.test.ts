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

const OF_CREDENTIALS: readonly Row[] = [
  [
    'with a day that does not exist',
    "availableFrom: '2019-03-01'",
    "availableFrom: «'2019-02-30'",
    '2019-02-30 is no day from 1990-01-01 to 2100-12-31',
  ],
  [
    'with a day that is none',
    "availableFrom: '2019-03-01'",
    'availableFrom: «March',
    `exams/6/availableFrom is "March"; expected a day as 'YYYY-MM-DD'`,
  ],
  [
    'retired on the day it is there',
    "retiredOn: '2019-04-01'",
    "availableFrom: '2019-04-01', retiredOn: «'2019-04-01'",
    'retiredOn is the first day it cannot be earned any more: 2019-04-01 must be after availableFrom 2019-04-01',
  ],
  [
    'accepted until it is there',
    "acceptedUntil: '2019-07-01'",
    "availableFrom: '2019-07-01', acceptedUntil: «'2019-07-01'",
    'acceptedUntil is the first day it no longer counts: 2019-07-01 must be after availableFrom 2019-07-01',
  ],
  [
    'accepted no longer while it can be earned',
    "acceptedUntil: '2019-07-01'",
    "retiredOn: '2019-07-02', acceptedUntil: «'2019-07-01'",
    'acceptedUntil is the first day it no longer counts: 2019-07-01 must not be before retiredOn 2019-07-02, up to which it can be earned',
  ],
  [
    'replaced by what is not declared',
    'replacedBy: H-192',
    'replacedBy: «H-193',
    'H-193, which replaces H-92, is not declared under exams',
  ],
  [
    'replaced by a certification',
    'replacedBy: H-192',
    'replacedBy: «HARBOR-EXPERT',
    'HARBOR-EXPERT is no exam; H-92 is one, and is replaced by another',
  ],
  [
    'replaced in a circle',
    'replacedBy: H-192 }\n  - { id: H-192,',
    'replacedBy: «H-192 }\n  - { replacedBy: «H-92, id: H-192,',
    'H-92 is replaced by H-192, which is replaced by H-92 again',
    'H-192 is replaced by H-92, which is replaced by H-192 again',
  ],
  ['replaced by itself', 'replacedBy: H-192', 'replacedBy: «H-92', 'H-92 cannot replace itself'],
  [
    'that is an exam and a certification',
    'id: HARBOR-EXPERT',
    'id: «H-192, name: Migration, document: guide, heading: Exams }\n  - { id: HARBOR-EXPERT',
    'H-192 is an exam too; what is held goes by one name',
  ],
  [
    'in lower case',
    '- { id: HARBOR-EXPERT',
    '- { id: «Harbor-Novice, name: Novice, document: guide, heading: Certifications }\n  - { id: HARBOR-EXPERT',
    'certification Harbor-Novice is not in upper case, as facts have it',
  ],
  [
    'with a field that means nothing',
    "retiredOn: '2019-04-01'",
    "expiresOn: «'2019-04-01'",
    'exams/7 has expiresOn, which means nothing here; it may have id, name, document, heading, availableFrom, retiredOn, acceptedUntil, replacedBy',
  ],
  [
    'without the document that has it',
    '{ id: HARBOR-EXPERT, name: Harbor Certified Expert, document: guide,',
    '«{ id: HARBOR-EXPERT, name: Harbor Certified Expert,',
    'certifications/0 lacks document; every value is given, and cited',
  ],
];

const OF_PEOPLE: readonly Row[] = [
  [
    'with lists of exams',
    '- holds: H-110\n',
    '- exams: «[[H-110]]\n',
    'options/6/requirements/0/groups/2 has exams, which means nothing here; it may have holds, alternatives, same, individuals, silver, gold',
  ],
  [
    'with a credential that YAML takes for a number',
    '- holds: H-110\n',
    '- holds: «70764\n',
    "options/6/requirements/0/groups/2/holds is 70764; expected a credential's id, or a map with allOf, with anyOf, or with atLeast and of",
  ],
  [
    'with a credential that is not declared',
    '- holds: H-110\n',
    '- holds: «H-111\n',
    'H-111 is declared neither under exams nor under certifications',
  ],
  [
    'with one that is not declared, inside',
    '{ allOf: [H-100, H-301] }',
    '{ allOf: [H-100, «H-302] }',
    'H-302 is declared neither under exams nor under certifications',
  ],
  ['with more than there are', 'atLeast: 2', 'atLeast: «4', 'at least 4 of 3 can never be held'],
  [
    'with at least none',
    'atLeast: 2',
    'atLeast: «0',
    'options/6/requirements/0/groups/0/holds/atLeast is 0; expected a whole number from 1, how many of them are held',
  ],
  [
    'with at least so many of nothing',
    '- holds: H-110\n',
    '- holds: «{ atLeast: 1 }\n',
    'a holding is allOf, anyOf, or atLeast with of; here it is atLeast',
  ],
  [
    'with all of and any of at once',
    '- holds: H-110\n',
    '- holds: «{ allOf: [H-110], anyOf: [H-100] }\n',
    'a holding is allOf, anyOf, or atLeast with of; here it is allOf and anyOf',
  ],
  [
    'with a word that means nothing',
    '{ allOf: [H-100, H-301] }',
    '{ allof: «[H-100, H-301] }',
    'options/6/requirements/0/groups/1/holds/anyOf/1 has allof, which means nothing here; it may have allOf, anyOf, atLeast, of',
  ],
  [
    'with all of nothing',
    '{ allOf: [H-100, H-301] }',
    '{ allOf: «[] }',
    'options/6/requirements/0/groups/1/holds/anyOf/1/allOf is []; expected a list of one or more holdings',
  ],
  [
    'with a credential twice',
    '{ allOf: [H-100, H-301] }',
    '{ allOf: [H-100, «H-100] }',
    'H-100 stands here twice; name it once',
  ],
  [
    'with an exam beside its replacement',
    '- holds: H-92\n',
    '- holds: { allOf: [«H-92, H-192] }\n',
    'H-192 replaces H-92: who passed it would be counted for both; name one of them',
  ],
  [
    'with an exam beside its replacement, of which two are asked',
    '- holds: H-92\n',
    '- holds: { atLeast: 2, of: [H-192, H-100, «H-92] }\n',
    'H-192 replaces H-92: who passed it would be counted for both; name one of them',
  ],
  [
    'whose same people pass it again',
    '{ anyOf: [H-200, H-201] }',
    '«{ allOf: [H-200, H-100] }',
    'the group asks for H-100 already',
  ],
  [
    'whose same people pass what replaced it',
    '- holds: H-92\n',
    "- holds: H-92\n            same: [{ holds: «H-192, says: { silver: 'And Migration.' } }]\n",
    'H-192 replaces H-92: who passed it would be counted for both; name one of them',
  ],
  [
    'whose same people pass what it replaced',
    '- holds: H-92\n',
    "- holds: { allOf: [H-300, H-192] }\n            same: [{ holds: «H-92, says: { silver: 'And Classic Migration.' } }]\n",
    'H-192 replaces H-92: who passed it would be counted for both; name one of them',
  ],
  [
    'with both a holding and alternatives',
    '- alternatives: [{',
    '- «holds: H-100\n            alternatives: [{',
    'a group has either holds or alternatives; this one has both',
  ],
  [
    'with neither a holding nor alternatives',
    '- holds: H-110\n',
    '- «individuals: others\n',
    'a group has either holds or alternatives; this one has neither',
  ],
  [
    'with an alternative twice',
    '[{ allOf: [H-100, H-200] }, H-300]',
    '[{ allOf: [H-100, H-200] }, H-300, «{ allOf: [H-200, H-100] }]',
    'this alternative stands here twice',
  ],
  [
    'with a single alternative',
    '[{ allOf: [H-100, H-200] }, H-300]',
    '«[H-300]',
    'options/7/requirements/0/groups/0/alternatives is ["H-300"]; expected a list of two or more holdings, of which the whole group has one',
  ],
  [
    'of other people than there are',
    'individuals: others',
    'individuals: «same',
    'options/5/requirements/0/groups/1/individuals is "same"; expected "others" or "either"',
  ],
  [
    'with places of no tier',
    "- holds: H-110\n            silver: { places: 1, heading: Experts > Silver, says: 'Another individual passes Support.' }",
    '- «holds: H-110\n            individuals: others',
    'the group asks nothing of silver and nothing of gold; give it places',
  ],
  [
    'with no places',
    '{ places: 2, heading: Team',
    '{ places: «0, heading: Team',
    'options/5/requirements/0/groups/0/silver/places is 0; expected a whole number of places from 1 to 1000',
  ],
  [
    'with fewer places for gold',
    'silver: { places: 2, heading: Practice',
    "gold: { places: «1, heading: Practice > Gold, says: 'One.' }\n            silver: { places: 2, heading: Practice",
    "gold asks for 1 individuals, less than silver's 2",
  ],
  [
    'whose same people have no sentence of a tier with places',
    "says: { silver: 'The same two also pass Networks or Data.' }",
    "says: «{ gold: 'The same.' }",
    'the group has places in silver; say the sentence under says/silver',
    'the group has no places in gold; leave says/gold out',
  ],
  [
    'whose same people have a sentence of a tier without places',
    "{ silver: 'The same two also pass Networks or Data.'",
    "«{ silver: 'The same two also pass Networks or Data.', gold: 'The same.'",
    'the group has no places in gold; leave says/gold out',
  ],
  [
    'with alternatives in too many ways',
    '          - holds: H-100\n',
    `          «${'- alternatives: [H-100, H-200]\n            silver: { places: 1, heading: Team > Silver, says: One. }\n          '.repeat(9)}- holds: H-100\n`,
    'the alternatives of the groups combine in 512 ways; at most 256 are looked at one by one',
  ],
];

describe.each([
  ['a credential', OF_CREDENTIALS],
  ['a group of people', OF_PEOPLE],
])('%s is refused', (_what, rows) => {
  test.each(rows)('%s', (_wrong, from, to, ...problems) => {
    copy.refuses(EXAMPLE, from, to, problems);
  });
});
