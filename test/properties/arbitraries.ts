import fc from 'fast-check';
import type { Rate } from '../oracle/decision.js';
import { enrolled, said } from './facts.js';
import { storyOf, type Said, type Step, type Story } from './stories.js';
import { SMALL_WORLD, type Vocabulary } from './vocabulary.js';

/** Organizations whose facts are sent, sent again, retracted and reinstated. */

const pick = fc.nat(60);
export const revoke: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('revoke' as const),
  type: fc.constantFrom(
    'FactRetracted' as const,
    'FactRetracted' as const,
    'FactReinstated' as const,
  ),
  among: fc.constantFrom('all' as const, 'all' as const, 'revoking' as const),
  pick,
});
export const again: fc.Arbitrary<Step> = fc.record({
  step: fc.constant('again' as const),
  pick,
  newId: fc.boolean(),
  respelled: fc.boolean(),
});
export const say = (what: fc.Arbitrary<Said>): fc.Arbitrary<Step> => what.map(saying);
function saying(says: Said): Step {
  return { step: 'say', says };
}

/** Rates that the stories' bookings in euros are converted at; some days have none. */
export const STORY_RATES: readonly Rate[] = [
  ['2016-02-25', '1.1'],
  ['2016-03-01', '1.10001'],
  ['2016-06-10', '1.5'],
  ['2017-02-25', '1.2'],
  ['2017-02-25', '1.1'],
  ['2017-06-05', '0.9'],
  ['2018-02-20', '1.1'],
].map(([publishedOn = '', usdPerUnit = ''], index) => ({
  type: 'ExchangeRatePublished',
  source: 'urn:rates',
  id: `rate-${index}`,
  data: { currency: 'EUR', usdPerUnit, publishedOn },
}));

/** An enrolled organization with up to some 65 facts, in any order of days, some of them retracted and reinstated. */
export const storyIn = (vocabulary: Vocabulary): fc.Arbitrary<Story> =>
  fc
    .record({
      enrolment: enrolled,
      early: fc.subarray([...vocabulary.foundations], {
        minLength: vocabulary.foundations.length - 2,
      }),
      steps: fc.array(
        fc.oneof(
          { arbitrary: say(said(40, vocabulary)), weight: 10 },
          { arbitrary: revoke, weight: 1 },
          again,
        ),
        { minLength: 8, maxLength: 56, size: 'max' },
      ),
    })
    .map(({ enrolment, early, steps }) =>
      storyOf([...[enrolment, ...early].map(saying), ...steps], STORY_RATES),
    );

export const story = storyIn(SMALL_WORLD);
