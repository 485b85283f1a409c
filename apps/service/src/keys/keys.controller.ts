import { Controller, Delete, Get, HttpCode, Post, ValidationPipe } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NewKey } from '@app/database';
import { Matches, type ValidationError } from 'class-validator';
import { KeyRing } from '../auth/key-ring.js';
import { Asked, Asks, Incoming } from '../http/asked.js';
import { JsonBodyPipe } from '../http/json-body.pipe.js';
import * as answers from '../openapi/key-answers.js';
import { Serves } from '../openapi/serves.js';
import { BODY_PROBLEMS } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';

const BODY = new ValidationPipe({
  expectedType: NewKey,
  validateCustomDecorators: true,
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
  exceptionFactory: badBody,
});

class OneKey {
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'id must be the id of a key' }) id!: string;
}

@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  constructor(private readonly keys: KeyRing) {}

  @Post()
  @Serves({
    summary: 'Make a key; its secret is in this answer and nowhere else',
    roles: ['admin'],
    answers: answers.KEY_MADE,
    requestBody: answers.NEW_KEY,
    problems: BODY_PROBLEMS,
  })
  async make(@Incoming(JsonBodyPipe, BODY) body: NewKey): Promise<object> {
    const { key, secret } = await this.keys.create(body);
    return { ...key, key: secret };
  }

  @Get()
  @Serves({ summary: 'Every key, without its secret', roles: ['admin'], answers: answers.KEYS })
  async list(): Promise<object> {
    return { keys: await this.keys.list() };
  }

  @Delete(':id')
  @HttpCode(204)
  @Asks(OneKey)
  @Serves({
    summary: 'Revoke a key: it no longer works',
    roles: ['admin'],
    answers: { 204: { description: 'revoked' } },
    problems: ['key-unknown'],
  })
  async revoke(@Asked() { id }: OneKey): Promise<void> {
    if (await this.keys.revoke(id)) return;
    throw new Problem('key-unknown', `there is no key ${id}`);
  }
}

function badBody(errors: ValidationError[]): Problem {
  const fields = errors.slice(0, 20).map(({ property, constraints }) => ({
    pointer: `/${property}`,
    detail: Object.values(constraints ?? {}).at(-1) ?? `${property} is not valid`,
  }));
  return new Problem('invalid-body', fields[0]?.detail ?? 'the body must be an object', {
    errors: fields,
  });
}
