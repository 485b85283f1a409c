import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Key } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeyRing } from '../auth/key-ring.js';
import { refuseOther } from '../auth/reach.js';
import { Asked, Asks } from '../http/asked.js';
import { Shutdown } from '../http/shutdown.js';
import { EventStreams, HEARTBEAT_MS, STILL_HERE } from '../live/event-streams.js';
import * as answers from '../openapi/alert-answers.js';
import { READERS, Serves } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { AskAlertStream } from './alerts-asked.js';
import { AlertsLog } from './alerts-log.js';

const LIMITS = { ofKey: 10, ofAll: 100 };
const PAGE = 100;

/** Alerts as they are taken in, as server-sent events. */
@ApiTags('alerts')
@Controller('v1/alerts/stream')
export class AlertStreamController {
  readonly #streams: EventStreams;

  constructor(
    private readonly alerts: AlertsLog,
    keys: KeyRing,
    shutdown: Shutdown,
  ) {
    this.#streams = new EventStreams(keys, shutdown, LIMITS);
  }

  @Get()
  @Asks(AskAlertStream)
  @Serves({
    summary: 'Alerts as server-sent events: what came behind `Last-Event-ID`, or comes from now on',
    description:
      'The id of an event is that of its alert. A comment comes every 15 seconds; the stream ends after 15 minutes, within seconds of its key working no more, or when the service stops.',
    roles: READERS,
    headers: [
      {
        name: 'Last-Event-ID',
        in: 'header',
        required: false,
        description: 'the id of the last alert seen',
        schema: { type: 'string' },
      },
    ],
    answers: answers.ALERT_STREAM,
    problems: ['organization-not-allowed', 'too-many-requests'],
  })
  async stream(
    @Asked() asked: AskAlertStream,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { key, headers } = request;
    refuseOther(key, asked.organizationId);
    const after = await this.#placeOf(key, headers['last-event-id']);
    await this.#streams.answer(request, reply, (until) => this.#events(key, asked, after, until));
  }

  async *#events(
    key: Key | null,
    asked: AskAlertStream,
    after: number,
    until: AbortSignal,
  ): AsyncGenerator<string> {
    let place = after;
    let saidAt = performance.now();
    while (!until.aborted) {
      const changed = this.alerts.changes(until, HEARTBEAT_MS);
      const page = await this.alerts.list(key, { ...asked, after: place, limit: PAGE });
      for (const { sequence, alert } of page) {
        place = sequence;
        yield `id: ${alert.id}\nevent: ${alert.type}\ndata: ${JSON.stringify(alert)}`;
      }
      if (page.length > 0) {
        saidAt = performance.now();
        continue;
      }
      await changed;
      if (performance.now() - saidAt < HEARTBEAT_MS) continue;
      saidAt = performance.now();
      yield STILL_HERE;
    }
  }

  async #placeOf(key: Key | null, id: string | string[] | undefined): Promise<number> {
    if (typeof id !== 'string' || id === '') return await this.alerts.lastPlace();
    const found = await this.alerts.find(key, id);
    if (found !== null) return found.sequence;
    throw new Problem('invalid-parameter', 'Last-Event-ID must be the id of an alert', {
      errors: [{ pointer: '/Last-Event-ID', detail: 'Last-Event-ID must be the id of an alert' }],
    });
  }
}
