import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import { Damage } from '@app/hosting';
import { UndecodableFact } from '@app/recording';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import { discardBody } from '../http/discard-body.js';
import { RouteTable } from '../http/route-table.js';
import { Shutdown } from '../http/shutdown.js';
import { Problem } from './problem.js';
import { problemOfError } from './problem-of-error.js';
import { isScim, SCIM_MEDIA_TYPE, scimErrorOf } from './scim-error.js';

/** What an operator has nothing to do about: somebody asked too soon, or too late. */
const EXPECTED: ReadonlySet<string> = new Set(['revision-not-yet', 'shutting-down']);

/** Answers every error with `application/problem+json`. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: PinoLogger,
    private readonly routes: RouteTable,
    private readonly shutdown: Shutdown,
    private readonly damage: Damage,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.#methodNotAllowed(request) ?? this.problemOf(error, request.id);
    reply.problemCode = problem.code;
    if (request.raw.destroyed && !request.raw.complete) return; // whoever asked is gone
    const isRead = await discardBody(request.raw, this.shutdown.patienceMs);
    if (!isRead) void reply.header('connection', 'close');
    const inScim = isScim(request.url);
    const body = inScim ? scimErrorOf(problem) : problem.body;
    void reply.code(problem.status).headers(problem.headers);
    if (inScim) void reply.header('content-type', SCIM_MEDIA_TYPE);
    void reply.send(JSON.stringify(body));
  }

  /** What is answered for an error of the request; operators are told of what they have to look after. */
  problemOf(error: unknown, requestId: string): Problem {
    const problem = problemOfError(error);
    if (error instanceof UndecodableFact) this.damage.found(error);
    if (problem.status >= 500 && !EXPECTED.has(problem.code)) this.#log(problem, requestId);
    return problem;
  }

  /** Only for a path that is known under another method. */
  #methodNotAllowed(request: FastifyRequest): Problem | null {
    if (!request.is404) return null;
    const allowed = this.routes.methodsOf(request.url);
    if (allowed.length === 0) return null;
    const detail = `${request.method} is not allowed here; ${allowed.join(', ')} ${allowed.length === 1 ? 'is' : 'are'}`;
    return new Problem('method-not-allowed', detail, { headers: { allow: allowed.join(', ') } });
  }

  #log(problem: Problem, requestId: string): void {
    const { cause } = problem.extras;
    this.logger.error(
      {
        requestId,
        code: problem.code,
        ...(cause instanceof Error ? { error: cause.name, stack: cause.stack } : {}),
      },
      problem.detail,
    );
  }
}
