import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { readJson } from '../http/read-body.js';
import * as answers from '../openapi/reason-answers.js';
import { READERS, Serves } from '../openapi/serves.js';
import {
  AskCompetencies,
  AskDependencies,
  AskEvidence,
  AskExplanation,
  AskPath,
  AskWhatIf,
  AskWindow,
  SupposedOf,
} from './asked-classes.js';
import { AS_KNOWN } from './queries.controller.js';
import { readWhatIf } from './what-if-body.js';

const REQUIREMENT = 'the id of a requirement of the option, of whatever kind';
const LANGUAGE = '`en` or `fr`; absent = `en`';

const MAX_WHAT_IF_BYTES = 8 * 1024 * 1024;

@ApiTags('reasons')
@Controller('v1/organizations/:organizationId')
export class ReasonsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('competencies')
  @Asks(AskCompetencies)
  @Serves({
    summary:
      'The tier in every competency, which any of its options attains, and the badge that is held',
    roles: READERS,
    answers: answers.COMPETENCIES,
    problems: AS_KNOWN,
  })
  competencies(@Asked() asked: AskCompetencies) {
    return this.queries.execute(asked);
  }

  @Get('evidence')
  @Asks(AskEvidence)
  @Serves({
    summary: 'What a finding rests on: what counts, what does not, and why',
    description:
      'The finding is that of `tier`, or of the highest tier that has the requirement. Pages hold pieces of both lists; `totals` and `counts` are always of everything.',
    roles: READERS,
    answers: answers.EVIDENCE,
    parameters: {
      requirement: REQUIREMENT,
      tier: 'the tier whose finding it is; absent = the highest one that has the requirement',
      after: 'the `next` of the page before',
      limit: 'how many pieces at most, counted and not; absent = 1,000',
      reason:
        'only pieces with one of these reasons, with commas between them; `none` = what counts, which has no reason; absent = all',
      order:
        '`newest` = what was recorded last comes first; absent = individuals and customers by their ids, all else as it was recorded',
      counts: '`true` = `counts` says how many pieces there are of each reason',
      language: `the language of \`explanation\`: ${LANGUAGE}`,
    },
    problems: [...AS_KNOWN, 'requirement-unknown', 'option-not-in-edition'],
  })
  evidence(@Asked() asked: AskEvidence) {
    return this.queries.execute(asked);
  }

  @Get('window')
  @Asks(AskWindow)
  @Serves({
    summary:
      'Which bookings enter and leave the window of a revenue requirement on the days of a range',
    description:
      'A booking enters on the first day on which it counts, and leaves on the first one on which it does not. Thresholds and editions that change are not told here.',
    roles: READERS,
    answers: answers.WINDOW,
    parameters: { from: 'first day (inclusive)', to: 'end of the days (exclusive)' },
    problems: [...AS_KNOWN, 'range-reversed', 'requirement-unknown'],
  })
  window(@Asked() asked: AskWindow) {
    return this.queries.execute(asked);
  }

  @Get('explanation')
  @Asks(AskExplanation)
  @Serves({
    summary: 'The standing in an option and its findings in sentences, in English or French',
    roles: READERS,
    answers: answers.EXPLANATION,
    parameters: {
      requirement: `${REQUIREMENT}; absent = all`,
      tier: 'only the findings of this tier; absent = of every tier',
      language: LANGUAGE,
    },
    problems: [...AS_KNOWN, 'requirement-unknown', 'option-not-in-edition'],
  })
  explanation(@Asked() asked: AskExplanation) {
    return this.queries.execute(asked);
  }

  @Get('path')
  @Asks(AskPath)
  @Serves({
    summary:
      'The cheapest way to a tier: the fewest further exam passes, and the revenue still needed',
    roles: READERS,
    answers: answers.PATH,
    parameters: { tier: 'the tier to get to' },
    problems: [...AS_KNOWN, 'option-not-in-edition', 'tier-unknown'],
  })
  path(@Asked() asked: AskPath) {
    return this.queries.execute(asked);
  }

  @Get('dependencies')
  @Asks(AskDependencies)
  @Serves({
    summary: 'Which member or customer breaks which tier by leaving, and what expires soon',
    roles: READERS,
    answers: answers.DEPENDENCIES,
    parameters: {
      until: 'end of the days that are looked at for what expires (exclusive); absent = 90 days on',
    },
    problems: [...AS_KNOWN, 'range-reversed'],
  })
  dependencies(@Asked() asked: AskDependencies) {
    return this.queries.execute(asked);
  }

  @Post('what-if')
  @HttpCode(200)
  @Asks(SupposedOf)
  @Serves({
    summary: 'The standings as they are and as they would be with further facts; records nothing',
    roles: READERS,
    answers: answers.WHAT_IF,
    requestBody: answers.SUPPOSED,
    rejections: answers.SUPPOSED_REJECTIONS,
    problems: [
      'malformed-json',
      'invalid-body',
      'not-a-cloudevent',
      'fact-too-large',
      'organization-unknown',
      'organization-not-allowed',
      'known-at-invalid',
      'revision-unknown',
      'not-known-yet',
      'body-too-large',
      'media-type-unsupported',
      'charset-unsupported',
      'content-encoding-unsupported',
      'facts-unreadable',
      'store-unavailable',
    ],
  })
  async whatIf(@Incoming() body: IncomingMessage, @Asked() { organizationId }: SupposedOf) {
    const supposed = readWhatIf(await readJson(body, MAX_WHAT_IF_BYTES));
    return await this.queries.execute(new AskWhatIf({ organizationId, ...supposed }));
  }
}
