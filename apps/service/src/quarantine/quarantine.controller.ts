import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsId } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { StandingsProjection } from '@app/projections';
import {
  firstUnreadable,
  quarantine,
  quarantinedFacts,
  Recorder,
  streamOfOrganization,
} from '@app/recording';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { declaredBody, readDeclared } from '../http/declared-body.js';
import { JsonBodyPipe } from '../http/json-body.pipe.js';
import { NEW_QUARANTINE, QUARANTINE, QUARANTINED } from '../openapi/quarantine-answers.js';
import { Serves } from '../openapi/serves.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { EVENT_STORE } from '../tokens.js';
import { QuarantineBody } from './quarantine-body.js';

const BODY = declaredBody(QuarantineBody);

class OneOrganization {
  @IsId() organizationId!: string;
}

/** An organization stops at a fact that cannot be handled, until somebody decides to go on without it. */
@ApiTags('operations')
@Controller('v1/organizations/:organizationId/quarantine')
export class QuarantineController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly standings: StandingsProjection,
    private readonly recorder: Recorder,
  ) {}

  @Get()
  @Asks(OneOrganization)
  @Serves({
    summary: 'The facts that the organization goes on without, and the first one that it stops at',
    roles: ['admin', 'auditor'],
    answers: QUARANTINE,
    problems: ['organization-unknown', 'store-unavailable'],
  })
  async list(@Asked() { organizationId }: OneOrganization): Promise<object> {
    await this.#known(organizationId);
    const quarantined = await quarantinedFacts(this.store, organizationId);
    const unreadable = await firstUnreadable(this.store, organizationId);
    return {
      quarantined: [...quarantined.values()],
      ...(unreadable === null
        ? {}
        : { unreadable: { revision: unreadable.revision, problem: unreadable.message } }),
    };
  }

  @Post()
  @Asks(OneOrganization)
  @Serves({
    summary: 'Decide that the organization goes on without a fact that cannot be handled',
    description:
      'Only the first such fact can be put in quarantine; one that can be handled is retracted instead. The decision is recorded on a stream of its own, with its reason and who made it, and is for good.',
    roles: ['admin'],
    answers: QUARANTINED,
    requestBody: NEW_QUARANTINE,
    problems: [...BODY_PROBLEMS, 'organization-unknown', 'fact-readable', 'store-unavailable'],
  })
  async decide(
    @Req() { key }: FastifyRequest,
    @Asked() { organizationId }: OneOrganization,
    @Incoming(JsonBodyPipe) body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { revision, reason } = readDeclared(BODY, body);
    await this.#known(organizationId);
    const decidedBy = key?.id ?? '';
    const asked = { revision, reason, decidedBy };
    const made = await quarantine(this.store, organizationId, asked, Date.now());
    if (made.outcome === 'refused') throw new Problem('fact-readable', made.detail);
    this.recorder.forget(organizationId);
    await this.standings.lookAnew(organizationId);
    void reply.code(made.outcome === 'quarantined' ? 201 : 200);
    return made.decision;
  }

  async #known(organizationId: string): Promise<void> {
    if ((await this.store.head(streamOfOrganization(organizationId))) !== null) return;
    throw new Problem('organization-unknown', `no organization ${organizationId} is enrolled`);
  }
}
