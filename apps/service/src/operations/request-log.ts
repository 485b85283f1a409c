import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { AnsweredRequest } from './answered-requests.js';

/**
 * One line for each answer. It names the route's template and the key's id, and never an address, a query, a header or a body: those
 * may hold what is nobody's business.
 */
@Injectable()
export class RequestLog {
  constructor(private readonly logger: PinoLogger) {}

  add({ requestId, method, route, status, ms, key }: AnsweredRequest): void {
    const line = {
      requestId,
      method,
      route: route ?? null,
      status,
      ms: Math.round(ms * 10) / 10,
      key: key?.id ?? null,
    };
    this.logger.info(line, 'answered');
  }
}
