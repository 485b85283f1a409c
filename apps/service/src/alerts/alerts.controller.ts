import { Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Asked, Asks } from '../http/asked.js';
import * as answers from '../openapi/alert-answers.js';
import { READERS, Serves } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { AskAlerts, OneAlert } from './alerts-asked.js';
import { AlertsLog } from './alerts-log.js';

const DEFAULT_LIMIT = 100;

@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertsLog) {}

  @Get()
  @Asks(AskAlerts)
  @Serves({
    summary: 'What was announced of standings, the oldest first; `after` is the last alert seen',
    roles: READERS,
    answers: answers.ALERTS,
    problems: ['organization-not-allowed'],
  })
  async list(@Asked() asked: AskAlerts, @Req() { key }: FastifyRequest): Promise<object> {
    const { after, limit, ...filters } = asked;
    const page = await this.alerts.list(key, {
      ...filters,
      after: after === undefined ? 0 : await this.#placeOf(key, after),
      limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
    });
    return { alerts: page.map(({ alert }) => alert) };
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
    answers: answers.ALERT,
    problems: ['alert-unknown', 'revision-not-yet', 'store-unavailable', 'outcome-unknown'],
  })
  async acknowledge(@Asked() { id }: OneAlert, @Req() { key }: FastifyRequest): Promise<object> {
    return await this.alerts.acknowledge(key, id);
  }
}
