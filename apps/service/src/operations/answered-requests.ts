import { Injectable } from '@nestjs/common';
import type { Key } from '@app/database';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AccessLog } from '../access/access-log.js';
import { Metrics } from './metrics.js';
import { RequestLog } from './request-log.js';

/** A request that was answered, as it is timed, logged and recorded. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** The route's template; `undefined` where there is no such route. */
  readonly route: string | undefined;
  readonly status: number;
  /** From its headers to the end of its answer. */
  readonly ms: number;
  /** `null` where none was asked for, or none that works was presented. */
  readonly key: Key | null;
  /** That the path names. */
  readonly organizationId: string | undefined;
  readonly query: object;
  /** Where it came from, as far as the configured proxies are believed. */
  readonly address: string;
  /** Of the problem that the answer is, if it is one. */
  readonly problemCode: string | undefined;
}

/** Those who are told of every answer. */
@Injectable()
export class AnsweredRequests {
  constructor(
    private readonly log: RequestLog,
    private readonly metrics: Metrics,
    private readonly accesses: AccessLog,
  ) {}

  add(answered: AnsweredRequest): void {
    this.log.add(answered);
    this.metrics.addRequest(answered);
    this.accesses.add(answered);
  }

  /** Adds every request that `fastify` answers. */
  watch(fastify: FastifyInstance): void {
    fastify.decorateRequest('key', null);
    fastify.addHook('onResponse', (request, reply, done) => {
      // The error of a request that the router did not take comes before there are parameters and decorations.
      const { organizationId } = (request.params ?? {}) as { readonly organizationId?: string };
      this.add({
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: reply.elapsedTime,
        key: (request.key as FastifyRequest['key'] | undefined) ?? null,
        organizationId,
        query: request.query ?? {},
        address: request.ip,
        problemCode: reply.problemCode,
      });
      done();
    });
  }
}

declare module 'fastify' {
  interface FastifyReply {
    /** Of the problem that it is, if it is one. */
    problemCode?: string;
  }
}
