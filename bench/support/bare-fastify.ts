/**
 * A route that reads a body and answers 201: what a service on Fastify can at most take, whatever it does with it. Given the file of an event
 * log, it appends the body to one of a hundred streams before it answers, and does nothing else: no key, no validation, no decision, nobody
 * who follows.
 */
import { SqliteEventStore } from '@app/event-store';
import Fastify from 'fastify';
import { v7 } from 'uuid';

const STREAMS = 100;

const [, , file] = process.argv;
const store = file === undefined ? null : SqliteEventStore.open({ file, thread: {} });
let appended = 0;

const server = Fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body);
});
server.post('/v1/events', async (request, reply) => {
  const revision = Math.floor(appended / STREAMS);
  const stream = `organization-${appended % STREAMS}`;
  appended += 1;
  const event = { eventId: v7(), type: 'Body', data: request.body as string, metadata: '{}' };
  const result = await store?.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event]);
  if (result?.outcome === 'conflict') throw new Error(`${stream} is not at ${revision - 1}`);
  return reply.code(201).send({ status: 'accepted', organizationId: 'nobody', revision });
});
process.send?.({ url: await server.listen({ host: '127.0.0.1', port: 0 }) });
