import { setImmediate as nextTurn } from 'node:timers/promises';
import { endsWith, initialOrganization, type OrganizationState } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { randomHashKey } from './random-hash-key.js';
import { mayHoldQuarantined } from './quarantine.js';
import { factPages } from './read-facts.js';
import { isSnapshotDue, isSnapshotDueAtTheEnd } from './snapshot-due.js';
import { streamOfOrganization } from './stored-fact.js';
import { type DeciderSource, organizationDecider, type StreamDecider } from './stream-decider.js';

/**
 * Where what the decisions about large organizations rest on is kept, so that a long stream is not read again from its beginning. Where it cannot be
 * used now, nothing is loaded or saved; what rejects is a bug.
 */
export interface DecisionSnapshots {
  /** The newest snapshot that is whole and of the present format, or `null`. */
  load(organizationId: string): Promise<OrganizationState | null>;
  /** Takes what it saves before it first waits. */
  save(organizationId: string, state: OrganizationState): Promise<void>;
}

export interface DecidersOptions {
  readonly store: EventStore;
  readonly snapshots?: DecisionSnapshots;
  /** A snapshot is saved when this many facts came behind the last one, and more where it is large. */
  readonly factsPerSnapshot?: number;
}

/** The deciders of one organization's stream, and the snapshots they begin with. */
export class OrganizationDeciders implements DeciderSource {
  #state: OrganizationState | null = null;
  #snapshotRevision = -1;

  constructor(
    private readonly organizationId: string,
    private readonly options: DecidersOptions,
  ) {}

  fresh(): StreamDecider {
    // A key of its own: it is kept with the snapshot.
    return this.#deciderOf(initialOrganization(randomHashKey()), -1);
  }

  async kept(): Promise<StreamDecider | null> {
    const state = (await this.options.snapshots?.load(this.organizationId)) ?? null;
    if (state === null || !(await this.#isOfTheStream(state))) return null;
    return this.#deciderOf(state, state.revision);
  }

  keep({ isTheEnd = false } = {}): Promise<void> | null {
    const state = this.#state;
    const { snapshots, factsPerSnapshot } = this.options;
    if (snapshots === undefined || state === null) return null;
    const isDue = isTheEnd ? isSnapshotDueAtTheEnd : isSnapshotDue;
    if (!isDue(state.revision, this.#snapshotRevision, factsPerSnapshot)) return null;
    this.#snapshotRevision = state.revision;
    return this.#save(snapshots, state);
  }

  async #save(snapshots: DecisionSnapshots, state: OrganizationState): Promise<void> {
    await nextTurn(); // what was recorded is answered first
    await snapshots.save(this.organizationId, state);
  }

  #deciderOf(state: OrganizationState, snapshotRevision: number): StreamDecider {
    this.#state = state;
    this.#snapshotRevision = snapshotRevision;
    return organizationDecider(state);
  }

  /** A log that was restored may be shorter than a snapshot, or go another way. */
  async #isOfTheStream(state: OrganizationState): Promise<boolean> {
    const stream = streamOfOrganization(this.organizationId);
    const { store } = this.options;
    for await (const [last] of factPages(store, stream, state.revision)) {
      if (last === undefined || !endsWith(state, last)) return false;
      return !(await mayHoldQuarantined(store, this.organizationId, state.revision));
    }
    return false;
  }
}
