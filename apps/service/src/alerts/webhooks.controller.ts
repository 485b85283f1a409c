import { Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AlertsProjection,
  createReceiver,
  deleteReceiver,
  enableReceiver,
  findAlert,
  findReceiver,
  listAttempts,
  listReceivers,
  type Receiver,
  redeliver,
  resolveByDns,
  rotateSecret,
  Sender,
  STANDING_ALERT_TYPES,
} from '@app/alerting';
import type { Database } from '@app/database';
import { optionIdsOf, type Program } from '@app/domain';
import type { FastifyRequest } from 'fastify';
import type { Config } from '@app/hosting';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { JsonBodyPipe } from '../http/json-body.pipe.js';
import { NoBodyPipe } from '../http/no-body.pipe.js';
import * as answers from '../openapi/alert-answers.js';
import { NOTHING_SENT } from '../openapi/body-schema.js';
import { Serves } from '../openapi/serves.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { CONFIG, DATABASE, PROGRAMS } from '../tokens.js';
import { AskAttempts, OneDelivery, OneReceiver } from './alerts-asked.js';
import { declaredBody, readDeclared } from '../http/declared-body.js';
import { NewReceiverBody, receiverAsked } from './new-receiver.js';

const NEW_RECEIVER = declaredBody(NewReceiverBody);
const DEFAULT_ATTEMPTS = 100;

