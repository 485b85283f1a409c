import { expect, test } from '@jest/globals';
import type { Schemas } from '../api/client.js';
import { changedStandings } from './changes.js';

type Standing = Schemas['Standing'];

const people = (actual: number, assigned: string): Standing['requirements'][number] => ({
  kind: 'qualified-individuals',
  tier: 'silver',
  id: 'certified',
  met: actual >= 2,
  required: 2,
  actual,
  shortBy: Math.max(0, 2 - actual),
  assignment: [{ individualId: assigned, group: 0 }],
});

const standing = (over: Partial<Standing>): Standing => ({
  competency: 'cloud',
  option: 'engagement',
  tier: null,
  since: null,
  lapsesOn: null,
  edition: { id: 'e', effectiveFrom: null, contentHash: 'sha256:e' },
  requirements: [people(1, 'p1')],
  ...over,
});

test('another person in the same place changes nothing', () => {
  const [changed] = changedStandings(
    [standing({})],
    [standing({ requirements: [people(1, 'p2')] })],
  );
  expect(changed).toMatchObject({ isChanged: false, isTierChanged: false });
});

test('a tier, a lapse or a figure that differs is a change', () => {
  const after = standing({ tier: 'silver', requirements: [people(2, 'p1')] });
  expect(changedStandings([standing({})], [after])[0]).toMatchObject({
    option: 'cloud/engagement',
    isChanged: true,
    isTierChanged: true,
    findings: [{ isChanged: true }],
  });
  const lapses = standing({ tier: 'silver', lapsesOn: '2018-05-01' });
  const [changed] = changedStandings([standing({ tier: 'silver' })], [lapses]);
  expect(changed).toMatchObject({ isChanged: true, isTierChanged: false });
  expect(changed?.findings[0]?.isChanged).toBe(false);
});
