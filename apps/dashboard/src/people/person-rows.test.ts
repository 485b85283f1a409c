import { describe, expect, test } from '@jest/globals';
import type { Individual } from './asked.js';
import { askedRequirements, type Credential } from './asked-for.js';
import { chosenRows, personRows } from './person-rows.js';

const ON = '2018-03-31';
const OPTION = { competency: 'cloud', option: 'engagement' };
const REQUIREMENT = 'cloud/engagement/certified';

const exam = (id: string, rules: Partial<Credential> = {}): Credential => ({
  type: 'exam',
  id,
  availableFrom: null,
  retiredOn: null,
  acceptedUntil: null,
  ...rules,
});

/** One option that asks for A and for one of B and C, with who fills its places. */
function requirements(assigned: readonly string[], b = exam('B')) {
  const holds = { atLeast: 2, of: [exam('A'), { atLeast: 1, of: [b, exam('C')] }] };
  const requirement = {
    kind: 'qualified-individuals' as const,
    id: 'certified',
    citations: [],
    alternatives: [[{ places: 2, holds, individuals: 'others' as const }]],
  };
  const edition = { id: 'e', effectiveFrom: null, contentHash: 'sha256:e' };
  const tiers = [{ tier: 'silver' as const, requirements: [requirement] }];
  const programs = [
    { id: 'p', name: 'P', editions: [{ ...edition, options: [{ ...OPTION, name: 'E', tiers }] }] },
  ];
  const finding = {
    kind: 'qualified-individuals' as const,
    tier: 'silver' as const,
    id: 'certified',
    met: false,
    required: 2,
    actual: assigned.length,
    shortBy: 2 - assigned.length,
    assignment: assigned.map((individualId) => ({ individualId, group: 0 })),
  };
  const standing = {
    ...OPTION,
    tier: null,
    since: null,
    lapsesOn: null,
    edition,
    requirements: [finding],
  };
  return askedRequirements(programs as never, [standing]);
}

function person(individualId: string, passes: Readonly<Record<string, string | null>>): Individual {
  return {
    individualId,
    member: true,
    membership: [{ from: '2017-01-01', to: null }],
    passes: Object.entries(passes).map(([id, expiresOn], revision) => ({
      type: 'exam',
      id,
      passedOn: '2017-06-01',
      expiresOn,
      revision,
    })),
  };
}

function rowsOf(people: readonly Individual[], asked = requirements([])) {
  return personRows({
    individuals: people,
    requirements: asked,
    needed: new Set(['p1']),
    asOf: ON,
    soonDays: 30,
  });
}

describe('what somebody holds', () => {
  test('counts until the first day on which it does not, and 30 days before that it is soon', () => {
    const [row] = rowsOf([person('p1', { A: '2018-04-30', B: '2018-05-01', C: ON })]);
    expect(row?.held.get('exam/A')).toEqual({ until: '2018-04-30', isSoon: true });
    expect(row?.held.get('exam/B')).toEqual({ until: '2018-05-01', isSoon: false });
    expect(row?.held.has('exam/C')).toBe(false);
  });

  test('ends with what the rules accept, and was earned while it was offered', () => {
    const accepted = requirements([], exam('B', { acceptedUntil: '2018-04-10' }));
    const [row] = rowsOf([person('p1', { B: '2018-09-01' })], accepted);
    expect(row?.held.get('exam/B')).toEqual({ until: '2018-04-10', isSoon: true });
    const retired = requirements([], exam('B', { retiredOn: '2017-06-01' }));
    expect(rowsOf([person('p1', { B: null })], retired)[0]?.held.size).toBe(0);
  });
});

describe('what one further exam would change', () => {
  test.each([
    [{ A: null }, ['exam/B', 'exam/C']],
    [{ B: null }, ['exam/A']],
    [{ A: null, C: null }, []],
    [{}, []],
  ])('with %j it is %j that alone is missing', (passes, missing) => {
    const [row] = rowsOf([person('p1', passes)]);
    expect([...(row?.completing.get(REQUIREMENT) ?? [])]).toEqual(missing);
  });

  test('a former member fits no place, whatever they pass', () => {
    const [row] = rowsOf([{ ...person('p1', { A: null }), member: false }]);
    expect(row?.completing.size).toBe(0);
  });
});

describe('those who are chosen', () => {
  const people = [
    person('p10', { A: null, B: null }),
    person('p2', { A: null }),
    { ...person('p1', {}), name: 'Ada Lovelace' },
  ];
  const rows = rowsOf(people, requirements(['p10']));
  const ids = (search: Parameters<typeof chosenRows>[1]) =>
    chosenRows(rows, search).map((row) => row.person.individualId);

  test('come by id, numbers as numbers, or first who fills a place, who holds it, who lacks it alone', () => {
    expect(ids({})).toEqual(['p1', 'p2', 'p10']);
    expect(ids({ order: REQUIREMENT })).toEqual(['p10', 'p1', 'p2']);
    expect(ids({ order: 'exam/B' })).toEqual(['p10', 'p2', 'p1']);
  });

  test('are found by part of a name or of an id, and by what matters about them', () => {
    expect(ids({ find: 'LOVE' })).toEqual(['p1']);
    expect(ids({ find: 'p1' })).toEqual(['p1', 'p10']);
    expect(ids({ show: 'places' })).toEqual(['p10']);
    expect(ids({ show: 'completes' })).toEqual(['p2']);
    expect(ids({ show: 'needed' })).toEqual(['p1']);
    expect(ids({ show: 'nothing' })).toEqual(['p1']);
    expect(ids({ show: 'expiring' })).toEqual([]);
  });
});
