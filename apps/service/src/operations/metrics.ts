import { Injectable } from '@nestjs/common';
import type { Settled } from '@app/alerting';
import type { Outcome } from '@app/recording';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

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
  readonly #appends = new Histogram({
    name: 'assay_recording_duration_seconds',
    help: 'Time to decide facts of one request or page and have them on disk',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [this.#registry],
  });
  readonly #deliveries = new Counter({
    name: 'assay_alert_delivery_attempts_total',
    help: 'Attempts to deliver an alert to a receiver, by what came of them',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });
  readonly #receiversDisabled = new Counter({
    name: 'assay_receivers_disabled_total',
    help: 'Receivers of alerts that were switched off because nothing could be delivered to them',
    registers: [this.#registry],
  });
  readonly #programProblems = new Gauge({
    name: 'assay_program_problems',
    help: 'Problems for which the present files of ASSAY_PROGRAMS are refused; 0 = they are in force',
    registers: [this.#registry],
  });

  readonly #unreadableOrganizations = new Gauge({
    name: 'assay_unreadable_organizations',
    help: 'Organizations with a fact that cannot be handled and is in no quarantine: they are halted',
    registers: [this.#registry],
  });
  readonly #lostAccessRecords = new Counter({
    name: 'assay_access_records_lost_total',
    help: 'Requests that could not be recorded as accesses: too many of them waited to be written',
    registers: [this.#registry],
  });

  readonly #watchHalted = new Gauge({
    name: 'assay_watch_halted_organizations',
    help: 'Organizations whose standings are not watched because their facts cannot be read or judged; they are tried again',
    registers: [this.#registry],
  });
  readonly #watchLagEvents = new Gauge({
    name: 'assay_watch_lag_events',
    help: 'Events that the standing watch has read and not looked at yet, at most a page of them; 0 = it waits for more',
    registers: [this.#registry],
  });
  readonly #watchLagSeconds = new Gauge({
    name: 'assay_watch_lag_seconds',
    help: 'Since when the oldest of those events is recorded',
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

  /** Times every request that `fastify` answers. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', ({ method, routeOptions }, reply, done) => {
      const route = routeOptions.url ?? 'none';
      this.#requests.observe(
        { method, route, status: reply.statusCode },
        reply.elapsedTime / 1_000,
      );
      done();
    });
  }

  count(outcome: Outcome['status']): void {
    this.#facts.inc({ outcome });
  }

  countDelivery(outcome: Settled['outcome']): void {
    this.#deliveries.inc({ outcome });
  }

  /** `waiting` says how many deliveries wait; it is asked when the metrics are read. */
  watchDeliveries(waiting: () => Promise<number>): void {
    new Gauge({
      name: 'assay_alert_deliveries_waiting',
      help: 'Alerts that wait to be delivered, or to be tried again, one for each receiver that works',
      registers: [this.#registry],
      async collect() {
        this.set(await waiting());
      },
    });
  }

  countReceiverDisabled(): void {
    this.#receiversDisabled.inc();
  }

  setUnreadableOrganizations(count: number): void {
    this.#unreadableOrganizations.set(count);
  }

  setProgramProblems(count: number): void {
    this.#programProblems.set(count);
  }

  countLostAccessRecord(): void {
    this.#lostAccessRecords.inc();
  }

  setWatch(watch: { halted: number; lagEvents: number; lagSeconds: number }): void {
    this.#watchHalted.set(watch.halted);
    this.#watchLagEvents.set(watch.lagEvents);
    this.#watchLagSeconds.set(watch.lagSeconds);
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
