import type { IncomingMessage } from 'node:http';
import { decodeUtf8, describeFault, parseJson } from '@app/ingestion';
import { Problem } from '../problems/problem.js';

export interface MediaType {
  /** In lower case, without parameters; empty where there is none. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** What the Content-Type says. Throws a problem where it is not well-formed, says another charset than UTF-8, or the body is encoded. */
export function mediaTypeOf({ headers }: IncomingMessage): MediaType {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined) {
    throw new Problem(
      'content-encoding-unsupported',
      'bodies are taken as they are: leave Content-Encoding out, and do not compress',
      { headers: { 'accept-encoding': 'identity' } },
    );
  }
  const [name = '', ...rest] = (headers['content-type'] ?? '').split(';');
  const parameters = new Map(rest.map(parameterOf));
  const charset = parameters.get('charset');
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8') {
    throw new Problem('charset-unsupported', 'the charset must be utf-8, or be left out');
  }
  return { name: name.trim().toLowerCase(), parameters };
}

function parameterOf(text: string): [string, string] {
  const match = /^[ \t]*([^\s=;"]+)=(?:"([^"]*)"|([^\s=;"]*))[ \t]*$/.exec(text);
  if (match?.[1] === undefined) {
    throw new Problem('media-type-unsupported', 'the Content-Type is not well-formed');
  }
  return [match[1].toLowerCase(), match[2] ?? match[3] ?? ''];
}

/** A body of up to `limit` bytes; throws `tooLarge` for more, and reads no further. */
export function readBody(
  body: IncomingMessage,
  limit: number,
  tooLarge: () => Problem,
): Promise<Buffer> {
  if (Number(body.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge());
  if (body.destroyed) return Promise.reject(body.errored ?? cutOff());
  if (body.complete) {
    // All of it is here, as of a small one it is as soon as anybody waited for anything: to be told so by events costs more than to read it.
    const whole = (body.read() as Buffer | null) ?? Buffer.alloc(0);
    return whole.length > limit ? Promise.reject(tooLarge()) : Promise.resolve(whole);
  }
  // By its events: an iterator over the body costs as much as all else about a small request.
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const settle = () => {
      body.off('readable', take).off('end', onEnd).off('error', onError).off('close', onClose);
    };
    const take = () => {
      for (;;) {
        const piece = body.read() as Buffer | null;
        if (piece === null) return;
        pieces.push(piece);
        bytes += piece.length;
        if (bytes <= limit) continue;
        settle();
        reject(tooLarge());
        return;
      }
    };
    const onEnd = () => {
      settle();
      resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces));
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    const onClose = () => {
      onError(body.errored ?? cutOff());
    };
    body.on('readable', take).on('end', onEnd).on('error', onError).on('close', onClose);
  });
}

function cutOff(): Error {
  return new Error('the connection was closed in the middle of the body');
}

/** The text of a body. Throws a problem where it is not UTF-8. */
export function textOf(body: Buffer): string {
  const text = decodeUtf8(body);
  if (text === null) throw new Problem('malformed-json', 'the body is not UTF-8');
  return text;
}

/** The value of a JSON body of one of `types`. Throws a problem for another type, more than `limit` bytes, or what `parseJson` refuses. */
export async function readJson(
  body: IncomingMessage,
  limit: number,
  types: readonly string[] = ['application/json'],
): Promise<unknown> {
  refuseOtherTypes(body, types);
  return valueOf(await readBody(body, limit, () => largerThan(limit)));
}

/** As `readJson`; `undefined` where the body has no bytes, whatever its headers say. */
export async function readJsonIfAny(body: IncomingMessage, limit: number): Promise<unknown> {
  const bytes = await readBody(body, limit, () => largerThan(limit));
  if (bytes.length === 0) return undefined;
  refuseOtherTypes(body, ['application/json']);
  return valueOf(bytes);
}

function refuseOtherTypes(body: IncomingMessage, types: readonly string[]): void {
  if (types.includes(mediaTypeOf(body).name)) return;
  throw new Problem('media-type-unsupported', `this route takes ${types.join(' or ')}`);
}

function largerThan(limit: number): Problem {
  return new Problem('body-too-large', `the body is at most ${limit} bytes here`);
}

function valueOf(bytes: Buffer): unknown {
  const { value, fault } = parseJson(textOf(bytes));
  if (fault === undefined) return value;
  throw new Problem('malformed-json', `the body is not acceptable JSON: ${describeFault(fault)}`);
}
