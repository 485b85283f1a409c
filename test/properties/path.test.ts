import { describe, expect, it } from '@jest/globals';
import { cheapestPath, type CheapestPath, type Program, type RecordedFact } from '@app/domain';
import fc from 'fast-check';
import { epochDay, type IsoDay } from '../oracle/days.js';
import { findingOn } from '../oracle/evaluation.js';
import { liveFacts } from '../oracle/known-facts.js';
import { fewestPasses, type FewestPasses } from '../oracle/path.js';
import { check, Shares } from './check.js';
import { indexOf } from './indexing.js';
import { AS_OF, pathRules, pathStory } from './path-cases.js';
import { recordedAs } from './stories.js';

const OPTION = 'tested/one';

describe('The cheapest way to a tier', () => {
  it('takes as few passes, further individuals and passes of members as trying everything does', () => {
    const shares = new Shares();
    check(
      fc.property(pathStory, pathRules, ({ recorded }, rules) => {
        const expected = fewestPasses(liveFacts(recorded, recorded.length), peopleIn(rules), AS_OF);
        const ways = waysOf(recorded, rules);
        const possible = ways.filter(({ impossible }) => impossible === undefined);
        expect(possible.map(figuresOf).sort(byCost)[0] ?? null).toEqual(expected);
        for (const way of possible) {
          expect(way.optimal).toBe(true);
          expect(unmetAfter(recorded, way, rules)).toEqual([]);
        }
        shares.saw({
          'nothing to pass': expected?.passes === 0,
          'one pass': expected?.passes === 1,
          'several passes': (expected?.passes ?? 0) > 1,
          'further individuals': (expected?.people ?? 0) > 0,
          impossible: expected === null,
          'a choice of ways': ways.length > 1,
        });
      }),
      1_000,
    );
    for (const [kind, share] of Object.entries(shares.report()))
      expect({ kind, happens: share > 0 }).toEqual({ kind, happens: true });
  });
});

function waysOf(recorded: readonly RecordedFact[], rules: Program): CheapestPath[] {
  const path = cheapestPath(
    indexOf(recorded).knownAt(),
    [rules],
    OPTION,
    'silver',
    epochDay(AS_OF),
  );
  return path === null ? [] : [path, ...(path.alternatives ?? [])];
}

function peopleIn(rules: Program) {
  return rules.editions[0]?.options[0]?.tiers[0]?.requirements ?? [];
}

function figuresOf(way: CheapestPath): FewestPasses {
  const memberPasses = way.exams.length + (way.certifications ?? []).length;
  const further = (way.furtherIndividuals ?? []).flat().length;
  return { passes: memberPasses + further, people: way.people, memberPasses };
}

function byCost(one: FewestPasses, other: FewestPasses): number {
  return (
    one.passes - other.passes || one.people - other.people || one.memberPasses - other.memberPasses
  );
}

/** What is still not met once all of it was recorded, each further individual having joined. */
function unmetAfter(
  recorded: readonly RecordedFact[],
  way: CheapestPath,
  rules: Program,
): string[] {
  const further = (way.furtherIndividuals ?? []).map((ids, n) => ({ who: `further-${n}`, ids }));
  const facts = [...recorded];
  const record = (said: object): void => {
    const id = `then-${facts.length}`;
    facts.push(recordedAs({ source: 'urn:then', id, ...said } as never, facts.length));
  };
  const earn = (individualId: string, id: string, day: IsoDay): void =>
    record(
      id.startsWith('C')
        ? { type: 'CertificationEarned', data: { individualId, certification: id, earnedOn: day } }
        : { type: 'ExamPassed', data: { individualId, exam: id, passedOn: day } },
    );
  for (const { who, ids } of further) {
    record({ type: 'IndividualJoined', data: { individualId: who, effectiveOn: AS_OF } });
    for (const id of ids) earn(who, id, AS_OF);
  }
  for (const { individualId, exam } of way.exams) earn(individualId, exam, AS_OF);
  for (const { individualId, certification } of way.certifications ?? [])
    earn(individualId, certification, AS_OF);
  const live = liveFacts(facts, facts.length);
  return peopleIn(rules)
    .filter((requirement) => !findingOn(live, 'silver', requirement, AS_OF).met)
    .map(({ id }) => id);
}
