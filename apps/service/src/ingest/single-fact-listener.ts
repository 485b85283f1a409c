import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { Inject, Injectable } from '@nestjs/common';
import type { Key } from '@app/database';
import type { Config } from '@app/hosting';
import { factOfText, MAX_FACT_BYTES } from '@app/ingestion';
import { RateLimits } from '../access/rate-limits.js';
import { bearerIn } from '../auth/access.guard.js';
import { KeyRing } from '../auth/key-ring.js';
import { discardBody } from '../http/discard-body.js';
import { requestIdOf } from '../http/request-id.js';
import { SECURITY_HEADERS } from '../http/security-headers.js';
import { Shutdown } from '../http/shutdown.js';
import { SUBMISSION } from '../openapi/submission.js';
import { AnsweredRequests } from '../operations/answered-requests.js';
import { Metrics } from '../operations/metrics.js';
import { PROBLEM_MEDIA_TYPE } from '../problems/problem.js';
import { ProblemFilter } from '../problems/problem-filter.js';
import { CONFIG } from '../tokens.js';
import { SingleFacts, textOfFact } from './single-facts.js';

const ROUTE = '/v1/events';
const MEDIA_TYPES: ReadonlySet<string | undefined> = new Set([
  'application/cloudevents+json',
  'application/cloudevents+json; charset=utf-8',
]);

/** What is said to whoever sent a request. */
interface Answer {
  readonly status: number;
  /** Names and values in turn, as Node takes them as they are. */
  readonly headers: readonly string[];
  readonly text: string;
  /** Of the problem that it is, if it is one. */
  readonly problemCode: string | undefined;
}

/**
 * Answers plain requests of one fact, in front of Fastify and Nest, as the route behind them does: what they do around it costs more than
 * the fact (ADR 0022). Plain is one whole CloudEvent of a known length with a key that was looked at less than a second ago and may send
 * facts. All others go on, nothing of them read.
 */
@Injectable()
export class SingleFactListener {
  #gathered: (() => Promise<void>)[] = [];
  readonly #addressOf: (request: IncomingMessage) => string;

  constructor(
    private readonly keys: KeyRing,
    private readonly limits: RateLimits,
    private readonly facts: SingleFacts,
    private readonly shutdown: Shutdown,
    private readonly problems: ProblemFilter,
    private readonly answered: AnsweredRequests,
    private readonly metrics: Metrics,
    @Inject(CONFIG) { trustedProxies }: Config,
  ) {
    const isTrusted = proxyAddr.compile([...trustedProxies]);
    this.#addressOf =
      trustedProxies.length === 0
        ? ({ socket }) => socket.remoteAddress ?? ''
        : (request) => proxyAddr(request, isTrusted);
  }

  /** Looks at the requests of `server` before those who listen to it now. */
  listenBefore(server: Server): void {
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const key = this.#keyOfPlain(request);
      if (key !== null) this.#gather(request, response, key);
      else for (const listener of others) listener.call(server, request, response);
    });
  }

  /** The key of a plain request; `null` for any other. */
  #keyOfPlain({ method, url, headers, httpVersion }: IncomingMessage): Key | null {
    if (method !== 'POST' || url !== ROUTE || !MEDIA_TYPES.has(headers['content-type']))
      return null;
    const { authorization, host, 'content-length': length } = headers;
    if (authorization === undefined || host === undefined || httpVersion !== '1.1') return null;
    // A length that is no number is refused by Node.
    if (length === undefined || Number(length) > MAX_FACT_BYTES) return null;
    if (headers['content-encoding'] !== undefined || this.shutdown.hasBegun) return null;
    const presented = bearerIn(authorization);
    const key = presented === null ? undefined : this.keys.trusted(presented);
    return key !== undefined && SUBMISSION.roles.includes(key.role) ? key : null;
  }

  /**
   * Those of a turn of the event loop are answered together behind it: what one of them needs is in the processor's caches when the next one needs
   * it, and their bodies have come.
   */
  #gather(request: IncomingMessage, response: ServerResponse, key: Key): void {
    this.#gathered.push(() => this.#answer(request, response, key));
    if (this.#gathered.length > 1) return;
    setImmediate(() => {
      const gathered = this.#gathered;
      this.#gathered = [];
      for (const answer of gathered) void answer();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse, key: Key): Promise<void> {
    const begun = performance.now();
    const requestId = requestIdOf(request);
    const { status, headers, text, problemCode } = await this.#answerTo(request, key, requestId);
    if (request.destroyed && !request.complete) return; // whoever asked is gone
    const isRead = await discardBody(request, this.shutdown.patienceMs);
    const own = ['x-request-id', requestId, 'content-length', String(Buffer.byteLength(text))];
    if (!isRead || this.shutdown.hasBegun) own.push('connection', 'close');
    response.writeHead(status, [...SECURITY, ...headers, ...own]);
    response.end(text);
    this.metrics.countPlainFact();
    this.answered.add({
      requestId,
      method: 'POST',
      route: ROUTE,
      status,
      ms: performance.now() - begun,
      key,
      organizationId: undefined,
      query: NO_QUERY,
      address: this.#addressOf(request),
      problemCode,
    });
  }

  /** Never rejects. */
  async #answerTo(request: IncomingMessage, key: Key, requestId: string): Promise<Answer> {
    try {
      await this.limits.countKey(key.id);
      const { status, body } = await this.facts.record(factOfText(await textOfFact(request)), key);
      return { status, headers: JSON_HEADERS, text: JSON.stringify(body), problemCode: undefined };
    } catch (error) {
      const { status, headers, body, code } = this.problems.problemOf(error, requestId);
      const pairs = Object.entries({ ...headers, 'content-type': PROBLEM_TYPE }).flat();
      return { status, headers: pairs, text: JSON.stringify(body), problemCode: code };
    }
  }
}

const SECURITY = Object.entries(SECURITY_HEADERS).flat();
/** Fastify says the charset of all that is text. */
const PROBLEM_TYPE = `${PROBLEM_MEDIA_TYPE}; charset=utf-8`;
const JSON_HEADERS = ['content-type', 'application/json; charset=utf-8'];
const NO_QUERY = {};
