import type { Settled } from '@app/alerting';
import { Counter, Gauge, type Registry } from 'prom-client';

/** What is counted and timed of the work behind the requests, in Prometheus' words. */
export class WorkMetrics {
  readonly #deliveries: Counter<'outcome'>;
  readonly #receiversDisabled: Counter;
  readonly #programProblems: Gauge;
  readonly #unreadableOrganizations: Gauge;
  readonly #watchHalted: Gauge;
  readonly #watchLagEvents: Gauge;
  readonly #watchLagSeconds: Gauge;
  readonly #leases: Gauge;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.#deliveries = new Counter({
      name: 'assay_alert_delivery_attempts_total',
      help: 'Attempts to deliver an alert to a receiver, by what came of them',
      labelNames: ['outcome'],
      registers,
    });
    this.#receiversDisabled = new Counter({
      name: 'assay_receivers_disabled_total',
      help: 'Receivers of alerts that were switched off because nothing could be delivered to them',
      registers,
    });
    const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
    this.#programProblems = gauge(
      'assay_program_problems',
      'Problems for which the present files of ASSAY_PROGRAMS are refused; 0 = they are in force',
    );
    this.#unreadableOrganizations = gauge(
      'assay_unreadable_organizations',
      'Organizations with a fact that cannot be handled and is in no quarantine: they are halted',
    );
    this.#watchHalted = gauge(
      'assay_watch_halted_organizations',
      'Organizations whose standings are not watched because their facts cannot be read or judged; they are tried again',
    );
    this.#watchLagEvents = gauge(
      'assay_watch_lag_events',
      'Events that were read for the standing watch and are not looked at yet; 0 = it waits for more',
    );
    this.#watchLagSeconds = gauge(
      'assay_watch_lag_seconds',
      'Since when the oldest of those events is recorded',
    );
    this.#leases = gauge(
      'assay_leases',
      'Parts of the work that this process does, of 65 that are shared out; 0 where nothing is shared',
    );
  }

  countDelivery(outcome: Settled['outcome']): void {
    this.#deliveries.inc({ outcome });
  }

  /** `waiting` says how many deliveries wait; it is asked when the metrics are read. */
  watchDeliveries(waiting: () => Promise<number>): void {
    new Gauge({
      name: 'assay_alert_deliveries_waiting',
      help: 'Alerts that wait to be delivered, or to be tried again, one for each receiver that works',
      registers: [this.registry],
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

  setWatch(watch: { halted: number; lagEvents: number; lagSeconds: number }): void {
    this.#watchHalted.set(watch.halted);
    this.#watchLagEvents.set(watch.lagEvents);
    this.#watchLagSeconds.set(watch.lagSeconds);
  }

  setLeases(count: number): void {
    this.#leases.set(count);
  }
}
