/** The stub server in a process of its own, so that what it costs is not counted as the client's. */
import { EventStoreDbServer } from '../../test/support/eventstoredb/server.js';

const server = await EventStoreDbServer.start();
process.send?.({ url: server.url });
process.once('disconnect', () => void server.stop());
