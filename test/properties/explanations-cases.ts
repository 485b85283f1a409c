import {
  evidenceOf,
  type ExplainedStanding,
  findingOf,
  type Program,
  standingsOn,
} from '@app/domain';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { editionOn, withParts } from '../oracle/evaluation.js';
import { again, revoke, say, story, STORY_RATES } from './arbitraries.js';
import { enrolled, said } from './facts.js';
import { indexOf } from './indexing.js';
import { programs } from './random-programs.js';
import { changedProgram } from './rules-rewritten.js';
import { ORGANIZATION, type Said, type Step, storyOf, type Story } from './stories.js';
import { askedDay, EVERYBODY } from './vocabulary.js';

/** Bookings that together are worth nearly or exactly all that an organization's amounts may sum to: 9 × 10¹⁵ cents. */
const fortunes: fc.Arbitrary<readonly Said[]> = fc
  .constantFrom(
    [{ amount: '90000000000', currency: 'JPY', usdPerUnit: '1000' }],
    [{ amount: '-90000000000', currency: 'JPY', usdPerUnit: '1000' }],
    [
      { amount: '89999999999.999', currency: 'KWD', usdPerUnit: '1000' },
      { amount: '0.99', currency: 'USD' },
    ],
    [{ amount: '72057594037', currency: 'JPY', usdPerUnit: '999.9999999999' }],
  )
  .map((bookings) =>
    bookings.map((worth, place): Said => ({
      type: 'RevenueBooked',
      data: {
        organizationId: ORGANIZATION,
        bookingId: `fortune ${place}`,
        customerId: 'customer 1',
        product: 'alpha',
        revenueType: 'net-new',
        bookedOn: '2017-03-01',
        ...worth,
      },
    })),
  );

const rich: fc.Arbitrary<Story> = fc
  .record({
    enrolment: enrolled,
    fortune: fortunes,
    steps: fc.array(fc.oneof({ arbitrary: say(said(40)), weight: 6 }, revoke, again), {
      maxLength: 15,
    }),
  })
  .map(({ enrolment, fortune, steps }) => {
    const first = [enrolment, ...EVERYBODY, ...fortune];
    return storyOf([...first.map((says): Step => ({ step: 'say', says })), ...steps], STORY_RATES);
  });

/** Each requirement has sentences of its own to cite. */
function cited(program: Program): Program {
  let place = 0;
  return changedProgram(program, (requirement) => {
    place += 1;
    const heading = `heading ${place}`;
    return {
      ...requirement,
      citations: [
        { document: 'THE DOCUMENT', heading, says: `Sentence ${place} of the document` },
        { document: 'ANOTHER', heading },
      ],
    };
  });
}

interface Given {
  readonly told: Story;
  readonly rules: readonly Program[];
  readonly asOf: IsoDay;
}

/** Random facts under random rules. */
export const given: fc.Arbitrary<Given> = fc.record({
  told: fc.oneof({ arbitrary: story, weight: 2 }, rich),
  rules: programs.map((some) => some.map(cited)),
  asOf: fc.oneof({ arbitrary: askedDay, weight: 20 }, fc.constant('2100-12-31')),
});

/** One option after the other, each with all that its tiers ask for. */
export function explainedIn({ told: { recorded }, rules, asOf }: Given): ExplainedStanding[] {
  const known = indexOf(recorded).knownAt();
  const day = epochDay(asOf);
  return rules.flatMap((program) => {
    const edition = editionOn(program, asOf);
    return (edition?.options ?? []).flatMap((option) => {
      const id = `${option.competency}/${option.option}`;
      const [standing] = standingsOn(known, rules, day, id);
      if (edition === null || standing === undefined) return [];
      const proven = option.tiers.flatMap(({ tier, requirements }) =>
        withParts(requirements).map((requirement) => ({
          requirement,
          finding: findingOf(requirement, tier, known, day),
          evidence: 'of' in requirement ? null : evidenceOf(requirement, known, day),
        })),
      );
      const knownAt = { revision: known.revision, recordedAt: '2018-01-01T00:00:00.000Z' };
      return [{ organization: known.name, option, edition, asOf: day, knownAt, standing, proven }];
    });
  });
}
