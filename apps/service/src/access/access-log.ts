import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  type AccessRecord,
  type Database,
  keepAccessRecords,
  pruneAccessRecords,
} from '@app/database';
import { PinoLogger } from 'nestjs-pino';
import type { Config } from '@app/hosting';
import type { AnsweredRequest } from '../operations/answered-requests.js';
import { Metrics } from '../operations/metrics.js';
import { CONFIG, DATABASE } from '../tokens.js';

const FLUSH_MS = 1_000;
const PRUNE_MS = 3_600_000;
const PRUNED_AT_ONCE = 1_000;
const DAY_MS = 86_400_000;
/** Different requests of a second beyond this, or of a time in which nothing can be written, are counted as lost. */
const MAX_WAITING = 50_000;
const MAX_QUERY = 2_000;

/** Whoever asks for these is asked for no key. */
const NOT_RECORDED: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/**
 * Records who asked for what. Requests that are all the same are one record a second, so that a feed of single facts costs next to
 * nothing: who sent which fact stands beside the fact.
 */
@Injectable()
export class AccessLog implements OnApplicationShutdown {
  readonly #waiting = new Map<string, { -readonly [K in keyof AccessRecord]: AccessRecord[K] }>();
  readonly #timers: NodeJS.Timeout[] = [];
  #flushing: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly metrics: Metrics,
    private readonly logger: PinoLogger,
  ) {}

  /** Writes what is added every second, and forgets what is older than the configured days. */
  start(): void {
    const flush = setInterval(() => void this.flush(), FLUSH_MS);
    const prune = setInterval(() => void this.#prune(), PRUNE_MS);
    this.#timers.push(flush.unref(), prune.unref());
    void this.#prune();
  }

  /** Writes what was recorded so far. What cannot be written waits for the next time; the log says so. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.flush();
  }

  add(answered: AnsweredRequest): void {
    const { method, route, status, organizationId, address, problemCode: code } = answered;
    if (route === undefined || NOT_RECORDED.has(route)) return;
    const key = answered.key?.id ?? 'anonymous';
    const query = queryOf(answered.query);
    const sameness = `${key} ${method} ${route} ${organizationId ?? ''} ${address} ${status} ${code ?? ''} ${query === undefined ? '' : JSON.stringify(query)}`;
    const same = this.#waiting.get(sameness);
    if (same !== undefined) {
      same.times += 1;
      return;
    }
    if (this.#waiting.size >= MAX_WAITING) {
      this.metrics.countLostAccessRecord();
      return;
    }
    this.#waiting.set(sameness, {
      at: new Date().toISOString(),
      key,
      method,
      route,
      ...(organizationId === undefined ? {} : { organizationId }),
      ...(query === undefined ? {} : { query }),
      address,
      status,
      ...(code === undefined ? {} : { code }),
      times: 1,
    });
  }

  async #write(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const records = new Map(this.#waiting);
    this.#waiting.clear();
    try {
      await keepAccessRecords(this.database, [...records.values()]);
    } catch (error) {
      for (const [sameness, record] of records) {
        if (this.#waiting.size >= MAX_WAITING) this.metrics.countLostAccessRecord();
        else this.#waiting.set(`${record.at} ${sameness}`, record);
      }
      this.logger.error({ error: String(error) }, 'access records cannot be written; they wait');
    }
  }

  async #prune(): Promise<void> {
    const before = new Date(Date.now() - this.config.accessRecordDays * DAY_MS).toISOString();
    try {
      while ((await pruneAccessRecords(this.database, before, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
    } catch (error) {
      this.logger.warn({ error: String(error) }, 'old access records could not be forgotten');
    }
  }
}

function queryOf(query: object): Readonly<Record<string, unknown>> | undefined {
  if (Object.keys(query).length === 0) return undefined;
  const told = { ...query };
  return JSON.stringify(told).length <= MAX_QUERY ? told : { omitted: 'too long' };
}