/** Who receives alerts. Addresses are secrets now and then, so that administrators alone see them. */
@ApiTags('webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(PROGRAMS) private readonly programs: () => readonly Program[],
    private readonly projection: AlertsProjection,
    private readonly sender: Sender,
  ) {}

  @Post()
  @Serves({
    summary: 'Make a receiver of what is announced from now on; its secret is in this answer alone',
    roles: ['admin'],
    requestBody: answers.newBody(NEW_RECEIVER.schema, answers.NEW_RECEIVER_EXAMPLES),
    answers: answers.RECEIVER_MADE,
    problems: [...BODY_PROBLEMS, 'mail-not-configured'],
  })
  async make(
    @Incoming(JsonBodyPipe) body: unknown,
    @Req() { key }: FastifyRequest,
  ): Promise<object> {
    const { wanted, warnings } = await receiverAsked(readDeclared(NEW_RECEIVER, body), {
      options: optionIdsOf(this.programs()),
      allowPrivate: this.config.webhookAllowPrivate,
      resolve: resolveByDns,
      sendsMail: this.config.mail !== undefined,
    });
    const made = { now: new Date(), by: key?.id ?? '' };
    const { receiver, secret } = await createReceiver(this.database, wanted, made);
    return {
      ...shown(receiver),
      ...(secret === null ? {} : { secret }),
      ...(warnings.length === 0 ? {} : { warnings }),
    };
  }

  @Get()
  @Serves({
    summary: 'Every receiver, the oldest first, without its secret',
    roles: ['admin'],
    answers: answers.RECEIVERS,
  })
  async list(): Promise<object> {
    return { webhooks: (await listReceivers(this.database)).map(shown) };
  }

  @Get(':id')
  @Asks(OneReceiver)
  @Serves({
    summary: 'One receiver, and whether it works',
    roles: ['admin'],
    answers: answers.RECEIVER,
    problems: ['receiver-unknown'],
  })
  async one(@Asked() { id }: OneReceiver): Promise<object> {
    return shown(await this.#found(id));
  }

  @Delete(':id')
  @HttpCode(204)
  @Asks(OneReceiver)
  @Serves({
    summary: 'Take a receiver away: nothing is sent to it any more, and what waited for it is gone',
    roles: ['admin'],
    answers: { 204: { description: 'it is gone' } },
    problems: ['receiver-unknown'],
  })
  async remove(@Asked() { id }: OneReceiver): Promise<void> {
    if (!(await deleteReceiver(this.database, id))) throw unknownReceiver(id);
  }

  @Post(':id/secret')
  @HttpCode(200)
  @Asks(OneReceiver)
  @Serves({
    summary: 'Make another secret; the one before signs beside it for 24 hours',
    roles: ['admin'],
    requestBody: NOTHING_SENT,
    answers: answers.SECRET,
    problems: [...BODY_PROBLEMS, 'receiver-unknown', 'receiver-unsigned'],
  })
  async rotate(
    @Asked() { id }: OneReceiver,
    @Incoming(NoBodyPipe) _nothing: undefined,
  ): Promise<object> {
    const { format } = await this.#found(id);
    if (format === 'standard-webhooks') {
      return { id, secret: await rotateSecret(this.database, id, new Date()) };
    }
    throw new Problem('receiver-unsigned', `what is sent as ${format} is not signed`);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Asks(OneReceiver)
  @Serves({
    summary: 'Send a test message (`type: "test"`) at once, once, and say what came of it',
    roles: ['admin'],
    requestBody: NOTHING_SENT,
    answers: answers.ATTEMPT,
    problems: [...BODY_PROBLEMS, 'receiver-unknown'],
  })
  async test(
    @Asked() { id }: OneReceiver,
    @Incoming(NoBodyPipe) _nothing: undefined,
  ): Promise<object> {
    return await this.sender.sendTest(await this.#found(id));
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Asks(OneReceiver)
  @Serves({
    summary: 'Switch a receiver on again: all that waits for it is sent at once, in order',
    roles: ['admin'],
    requestBody: NOTHING_SENT,
    answers: answers.RECEIVER,
    problems: [...BODY_PROBLEMS, 'receiver-unknown'],
  })
  async enable(
    @Asked() { id }: OneReceiver,
    @Incoming(NoBodyPipe) _nothing: undefined,
  ): Promise<object> {
    await enableReceiver(this.database, id, new Date());
    this.projection.stored.wake();
    return shown(await this.#found(id));
  }

  @Get(':id/attempts')
  @Asks(AskAttempts)
  @Serves({
    summary: 'What was tried of late, the newest first',
    roles: ['admin'],
    answers: answers.ATTEMPTS,
    problems: ['receiver-unknown'],
  })
  async attempts(@Asked() { id, limit }: AskAttempts): Promise<object> {
    await this.#found(id);
    const most = limit === undefined ? DEFAULT_ATTEMPTS : Number(limit);
    return { attempts: await listAttempts(this.database, id, most) };
  }

  @Post(':id/deliveries/:alertId')
  @HttpCode(202)
  @Asks(OneDelivery)
  @Serves({
    summary: 'Send an alert to a receiver, whether it was sent before or not',
    roles: ['admin'],
    requestBody: NOTHING_SENT,
    answers: { 202: { description: 'it is due' } },
    problems: [...BODY_PROBLEMS, 'receiver-unknown', 'alert-unknown', 'receiver-disabled'],
  })
  async deliver(
    @Asked() { id, alertId }: OneDelivery,
    @Incoming(NoBodyPipe) _nothing: undefined,
  ): Promise<void> {
    const { disabled } = await this.#found(id);
    if (disabled !== undefined) {
      throw new Problem('receiver-disabled', `the receiver ${id} is switched off: enable it first`);
    }
    if ((await findAlert(this.database, alertId)) === null) {
      throw new Problem('alert-unknown', `there is no alert ${alertId}`);
    }
    await redeliver(this.database, id, alertId, new Date());
    this.projection.stored.wake();
  }

  async #found(id: string): Promise<Receiver> {
    const receiver = await findReceiver(this.database, id);
    if (receiver === null) throw unknownReceiver(id);
    return receiver;
  }
}

function shown(receiver: Receiver): object {
  const { types = STANDING_ALERT_TYPES, disabled, ...others } = receiver;
  return {
    ...others,
    types,
    enabled: disabled === undefined,
    ...(disabled === undefined ? {} : { disabled }),
  };
}

function unknownReceiver(id: string): Problem {
  return new Problem('receiver-unknown', `there is no receiver ${id}`);
}
