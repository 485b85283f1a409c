import { describe, expect, it } from '@jest/globals';
import { dependenciesOn, expiriesBefore, type Program } from '@app/domain';
import fc from 'fast-check';
import { epochDay, plusDays } from '../oracle/days.js';
import { editionOf, optionOf, programOf } from '../oracle/programs.js';
import {
  expiriesBetween,
  lapsesWithoutCustomers,
  lapsesWithoutMembers,
  type OracleExpiry,
} from '../oracle/suppositions.js';
import { story } from './arbitraries.js';
import { check, Shares } from './check.js';
import { expectAllToHappen } from './evidence-cases.js';
import { indexOf } from './indexing.js';
import { programs } from './random-programs.js';
import { numbered, people as peopleRequirement } from './random-requirements.js';
import { askedDay } from './vocabulary.js';

describe('Who breaks a tier by leaving', () => {
  it('is the member without whom some later day has a lower tier', () => {
    const shares = new Shares();
    check(
      fc.property(story, peopleRules, askedDay, ({ recorded }, rules, asOf) => {
        const known = indexOf(recorded).knownAt();
        const { members } = dependenciesOn(known, rules, epochDay(asOf));
        const found = members.map(({ individualId, lapses }) => [individualId, lapses] as const);
        const expected = lapsesWithoutMembers({ recorded, rules, asOf });
        expect(found).toEqual([...expected].sort(byId));
        const lapses = found.flatMap(([, some]) => some);
        shares.saw({
          somebody: lapses.length > 0,
          'on the day': lapses.some(({ on }) => on === asOf),
          later: lapses.some(({ on }) => on !== asOf),
        });
      }),
      110,
    );
    expectAllToHappen(shares);
  });

  it('is the customer without whose bookings and reports some later day has a lower tier', () => {
    const shares = new Shares();
    check(
      fc.property(story, programs, askedDay, ({ recorded }, rules, asOf) => {
        const known = indexOf(recorded).knownAt();
        const { customers } = dependenciesOn(known, rules, epochDay(asOf));
        const found = customers.map(({ customerId, lapses }) => [customerId, lapses] as const);
        const expected = lapsesWithoutCustomers({ recorded, rules, asOf });
        expect(found).toEqual([...expected].sort(byId));
        const lapses = found.flatMap(([, some]) => some);
        shares.saw({
          somebody: lapses.length > 0,
          'on the day': lapses.some(({ on }) => on === asOf),
          later: lapses.some(({ on }) => on !== asOf),
        });
      }),
      80,
    );
    expectAllToHappen(shares);
  });
});

describe('What expires', () => {
  it('is what members hold, the rules ask for, and some later day does not count', () => {
    const shares = new Shares();
    check(
      fc.property(
        story,
        programs,
        askedDay,
        fc.constantFrom(0, 1, 90, 400),
        ({ recorded }, rules, asOf, ahead) => {
          const until = plusDays(asOf, ahead);
          const known = indexOf(recorded).knownAt();
          const found = expiriesBefore(known, rules, epochDay(asOf), epochDay(until));
          const days = found.map(({ on }) => on);
          expect(days).toEqual([...days].sort());
          const expected = expiriesBetween({ recorded, rules, asOf }, until);
          expect([...found].sort(byRevision)).toEqual(expected.sort(byRevision));
          shares.saw({ something: found.length > 0 });
        },
      ),
      300,
    );
    expectAllToHappen(shares);
  });
});

const people = fc.array(peopleRequirement, { minLength: 1, maxLength: 2 });
/** Rules that ask for people alone, beside those that ask for anything. */
const peopleRules: fc.Arbitrary<readonly Program[]> = fc.oneof(
  programs,
  fc
    .record({ silver: people, gold: people })
    .map(({ silver, gold }) => [
      programOf('tested', [
        editionOf('only', null, [
          optionOf('tested', 'one', (tier) => numbered(tier === 'silver' ? silver : gold)),
        ]),
      ]),
    ]),
);

function byId([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function byRevision(a: OracleExpiry, b: OracleExpiry): number {
  return a.revision - b.revision;
}
