import type { StreamListing } from '@app/event-store';
import { ORGANIZATION_STREAM_PREFIX, organizationOfStream } from '@app/recording';

/** The organizations that have a stream. */
export async function* organizationsIn(store: StreamListing): AsyncGenerator<string> {
  for await (const stream of store.streams(ORGANIZATION_STREAM_PREFIX)) {
    const organizationId = organizationOfStream(stream);
    if (organizationId !== null) yield organizationId;
  }
}
