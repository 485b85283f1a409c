import { Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ROLES } from '@app/database';
import { formatDay } from '@app/domain';
import { Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { RateLimits } from '../access/rate-limits.js';
import { KeyRing } from '../auth/key-ring.js';
import { Clock } from '../clock.js';
import type { Config } from '@app/hosting';
import { Incoming } from '../http/asked.js';
import { declaredBody, readDeclared } from '../http/declared-body.js';
import { JsonBodyPipe } from '../http/json-body.pipe.js';
import * as answers from '../openapi/session-answers.js';
import { Serves } from '../openapi/serves.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { CONFIG } from '../tokens.js';
import { refuseOtherOrigin } from './origin.js';
import { clearKeyCookie, setKeyCookie } from './session-cookie.js';

class SignIn {
  @Matches(/^[\x21-\x7e]{1,512}$/, { message: 'key must be a key' }) key!: string;
}
const SIGN_IN = declaredBody(SignIn);

/** Who a browser is signed in as. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly keys: KeyRing,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @Serves({
    summary: 'Sign a browser in with a key, which it keeps in a cookie that no script reads',
    description:
      'The cookie stands for `Authorization: Bearer <key>` on every route until the browser is closed or the key no longer works. ' +
      'With it, what changes something is taken from the page of this service alone.',
    roles: 'anybody',
    answers: answers.SIGNED_IN,
    requestBody: answers.SIGN_IN,
    problems: ['credentials-invalid', 'cross-origin', 'too-many-requests', ...BODY_PROBLEMS],
  })
  async signIn(
    @Incoming() incoming: IncomingMessage,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    refuseOtherOrigin(request);
    const { key: presented } = readDeclared(SIGN_IN, await new JsonBodyPipe().transform(incoming));
    const key = await this.keys.find(presented);
    if (key === null) {
      await this.limits.countFailure(request.ip);
      throw new Problem('credentials-invalid', 'the key is unknown, revoked or expired');
    }
    await this.limits.countKey(key.id);
    request.key = key;
    setKeyCookie(reply, presented);
    return this.#sessionOf(request);
  }

  @Get()
  @Serves({
    summary: 'Whose key the request comes with, and what day it is here',
    roles: ROLES,
    answers: answers.SESSION,
  })
  session(@Req() request: FastifyRequest): object {
    return this.#sessionOf(request);
  }

  @Delete()
  @HttpCode(204)
  @Serves({
    summary: 'Sign the browser out',
    roles: 'anybody',
    answers: answers.SIGNED_OUT,
    problems: ['cross-origin'],
  })
  signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    refuseOtherOrigin(request);
    clearKeyCookie(reply);
  }

  #sessionOf({ key }: FastifyRequest): object {
    const { timeZone, atRiskDays, mail } = this.config;
    return {
      keyId: key?.id,
      name: key?.name,
      role: key?.role,
      ...(key?.organizations === undefined ? {} : { organizations: key.organizations }),
      ...(key?.expiresOn === undefined ? {} : { expiresOn: key.expiresOn }),
      today: formatDay(this.clock.today()),
      timeZone,
      atRiskDays,
      sendsMail: mail !== undefined,
    };
  }
}
