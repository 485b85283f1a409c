import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Database } from '@app/database';
import type { EventStore } from '@app/event-store';
import { ProgramsInForce } from '@app/programs';
import { EXCHANGE_RATES_STREAM } from '@app/recording';
import type { FastifyReply } from 'fastify';
import { WatchWorker } from '../alerts/watch-worker.js';
import { Shutdown } from '../http/shutdown.js';
import { Serves } from '../openapi/serves.js';
import * as answers from '../openapi/operation-answers.js';
import { Problem } from '../problems/problem.js';
import { DATABASE, EVENT_STORE } from '../tokens.js';
import { Damage } from './damage.js';
import { Metrics } from './metrics.js';

const MAX_PROBE_MS = 2_000;

@ApiTags('operations')
@Controller()
export class OperationsController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DATABASE) private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly shutdown: Shutdown,
    private readonly damage: Damage,
    private readonly programs: ProgramsInForce,
    private readonly watch: WatchWorker,
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
    await answering(
      Promise.all([
        this.store.head(EXCHANGE_RATES_STREAM),
        this.database.db.selectFrom('checkpoints').select('position').limit(1).execute(),
      ]),
    );
    const { organizations } = this.damage;
    const { problems } = this.programs;
    const { haltedOrganizations } = this.watch;
    if (organizations + haltedOrganizations + problems.length === 0) return { status: 'ready' };
    return {
      status: 'degraded',
      ...(organizations === 0 ? {} : { unreadableOrganizations: organizations }),
      ...(haltedOrganizations === 0 ? {} : { haltedOrganizations }),
      ...(problems.length === 0 ? {} : { programProblems: problems.length }),
    };
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

async function answering(probes: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${MAX_PROBE_MS} ms`));
    }, MAX_PROBE_MS);
  });
  try {
    await Promise.race([probes, late]);
  } catch (cause) {
    const detail = 'the event store or the database does not answer';
    throw new Problem('store-unavailable', detail, { retryAfter: 5, cause });
  } finally {
    clearTimeout(timer);
  }
}
