import type { EventPlace, EventStore, SubscribeOptions } from './event-store.js';

/** Where the log of `store` has grown: pages behind `after`, as `subscribe` gives them, and as cheap as the store can. */
export function placesIn(
  store: EventStore,
  options: SubscribeOptions,
): AsyncIterable<readonly EventPlace[]> {
  return store.follow?.(options) ?? placesOfEvents(store, options);
}

async function* placesOfEvents(
  store: EventStore,
  options: SubscribeOptions,
): AsyncGenerator<readonly EventPlace[]> {
  for await (const page of store.subscribe(options)) {
    yield page.map((event) => {
      const { stream, revision, position } = event;
      return { stream, revision, position, event: () => event };
    });
  }
}
