import { Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  calendarFeed,
  calendarOfToken,
  comingLapses,
  createCalendar,
  deleteCalendar,
  listCalendars,
} from '@app/alerting';
import type { Database } from '@app/database';
import { optionIdsOf, type Program } from '@app/domain';
import { Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '@app/hosting';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { JsonBodyPipe } from '../http/json-body.pipe.js';
import * as answers from '../openapi/alert-answers.js';
import { Serves } from '../openapi/serves.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { CONFIG, DATABASE, PROGRAMS } from '../tokens.js';
import { declaredBody, readDeclared } from '../http/declared-body.js';
import { refuseUnknownOptions, WantedBody } from './new-receiver.js';

class NewCalendarBody extends WantedBody {}

const NEW_CALENDAR = declaredBody(NewCalendarBody);

class OneCalendar {
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'id must be the id of a calendar' }) id!: string;
}

class OneFeed {
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'token must be that of a calendar' })
  token!: string;
}

/** Coming lapses for people's calendars, which cannot send a key: the address itself is the credential. */
@ApiTags('calendars')
@Controller('v1/calendars')
export class CalendarsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PROGRAMS) private readonly programs: () => readonly Program[],
  ) {}

  @Post()
  @Serves({
    summary: 'Make a calendar of coming lapses; the path to subscribe to is in this answer alone',
    roles: ['admin'],
    requestBody: answers.newBody(NEW_CALENDAR.schema, answers.NEW_CALENDAR_EXAMPLES),
    answers: answers.CALENDAR_MADE,
    problems: BODY_PROBLEMS,
  })
  async make(
    @Incoming(JsonBodyPipe) body: unknown,
    @Req() { key }: FastifyRequest,
  ): Promise<object> {
    const wanted = readDeclared(NEW_CALENDAR, body);
    refuseUnknownOptions(wanted.options, optionIdsOf(this.programs()));
    const { calendar, token } = await createCalendar(
      this.database,
      { language: 'en', ...wanted },
      { now: new Date(), by: key?.id ?? '' },
    );
    return { ...calendar, path: `/v1/calendars/${token}.ics` };
  }

  @Get()
  @Serves({
    summary: 'Every calendar, without its path',
    roles: ['admin'],
    answers: answers.CALENDARS,
  })
  async list(): Promise<object> {
    return { calendars: await listCalendars(this.database) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Asks(OneCalendar)
  @Serves({
    summary: 'Take a calendar away: its path reads nothing any more',
    roles: ['admin'],
    answers: { 204: { description: 'it is gone' } },
    problems: ['calendar-unknown'],
  })
  async remove(@Asked() { id }: OneCalendar): Promise<void> {
    if (await deleteCalendar(this.database, id)) return;
    throw new Problem('calendar-unknown', `there is no calendar ${id}`);
  }

  @Get(':token.ics')
  @Asks(OneFeed)
  @Serves({
    summary: 'Coming lapses in iCalendar, for whoever has the token',
    roles: 'anybody',
    answers: answers.FEED,
    problems: ['calendar-unknown'],
  })
  async read(@Asked() { token }: OneFeed, @Res() reply: FastifyReply): Promise<void> {
    const calendar = await calendarOfToken(this.database, token);
    if (calendar === null) throw new Problem('calendar-unknown', 'the token reads no calendar');
    const { language } = calendar;
    const lapses = await comingLapses(this.database, calendar);
    await reply
      .headers({
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="lapses.ics"',
        'cache-control': 'private, max-age=300',
      })
      .send(calendarFeed(lapses, { language, leads: this.config.atRiskDays }));
  }
}
