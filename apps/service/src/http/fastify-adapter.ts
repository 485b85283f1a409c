import fastifyCookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { servePage } from '../page/page.js';
import { answerClientError } from '../problems/client-errors.js';
import { Problem } from '../problems/problem.js';
import { problemOfError } from '../problems/problem-of-error.js';
import { requestIdOf } from './request-id.js';
import type { RouteTable } from './route-table.js';
import { SECURITY_HEADERS } from './security-headers.js';
import type { Shutdown } from './shutdown.js';

/** A connection on which nothing moves for so long is closed, also in the middle of a body. */
const IDLE_MS = 120_000;

/**
 * Fastify as Nest runs on it: bodies reach the handlers unread, and every answer bears the same headers. Only `trustedProxies`
 * (addresses and networks) are believed when they say where a request came from.
 */
export function newFastifyAdapter(
  routes: RouteTable,
  shutdown: Shutdown,
  trustedProxies: readonly string[],
): FastifyAdapter {
  const adapter = new FastifyAdapter({
    clientErrorHandler: answerClientError,
    connectionTimeout: IDLE_MS,
    frameworkErrors: answerFrameworkError,
    genReqId: requestIdOf,
    // Node would answer with an empty 400; ours is a problem (see `refusal`).
    http: { requireHostHeader: false },
    return503OnClosing: false,
    routerOptions: { maxParamLength: 16_384 },
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
  });
  const fastify = adapter.getInstance();
  routes.watch(fastify);
  fastify.removeAllContentTypeParsers();
  // Of every type, as `*`, which Fastify looks for anew with each request; what is found so, it keeps by type.
  fastify.addContentTypeParser(/^/, (_request, body, done) => {
    done(null, body);
  });
  // Its files are read where they are wanted, and not before.
  void fastify.register(multipart);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    done(refusal(request, reply, shutdown));
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    // A connection that is kept alive would keep the service alive.
    if (shutdown.hasBegun) void reply.header('connection', 'close');
    done(null, payload);
  });
  // Read where they are wanted, and not before.
  void fastify.register(fastifyCookie, { hook: false });
  servePage(fastify);
  fastify.server.on('checkExpectation', (_request, response) => {
    const problem = new Problem('expectation-failed', 'only 100-continue can be expected here');
    const body = JSON.stringify(problem.body);
    response
      .writeHead(problem.status, {
        ...SECURITY_HEADERS,
        ...problem.headers,
        'content-length': body.length,
        connection: 'close',
      })
      .end(body);
  });
  return adapter;
}

/** The router's errors come before any hook. */
function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = problemOfError(error);
  void reply
    .code(problem.status)
    .headers({ ...SECURITY_HEADERS, 'x-request-id': request.id, ...problem.headers })
    .send(JSON.stringify(problem.body));
}

/** Why a request is not even looked at, if it is not. */
function refusal(
  { raw, url }: FastifyRequest,
  reply: FastifyReply,
  shutdown: Shutdown,
): Problem | undefined {
  if (raw.headers.host === undefined && raw.httpVersion === '1.1') {
    void reply.header('connection', 'close');
    return new Problem('malformed-request', 'a request of HTTP/1.1 has a Host header');
  }
  if (!shutdown.hasBegun || url === '/livez' || url === '/readyz') return undefined;
  return new Problem('shutting-down', 'the service is stopping; send the request again', {
    retryAfter: 5,
  });
}
