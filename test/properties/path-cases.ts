import type { Credential, Holding, PeopleGroup, Program, Requirement } from '@app/domain';
import fc from 'fast-check';
import { epochDay } from '../oracle/days.js';
import { editionOf, programOf } from '../oracle/programs.js';
import { composed, credential, peopleOf } from '../oracle/requirements.js';
import { enrolled } from './facts.js';
import { numbered } from './random-requirements.js';
import { changedProgram, withCredentials } from './rules-rewritten.js';
import { ORGANIZATION, storyOf, type Said, type Step, type Story } from './stories.js';

/** People who lack a little of what is asked: so few of either that everything can be tried. */

export const AS_OF = '2017-06-15';

const organizationId = ORGANIZATION;
const MEMBERS = ['ann', 'bob', 'cid', 'dee'];
const individualId = fc.constantFrom(...MEMBERS);
const past = fc.constantFrom('2016-02-29', '2017-03-01', AS_OF, '2017-06-16');

const pass: fc.Arbitrary<Said> = fc
  .record({
    individualId,
    exam: fc.constantFrom('E1', 'E2'),
    passedOn: past,
    expiresOn: fc.option(fc.constantFrom('2017-06-15', '2017-06-16'), { nil: undefined, freq: 3 }),
  })
  .map(({ expiresOn, ...rest }) => ({
    type: 'ExamPassed',
    data: { organizationId, ...rest, ...(expiresOn === undefined ? {} : { expiresOn }) },
  }));
const earned: fc.Arbitrary<Said> = fc
  .record({ individualId, certification: fc.constant('C1'), earnedOn: past })
  .map((data) => ({ type: 'CertificationEarned', data: { organizationId, ...data } }));
const joined = (who: string): Said => ({
  type: 'IndividualJoined',
  data: { organizationId, individualId: who, effectiveOn: '2016-01-01' },
});

/** Up to four members, and what they passed before, on and after the day. */
export const pathStory: fc.Arbitrary<Story> = fc
  .record({
    enrolment: enrolled,
    members: fc.subarray(MEMBERS),
    facts: fc.array(fc.oneof({ arbitrary: pass, weight: 2 }, earned), {
      maxLength: 9,
      size: 'max',
    }),
  })
  .map(({ enrolment, members, facts }) =>
    storyOf(
      [enrolment, ...members.map(joined), ...facts].map((says): Step => ({ step: 'say', says })),
      [],
    ),
  );

const one: fc.Arbitrary<Holding> = fc.constantFrom(
  credential('exam', 'E1'),
  credential('exam', 'E2'),
  credential('certification', 'C1'),
);
const holding: fc.Arbitrary<Holding> = fc.oneof(
  { arbitrary: one, weight: 3 },
  fc
    .uniqueArray(one, { minLength: 2, maxLength: 3, selector: (some) => JSON.stringify(some) })
    .chain((of) => fc.integer({ min: 1, max: of.length }).map((atLeast) => ({ atLeast, of }))),
);
const groups: fc.Arbitrary<PeopleGroup[]> = fc.array(
  fc.record({
    places: fc.constantFrom(1, 1, 2),
    holds: holding,
    individuals: fc.constantFrom('others' as const, 'others' as const, 'either' as const),
  }),
  { minLength: 1, maxLength: 2 },
);
const people: fc.Arbitrary<Requirement> = fc
  .oneof(
    { arbitrary: groups.map((only) => [only]), weight: 2 },
    fc.tuple(groups, groups).map((both) => [...both]),
  )
  .map((alternatives) => peopleOf('people', ...alternatives));
const several = fc.array(people, { minLength: 2, maxLength: 3 });
const requirements: fc.Arbitrary<Requirement[]> = fc.oneof(
  { arbitrary: people.map((only) => [only]), weight: 3 },
  { arbitrary: several, weight: 3 },
  several.map((parts) => [composed('any-of', 'choice', parts)]),
  fc
    .tuple(people, several)
    .map(([first, parts]) => [
      first,
      composed('any-of', 'choice', [first, composed('all-of', 'all', parts)]),
    ]),
);

type Days = Pick<Credential, 'availableFrom' | 'retiredOn' | 'acceptedUntil'>;

const seldom = (...days: readonly string[]): fc.Arbitrary<number | null> =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 6 }, fc.constantFrom(...days.map(epochDay)));
const daysOfOne: fc.Arbitrary<Days> = fc.record({
  availableFrom: seldom('2017-03-01', AS_OF, '2017-06-16'),
  retiredOn: seldom(AS_OF, '2017-06-16'),
  acceptedUntil: seldom(AS_OF, '2017-06-16'),
});
const days: fc.Arbitrary<Readonly<Record<string, Days>>> = fc.record({
  E1: daysOfOne,
  E2: daysOfOne,
  C1: daysOfOne,
});

/** One option with a tier that asks for people alone. */
export const pathRules: fc.Arbitrary<Program> = fc
  .record({ requirements, days })
  .map(({ requirements: some, days: dated }) =>
    changedProgram(
      programOf('tested', [
        editionOf('only', null, [
          {
            competency: 'tested',
            option: 'one',
            name: 'one',
            tiers: [{ tier: 'silver', requirements: numbered(some) }],
          },
        ]),
      ]),
      withCredentials((one) => ({ ...one, ...dated[one.id] })),
    ),
  );
