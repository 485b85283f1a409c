import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Declaration, declarationOf, type DeclarationOptions } from '@app/ingestion';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';
import { WHOLE_NUMBER_CONSTRAINT } from './whole-number.js';

const ASKED = Symbol('what a route is asked');
const OPTIONS: DeclarationOptions = {
  unknownFields: 'refused',
  at: '',
  constraints: { isWholeNumber: WHOLE_NUMBER_CONSTRAINT },
};

type AskedClass = new () => object;

const declarations = new Map<AskedClass, Declaration<object>>();

/** What a route may be asked: every parameter of its path and query is a field of `asked`, declared with class-validator. */
export function Asks(asked: AskedClass): MethodDecorator {
  return SetMetadata(ASKED, asked);
}

/** The class that a route's handler declares with `Asks`; a route without asks for nothing. */
export function askedOf(handler: object): AskedClass {
  return (Reflect.getMetadata(ASKED, handler) as AskedClass | undefined) ?? Nothing;
}

class Nothing {}

/** The schema, verdict and explanation of a class given to `Asks`. */
export function askedDeclaration(asked: AskedClass): Declaration<object> {
  let declaration = declarations.get(asked);
  if (declaration === undefined) {
    declaration = asked === Nothing ? NOTHING : declarationOf(asked, OPTIONS);
    declarations.set(asked, declaration);
  }
  return declaration;
}

const NOTHING: Declaration<object> = {
  schema: { type: 'object', properties: {}, additionalProperties: false },
  accepts: (value): value is object => Object.keys(value as object).length === 0,
  explain: (value) =>
    Object.keys(value).map((name) => ({
      pointer: `/${name}`,
      detail: 'no parameter is taken here',
    })),
};

/** An instance of `asked` from the request's path and query. Throws a problem for an unknown, repeated or invalid parameter. */
export function readAsked(asked: AskedClass, request: FastifyRequest): object {
  const path = request.params as Readonly<Record<string, string>>;
  const query = request.query as Readonly<Record<string, string | string[]>>;
  const values: Record<string, string> = Object.assign(Object.create(null), path);
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value))
      throw badParameters([{ pointer: `/${name}`, detail: `${name} stands twice` }]);
    if (Object.hasOwn(path, name)) {
      throw badParameters([{ pointer: `/${name}`, detail: `${name} is a part of the path` }]);
    }
    values[name] = value;
  }
  const declaration = askedDeclaration(asked);
  if (!declaration.accepts(values)) throw badParameters(declaration.explain(values));
  return Object.assign(new asked(), values);
}

function badParameters(errors: readonly { pointer: string; detail: string }[]): Problem {
  const [first] = errors;
  return new Problem('invalid-parameter', first?.detail ?? 'a parameter is not valid', { errors });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the route was asked, when the guards have let the request pass. */
    asked: object;
  }
}

/** The instance of the class given to `Asks`. */
export const Asked = createParamDecorator(
  (_data: unknown, context: ExecutionContext): object =>
    context.switchToHttp().getRequest<FastifyRequest>().asked,
);

/** The request as it comes from the connection, its body unread. */
export const Incoming = createParamDecorator(
  (_data: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().raw,
);
