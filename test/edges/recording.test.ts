import { describe, test } from '@jest/globals';
import { BEGUN, EARNED, expectOutcome, PASSED, SOLD, table } from './outcome.js';
import { expectReading, type Reading } from './reading.js';

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
    [
      'of a certification that was replaced is refused',
      `${EARNED}\nretracted 3\n${EARNED} until 2018-01-01\nreinstated 3`,
      'rejected certification-exists',
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
