import { Readable } from 'node:stream';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AlertsProjection } from '@app/alerting';
import type { Key } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asked, Asks } from '../http/asked.js';
import { Shutdown } from '../http/shutdown.js';
import * as answers from '../openapi/alert-answers.js';
import { READERS, Serves } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { AskAlertStream } from './alerts-asked.js';
import { AlertsLog } from './alerts-log.js';

const MAX_STREAMS = 100;
const MAX_STREAMS_OF_KEY = 10;
const HEARTBEAT_MS = 15_000;
/** Then the client comes again with what it saw last, and its key is looked at anew. */
const MAX_STREAM_MS = 15 * 60_000;
const PAGE = 100;
const RETRY_SECONDS = 30;

/** Alerts as they are taken in, as server-sent events. */
@ApiTags('alerts')
@Controller('v1/alerts/stream')
export class AlertStreamController {
  readonly #streams = new Map<string, number>();

  constructor(
    private readonly alerts: AlertsLog,
    private readonly projection: AlertsProjection,
    private readonly shutdown: Shutdown,
  ) {}

  @Get()
  @Asks(AskAlertStream)
  @Serves({
    summary: 'Alerts as server-sent events: what came behind `Last-Event-ID`, or comes from now on',
    description:
      'The id of an event is that of its alert. A comment comes every 15 seconds; the stream ends after 15 minutes, or when the service stops.',
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
    this.alerts.refuseOther(key, asked.organizationId);
    const after = await this.#placeOf(key, headers['last-event-id']);
    if (reply.raw.destroyed) return; // nobody reads it any more
    const release = this.#admit(key?.id ?? '');
    const gone = new AbortController();
    reply.raw.once('close', () => {
      gone.abort();
      release();
    });
    const until = AbortSignal.any([
      gone.signal,
      this.shutdown.beginning,
      AbortSignal.timeout(MAX_STREAM_MS),
    ]);
    await reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        // Kept alive behind the end of the stream, it would keep a stopping service alive.
        connection: 'close',
      })
      .send(Readable.from(this.#events(key, asked, after, until)));
  }

  async *#events(
    key: Key | null,
    asked: AskAlertStream,
    after: number,
    until: AbortSignal,
  ): AsyncGenerator<string> {
    let place = after;
    yield 'retry: 5000\n\n';
    while (!until.aborted) {
      const woken = this.projection.stored.sleep(until, HEARTBEAT_MS);
      const page = await this.alerts.list(key, { ...asked, after: place, limit: PAGE });
      for (const { sequence, alert } of page) {
        place = sequence;
        yield `id: ${alert.id}\nevent: ${alert.type}\ndata: ${JSON.stringify(alert)}\n\n`;
      }
      if (page.length > 0) continue;
      await woken;
      yield ': still here\n\n';
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

  /** What lets the place go again. Throws a problem where there is none. */
  #admit(keyId: string): () => void {
    const ofKey = this.#streams.get(keyId) ?? 0;
    const all = [...this.#streams.values()].reduce((sum, count) => sum + count, 0);
    if (ofKey >= MAX_STREAMS_OF_KEY || all >= MAX_STREAMS) {
      const detail = `at most ${MAX_STREAMS_OF_KEY} streams of a key, and ${MAX_STREAMS} of all, are open at a time`;
      throw new Problem('too-many-requests', detail, { retryAfter: RETRY_SECONDS });
    }
    this.#streams.set(keyId, ofKey + 1);
    return () => {
      const left = (this.#streams.get(keyId) ?? 1) - 1;
      if (left === 0) this.#streams.delete(keyId);
      else this.#streams.set(keyId, left);
    };
  }
}
