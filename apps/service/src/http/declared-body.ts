import { type Declaration, declarationOf } from '@app/ingestion';
import { Problem } from '../problems/problem.js';

/** A body declared with class-validator: fields that it does not have are refused. */
export function declaredBody<T extends object>(declared: new () => T): Declaration<T> {
  return declarationOf(declared, { unknownFields: 'refused', at: '' });
}

/** `body` as it was declared. Throws a problem that names every bad field. */
export function readDeclared<T extends object>(declaration: Declaration<T>, body: unknown): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badBody([{ pointer: '', detail: 'the body must be an object' }]);
  }
  if (declaration.accepts(body)) return body;
  throw badBody(declaration.explain(body));
}

export function badBody(
  errors: readonly { readonly pointer: string; readonly detail: string }[],
): Problem {
  return new Problem('invalid-body', errors[0]?.detail ?? 'the body is not valid', { errors });
}
