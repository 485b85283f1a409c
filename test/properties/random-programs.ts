import fc from 'fast-check';
import type { Option, Program, Requirement } from '@app/domain';
import { epochDay } from '../oracle/days.js';
import { builtInProgram, editionOf, groupsOf, programOf, revenueOf } from '../oracle/programs.js';
import { EVERYBODY, type Vocabulary } from './arbitraries.js';
import { ORGANIZATION, type Said } from './stories.js';

/** Programs with thresholds that a handful of bookings and passes reach, lose, and reach again. */

const ruledProducts = fc.subarray(['alpha', 'beta'], { minLength: 1 });
const ruledExams = fc.subarray(['E1', 'E2', 'E3'], { minLength: 1, maxLength: 2 });
const thresholdCents = fc.constantFrom(5_000, 10_000, 5_001, 2_500, 7_500, 15_000, 1, 0);

const revenue: fc.Arbitrary<Requirement> = fc
  .record({
    products: ruledProducts,
    revenueTypes: fc.constantFrom(
      [],
      ['net-new' as const],
      ['net-new' as const, 'recurring' as const],
    ),
    associationProducts: ruledProducts,
    threshold: fc.record({ developed: thresholdCents, developing: thresholdCents }),
  })
  .map((rules) => revenueOf('revenue', rules));

const people: fc.Arbitrary<Requirement> = fc
  .array(
    fc.record({
      places: fc.constantFrom(1, 1, 2),
      exams: fc.array(ruledExams, { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((groups) => groupsOf('people', groups));

const requirements: fc.Arbitrary<Requirement[]> = fc.oneof(
  revenue.map((one) => [one]),
  people.map((one) => [one]),
  fc.tuple(revenue, people).map((both) => [...both]),
);

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

const ofOneEdition: fc.Arbitrary<Program> = options.map((rules) =>
  programOf('tested', [editionOf('first', null, rules)]),
);

const ofTwoEditions: fc.Arbitrary<Program> = fc
  .record({
    first: options,
    second: laterOptions,
    from: fc.constantFrom('2016-06-15', '2017-02-28', '2017-03-01', '2018-01-01'),
  })
  .map(({ first, second, from }) =>
    programOf('tested', [
      editionOf('first', null, first),
      editionOf('second', epochDay(from), second),
    ]),
  );

export const programs: fc.Arbitrary<Program[]> = fc
  .oneof(ofOneEdition, ofTwoEditions)
  .map((program) => [program]);

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
  passes: 1,
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
