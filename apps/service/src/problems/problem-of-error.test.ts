import { BadRequestException, PayloadTooLargeException } from '@nestjs/common';
import { expect, test } from '@jest/globals';
import { DatabaseUnavailable } from '@app/database';
import { OutcomeUnknown, StoreCorrupt, StoreFull, StoreUnavailable } from '@app/event-store';
import { UndecodableFact } from '@app/recording';
import { PROBLEM_CODES, PROBLEMS } from './catalogue.js';
import { Problem } from './problem.js';
import { problemOfError } from './problem-of-error.js';

const SECRET = 'a secret of the error';

test.each<[Error, number, string, string | undefined]>([
  [new StoreUnavailable(SECRET), 503, 'store-unavailable', '5'],
  [new StoreCorrupt(SECRET), 503, 'store-unavailable', '5'],
  [new DatabaseUnavailable(SECRET), 503, 'store-unavailable', '5'],
  [Object.assign(new Error(SECRET), { code: 'SQLITE_FULL' }), 503, 'store-unavailable', '5'],
  [Object.assign(new Error(SECRET), { code: 'SQLITE_IOERR_FSYNC' }), 503, 'store-unavailable', '5'],
  [
    Object.assign(new Error(SECRET), { code: 'SQLITE_CONSTRAINT' }),
    500,
    'internal-error',
    undefined,
  ],
  [new StoreFull(SECRET), 503, 'store-full', '60'],
  [new OutcomeUnknown(SECRET), 503, 'outcome-unknown', '5'],
  [new UndecodableFact('organization-contoso', 7, SECRET), 500, 'facts-unreadable', undefined],
  [new BadRequestException(SECRET), 400, 'malformed-request', undefined],
  [new PayloadTooLargeException(SECRET), 413, 'body-too-large', undefined],
  [Object.assign(new Error(SECRET), { statusCode: 415 }), 415, 'media-type-unsupported', undefined],
  [Object.assign(new Error(SECRET), { statusCode: 418 }), 500, 'internal-error', undefined],
  [Object.assign(new Error(SECRET), { code: 'ECONNRESET' }), 400, 'request-incomplete', undefined],
  [new TypeError(SECRET), 500, 'internal-error', undefined],
])('%s is answered with %i', (error, status, code, retryAfter) => {
  const problem = problemOfError(error);
  expect(problem).toMatchObject({ status, code });
  expect(problem.headers['retry-after']).toBe(retryAfter);
  expect(JSON.stringify(problem.body)).not.toContain(SECRET);
  expect(problem.extras.cause).toBe(error);
});

test('a problem stays what it is', () => {
  const problem = new Problem('key-unknown', 'there is no key x');
  expect(problemOfError(problem)).toBe(problem);
  expect(problem.body).toEqual({
    type: 'urn:assay:problem:key-unknown',
    title: 'There is no such key',
    status: 404,
    code: 'key-unknown',
    detail: 'there is no key x',
  });
});

test('every code has a status of an error and a title', () => {
  for (const code of PROBLEM_CODES) {
    const [status, title] = PROBLEMS[code];
    expect(status).toBeGreaterThanOrEqual(400);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
  }
});
