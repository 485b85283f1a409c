import { execFileSync } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore, StoreAddressInvalid, StoreUnavailable } from '@app/event-store';
import { EventStoreDbEventStore } from '../../libs/event-store/src/eventstoredb-event-store.js';
import { EventStoreDbCluster } from '../support/eventstoredb/cluster.js';
import { EventStoreDbServer } from '../support/eventstoredb/server.js';
import { freePort } from '../support/free-port.js';
import { Authority, type Certificate } from './certificates.js';
import { event } from './events.js';

const PASSWORD = 's3cret';
const endings: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** What a preflight says, and whether it says that the address is to be changed. */
async function refusalOf(url: string): Promise<{ message: string; isMendedInAddress: boolean }> {
  const store = new EventStoreDbEventStore({ url, readDeadlineMs: 500 });
  try {
    await store.preflight();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreUnavailable);
    const { message } = error as Error;
    expect(message).not.toContain(PASSWORD);
    return { message, isMendedInAddress: error instanceof StoreAddressInvalid };
  } finally {
    await store.close();
  }
  throw new Error('the preflight found nothing');
}

const addressOf = (port: number, options = '?tls=false', host = '127.0.0.1'): string =>
  `esdb://admin:${PASSWORD}@${host}:${port}${options}`;

async function node(
  ...options: Parameters<typeof EventStoreDbServer.start>
): Promise<EventStoreDbServer> {
  const server = await EventStoreDbServer.start(...options);
  endings.push(() => server.stop());
  return server;
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as { port: number }).port;
}

async function grpcOfAnotherKind(): Promise<number> {
  const server = new GrpcServer();
  endings.push(() => server.forceShutdown());
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error === null ? resolve(port) : reject(error),
    );
  });
}

const IS_MENDED_IN_ADDRESS = true;
const IS_WAITED_FOR = false;

