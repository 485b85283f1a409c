import type { IncomingMessage } from 'node:http';
import { Injectable, type PipeTransform } from '@nestjs/common';
import { escapePointer } from '@app/ingestion';
import { badBody } from './declared-body.js';
import { readJsonIfAny } from './read-body.js';

const MAX_BYTES = 64 * 1024;
const MAX_TOLD = 20;
const MAX_NAME = 100;

/** For a route to which nothing is sent: no body, or an object without fields. Throws a problem that names the others. */
@Injectable()
export class NoBodyPipe implements PipeTransform<IncomingMessage, Promise<undefined>> {
  async transform(incoming: IncomingMessage): Promise<undefined> {
    const body = await readJsonIfAny(incoming, MAX_BYTES);
    if (body === undefined) return;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw badBody([
        { pointer: '', detail: 'nothing is sent here: leave the body out, or send {}' },
      ]);
    }
    const names = Object.keys(body).map((name) => name.slice(0, MAX_NAME));
    if (names.length === 0) return;
    throw badBody(
      names.slice(0, MAX_TOLD).map((name) => ({
        pointer: `/${escapePointer(name)}`,
        detail: `there is no field ${name}: nothing is sent here`,
      })),
    );
  }
}
