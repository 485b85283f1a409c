import { describe, expect, test } from '@jest/globals';
import { ledgerOf } from './ledger.js';
import { expectReading, type Reading } from './reading.js';

/** What becomes of the last line of a ledger. */
interface Outcome {
  readonly name: string;
  readonly ledger: string;
  /** `accepted`, `duplicate of 3`, `duplicate of 3, retracted`, `rejected booking-exists`; facts are counted from 1. */
  readonly is: string;
}

const BEGUN = `
  2016-01-01 enrolled in developed
  2016-01-01 associated with acme
`;
/** Fact 3. */
const SOLD = '2016-03-15 booked A 100.00 USD of alpha from acme';
const PASSED = '2016-03-15 ann passed E1';
const table = (rows: readonly [name: string, ledger: string, is: string][]): Outcome[] =>
  rows.map(([name, ledger, is]) => ({ name, ledger: `${BEGUN}${ledger}`, is }));

function expectOutcome({ ledger, is }: Outcome): void {
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

describe('A fact sent again', () => {
  const rows = table([
    ['under its own id is the same', `${SOLD}\n${SOLD} as 3`, 'duplicate of 3'],
    [
      'with its amount spelled otherwise is the same',
      `${SOLD}\n2016-03-15 booked A 0100 USD of alpha from acme as 3`,
      'duplicate of 3',
    ],
    [
      'with another amount under its id is refused',
      `${SOLD}\n2016-03-15 booked A 100.01 USD of alpha from acme as 3`,
      'rejected id-reused',
    ],
    ['as another fact under its id is refused', `${SOLD}\n${PASSED} as 3`, 'rejected id-reused'],
    ['under a new id is the same booking', `${SOLD}\n${SOLD}`, 'duplicate of 3'],
    ['under a new id is the same pass', `${PASSED}\n${PASSED}`, 'duplicate of 3'],
    ['under a new id is the same mark', '2016-01-01 associated with acme', 'duplicate of 2'],
    ['with products is another mark', '2016-01-01 associated with acme for alpha', 'accepted'],
    [
      'as another booking of its id is refused',
      `${SOLD}\n2016-03-15 booked A 5 USD of alpha from acme`,
      'rejected booking-exists',
    ],
    [
      'as another booking of its id is taken once it is retracted',
      `${SOLD}\nretracted 3\n2016-03-15 booked A 5 USD of alpha from acme`,
      'accepted',
    ],
    [
      'after its retraction stays retracted',
      `${SOLD}\nretracted 3\n${SOLD}`,
      'duplicate of 3, retracted',
    ],
    [
      'under its own id after its retraction stays retracted',
      `${SOLD}\nretracted 3\n${SOLD} as 3`,
      'duplicate of 3, retracted',
    ],
    [
      'after its replacement is the retracted one',
      `${SOLD}\nretracted 3\n2016-03-15 booked A 5 USD of alpha from acme\n${SOLD}`,
      'duplicate of 3, retracted',
    ],
    [
      'as a pass with another expiry is refused',
      `${PASSED}\n${PASSED} until 2018-01-01`,
      'rejected exam-pass-exists',
    ],
    ['as a pass of another day is another pass', `${PASSED}\n2016-03-16 ann passed E1`, 'accepted'],
    [
      'as a pass with another expiry is taken once it is retracted',
      `${PASSED}\nretracted 3\n${PASSED} until 2018-01-01`,
      'accepted',
    ],
    [
      'with personal data is the same joining',
      '2016-02-01 ann joined\n2016-02-01 ann joined, mail ann@example.org',
      'duplicate of 3',
    ],
    [
      'as a second enrolment is refused',
      '2016-02-01 enrolled in developing',
      'rejected organization-exists',
    ],
    ['as the enrolment is the same', '2016-01-01 enrolled in developed as 1', 'duplicate of 1'],
    ['as a correction counts again', 'corrected name Contoso\ncorrected name Contoso', 'accepted'],
  ]);
  test.each(rows)('$name', expectOutcome);
});

describe('A fact that contradicts itself', () => {
  const rows = table([
    [
      'by an exam that expires on the day it is passed is refused',
      `${PASSED} until 2016-03-15`,
      'rejected invalid-data',
    ],
    [
      'by an exam that expires before it is passed is refused',
      `${PASSED} until 2016-03-14`,
      'rejected invalid-data',
    ],
    [
      'by an exam that expires the day after is not refused',
      `${PASSED} until 2016-03-16`,
      'accepted',
    ],
    ['by a correction of nothing is refused', 'corrected', 'rejected invalid-data'],
  ]);
  test.each(rows)('$name', expectOutcome);
});

describe('A retraction', () => {
  const rows = table([
    ['of what was never recorded is refused', 'retracted 9', 'rejected fact-unknown'],
    ['of the enrolment is refused', 'retracted 1', 'rejected enrolment-required'],
    [
      'of what is retracted is the one in force',
      `${SOLD}\nretracted 3\nretracted 3`,
      'duplicate of 4, retracted',
    ],
    [
      'after a reinstatement is another one',
      `${SOLD}\nretracted 3\nreinstated 3\nretracted 3`,
      'accepted',
    ],
    ['of a retraction is taken', `${SOLD}\nretracted 3\nretracted 4`, 'accepted'],
    [
      'of a retraction lets the fact be retracted again',
      `${SOLD}\nretracted 3\nretracted 4\nretracted 3`,
      'accepted',
    ],
    [
      'of a retraction whose fact was replaced is refused',
      `${SOLD}\nretracted 3\n2016-03-15 booked A 5 USD of alpha from acme\nretracted 4`,
      'rejected booking-exists',
    ],
    ['of a reinstatement is taken', `${SOLD}\nretracted 3\nreinstated 3\nretracted 5`, 'accepted'],
  ]);
  test.each(rows)('$name', expectOutcome);
});

describe('A reinstatement', () => {
  const rows = table([
    ['of what was never recorded is refused', 'reinstated 9', 'rejected fact-unknown'],
    ['of what is live changes nothing', `${SOLD}\nreinstated 3`, 'duplicate of 3'],
    ['of what is retracted is taken', `${SOLD}\nretracted 3\nreinstated 3`, 'accepted'],
    [
      'of a booking that was replaced is refused',
      `${SOLD}\nretracted 3\n2016-03-15 booked A 5 USD of alpha from acme\nreinstated 3`,
      'rejected booking-exists',
    ],
    [
      'of a booking whose replacement is gone is taken',
      `${SOLD}\nretracted 3\n2016-03-15 booked A 5 USD of alpha from acme\nretracted 5\nreinstated 3`,
      'accepted',
    ],
    [
      'of a pass that was replaced is refused',
      `${PASSED}\nretracted 3\n${PASSED} until 2018-01-01\nreinstated 3`,
      'rejected exam-pass-exists',
    ],
  ]);
  test.each(rows)('$name', expectOutcome);
});

describe('What is retracted', () => {
  const attained = 'silver, since 2016-03-15, lapses 2017-03-15, 100.00 of 100.00';
  const missed = 'none, since 2016-01-01, 0.00 of 100.00';
  const rows: Reading[] = (
    [
      ['counts as never recorded', `${SOLD}\nretracted 3`, missed],
      ['counts again when it is reinstated', `${SOLD}\nretracted 3\nreinstated 3`, attained],
      [
        'counts again when the retraction is retracted',
        `${SOLD}\nretracted 3\nretracted 4`,
        attained,
      ],
      [
        'is gone again when the reinstatement is retracted',
        `${SOLD}\nretracted 3\nreinstated 3\nretracted 5`,
        missed,
      ],
      [
        'is gone again when the retracted retraction is reinstated',
        `${SOLD}\nretracted 3\nretracted 4\nreinstated 4`,
        missed,
      ],
      [
        'is as the reinstatement left it when a second retraction is retracted',
        `${SOLD}\nretracted 3\nreinstated 3\nretracted 3\nretracted 6`,
        attained,
      ],
      ['leaves its association without effect', `${SOLD}\nretracted 2`, missed],
      [
        'may be an end of association, which then never was',
        `2016-02-01 dissociated from acme\n${SOLD}\nretracted 3`,
        attained,
      ],
    ] as const
  ).map(([name, ledger, is]) => ({ name, ledger: `${BEGUN}${ledger}`, asOf: '2016-03-20', is }));
  test.each(rows)('$name', (row) => expectReading('revenue', row));
});

describe('Of an organization that is not enrolled', () => {
  test.each([
    { name: 'a booking is refused', ledger: SOLD },
    { name: 'a correction is refused', ledger: 'corrected market developed' },
    { name: 'a retraction is refused', ledger: 'retracted 1' },
  ])('$name', ({ ledger }) => {
    expectOutcome({ name: '', ledger, is: 'rejected organization-unknown' });
  });
});
