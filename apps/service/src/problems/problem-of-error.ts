import { HttpException } from '@nestjs/common';
import { isUnavailable } from '@app/database';
import { OutcomeUnknown, StoreError, StoreFull } from '@app/event-store';
import { UndecodableFact } from '@app/recording';
import { Problem } from './problem.js';
import type { ProblemCode } from './catalogue.js';

const CODE_BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-request',
  404: 'route-unknown',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'malformed-request',
  415: 'media-type-unsupported',
  431: 'headers-too-large',
};

/** What to answer for an error that reached the edge. The error's own text is shown only where it was written for callers. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof OutcomeUnknown) {
    return new Problem(
      'outcome-unknown',
      'it is not known whether the facts were recorded; send the same facts again: those that were are answered as duplicates',
      { retryAfter: 5, cause: error },
    );
  }
  if (error instanceof StoreFull) {
    const detail =
      'the event store has no room left; nothing of this request is lost if it is sent again';
    return new Problem('store-full', detail, { retryAfter: 60, cause: error });
  }
  if (error instanceof StoreError) {
    const detail = 'the event store cannot be reached or read now; send the request again';
    return new Problem('store-unavailable', detail, { retryAfter: 5, cause: error });
  }
  if (isUnavailable(error)) {
    const detail = 'the database cannot be reached or used now; send the request again';
    return new Problem('store-unavailable', detail, { retryAfter: 5, cause: error });
  }
  if (error instanceof UndecodableFact) {
    const detail = `the fact at revision ${error.revision} cannot be read; operators have been told`;
    return new Problem('facts-unreadable', detail, { cause: error });
  }
  if (isAbortedRequest(error)) {
    const detail = 'the connection ended before the request did; send the same facts again';
    return new Problem('request-incomplete', detail, { cause: error });
  }
  return problemOfStatus(error);
}

/** Whoever sent the request went away in the middle of it. Nobody reads the answer; the log and the metrics do. */
function isAbortedRequest(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

/** Fastify's and Nest's own errors, by their status. */
function problemOfStatus(error: unknown): Problem {
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  const code = CODE_BY_STATUS[status];
  if (code === undefined) {
    return new Problem('internal-error', 'something went wrong here; the log says what', {
      cause: error,
    });
  }
  return new Problem(code, DETAILS[code] ?? 'the request cannot be served', {
    status,
    cause: error,
  });
}

const DETAILS: Partial<Record<ProblemCode, string>> = {
  'malformed-request': 'the address, the headers or the framing of the request is not valid',
  'route-unknown': 'there is no such route; /openapi.json lists them all',
  'media-type-unsupported': 'the Content-Type is not one that this route takes',
};

function statusCodeOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}
