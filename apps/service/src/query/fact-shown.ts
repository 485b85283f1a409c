import type { RecordedFact } from '@app/domain';

/** A recorded fact as callers see it: the CloudEvent, and what the writer added. */
export function factShown(fact: RecordedFact): object {
  const { source, id, type, time, subject, traceparent, data } = fact;
  return {
    revision: fact.revision,
    recordedAt: new Date(fact.recordedAt).toISOString(),
    recordedBy: fact.recordedBy,
    event: {
      specversion: '1.0',
      id,
      source,
      type,
      ...(time === undefined ? {} : { time }),
      ...(subject === undefined ? {} : { subject }),
      ...(traceparent === undefined ? {} : { traceparent }),
      datacontenttype: 'application/json',
      data,
    },
  };
}
