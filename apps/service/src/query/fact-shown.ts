import type { RecordedFact } from '@app/domain';
import { toCloudEvent } from '@app/recording';

/** A recorded fact as callers see it: the CloudEvent, and what the writer added. */
export function factShown(fact: RecordedFact): object {
  return {
    revision: fact.revision,
    recordedAt: new Date(fact.recordedAt).toISOString(),
    recordedBy: fact.recordedBy,
    event: toCloudEvent(fact),
  };
}
