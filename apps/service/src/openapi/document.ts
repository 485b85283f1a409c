import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { askedDeclaration, askedOf } from '../http/asked.js';
import { type ProblemCode, PROBLEMS } from '../problems/catalogue.js';
import { isScim, SCIM_MEDIA_TYPE } from '../problems/scim-error.js';
import { componentSchemas } from './components.js';
import { type Served, servedOf } from './serves.js';
import { PARAMETERS } from './parameters.js';
import { ref } from './schema-words.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The OpenAPI 3.1 document of every route, made from what the routes declare for themselves. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Assay')
      .setVersion('1')
      .setDescription(
        'Which competency tiers a partner company holds, why, and when each lapses: for any day, and as known at any moment.',
      )
      .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'assay_<id>_<secret>' }, 'key')
      .addCookieAuth(
        'assay',
        {
          type: 'apiKey',
          in: 'cookie',
          description:
            '`POST /v1/session` sets it; over https its name is `__Host-assay`. What changes something has to come from the page of the service.',
        },
        'session',
      )
      .build(),
    { operationIdFactory: (controller, method) => `${controller}.${method}` },
  );
  const handlers = handlersById(app);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of Object.values(item) as Operation[]) {
      const handler = handlers.get(operation.operationId ?? '');
      if (handler !== undefined) Object.assign(operation, operationOf(handler, path));
    }
  }
  document.components = {
    ...document.components,
    schemas: componentSchemas() as NonNullable<OpenAPIObject['components']>['schemas'] & object,
  };
  return document;
}

function handlersById(app: INestApplication): ReadonlyMap<string, { name: string }> {
  const handlers = new Map<string, { name: string }>();
  for (const { instance, metatype } of app.get(DiscoveryService).getControllers()) {
    const prototype = Object.getPrototypeOf(instance) as Record<string, { name: string }>;
    for (const method of new MetadataScanner().getAllMethodNames(prototype)) {
      const handler = prototype[method];
      if (handler !== undefined) handlers.set(`${metatype?.name ?? ''}.${method}`, handler);
    }
  }
  return handlers;
}

function operationOf(handler: { name: string }, path: string): object {
  const served = servedOf(handler);
  return {
    operationId: handler.name,
    parameters: [...parametersOf(handler, path), ...(served.headers ?? [])],
    ...(served.requestBody === undefined ? {} : { requestBody: served.requestBody }),
    responses: {
      ...served.answers,
      ...(isScim(path)
        ? scimErrorResponses(served)
        : problemResponses(problemsOf(served), served.rejections)),
    },
    security: served.roles === 'anybody' ? [] : [{ key: [] }, { session: [] }],
    'x-roles': served.roles,
  };
}

function parametersOf(handler: object, path: string): object[] {
  const { properties, required = [] } = askedDeclaration(askedOf(handler)).schema;
  const isInPath = (name: string) => path.includes(`{${name}}`);
  return Object.entries(properties)
    .map(([name, schema]) => ({
      name,
      in: isInPath(name) ? 'path' : 'query',
      required: required.includes(name),
      description: servedOf(handler).parameters?.[name] ?? PARAMETERS[name] ?? '',
      schema: shown(schema as Schema),
    }))
    .sort((a, b) => Number(isInPath(b.name)) - Number(isInPath(a.name)));
}

type Schema = Readonly<Record<string, unknown>> & { readonly wholeNumber?: readonly number[] };

function shown({ wholeNumber, ...schema }: Schema): object {
  if (wholeNumber === undefined) return schema;
  return { ...schema, type: 'integer', minimum: wholeNumber[0], maximum: wholeNumber[1] };
}

/** What the guards and the edge answer, wherever they stand. */
function problemsOf({ roles, problems = [] }: Served): ProblemCode[] {
  const ofGuards: ProblemCode[] =
    roles === 'anybody'
      ? []
      : [
          'credentials-missing',
          'credentials-invalid',
          'role-not-allowed',
          'cross-origin',
          'too-many-requests',
          'store-unavailable',
        ];
  const ofEdge: ProblemCode[] = [
    'invalid-parameter',
    'headers-too-large',
    'internal-error',
    'shutting-down',
  ];
  return [...new Set([...ofGuards, ...problems, ...ofEdge])];
}

/** SCIM has errors of its own (RFC 7644, section 3.12). */
function scimErrorResponses(served: Served): Record<number, object> {
  const statuses = new Set<number>(problemsOf(served).map((code) => PROBLEMS[code][0]));
  if (served.problems?.includes('scim-refused') === true) {
    for (const status of SCIM_STATUSES) statuses.add(status);
  }
  return Object.fromEntries(
    [...statuses].map((status) => [
      status,
      { description: 'an error', content: { [SCIM_MEDIA_TYPE]: { schema: SCIM_ERROR } } },
    ]),
  );
}

/** What SCIM answers for what is not there, taken already, or at another version. */
const SCIM_STATUSES = [404, 409, 412];
const SCIM_ERROR = {
  type: 'object',
  properties: {
    schemas: { const: ['urn:ietf:params:scim:api:messages:2.0:Error'] },
    status: { type: 'string' },
    scimType: { type: 'string' },
    detail: { type: 'string' },
    code: { type: 'string' },
  },
  required: ['schemas', 'status', 'detail', 'code'],
  additionalProperties: false,
};

const HEADERS: Readonly<Record<number, object>> = {
  401: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  429: {
    'Retry-After': { description: 'seconds', schema: { type: 'integer', minimum: 1 } },
  },
  503: {
    'Retry-After': { description: 'seconds', schema: { type: 'integer', minimum: 1 } },
  },
};

/** A fact that is rejected is 422 whatever the reason; the other codes have a status of their own. */
function problemResponses(
  codes: readonly ProblemCode[],
  rejections: readonly ProblemCode[] = [],
): Record<number, object> {
  const byStatus = Map.groupBy(codes, (code) => PROBLEMS[code][0] as number);
  if (rejections.length > 0) byStatus.set(422, [...rejections]);
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\``).join(', '),
        ...(HEADERS[status] === undefined ? {} : { headers: HEADERS[status] }),
        content: {
          'application/problem+json': {
            schema: ref('Problem'),
            examples: Object.fromEntries(
              ofStatus.map((code) => [
                code,
                {
                  value: {
                    type: `urn:assay:problem:${code}`,
                    title: PROBLEMS[code][1],
                    status,
                    code,
                    detail: PROBLEMS[code][1],
                  },
                },
              ]),
            ),
          },
        },
      },
    ]),
  );
}
