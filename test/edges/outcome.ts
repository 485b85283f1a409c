import { expect } from '@jest/globals';
import { ledgerOf } from './ledger.js';

/** What becomes of the last line of a ledger. */
export interface Outcome {
  readonly name: string;
  readonly ledger: string;
  /** `accepted`, `duplicate of 3`, `duplicate of 3, retracted`, `rejected booking-exists`; facts are counted from 1. */
  readonly is: string;
}

export const BEGUN = `
  2016-01-01 enrolled in developed
  2016-01-01 associated with acme
`;
/** Fact 3. */
export const SOLD = '2016-03-15 booked A 100.00 USD of alpha from acme';
export const PASSED = '2016-03-15 ann passed E1';
export const EARNED = '2016-03-15 ann earned C1';
export const table = (rows: readonly [name: string, ledger: string, is: string][]): Outcome[] =>
  rows.map(([name, ledger, is]) => ({ name, ledger: `${BEGUN}${ledger}`, is }));

export function expectOutcome({ ledger, is }: Outcome): void {
  const { decision, oracle } = ledgerOf(ledger).last;
  const [first = ''] = is.split(',');
  expect(
    decision.outcome === 'accepted'
      ? 'accepted'
      : decision.outcome === 'rejected'
        ? `rejected ${decision.code}`
        : `duplicate of ${decision.revision + 1}${decision.retracted ? ', retracted' : ''}`,
  ).toBe(is);
  if (oracle.outcome === 'rejected') expect(oracle.codes).toContain(first.split(' ')[1]);
  else if (oracle.outcome === 'accepted') expect(first).toBe('accepted');
  else
    expect(`duplicate of ${oracle.revision + 1}${oracle.retracted ? ', retracted' : ''}`).toBe(is);
}
