import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { EventStoreDbEventStore } from '../../libs/event-store/src/eventstoredb-event-store.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import { eventStoreContract } from './contract.js';

let server: EventStoreDbServer;

beforeAll(async () => {
  server = await EventStoreDbServer.start();
});

afterAll(() => server.stop());

eventStoreContract('the EventStoreDB store on a server of our own', async () => {
  const store = new EventStoreDbEventStore({ url: server.url });
  return { store, dispose: () => store.close() };
});

eventStoreContract('the EventStoreDB store on a server without batch calls', async () => {
  server.hasBatches = false;
  const store = new EventStoreDbEventStore({ url: server.url });
  return { store, dispose: () => store.close() };
});

/** A connection string of a real server, such as `esdb://localhost:2113?tls=false`. */
const realServer = process.env['TEST_EVENTSTORE'];

if (realServer === undefined || realServer === '') {
  describe('the EventStoreDB store on a real server', () => {
    it.skip('was not run: TEST_EVENTSTORE names no server', () => undefined);
  });
} else {
  eventStoreContract('the EventStoreDB store on a real server', async () => {
    const store = new EventStoreDbEventStore({ url: realServer });
    return { store, dispose: () => store.close() };
  });
}
