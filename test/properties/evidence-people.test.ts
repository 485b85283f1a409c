import { describe, expect, it } from '@jest/globals';
import type { IndividualPiece, PeopleGroup, QualifiedIndividuals } from '@app/domain';
import fc from 'fast-check';
import { everybody, fewestFurther, passPieces, reasonOf } from '../oracle/evidence-people.js';
import { holderOn, isTrue, membersOn, peopleFinding, placesFilled } from '../oracle/people.js';
import { check, Shares } from './check.js';
import {
  type EvidenceCase,
  casesOf,
  expectAllToHappen,
  given,
  saidTotals,
  totalsOf,
} from './evidence-cases.js';

const REASONS = ['not-a-member', 'place-filled', 'expired', 'not-yet', 'retracted', 'incomplete'];
const PASS_REASONS = ['retracted', 'outside-window', 'not-yet', 'expired'];

type PeopleCase = EvidenceCase<QualifiedIndividuals>;

describe('The evidence of people', () => {
  it('is everybody there was ever a fact about, once, with the reason for which they fill no place', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'qualified-individuals')) {
          const groups = groupsShown(one);
          const { recorded } = one.ground;
          const seen = peopleIn(one).map(({ piece }) => [piece.individualId, piece.revision]);
          expect(seen).toEqual([...everybody(recorded)].sort(([a], [b]) => (a < b ? -1 : 1)));
          const reasons = peopleIn(one).flatMap(({ piece: { individualId }, reason }) =>
            reason === null ? [] : [{ individualId, reason }],
          );
          expect(reasons).toEqual(
            reasons.map(({ individualId }) => ({
              individualId,
              reason: reasonOf(individualId, groups, one.ground),
            })),
          );
          expect(saidTotals(one)).toEqual(totalsOf(one, ({ length }) => length));
          const names = reasons.map(({ reason }): string => reason);
          shares.saw(Object.fromEntries(REASONS.map((name) => [name, names.includes(name)])));
        }
      }),
      300,
    );
    expectAllToHappen(shares);
  });

  it('counts people who fill as many places as can be filled, each in a group that takes them', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'qualified-individuals')) {
          const { live, day } = one.ground;
          const groups = groupsShown(one);
          const counted = peopleIn(one).filter(({ reason }) => reason === null);
          const holders = counted.map(({ piece }) => holderOn(live, piece.individualId, day));
          const { actual } = peopleFinding(live, 'silver', one.requirement, day);
          expect(one.finding).toMatchObject({ actual });
          expect(placesFilled(groups, holders)).toBe(actual);
          counted.forEach(({ piece: { individualId, group } }) => {
            expect(membersOn(live, day)).toContain(individualId);
            expect(isTrue(groups[group]!.holds, holderOn(live, individualId, day))).toBe(true);
          });
          if (!groups.some(({ individuals }) => individuals === 'either'))
            expect(counted).toHaveLength(actual);
          expect(counted.length).toBeLessThanOrEqual(actual);
          shares.saw({ some: actual > 0, several: counted.length > 1, all: one.finding.met });
        }
      }),
      150,
    );
    expectAllToHappen(shares);
  });

  it('says the fewest credentials with which somebody would fill the nearest place', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'qualified-individuals'))
          for (const { piece, reason } of peopleIn(one)) {
            if (reason === null) {
              expect(piece.lacks).toBeUndefined();
              continue;
            }
            const ways = fewestFurther(piece.individualId, groupsShown(one), one.ground);
            const sizes = ways.map((sets) => sets?.[0]?.length ?? Infinity);
            const least = Math.min(...sizes);
            if (least !== Infinity) expect({ size: sizes[piece.group] }).toEqual({ size: least });
            const lacks = [...(piece.lacks ?? [])].sort().join();
            const wanted = (ways[piece.group] ?? [[]]).map((set) => set.map(({ id }) => id));
            expect(wanted.map((ids) => ids.sort().join())).toContain(lacks);
            shares.saw({
              nothing: least === 0,
              one: least === 1,
              several: least > 1 && least !== Infinity,
              'cannot be mended': least === Infinity,
              'not in the first group': piece.group > 0,
            });
          }
      }),
      150,
    );
    expectAllToHappen(shares);
  });

  it('shows every pass of what is asked, with the days on which it counts', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'qualified-individuals'))
          for (const { piece } of peopleIn(one)) {
            const expected = passPieces(piece.individualId, groupsShown(one), one.ground);
            const shown = [...piece.passes].sort((a, b) => a.revision - b.revision);
            expect(shown).toMatchObject(expected.map(({ piece: pass }) => pass));
            shown.forEach(({ reason }, place) => {
              const obstacles = expected[place]?.obstacles ?? [];
              expect(obstacles.length === 0 ? [undefined] : obstacles).toContain(reason);
            });
            const names = shown.map(({ reason }) => reason ?? 'counts');
            shares.saw({
              counts: names.includes('counts'),
              ...Object.fromEntries(
                PASS_REASONS.map((name) => [name, names.includes(name as never)]),
              ),
            });
          }
      }),
      150,
    );
    expectAllToHappen(shares);
  });
});

/** Of several alternatives the one that the finding's figures are of. */
function groupsShown({ requirement, ground }: PeopleCase): readonly PeopleGroup[] {
  const { alternative } = peopleFinding(ground.live, 'silver', requirement, ground.day);
  return requirement.alternatives[alternative ?? 0] ?? [];
}

function peopleIn({ evidence }: PeopleCase) {
  return evidence.pieces.map(({ piece, reason }) => ({ piece: piece as IndividualPiece, reason }));
}