describe('a preflight names the real cause, what to do, and no password:', () => {
  const causes: [string, () => Promise<string>, RegExp, boolean][] = [
    [
      'a name that DNS does not know',
      async () => addressOf(2113, '?tls=false', 'nowhere.invalid'),
      /nowhere\.invalid:2113: the host's name cannot be resolved \(.*\): mend the name, or the DNS/,
      IS_WAITED_FOR,
    ],
    [
      'nobody listens',
      async () => addressOf(await freePort()),
      /nothing listens there \(connect ECONNREFUSED .*: start the server, or mend the port/,
      IS_WAITED_FOR,
    ],
    [
      'a server that takes the connection and hangs',
      async () => {
        const server = await node();
        server.network.stall();
        return addressOf(server.port);
      },
      /it takes the connection and says nothing: the server hangs/,
      IS_WAITED_FOR,
    ],
    [
      'no answer to the handshake in time',
      async () => {
        const server = await node();
        server.network.stall();
        return addressOf(server.port, '');
      },
      /no answer within 2000 ms: look whether the server runs, and for a firewall/,
      IS_WAITED_FOR,
    ],
    [
      'a server that does not answer reads',
      async () => {
        const server = await node();
        server.isReadStalled = true;
        return addressOf(server.port);
      },
      /no answer within 500 ms.*: it can be used/,
      IS_WAITED_FOR,
    ],
    [
      'an HTTP/1 port',
      async () => addressOf(await listening(createHttpServer())),
      /it speaks HTTP\/1 and no gRPC: give the port of EventStoreDB itself/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'an HTTP/2 port without gRPC',
      async () => {
        const server = createHttp2Server((_, response) => {
          response.statusCode = 404;
          response.end();
        });
        return addressOf(await listening(server));
      },
      /it speaks HTTP\/2 and no gRPC \(status 404\)/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'gRPC of another kind',
      async () => addressOf(await grpcOfAnotherKind()),
      /it speaks gRPC, but is no EventStoreDB: give its port/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a port of another protocol',
      async () => addressOf(await listening(createServer((socket) => socket.end('SSH-2.0-x\r\n')))),
      /it speaks another protocol/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'TLS to a port without it',
      async () => addressOf((await node()).port, ''),
      /it does not speak TLS: put tls=false into the address/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a password that is not sent, for lack of TLS',
      async () => addressOf((await node({ credentials: `admin:${PASSWORD}` })).port),
      /refused \(401\): without TLS the client sends neither: take tls=false out/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'no user where one is asked for',
      async () => (await node({ credentials: `admin:${PASSWORD}` })).url,
      /The address names no user: give user:password@host/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a user who may not read the log',
      async () => {
        const server = await node();
        server.isLogClosed = true;
        return addressOf(server.port);
      },
      /The user may not do that: name one who may read and write the log \(\$all included\)/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a node that is not ready',
      async () => {
        const server = await node();
        server.state = 'not-ready';
        return addressOf(server.port);
      },
      /it is not ready, no node leads \(CATCHINGUP at 127\.0\.0\.1:\d+\): wait for the election/,
      IS_WAITED_FOR,
    ],
    [
      'a follower whose leader cannot be reached',
      async () => {
        const cluster = await EventStoreDbCluster.start(2);
        endings.push(() => cluster.stop());
        cluster.leader.network.down();
        return addressOf(cluster.nodes[1]!.port);
      },
      /it names 127\.0\.0\.1:\d+ as the leader, of which is true: nothing listens there/,
      IS_WAITED_FOR,
    ],
    [
      'one node that is down and one that is another program',
      async () => {
        const ports = [await freePort(), await listening(createHttpServer())];
        const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
        return `esdb+discover://admin:${PASSWORD}@${hosts}?tls=false&maxDiscoverAttempts=1`;
      },
      /nothing listens there.*\. 127\.0\.0\.1:\d+: it speaks HTTP\/1/,
      IS_WAITED_FOR,
    ],
  ];
  it.each(causes)('%s', async (_, address, cause, isMendedInAddress) => {
    const refusal = await refusalOf(await address());
    expect(refusal.message).toMatch(cause);
    expect(refusal.isMendedInAddress).toBe(isMendedInAddress);
  });
});

const hasOpenssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

(hasOpenssl ? describe : describe.skip)('with TLS (skipped where openssl is missing):', () => {
  let ours: Authority;
  let theirs: Authority;
  let good: Certificate;

  beforeAll(() => {
    ours = new Authority('ours');
    theirs = new Authority('theirs');
    good = ours.certificate('IP:127.0.0.1');
  });

  afterAll(() => {
    for (const authority of [ours, theirs]) authority.remove();
  });

  const trusting = (authority: Authority): string =>
    `?tlsCaFile=${encodeURIComponent(authority.file)}`;

  it.each([
    ['a single node', 'esdb'],
    ['a cluster to discover', 'esdb+discover'],
    ['a node in the words of today', 'kurrentdb'],
  ])('connects to %s with its authority, user and password', async (_, scheme) => {
    const server = await node({ tls: good, credentials: `admin:${PASSWORD}: @/?%` });
    const user = `admin:${encodeURIComponent(`${PASSWORD}: @/?%`)}`;
    const url = `${scheme}://${user}@127.0.0.1:${server.port}${trusting(ours)}`;
    const store = await openEventStore({ url, directory: 'unused' });
    expect((await store.append('a', 'no-stream', [event()])).outcome).toBe('stored');
    await store.close();
  });

  it.each<[string, () => Promise<string>, RegExp, boolean]>([
    [
      'an authority that nobody trusts',
      async () => addressOf((await node({ tls: good })).port, ''),
      /its certificate is not trusted \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\): tlsCaFile=<path> in the address/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'another authority than the one named',
      async () => addressOf((await node({ tls: good })).port, trusting(theirs)),
      /is not trusted \(.*\): tlsCaFile in the address names another authority/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'an authority that nobody trusts, at every node of a cluster',
      async () => {
        const ports = [await node({ tls: good }), await node({ tls: good })].map(
          ({ port }) => `127.0.0.1:${port}`,
        );
        return `esdb://admin:${PASSWORD}@${ports.join(',')}?maxDiscoverAttempts=1`;
      },
      /Failed to discover.*(its certificate is not trusted.*){2}/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a certificate of another host',
      async () => {
        const tls = ours.certificate('DNS:elsewhere.example');
        return addressOf((await node({ tls })).port, trusting(ours));
      },
      /its certificate is for DNS:elsewhere\.example, not for 127\.0\.0\.1: give a host that it names/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a certificate that has expired',
      async () => {
        const tls = ours.certificate('IP:127.0.0.1', -1);
        return addressOf((await node({ tls })).port, trusting(ours));
      },
      /has expired or is not valid yet \(CERT_HAS_EXPIRED; .* to .*\): renew it, or set the clock/,
      IS_WAITED_FOR,
    ],
    [
      'no TLS to a port that expects it',
      async () => addressOf((await node({ tls: good })).port),
      /TLS.*take tls=false out of the address/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'TLS without HTTP/2',
      async () => addressOf(await listening(createTlsServer(good)), trusting(ours)),
      /it speaks TLS, but no HTTP\/2/,
      IS_MENDED_IN_ADDRESS,
    ],
    [
      'a wrong password',
      async () => {
        const server = await node({ tls: good, credentials: 'admin:changeit' });
        return addressOf(server.port, trusting(ours));
      },
      /The user or the password was refused \(401\): mend user:password@ in the address/,
      IS_MENDED_IN_ADDRESS,
    ],
  ])('names %s', async (_, address, cause, isMendedInAddress) => {
    const refusal = await refusalOf(await address());
    expect(refusal.message).toMatch(cause);
    expect(refusal.isMendedInAddress).toBe(isMendedInAddress);
  });
});

describe('an event store is opened', () => {
  it('not at all at an address that cannot work', async () => {
    const url = addressOf(await listening(createHttpServer()));
    const opening = openEventStore({ url, directory: 'unused' });
    await expect(opening).rejects.toBeInstanceOf(StoreAddressInvalid);
  });

  it('before its server is there, and works when it comes', async () => {
    const server = await node();
    server.network.down();
    const troubles: unknown[] = [];
    const store = await openEventStore({
      url: addressOf(server.port),
      directory: 'unused',
      onTrouble: (error) => troubles.push(error),
    });
    expect(troubles.map(String).join()).toMatch(/nothing listens there/);
    await expect(store.head('a')).rejects.toThrow(/nothing listens there/);
    await server.network.up();
    let outcome: string | null = null;
    for (let tries = 0; outcome === null && tries < 200; tries += 1) {
      const append = store.append('a', 'no-stream', [event()]);
      outcome = await append.then(({ outcome: known }) => known).catch(() => null);
    }
    expect(outcome).toBe('stored');
    await store.close();
  });
});
