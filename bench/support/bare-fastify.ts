/** A route that reads a body and answers 201: what a service on Fastify can at most take, whatever it does with it. */
import Fastify from 'fastify';

const server = Fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
  done(null, body);
});
server.post('/v1/events', (_request, reply) => {
  void reply.code(201).send({ status: 'accepted', organizationId: 'nobody', revision: 0 });
});
process.send?.({ url: await server.listen({ host: '127.0.0.1', port: 0 }) });
