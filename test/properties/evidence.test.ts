import { describe, expect, it } from '@jest/globals';
import type { RollingRevenue } from '@app/domain';
import fc from 'fast-check';
import {
  attributePieces,
  bookingPieces,
  customerPieces,
  type OraclePiece,
  reportPieces,
} from '../oracle/evidence.js';
import { centsText, usdCents } from '../oracle/money.js';
import { check, Shares } from './check.js';
import {
  casesOf,
  type EvidenceCase,
  expectAllToHappen,
  given,
  piecesOf,
  saidTotals,
  type Shown,
  totalsOf,
} from './evidence-cases.js';
import { findingOnceAssociated } from './evidence-mending.js';

const BOOKING_REASONS = [
  'retracted',
  'outside-window',
  'product',
  'revenue-type',
  'not-partner-of-record',
] as const;

describe('The evidence of revenue', () => {
  it('is every booking once, with its first obstacle, and adds up', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'rolling-revenue')) {
          const expected = bookingPieces(one.requirement, one.ground);
          expect(one.evidence.pieces).toEqual(
            expected.map(({ piece, obstacles }) => ({ piece, reason: obstacles[0] ?? null })),
          );
          expect(one.finding).toMatchObject({ actual: dollars(counted(one)) });
          expect(saidTotals(one)).toEqual(totalsOf(one, dollars));
          shares.saw({ ...reasonsIn(one, BOOKING_REASONS), mendable: mendsOnce(one) });
        }
      }),
      150,
    );
    expectAllToHappen(shares);
  });
});

describe('The evidence of customers', () => {
  it('is every customer of the products once, as many of them counted as are found', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'customer-count')) {
          const expected = customerPieces(one.requirement, one.ground);
          expect(one.evidence.pieces).toEqual(
            expected
              .map(({ piece, obstacles }) => ({ piece, reason: obstacles[0] ?? null }))
              .sort((a, b) =>
                String(a.piece['customerId']) < String(b.piece['customerId']) ? -1 : 1,
              ),
          );
          expect(one.finding).toMatchObject({ actual: counted(one).length });
          expect(saidTotals(one)).toEqual(totalsOf(one, lengthOf));
          shares.saw(reasonsIn(one, ['incomplete', 'outside-window']));
        }
      }),
      150,
    );
    expectAllToHappen(shares);
  });
});

describe('The evidence of a measure', () => {
  it('is every report once, with an obstacle it has, and adds up', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'reported-measure')) {
          expectObstacles(one, reportPieces(one.requirement, one.ground));
          expect(one.finding).toMatchObject({ actual: values(counted(one)) });
          expect(saidTotals(one)).toEqual(totalsOf(one, lengthOf));
          const mendable = piecesOf(one, 'not-partner-of-record').filter(
            (piece) => 'customerId' in piece,
          );
          expect(findingOnceAssociated(one)).toMatchObject({
            actual: values([...counted(one), ...mendable]),
          });
          shares.saw({
            ...reasonsIn(one, [
              'retracted',
              'outside-window',
              'product',
              'not-partner-of-record',
              'expired',
              'not-yet',
            ]),
            mendable: mendable.length > 0,
          });
        }
      }),
      300,
    );
    expectAllToHappen(shares);
  });
});

describe('The evidence of an attribute', () => {
  it('is every value once, with an obstacle it has; the one that counts is found', () => {
    const shares = new Shares();
    check(
      fc.property(given, (asked) => {
        for (const one of casesOf(asked, 'organization-attribute')) {
          expectObstacles(one, attributePieces(one.requirement, one.ground));
          const [value] = counted(one).map((piece) => piece['value']);
          expect({ met: one.finding.met, isAny: value !== undefined }).toEqual({
            met: value !== undefined,
            isAny: one.finding.met,
          });
          if (value !== undefined) expect(one.finding).toMatchObject({ actual: value });
          expect(saidTotals(one)).toEqual(totalsOf(one, lengthOf));
          shares.saw(reasonsIn(one, ['retracted', 'not-yet', 'expired', 'incomplete']));
        }
      }),
      300,
    );
    expectAllToHappen(shares);
  });
});

function counted(one: EvidenceCase): Shown[] {
  return piecesOf(one, null);
}

const dollars = (pieces: readonly Shown[]): string =>
  centsText(pieces.reduce((sum, { amount }) => sum + usdCents(String(amount)), 0n));
const values = (pieces: readonly Shown[]): number =>
  pieces.reduce((sum, { value }) => sum + Number(value), 0);
const lengthOf = (pieces: readonly Shown[]): number => pieces.length;

/** Which obstacle of several is named is said of bookings and people alone; the one that could be mended is never named with another. */
function expectObstacles({ evidence }: EvidenceCase, expected: readonly OraclePiece[]): void {
  expect(evidence.pieces.map(({ piece }) => piece)).toEqual(expected.map(({ piece }) => piece));
  evidence.pieces.forEach(({ reason }, place) => {
    const obstacles = expected[place]?.obstacles ?? [];
    const mayBeNamed =
      obstacles.length > 1 ? obstacles.filter((name) => !MENDABLE.includes(name)) : obstacles;
    expect(mayBeNamed.length === 0 ? [null] : mayBeNamed).toContain(reason);
  });
}

const MENDABLE: readonly string[] = ['not-partner-of-record', 'incomplete'];

/** Were the organization associated with the customers on the needed days, exactly what is said to lack nothing else would count. */
function mendsOnce(one: EvidenceCase<RollingRevenue>): boolean {
  const mendable = piecesOf(one, 'not-partner-of-record');
  expect(findingOnceAssociated(one)).toMatchObject({
    actual: dollars([...counted(one), ...mendable]),
  });
  return mendable.length > 0;
}

function reasonsIn(one: EvidenceCase, reasons: readonly string[]): Record<string, boolean> {
  return {
    counted: counted(one).length > 0,
    ...Object.fromEntries(reasons.map((reason) => [reason, piecesOf(one, reason).length > 0])),
  };
}
