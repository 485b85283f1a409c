import { expect, test } from '@jest/globals';
import { UnseenRevisions } from './unseen-revisions.js';

/** What is told at `now`, when the directory shows `shown`. */
function told(unseen: UnseenRevisions, shown: Record<string, number>, now: number): string[] {
  return unseen
    .tellable(unseen.next(), new Map(Object.entries(shown)), now)
    .map((change) => `${change.organizationId} ${'revision' in change ? change.revision : '?'}`);
}

function recorded(organizationId: string, revision: number, now: number): UnseenRevisions {
  const unseen = new UnseenRevisions();
  unseen.add(organizationId, revision, now);
  return unseen;
}

test('what the directory shows is told at once, and forgotten', () => {
  const unseen = recorded('contoso', 3, 0);
  expect(told(unseen, { contoso: 3 }, 1)).toEqual(['contoso 3']);
  expect(unseen.isEmpty).toBe(true);
});

test('what it does not show yet waits, is told without it after half a second, and again when it does', () => {
  const unseen = recorded('contoso', 3, 0);
  expect(told(unseen, { contoso: 2 }, 499)).toEqual([]);
  expect(told(unseen, { contoso: 2 }, 500)).toEqual(['contoso 3']);
  expect(told(unseen, { contoso: 2 }, 1_100)).toEqual([]);
  expect(told(unseen, { contoso: 3 }, 1_200)).toEqual(['contoso 3']);
  expect(unseen.isEmpty).toBe(true);
});

test('facts that never stop are told of every half second', () => {
  const unseen = recorded('contoso', 0, 0);
  const moments: number[] = [];
  for (let now = 10; now <= 2_000; now += 10) {
    unseen.add('contoso', now, now);
    if (now % 200 === 0 && told(unseen, {}, now).length > 0) moments.push(now);
  }
  expect(moments).toEqual([600, 1_200, 1_800]);
});

test('facts that cannot be read are told of once, and given up', () => {
  const unseen = recorded('contoso', 3, 0);
  expect(told(unseen, {}, 600)).toEqual(['contoso 3']);
  expect(told(unseen, {}, 29_999)).toEqual([]);
  expect(told(unseen, {}, 30_000)).toEqual([]);
  expect(unseen.isEmpty).toBe(true);
});

test('an organization that waits lets the others by', () => {
  const unseen = new UnseenRevisions();
  for (let at = 0; at < 1_000; at += 1) unseen.add(`o-${at}`, 0, 0);
  const first = unseen.next();
  unseen.tellable(first, new Map(), 1);
  expect(first).toHaveLength(500);
  expect(unseen.next()).not.toContain('o-0');
});
