import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Database, listAccessRecords } from '@app/database';
import { IsBusinessDay, IsId, IsText, MayBeAbsent } from '@app/domain';
import type { FastifyRequest } from 'fastify';
import { Asked, Asks } from '../http/asked.js';
import { IsOrder, type Order } from '../http/asked-words.js';
import { IsWholeNumber } from '../http/whole-number.js';
import { ACCESS_RECORDS } from '../openapi/access-answers.js';
import { Serves } from '../openapi/serves.js';
import { DATABASE } from '../tokens.js';
import { AccessLog } from './access-log.js';

const DEFAULT_LIMIT = 100;

class AskedAccess {
  @MayBeAbsent() @IsText() key?: string;
  @MayBeAbsent() @IsId() organizationId?: string;
  @MayBeAbsent() @IsText() route?: string;
  @MayBeAbsent() @IsText() address?: string;
  @MayBeAbsent() @IsBusinessDay() from?: string;
  @MayBeAbsent() @IsBusinessDay() to?: string;
  @MayBeAbsent() @IsWholeNumber(0, 999_999_999_999_999) after?: string;
  @MayBeAbsent() @IsWholeNumber(1, 1_000) limit?: string;
  @MayBeAbsent() @IsOrder() order?: Order;
}

@ApiTags('access')
@Controller('v1/access-records')
export class AccessRecordsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly log: AccessLog,
  ) {}

  @Get()
  @Asks(AskedAccess)
  @Serves({
    summary: 'Who asked the service for what; the oldest first where nothing else is asked',
    description:
      'One record is of all requests of a second that are the same. A key that is limited to organizations is shown what concerns them.',
    roles: ['admin', 'auditor'],
    answers: ACCESS_RECORDS,
    parameters: {
      key: 'only requests with this key, by its id; `anonymous` = those without one that works',
      organizationId: 'only requests about this organization',
      route:
        'only requests to this route, as a record has it: `/v1/organizations/:organizationId/standing`',
      address: 'only requests from this address, all of it',
      order: '`newest` = what was recorded last comes first; absent = last',
      from: 'only from this day on (UTC)',
      to: 'only before this day (exclusive, UTC)',
      after: 'the `next` of the page before',
    },
  })
  async list(
    @Req() { key: reader }: FastifyRequest,
    @Asked() { after, limit, ...asked }: AskedAccess,
  ): Promise<object> {
    await this.log.flush();
    const { records, next } = await listAccessRecords(this.database, {
      ...asked,
      limit: limit === undefined ? DEFAULT_LIMIT : Number(limit),
      ...(after === undefined ? {} : { after: Number(after) }),
      ...(reader?.organizations === undefined ? {} : { only: reader.organizations }),
    });
    return { records, ...(next === undefined ? {} : { next: String(next) }) };
  }
}
