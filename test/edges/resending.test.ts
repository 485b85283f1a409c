import { describe, test } from '@jest/globals';
import { expectOutcome, EARNED, PASSED, SOLD, table } from './outcome.js';

const MARKS = [
  '2016-03-15 registered transacting-partner of acme for alpha',
  '2016-03-15 ended transacting-partner of acme',
  '2016-03-15 reported seats 5 of alpha for acme',
  '2016-03-15 assigned region east',
  '2016-03-15 bought silver until 2017-01-01',
];
const OTHERWISE = [
  [
    '2016-03-15 registered transacting-partner of acme',
    '2016-03-15 registered delegated-administrator of acme',
  ],
  ['2016-03-15 reported seats 5 for acme', '2016-03-15 reported seats 6 for acme'],
  ['2016-03-15 reported seats 5 for acme', '2016-03-15 reported seats 5'],
  ['2016-03-15 reported seats 5 for acme', '2016-03-15 reported seats 5 of alpha for acme'],
  ['2016-03-15 assigned region east', '2016-03-15 assigned region west'],
  ['2016-03-15 bought silver', '2016-03-15 bought gold'],
  ['2016-03-15 bought silver', '2016-03-15 bought silver until 2017-03-15'],
] as const;
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
    ['under a new id is the same certification', `${EARNED}\n${EARNED}`, 'duplicate of 3'],
    [
      'as a certification with another expiry is refused',
      `${EARNED}\n${EARNED} until 2018-01-01`,
      'rejected certification-exists',
    ],
    [
      'as a certification with another expiry is taken once it is retracted',
      `${EARNED}\nretracted 3\n${EARNED} until 2018-01-01`,
      'accepted',
    ],
    [
      'as a certification under the name of an exam is no pass',
      `${PASSED}\n2016-03-15 ann earned E1`,
      'accepted',
    ],
    ...MARKS.map((mark): [string, string, string] => [
      `under a new id is the same mark: ${mark}`,
      `${mark}\n${mark}`,
      'duplicate of 3',
    ]),
    ...OTHERWISE.map(([mark, other]): [string, string, string] => [
      `with one field otherwise is another mark: ${other}`,
      `${mark}\n${other}`,
      'accepted',
    ]),
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
    ...['2016-03-14', '2016-03-15'].flatMap((day): [string, string, string][] => [
      [
        `by a certification of 15 March that expires on ${day} is refused`,
        `${EARNED} until ${day}`,
        'rejected invalid-data',
      ],
      [
        `by an anniversary on ${day} of what was bought on 15 March is refused`,
        `2016-03-15 bought silver until ${day}`,
        'rejected invalid-data',
      ],
    ]),
    [
      'by a certification that expires the day after is not refused',
      `${EARNED} until 2016-03-16`,
      'accepted',
    ],
    [
      'by an anniversary the day after is not refused',
      '2016-03-15 bought silver until 2016-03-16',
      'accepted',
    ],
    ['by a correction of nothing is refused', 'corrected', 'rejected invalid-data'],
  ]);
  test.each(rows)('$name', expectOutcome);
});
