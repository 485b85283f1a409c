import { openEventStore, type NewEvent } from '@app/event-store';
import { encodeFact, streamOfOrganization } from '@app/recording';
import { v7 as uuidV7 } from 'uuid';
import { recordedFactsOf } from './indexes.js';
import { organizationIdOf, type Story } from './story.js';

const EVENTS_PER_APPEND = 2_000;

/** Writes the stories' facts into the embedded log of `directory`, as the recorder would have, and returns how many events that were. */
export async function fillLog(directory: string, stories: Iterable<Story>): Promise<number> {
  const store = await openEventStore({ directory });
  let written = 0;
  for (const story of stories) {
    const stream = streamOfOrganization(organizationIdOf(story.number));
    let head = -1;
    let events: NewEvent[] = [];
    const append = async (): Promise<void> => {
      await store.append(stream, head === -1 ? 'no-stream' : head, events);
      head += events.length;
      events = [];
    };
    for (const fact of recordedFactsOf(story)) {
      events.push(encodeFact(fact, fact, uuidV7()));
      if (events.length === EVENTS_PER_APPEND) await append();
    }
    if (events.length > 0) await append();
    written += head + 1;
  }
  await store.close();
  return written;
}
