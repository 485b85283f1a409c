import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { condition, Damage, type Runtime, untilAnswering } from '@app/hosting';
import type { FastifyReply } from 'fastify';
import { Shutdown } from '../http/shutdown.js';
import { Serves } from '../openapi/serves.js';
import * as answers from '../openapi/operation-answers.js';
import { Problem } from '../problems/problem.js';
import { RUNTIME } from '../tokens.js';
import { Metrics } from './metrics.js';

@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: Runtime,
    private readonly metrics: Metrics,
    private readonly shutdown: Shutdown,
    private readonly damage: Damage,
  ) {}

  @Get('livez')
  @Serves({ summary: 'Whether the process runs', roles: 'anybody', answers: answers.ALIVE })
  live(): object {
    return { status: 'alive' };
  }

  @Get('readyz')
  @Serves({
    summary: 'Whether requests are taken: the event store and the database answer',
    roles: 'anybody',
    answers: answers.READY,
    problems: ['shutting-down', 'store-unavailable'],
  })
  async ready(): Promise<object> {
    if (this.shutdown.hasBegun) throw new Problem('shutting-down', 'the service is stopping');
    try {
      await untilAnswering(this.runtime);
      return await condition(this.runtime, this.damage);
    } catch (cause) {
      const detail = 'the event store or the database does not answer';
      throw new Problem('store-unavailable', detail, { retryAfter: 5, cause });
    }
  }

  @Get('metrics')
  @Serves({
    summary: 'Metrics in the text format of Prometheus',
    roles: ['admin', 'ingest', 'read', 'auditor'],
    answers: answers.METRICS,
  })
  async expose(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.metrics.expose();
    await reply.header('content-type', this.metrics.contentType).send(text);
  }
}
