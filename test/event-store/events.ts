import { randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, StoredEvent } from '@app/event-store';

/** An event that nothing but its number tells from others. */
export function event(number = 0): NewEvent {
  return {
    eventId: randomUUID(),
    type: 'Counted',
    data: JSON.stringify({ number }),
    metadata: JSON.stringify({ recordedBy: 'test' }),
  };
}

export function events(count: number, from = 0): NewEvent[] {
  return Array.from({ length: count }, (_, index) => event(from + index));
}

export function numberOf({ data }: NewEvent): number {
  return (JSON.parse(data) as { number: number }).number;
}

/** Everything a stream holds, in pages put together. */
export async function readAll(
  store: EventStore,
  stream: string,
  from?: number,
): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for await (const page of store.read(stream, from)) all.push(...page);
  return all;
}

export const idsOf = (all: readonly NewEvent[]): string[] => all.map(({ eventId }) => eventId);

/** Appends 500 at a time, as chunks of a large import. Returns the last revision. */
export async function fill(
  store: EventStore,
  stream: string,
  all: readonly NewEvent[],
): Promise<void> {
  for (let start = 0; start < all.length; start += 500) {
    const expected = start === 0 ? 'no-stream' : start - 1;
    const { outcome } = await store.append(stream, expected, all.slice(start, start + 500));
    if (outcome !== 'stored') throw new Error(`the fill of ${stream} met a conflict at ${start}`);
  }
}
