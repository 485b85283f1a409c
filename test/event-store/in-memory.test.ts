import { InMemoryEventStore } from '@app/event-store';
import { eventStoreContract } from './contract.js';

eventStoreContract('the in-memory store', async () => {
  const store = new InMemoryEventStore();
  return { store, dispose: () => store.close() };
});
