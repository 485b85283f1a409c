import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AlertsProjection, lastPlace, listAlerts } from '@app/alerting';
import type { Database } from '@app/database';
import { type EventStore, placesIn, WakeUps } from '@app/event-store';
import { supervised } from '@app/hosting';
import { StandingsProjection } from '@app/projections';
import { ORGANIZATION_STREAM_PREFIX, organizationOfStream } from '@app/recording';
import { PinoLogger } from 'nestjs-pino';
import { DATABASE, EVENT_STORE } from '../tokens.js';
import { type Change, HeardChanges } from './heard-changes.js';
import { UnseenRevisions } from './unseen-revisions.js';

/** How often the directory is looked at for what was recorded: no organization is told of more often. */
const LOOK_MS = 200;
/** Alerts that another instance took in are looked for this often. */
const ALERTS_MS = 1_000;
const ALERTS_AT_ONCE = 100;

/** Where those who follow have read to. */
interface Place {
  log: string | null;
  alert: number;
}

/**
 * What changes, whoever wrote it: the log and the alerts are followed as long as somebody listens. A change is told when the directory
 * shows it, too; where that takes long, once before.
 */
@Injectable()
export class Changes implements OnApplicationShutdown {
  readonly #listeners = new Set<HeardChanges>();
  readonly #unseen = new UnseenRevisions();
  readonly #recorded = new WakeUps();
  #ended = new AbortController();
  #begun: Promise<void> | null = null;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(DATABASE) private readonly database: Database,
    private readonly standings: StandingsProjection,
    private readonly alerts: AlertsProjection,
    private readonly logger: PinoLogger,
  ) {}

  /** What changes from the moment it resolves until `until` aborts, in the organizations that `concern` the listener. */
  async listen(
    until: AbortSignal,
    concern: (organizationId: string) => boolean,
  ): Promise<HeardChanges> {
    const heard = new HeardChanges(concern);
    this.#listeners.add(heard);
    const leave = () => {
      this.#listeners.delete(heard);
      if (this.#listeners.size === 0) this.#end();
    };
    until.addEventListener('abort', leave, { once: true });
    if (until.aborted) leave();
    const begun = (this.#begun ??= this.#begin());
    try {
      await begun;
    } catch (error) {
      if (this.#begun === begun) this.#end();
      throw error;
    }
    return heard;
  }

  onApplicationShutdown(): void {
    this.#end();
  }

  #end(): void {
    this.#ended.abort();
    this.#begun = null;
  }

  async #begin(): Promise<void> {
    this.#ended = new AbortController();
    const { signal } = this.#ended;
    const place = { log: await this.standings.checkpoint(), alert: await lastPlace(this.database) };
    const supervision = { signal, log: this.logger };
    void supervised('the following of changes', () => this.#followLog(place, signal), supervision);
    void supervised(
      'the following of alerts',
      () => this.#followAlerts(place, signal),
      supervision,
    );
    void supervised('the telling of changes', () => this.#tellOfFacts(signal), supervision);
  }

  async #followLog(place: Place, signal: AbortSignal): Promise<void> {
    const streamPrefixes = [ORGANIZATION_STREAM_PREFIX];
    for await (const page of placesIn(this.store, { after: place.log, streamPrefixes, signal })) {
      const now = performance.now();
      for (const { stream, revision } of page) {
        const organizationId = organizationOfStream(stream);
        if (organizationId !== null) this.#unseen.add(organizationId, revision, now);
      }
      place.log = page.at(-1)?.position ?? place.log;
      this.#recorded.wake();
    }
  }

  async #tellOfFacts(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#unseen.isEmpty) await this.#recorded.sleep(signal, Infinity);
      const asked = this.#unseen.next();
      const shown = await this.#shownRevisions(asked);
      for (const change of this.#unseen.tellable(asked, shown, performance.now())) {
        this.#tell(change);
      }
      await pause(LOOK_MS, undefined, { signal }).catch(() => undefined); // nobody listens any more
    }
  }

  /** Up to which revisions the directory shows the organizations. */
  async #shownRevisions(organizations: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (organizations.length === 0) return new Map();
    const rows = await this.database.db
      .selectFrom('organizations')
      .select(['organization_id', 'revision'])
      .where('organization_id', 'in', organizations)
      .execute();
    return new Map(rows.map((row) => [row.organization_id, row.revision]));
  }

  async #followAlerts(place: Place, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const taken = this.alerts.stored.sleep(signal, ALERTS_MS);
      const page = await listAlerts(this.database, { after: place.alert, limit: ALERTS_AT_ONCE });
      for (const { sequence, alert } of page) {
        place.alert = sequence;
        if (!('organizationId' in alert)) continue;
        const { organizationId, id: alertId, type } = alert;
        this.#tell({ organizationId, alertId, type });
      }
      if (page.length < ALERTS_AT_ONCE) await taken;
    }
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener.tell(change);
  }
}
