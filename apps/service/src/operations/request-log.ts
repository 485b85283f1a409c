import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { PinoLogger } from 'nestjs-pino';

/**
 * One line for each answer. It names the route's template and the key's id, and never an address, a query, a header or a body: those
 * may hold what is nobody's business.
 */
@Injectable()
export class RequestLog {
  constructor(private readonly logger: PinoLogger) {}

  watch(fastify: FastifyInstance): void {
    fastify.decorateRequest('key', null);
    fastify.addHook('onResponse', (request, reply, done) => {
      this.logger.info(
        {
          requestId: request.id,
          method: request.method,
          route: request.routeOptions.url ?? null,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 10) / 10,
          key: request.key?.id ?? null,
        },
        'answered',
      );
      done();
    });
  }
}
