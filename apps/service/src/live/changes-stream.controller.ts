import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsId, MayBeAbsent } from '@app/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeyRing } from '../auth/key-ring.js';
import { mayReach, refuseOther } from '../auth/reach.js';
import { Asked, Asks } from '../http/asked.js';
import { Shutdown } from '../http/shutdown.js';
import * as answers from '../openapi/live-answers.js';
import { READERS, Serves } from '../openapi/serves.js';
import { Changes } from './changes.js';
import { EventStreams, HEARTBEAT_MS, STILL_HERE } from './event-streams.js';
import type { HeardChanges } from './heard-changes.js';

class AskChanges {
  @MayBeAbsent() @IsId() organizationId?: string;
}

/** A page that is open is a stream, and many people may use one key. */
const LIMITS = { ofKey: 100, ofAll: 500 };

/** What changes while somebody looks at it, as server-sent events. */
@ApiTags('live')
@Controller('v1/changes/stream')
export class ChangesStreamController {
  readonly #streams: EventStreams;

  constructor(
    private readonly changes: Changes,
    keys: KeyRing,
    shutdown: Shutdown,
  ) {
    this.#streams = new EventStreams(keys, shutdown, LIMITS);
  }

  @Get()
  @Asks(AskChanges)
  @Serves({
    summary: 'Which organizations have further facts or alerts, as server-sent events',
    description:
      'Each event is a `Change`: an organization has facts up to `revision`, which its questions and the directory answer with, or an alert more. ' +
      'Whoever comes (again) reads anew what it shows: nothing is told of the time before. Of one organization several changes may be one event. ' +
      'A comment comes every 15 seconds; the stream ends after 15 minutes, or when the service stops.',
    roles: READERS,
    answers: answers.CHANGES,
    problems: ['organization-not-allowed', 'store-unavailable'],
    parameters: {
      organizationId: 'only of this organization; absent = of all that the key reaches',
    },
  })
  async stream(
    @Asked() { organizationId }: AskChanges,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { key } = request;
    refuseOther(key, organizationId);
    const concern = (other: string) =>
      organizationId === undefined ? mayReach(key, other) : other === organizationId;
    await this.#streams.answer(request, reply, async (until) =>
      eventsOf(await this.changes.listen(until, concern), until),
    );
  }
}

async function* eventsOf(heard: HeardChanges, until: AbortSignal): AsyncGenerator<string> {
  while (!until.aborted) {
    const changes = await heard.take(until, HEARTBEAT_MS);
    for (const change of changes) yield `data: ${JSON.stringify(change)}`;
    if (changes.length === 0) yield STILL_HERE;
  }
}
