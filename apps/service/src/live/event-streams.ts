import { Readable } from 'node:stream';
import type { Key } from '@app/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KeyRing } from '../auth/key-ring.js';
import type { Shutdown } from '../http/shutdown.js';
import { Problem } from '../problems/problem.js';

/** An event is looked for, and a comment sent where there was none, at least so often. */
export const HEARTBEAT_MS = 15_000;
/** Then the client comes again. */
const MAX_STREAM_MS = 15 * 60_000;
/** A key that works no more reads on at most this long. */
const KEY_LOOKED_AT_MS = 10_000;
const RETRY_SECONDS = 30;

export interface StreamLimits {
  readonly ofKey: number;
  readonly ofAll: number;
}

/** Server-sent events of one kind: how many streams are open, and when each ends. */
export class EventStreams {
  readonly #open = new Map<string, number>();

  constructor(
    private readonly keys: KeyRing,
    private readonly shutdown: Shutdown,
    private readonly limits: StreamLimits,
  ) {}

  /**
   * Answers with what `events` yields (comments where it yields nothing for a while), until the client is gone, its key works no more, its time is over or the
   * service stops: `until` is aborted then. Rejects with a problem where too many streams are open.
   */
  async answer(
    { key }: FastifyRequest,
    reply: FastifyReply,
    events: (until: AbortSignal) => AsyncIterable<string> | Promise<AsyncIterable<string>>,
  ): Promise<void> {
    if (reply.raw.destroyed) return; // nobody reads it any more
    const release = this.#admit(key?.id ?? '');
    const gone = new AbortController();
    const looking = key === null ? undefined : this.#whileItWorks(key, gone);
    reply.raw.once('close', () => {
      clearInterval(looking);
      gone.abort();
      release();
    });
    const until = AbortSignal.any([
      gone.signal,
      this.shutdown.beginning,
      AbortSignal.timeout(MAX_STREAM_MS),
    ]);
    const body = await events(until);
    await reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        // Kept alive behind the end of the stream, it would keep a stopping service alive.
        connection: 'close',
      })
      .send(Readable.from(framed(body)));
  }

  /** Ends a stream whose key was revoked or has expired. A database that does not answer is asked again. */
  #whileItWorks(key: Key, gone: AbortController): NodeJS.Timeout {
    const look = () => {
      this.keys.stillWorks(key).then(
        (works) => {
          if (!works) gone.abort();
        },
        () => undefined,
      );
    };
    return setInterval(look, KEY_LOOKED_AT_MS).unref();
  }

  /** What lets the place go again. Throws a problem where there is none. */
  #admit(keyId: string): () => void {
    const { ofKey, ofAll } = this.limits;
    const open = this.#open.get(keyId) ?? 0;
    const all = [...this.#open.values()].reduce((sum, count) => sum + count, 0);
    if (open >= ofKey || all >= ofAll) {
      const detail = `at most ${ofKey} streams of a key, and ${ofAll} of all, are open at a time`;
      throw new Problem('too-many-requests', detail, { retryAfter: RETRY_SECONDS });
    }
    this.#open.set(keyId, open + 1);
    return () => {
      const left = (this.#open.get(keyId) ?? 1) - 1;
      if (left === 0) this.#open.delete(keyId);
      else this.#open.set(keyId, left);
    };
  }
}

async function* framed(events: AsyncIterable<string>): AsyncGenerator<string> {
  yield 'retry: 5000\n\n';
  for await (const event of events) yield `${event}\n\n`;
}

/** A comment: the client and what stands between see that the stream lives. */
export const STILL_HERE = ': still here';
