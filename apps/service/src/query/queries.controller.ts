import { Controller, Get, Inject, Req } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { type Database, personalDataOf, type Role } from '@app/database';
import type { FastifyRequest } from 'fastify';
import { Asked, Asks } from '../http/asked.js';
import * as answers from '../openapi/query-answers.js';
import { READERS, Serves } from '../openapi/serves.js';
import {
  AskFacts,
  AskHistory,
  AskIndividuals,
  AskOrganizations,
  AskPrograms,
  AskRevenue,
  AskStanding,
} from './asked-classes.js';
import { DATABASE } from '../tokens.js';
import { factShown } from './fact-shown.js';

const OF_ORGANIZATION = [
  'organization-unknown',
  'organization-not-allowed',
  'revision-not-yet',
  'facts-unreadable',
  'store-unavailable',
] as const;
/** Why a question about an organization as it was known has no answer. */
export const AS_KNOWN = [
  ...OF_ORGANIZATION,
  'known-at-invalid',
  'revision-unknown',
  'not-known-yet',
  'edition-unknown',
  'option-unknown',
] as const;

/** Auditors see what was claimed and why, for which a pseudonym is enough. */
const SEES_NAMES: readonly (Role | undefined)[] = ['admin', 'read'];

@ApiTags('standings')
@Controller('v1')
export class QueriesController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  @Get('organizations')
  @Asks(AskOrganizations)
  @Serves({
    summary: 'Organizations with their standings of today',
    roles: READERS,
    answers: answers.ORGANIZATIONS,
    problems: ['option-unknown'],
  })
  organizations(@Asked() asked: AskOrganizations, @Req() { key }: FastifyRequest) {
    if (key?.organizations !== undefined) asked.only = key.organizations;
    return this.queries.execute(asked);
  }

  @Get('organizations/:organizationId/standing')
  @Asks(AskStanding)
  @Serves({
    summary:
      'The tier in every option on a day, as known at a moment, with the finding for every requirement',
    roles: READERS,
    answers: answers.STANDING,
    problems: AS_KNOWN,
  })
  standing(@Asked() asked: AskStanding) {
    return this.queries.execute(asked);
  }

  @Get('organizations/:organizationId/individuals')
  @Asks(AskIndividuals)
  @Serves({
    summary:
      'Who belongs to an organization on a day, and which exams and certifications they hold',
    description:
      'Names and addresses are those of today, whatever the day: they are no facts. A key with the role `auditor` is shown none.',
    roles: READERS,
    answers: answers.INDIVIDUALS,
    problems: AS_KNOWN,
    parameters: {
      all: '`true` = also who is no member on the day, and passes that do not count on it; absent = `false`',
      after: 'the `next` of the page before',
      limit: 'how many at most; absent = 1,000',
    },
  })
  async individuals(@Asked() asked: AskIndividuals, @Req() { key }: FastifyRequest) {
    const answer = await this.queries.execute(asked);
    if (!SEES_NAMES.includes(key?.role)) return answer;
    const ids = answer.individuals.map(({ individualId }) => individualId);
    const names = await personalDataOf(this.database, asked.organizationId, ids);
    const individuals = answer.individuals.map((individual) => ({
      ...individual,
      ...names.get(individual.individualId),
    }));
    return { ...answer, individuals };
  }

  @Get('organizations/:organizationId/history')
  @Asks(AskHistory)
  @Serves({
    summary: 'The tier in an option on every day of a range; days to come are the forecast',
    description:
      'What changed since then: asked with a `knownAt` of then and without, the intervals differ on the days that later facts restated. ' +
      'The `knownAt.revision` of a standing asked with the same `knownAt` is the `after` of the facts recorded since; ' +
      'the alerts of the type `tier.restated` say which of these changed which announced days.',
    roles: READERS,
    answers: answers.HISTORY,
    problems: [...AS_KNOWN, 'range-reversed'],
  })
  history(@Asked() asked: AskHistory) {
    return this.queries.execute(asked);
  }

  @Get('organizations/:organizationId/revenue')
  @Asks(AskRevenue)
  @Serves({
    summary:
      'The revenue that counts towards a requirement on every day of a range, beside its thresholds',
    roles: READERS,
    answers: answers.REVENUE,
    problems: [...AS_KNOWN, 'range-reversed', 'requirement-unknown'],
  })
  revenue(@Asked() asked: AskRevenue) {
    return this.queries.execute(asked);
  }

  @Get('organizations/:organizationId/facts')
  @Asks(AskFacts)
  @Serves({
    summary:
      'What was recorded of an organization; in the order it was recorded where nothing else is asked',
    description:
      'With `order=newest`, `next` is the `after` of the next page. What is asked about an individual or a customer has what took such facts back, or had them count again.',
    roles: READERS,
    answers: answers.FACTS,
    parameters: {
      after: 'revisions above this one; with `order=newest`, below it',
      order: '`newest` = what was recorded last comes first; absent = last',
      type: 'only facts of this type',
      individualId: 'only facts about this individual, by all of their pseudonymous id',
      customerId: 'only facts about this customer, by all of the id',
    },
    problems: [...OF_ORGANIZATION, 'known-at-invalid', 'revision-unknown', 'not-known-yet'],
  })
  async facts(@Asked() asked: AskFacts) {
    const { facts, quarantined, next } = await this.queries.execute(asked);
    return {
      facts: facts.map(factShown),
      ...(quarantined.length === 0 ? {} : { quarantined }),
      ...(next === undefined ? {} : { next }),
    };
  }

  @Get('programs')
  @Serves({
    summary: 'The programs with their editions: rules, citations, policies, content hashes',
    roles: READERS,
    answers: answers.PROGRAMS,
  })
  programs() {
    return this.queries.execute(new AskPrograms());
  }
}
