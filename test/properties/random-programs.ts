import type { Credential, Edition, Option, Policies, Program } from '@app/domain';
import fc from 'fast-check';
import { epochDay } from '../oracle/days.js';
import { AS_BUILT_IN, builtInProgram, editionOf, programOf } from '../oracle/programs.js';
import { numbered, requirement } from './random-requirements.js';
import { changedEdition, readAs, withCredentials } from './rules-rewritten.js';
import { ORGANIZATION, type Said } from './stories.js';
import { EVERYBODY, type Vocabulary } from './vocabulary.js';

/** Programs of everything that rules are made of, read by every policy. */

const requirements = fc
  .array(requirement, { minLength: 1, maxLength: 2 })
  .map((some) => numbered(some));

/** Gold is not always harder than silver: the standing is the highest tier that is attained all the same. */
const option = (name: string): fc.Arbitrary<Option> =>
  fc.record({ silver: requirements, gold: requirements }).map(({ silver, gold }) => ({
    competency: 'tested',
    option: name,
    name,
    tiers: [
      { tier: 'silver', requirements: silver },
      { tier: 'gold', requirements: gold },
    ],
  }));

const options = fc.tuple(option('one'), option('two')).map((both) => [...both]);

/** A later edition may drop an option: nobody attains a tier of it any more. */
const laterOptions = fc.oneof(
  { arbitrary: options, weight: 3 },
  option('one').map((only) => [only]),
);

export const policies: fc.Arbitrary<Policies> = fc
  .record({
    window: fc.constantFrom('by-day' as const, 'by-day' as const, 'by-month' as const),
    attribution: fc.constantFrom('prospective' as const, 'retroactive' as const),
    anniversary: fc.constantFrom('from-anniversary' as const, 'from-purchase' as const),
  })
  .map((some) => ({ ...AS_BUILT_IN, ...some }));

type Days = Pick<Credential, 'availableFrom' | 'retiredOn' | 'acceptedUntil'>;

const seldom = (...days: readonly string[]): fc.Arbitrary<number | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, fc.constantFrom(...days.map(epochDay)));
const daysOfOne: fc.Arbitrary<Days> = fc.record({
  availableFrom: seldom('2016-02-28', '2016-03-01', '2016-06-15'),
  retiredOn: seldom('2016-06-15', '2016-12-31', '2017-03-01'),
  acceptedUntil: seldom('2016-12-31', '2017-03-01', '2017-06-15'),
});

/** When each credential can be earned and counts; many of them always. */
const daysOfCredentials: fc.Arbitrary<Readonly<Record<string, Days>>> = fc.record({
  'exam E1': daysOfOne,
  'exam E2': daysOfOne,
  'exam E3': daysOfOne,
  'certification C1': daysOfOne,
  'certification E3': daysOfOne,
});

/** An edition of these options, and whatever policies and days of credentials. */
const editionIn = (
  id: string,
  effectiveFrom: fc.Arbitrary<number | null>,
  some: fc.Arbitrary<Option[]>,
): fc.Arbitrary<Edition> =>
  fc
    .record({ effectiveFrom, some, policies, days: daysOfCredentials })
    .map(({ effectiveFrom: from, some: rules, policies: read, days }) =>
      changedEdition(
        changedEdition(editionOf(id, from, rules, read), readAs(read)),
        withCredentials((one) => ({ ...one, ...days[`${one.type} ${one.id}`] })),
      ),
    );

const first = editionIn('first', fc.constant(null), options);
const second = editionIn(
  'second',
  fc.constantFrom(...['2016-06-15', '2017-02-28', '2017-03-01', '2018-01-01'].map(epochDay)),
  laterOptions,
);

export const programs: fc.Arbitrary<Program[]> = fc
  .oneof(
    first.map((only) => [only]),
    fc.tuple(first, second).map((both) => [...both]),
  )
  .map((editions) => [programOf('tested', editions)]);

/** The built-in rules with a quarter of a dollar for every thousand, and few people. */
export const SMALL_BUILT_IN: readonly Program[] = [
  builtInProgram({ thousand: 25, people: [1, 2] }),
];

/** What the built-in rules name, those of two options most of all, and what they do not name. */
export const BUILT_IN_WORLD: Vocabulary = {
  products: [
    'dynamics-365-plan-1',
    'dynamics-365-plan-2',
    'dynamics-365-plan-1',
    'crm-online',
    'dynamics-365-operations',
    'ax-2012-on-premise',
    'dynamics-365-plan-1-apps',
    'unheard-of',
  ],
  exams: ['MB2-715', 'MB2-716', 'MB2-717', 'MB2-718', 'MB2-714', 'MB2-710', 'MB2-712', 'MB2-707'],
  competencies: ['cloud-business-applications', 'cloud-customer-relationship-management'],
  passes: 1,
  further: 1,
  foundations: [
    ...EVERYBODY,
    ...passes('ann', 'MB2-715', 'MB2-716', 'MB2-717', 'MB2-714', 'MB2-710'),
    ...passes('bob', 'MB2-715', 'MB2-716', 'MB6-893', 'MB6-892', 'MB6-890', '70-764'),
    ...passes('cid', 'MB2-712', 'MB2-706', 'MB6-893', 'MB6-892', 'MB6-890', '70-764'),
    ...passes('dee', 'MB2-707', 'MB2-713', 'MB2-709'),
  ],
};

function passes(individualId: string, ...exams: readonly string[]): Said[] {
  return exams.map((exam) => ({
    type: 'ExamPassed',
    data: { organizationId: ORGANIZATION, individualId, exam, passedOn: '2016-01-01' },
  }));
}
