import {
  type Database,
  noteProvisionedMark,
  type ProvisionedMark,
  type ScimUser,
  unrecordedScimUsers,
} from '@app/database';
import type { Fact } from '@app/domain';
import type { FactsCache } from '@app/projections';
import type { Outcome, Recorder } from '@app/recording';

/** What SCIM's facts come from. NOTE: it is stored with them. */
export const SCIM_SOURCE = 'scim';

/** The facts could not be recorded because of what they say. */
export class MembershipRefused extends Error {
  override readonly name = 'MembershipRefused';

  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/**
 * Records as facts who is active and who is no longer. The row is written first and the fact has an id of its version, so that whatever
 * stops between the two is made up for by recording it again: a second time it is a duplicate.
 */
export class ProvisionedMembership {
  constructor(
    private readonly database: Database,
    private readonly recorder: Recorder,
    private readonly facts: FactsCache,
  ) {}

  /** Makes up for what a crash or a store that could not be reached left unrecorded. Rejects with a `StoreError`. */
  async recordOutstanding(recordedBy: string): Promise<void> {
    for (const user of await unrecordedScimUsers(this.database)) {
      await this.record(user, recordedBy);
    }
  }

  /** Does nothing where the facts say what the user says. Rejects with a `StoreError` or `MembershipRefused`. */
  async record(user: ScimUser, recordedBy: string): Promise<void> {
    if (user.active === user.isRecordedMember) return;
    const mark =
      user.mark?.effectiveOn === user.activeSince
        ? await this.#turnedRound(user, user.mark, recordedBy)
        : await this.#marked(user, recordedBy);
    await noteProvisionedMark(this.database, user, user.active, mark);
  }

  /**
   * Of two changes on one day the second takes the first back: the mark of the day before the first is what holds, and a third change
   * could not be recorded as a mark again, being equal to the first.
   */
  async #turnedRound(
    user: ScimUser,
    mark: ProvisionedMark,
    recordedBy: string,
  ): Promise<ProvisionedMark> {
    const type = mark.live ? 'FactRetracted' : 'FactReinstated';
    await this.#recorded(user, `${idOf(user)}/${type}`, recordedBy, {
      type,
      data: {
        organizationId: user.organizationId,
        factSource: mark.source,
        factId: mark.id,
        reason: `the identity provider set active to ${String(user.active)} on the same day`,
      },
    });
    return { ...mark, live: !mark.live };
  }

  async #marked(user: ScimUser, recordedBy: string): Promise<ProvisionedMark> {
    const { organizationId, individualId, activeSince: effectiveOn } = user;
    const outcome = await this.#recorded(user, idOf(user), recordedBy, {
      type: user.active ? 'IndividualJoined' : 'IndividualLeft',
      data: { organizationId, individualId, effectiveOn },
    });
    const own = { effectiveOn, source: SCIM_SOURCE, id: idOf(user), live: true };
    if (outcome.status !== 'duplicate') return own;
    // Another feed may have said the same: then its fact is the one to take back, or the one that was.
    const original = (await this.facts.factsAt(organizationId, [outcome.revision])).get(
      outcome.revision,
    );
    const mark = { ...own, source: original?.source ?? own.source, id: original?.id ?? own.id };
    if (!outcome.retracted) return mark;
    return await this.#turnedRound(user, { ...mark, live: false }, recordedBy);
  }

  async #recorded(
    user: ScimUser,
    id: string,
    recordedBy: string,
    fact: Pick<Fact, 'type' | 'data'>,
  ): Promise<Exclude<Outcome, { status: 'rejected' }>> {
    const sent = { ...fact, source: SCIM_SOURCE, id, subject: user.individualId } as Fact;
    const [outcome] = await this.recorder.record([sent], { recordedBy });
    if (outcome === undefined) throw new Error('a fact that was recorded has no outcome');
    if (outcome.status !== 'rejected') return outcome;
    throw new MembershipRefused(outcome.code, outcome.detail);
  }
}

/** Each version of a user says something once. */
function idOf({ individualId, version }: ScimUser): string {
  return `${individualId}/${version}`;
}
