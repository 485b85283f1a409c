import { type Fact, isBusinessDay } from '@app/domain';
import {
  factOfCloudEvent,
  type FactOrProblem,
  type FactProblem,
  factTooLarge,
  MAX_FACT_BYTES,
} from '@app/ingestion';
import { Problem } from '../problems/problem.js';

/** More facts than these are no supposition but an import. */
const MAX_FACTS = 10_000;
/** As many characters as any parameter has. */
const MAX_KNOWN_AT = 256;
/** Whoever has mended these asks again. */
const MAX_ERRORS = 1_000;

export interface WhatIfBody {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly facts: readonly Fact[];
}

/** The body of a what-if. Throws a problem that names every bad field, up to 1,000 of those of facts. */
export function readWhatIf(body: unknown): WhatIfBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badBody([{ pointer: '', detail: 'the body is an object with asOf, knownAt and facts' }]);
  }
  const { asOf, knownAt, facts, ...others } = body as Readonly<Record<string, unknown>>;
  const errors = Object.keys(others).map((name) => ({
    pointer: `/${name}`,
    detail: `there is no field ${name}; there are asOf, knownAt, facts`,
  }));
  if (asOf !== undefined && !isBusinessDay(asOf)) {
    const detail = 'asOf must be a day that exists, as YYYY-MM-DD, from 1990-01-01 to 2100-12-31';
    errors.push({ pointer: '/asOf', detail });
  }
  if (knownAt !== undefined && !(typeof knownAt === 'string' && knownAt.length <= MAX_KNOWN_AT)) {
    const detail = 'knownAt must be text: a revision in digits, or an RFC 3339 instant';
    errors.push({ pointer: '/knownAt', detail });
  }
  if (!Array.isArray(facts) || facts.length > MAX_FACTS) {
    const detail = `facts must be a list of at most ${MAX_FACTS} CloudEvents`;
    throw badBody([...errors, { pointer: '/facts', detail }]);
  }
  if (errors.length > 0) throw badBody(errors);
  return {
    ...(typeof asOf === 'string' ? { asOf } : {}),
    ...(typeof knownAt === 'string' ? { knownAt } : {}),
    facts: factsIn(facts),
  };
}

/** As facts alone are: 400 for what is no CloudEvent, 413 for what is too large, 422 for a fact that is not valid. */
function factsIn(events: readonly unknown[]): Fact[] {
  const read = events.map(readEvent);
  const first = read.find(({ problem }) => problem !== undefined)?.problem;
  if (first !== undefined) {
    const errors = read.flatMap(({ problem }, index) => errorsOf(problem, `/facts/${index}`));
    throw new Problem(first.code, first.detail, { errors: errors.slice(0, MAX_ERRORS) });
  }
  return read.flatMap(({ fact }) => (fact === undefined ? [] : [fact]));
}

function readEvent(event: unknown): FactOrProblem {
  const bytes = Buffer.byteLength(JSON.stringify(event));
  return bytes > MAX_FACT_BYTES ? factTooLarge() : factOfCloudEvent(event);
}

/** Everything that is wrong with one fact, which stands at `at`. */
function errorsOf(problem: FactProblem | undefined, at: string) {
  if (problem === undefined) return [];
  const { detail, pointer = '', errors = [{ pointer, detail }] } = problem;
  return errors.map((error) => ({ pointer: `${at}${error.pointer}`, detail: error.detail }));
}

function badBody(errors: readonly { pointer: string; detail: string }[]): Problem {
  return new Problem('invalid-body', errors[0]?.detail ?? 'the body is not valid', { errors });
}
