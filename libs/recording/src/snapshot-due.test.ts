import { expect, test } from '@jest/globals';
import { isSnapshotDue, isSnapshotDueAtTheEnd } from './snapshot-due.js';

test('a snapshot is due when ten thousand facts are new, and of a large organization a sixteenth of them', () => {
  expect(isSnapshotDue(9_998, -1)).toBe(false);
  expect(isSnapshotDue(9_999, -1)).toBe(true);
  expect(isSnapshotDue(159_999, 150_000)).toBe(false);
  expect(isSnapshotDue(160_000, 150_000)).toBe(true);
  expect(isSnapshotDue(1_610_000, 1_600_000)).toBe(false);
  expect(isSnapshotDue(1_706_666, 1_600_000)).toBe(false);
  expect(isSnapshotDue(1_706_667, 1_600_000)).toBe(true);
});

test('at the end it is due when ten thousand facts are new, however large the organization is', () => {
  expect(isSnapshotDueAtTheEnd(1_609_999, 1_600_000)).toBe(false);
  expect(isSnapshotDueAtTheEnd(1_610_000, 1_600_000)).toBe(true);
});
