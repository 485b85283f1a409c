import { describe, expect, test } from '@jest/globals';
import { factName, type Recorded, takenBackBy } from './taken-back.js';
import { csvLine, ndjsonLine } from './written-facts.js';

function decided(revision: number, type: 'FactRetracted' | 'FactReinstated', factId: string) {
  const data = { organizationId: 'contoso', factSource: 'feed', factId, reason: 'said so' };
  return recorded(revision, { type, id: `d${revision}`, data } as Partial<Recorded['event']>);
}

function recorded(revision: number, event: Partial<Recorded['event']>): Recorded {
  const recordedAt = '2018-04-02T08:00:00.000Z';
  const whole = { specversion: '1.0', source: 'feed', ...event } as Recorded['event'];
  return { revision, recordedAt, recordedBy: 'k1', event: whole };
}

describe('what is taken back', () => {
  test('is what the last decision on a fact says, in whatever order the decisions come', () => {
    const again = decided(9, 'FactReinstated', 'b1');
    const trail = [again, decided(5, 'FactRetracted', 'b1'), decided(7, 'FactRetracted', 'b2')];
    expect([...takenBackBy(trail)]).toEqual([[factName('feed', 'b2'), 7]]);
    const once = [...trail, decided(11, 'FactRetracted', 'b1')];
    expect(takenBackBy(once).get(factName('feed', 'b1'))).toBe(11);
  });

  test('is told by source and id together', () => {
    expect(factName('a', 'b"c')).not.toBe(factName('a"b', 'c'));
  });
});

describe('facts that are downloaded', () => {
  const fact = recorded(3, {
    type: 'ExamPassed',
    id: '=1+1',
    data: {
      organizationId: 'contoso',
      individualId: 'p"1',
      exam: 'MB2-714',
      passedOn: '2018-01-01',
    },
  } as Partial<Recorded['event']>);

  test('are what the trail has, in a line of JSON', () => {
    expect(JSON.parse(ndjsonLine(fact))).toEqual(fact);
  });

  test('are a row of CSV in which quotes are doubled and nothing is a formula', () => {
    expect(csvLine(fact)).toBe(
      '3,2018-04-02T08:00:00.000Z,k1,ExamPassed,feed,\'=1+1,"{""organizationId"":""contoso"",""individualId"":""p\\""1"",""exam"":""MB2-714"",""passedOn"":""2018-01-01""}"',
    );
  });
});
