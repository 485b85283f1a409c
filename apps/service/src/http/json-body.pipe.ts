import type { IncomingMessage } from 'node:http';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { readJson } from './read-body.js';

const MAX_BYTES = 64 * 1024;

/** Reads a small JSON body. Bodies reach the handlers unread, so that nobody without a key has them read. */
@Injectable()
export class JsonBodyPipe implements PipeTransform<IncomingMessage, Promise<unknown>> {
  transform(body: IncomingMessage): Promise<unknown> {
    return readJson(body, MAX_BYTES);
  }
}
