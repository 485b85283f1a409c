import { Injectable } from '@nestjs/common';
import { WorkMetrics } from '@app/hosting';
import type { Outcome } from '@app/recording';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { AnsweredRequest } from './answered-requests.js';

/** What the service counts and times, in Prometheus' words. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'assay_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, by route template',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    registers: [this.#registry],
  });
  readonly #facts = new Counter({
    name: 'assay_facts_total',
    help: 'Facts that were submitted and valid by themselves, by what became of them',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });
  readonly #plainFacts = new Counter({
    name: 'assay_plain_facts_total',
    help: 'Requests of one fact that were answered in front of the router, which costs least: one whole CloudEvent of a known length, by a key seen a moment ago',
    registers: [this.#registry],
  });
  readonly #appends = new Histogram({
    name: 'assay_recording_duration_seconds',
    help: 'Time to decide facts of one request or page and have them on disk',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.#registry],
  });
  /** Of the work behind the requests. */
  readonly work = new WorkMetrics(this.#registry);
  readonly #lostAccessRecords = new Counter({
    name: 'assay_access_records_lost_total',
    help: 'Requests that could not be recorded as accesses: too many of them waited to be written',
    registers: [this.#registry],
  });
  readonly #missedSnapshots = new Counter({
    name: 'assay_decision_snapshots_missed_total',
    help: 'Snapshots of what decisions rest on that could be neither read nor saved, for the database could not be used: facts are recorded without',
    registers: [this.#registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  expose(): Promise<string> {
    return this.#registry.metrics();
  }

  addRequest({ method, route = 'none', status, ms }: AnsweredRequest): void {
    this.#requests.observe({ method, route, status }, ms / 1_000);
  }

  /** What became of facts that were sent together. */
  count(outcomes: readonly Outcome['status'][]): void {
    for (const outcome of new Set(outcomes)) {
      this.#facts.inc({ outcome }, outcomes.filter((other) => other === outcome).length);
    }
  }

  countPlainFact(): void {
    this.#plainFacts.inc();
  }

  countMissedSnapshot(): void {
    this.#missedSnapshots.inc();
  }

  countLostAccessRecord(): void {
    this.#lostAccessRecords.inc();
  }

  async timed<T>(recording: Promise<T>): Promise<T> {
    const stop = this.#appends.startTimer();
    try {
      return await recording;
    } finally {
      stop();
    }
  }

  /** Stops what runs in the background. */
  close(): void {
    this.#registry.clear();
  }
}
