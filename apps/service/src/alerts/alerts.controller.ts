import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PlacedAlert, ShownAlert } from '@app/alerting';
import type { FastifyRequest } from 'fastify';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { NoBodyPipe } from '../http/no-body.pipe.js';
import * as answers from '../openapi/alert-answers.js';
import { NOTHING_SENT } from '../openapi/body-schema.js';
import { READERS, Serves } from '../openapi/serves.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { AskAlerts, OneAlert } from './alerts-asked.js';
import { AlertsLog } from './alerts-log.js';
import { AnnouncedByThen } from './announced-by-then.js';

const DEFAULT_LIMIT = 100;

@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertsLog,
    private readonly announced: AnnouncedByThen,
  ) {}

  @Get()
  @Asks(AskAlerts)
  @Serves({
    summary: 'What was announced of standings, the oldest first; `after` is the last alert seen',
    description:
      'With `order=newest` the first page says how many there are (`total`), and `next` is the `after` of the next page.',
    roles: READERS,
    answers: answers.ALERTS,
    parameters: {
      order: '`newest` = what was taken in last comes first; absent = last',
      acknowledged:
        '`true` = only what somebody has acknowledged, `false` = only what nobody has; absent = either',
      q: 'only alerts of organizations with this part in their ids, whatever the case',
      asOf: 'only what had been announced by the end of this business day; absent = all',
      knownAt:
        'only what had been announced by then: an instant (RFC 3339), or, with `organizationId`, as long as a revision of its stream (digits) was the last; absent = all',
    },
    problems: [
      'organization-not-allowed',
      'known-at-invalid',
      'organization-unknown',
      'revision-unknown',
      'facts-unreadable',
      'store-unavailable',
    ],
  })
  async list(@Asked() asked: AskAlerts, @Req() { key }: FastifyRequest): Promise<object> {
    const { after, limit = DEFAULT_LIMIT, acknowledged, order, ...others } = asked;
    const { asOf: _asOf, knownAt: _knownAt, ...chosen } = others;
    const filters = {
      ...chosen,
      ...(await this.announced.boundOf(key, asked)),
      ...(acknowledged === undefined ? {} : { acknowledged: acknowledged === 'true' }),
    };
    const query = {
      ...filters,
      ...(after === undefined ? {} : { after: await this.#placeOf(key, after) }),
      limit: Number(limit),
    };
    if (order === undefined) return { alerts: (await this.alerts.list(key, query)).map(shown) };
    // One more than asked for tells whether there is a next page.
    const found = await this.alerts.list(key, { ...query, order, limit: query.limit + 1 });
    const page = found.slice(0, query.limit).map(shown);
    return {
      alerts: page,
      ...(found.length > page.length ? { next: page.at(-1)?.id } : {}),
      ...(after === undefined ? { total: await this.alerts.count(key, filters) } : {}),
    };
  }

  async #placeOf(key: FastifyRequest['key'], id: string): Promise<number> {
    const found = await this.alerts.find(key, id);
    if (found !== null) return found.sequence;
    const detail = 'after must be the id of an alert that was listed';
    throw new Problem('invalid-parameter', detail, { errors: [{ pointer: '/after', detail }] });
  }

  @Post(':id/acknowledgement')
  @HttpCode(200)
  @Asks(OneAlert)
  @Serves({
    summary: 'Say that an alert was seen; the first one to say so is kept',
    roles: ['admin', 'read'],
    requestBody: NOTHING_SENT,
    answers: answers.ALERT,
    problems: [
      ...BODY_PROBLEMS,
      'alert-unknown',
      'revision-not-yet',
      'store-unavailable',
      'outcome-unknown',
    ],
  })
  async acknowledge(
    @Asked() { id }: OneAlert,
    @Incoming(NoBodyPipe) _nothing: undefined,
    @Req() { key }: FastifyRequest,
  ): Promise<object> {
    return await this.alerts.acknowledge(key, id);
  }
}

function shown({ alert }: PlacedAlert): ShownAlert {
  return alert;
}
