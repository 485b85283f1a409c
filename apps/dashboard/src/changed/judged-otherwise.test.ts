import { expect, test } from '@jest/globals';
import type { Piece, Reason } from '../evidence/asked.js';
import { judgedOtherwise } from './judged-otherwise.js';

function booking(revision: number, reason?: Reason): Piece {
  const said = { bookingId: `b${revision}`, customerId: 'c', product: 'p', bookedOn: '2018-01-01' };
  const piece = { ...said, revision, revenueType: 'net-new' as const, amount: '1.00' };
  return reason === undefined ? piece : { ...piece, reason };
}

const keyOf = ({ revision }: Piece) => String(revision);

test('a fact makes a difference where it counts now and did not, or did and does not', () => {
  const then = [booking(1), booking(2), booking(3, 'not-partner-of-record'), booking(9)];
  const now = [
    booking(1),
    booking(2, 'retracted'),
    booking(3),
    booking(4),
    // Known since, and of no account.
    booking(5, 'product'),
  ];
  const found = judgedOtherwise(then, now, keyOf);
  expect(found.map(({ piece, was, is }) => [piece.revision, was, is])).toEqual([
    [2, 'counted', 'retracted'],
    [3, 'not-partner-of-record', 'counted'],
    [4, null, 'counted'],
    [9, 'counted', null],
  ]);
  expect(judgedOtherwise(now, now, keyOf)).toEqual([]);
});

test('another reason for not counting makes no difference', () => {
  expect(judgedOtherwise([booking(1, 'product')], [booking(1, 'outside-window')], keyOf)).toEqual(
    [],
  );
});
