import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Role } from '@app/database';
import type { ProblemCode } from '../problems/catalogue.js';

const SERVED = Symbol('what a route serves');

/** What a route does, for whom, and how it answers: read by the guard and by the OpenAPI document alike. */
export interface Served {
  readonly summary: string;
  readonly description?: string;
  /** `anybody` = without a key. */
  readonly roles: 'anybody' | readonly Role[];
  /** By status, in OpenAPI's own shape. */
  readonly answers: Readonly<Record<number, Answered>>;
  /** Those of the guards are added. */
  readonly problems?: readonly ProblemCode[];
  /** Why a fact that is sent alone is not recorded. */
  readonly rejections?: readonly ProblemCode[];
  /** What parameters mean here, where that is another thing than elsewhere. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Header parameters, in OpenAPI's own shape. */
  readonly headers?: readonly object[];
  readonly requestBody?: object;
}

export interface Answered {
  readonly description: string;
  /** In OpenAPI's own shape. */
  readonly headers?: Readonly<Record<string, object>>;
  /** By media type; absent = without a body. */
  readonly content?: Readonly<
    Record<string, { schema: object; examples?: object; example?: unknown }>
  >;
}

/** Marks a handler as a route of the service. One that is not marked is open to nobody. */
export function Serves(served: Served): MethodDecorator {
  return applyDecorators(
    SetMetadata(SERVED, served),
    ApiOperation({
      summary: served.summary,
      ...(served.description === undefined ? {} : { description: served.description }),
    }),
  );
}

export function servedOf(handler: object): Served {
  return (Reflect.getMetadata(SERVED, handler) as Served | undefined) ?? CLOSED;
}

const CLOSED: Served = { summary: 'closed', roles: [], answers: {} };

/** The roles that may ask questions. */
export const READERS = ['admin', 'read', 'auditor'] as const satisfies readonly Role[];
