import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { post, type Transmission } from '../index.js';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const NOW = Date.UTC(2018, 2, 1, 8);

/** Posts to a server on loopback; the name that the request goes to is at that server, whatever it is. */
async function posted(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  { timeoutMs = 5_000, signal = new AbortController().signal } = {},
): Promise<Transmission> {
  const server: Server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push({
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return await send(`http://receiver.example:${port}/hook?x=1`, timeoutMs, signal);
}

const send = (url: string, timeoutMs: number, signal: AbortSignal) =>
  post(
    { url, headers: { 'content-type': 'application/json' }, body: '{"a":1}' },
    {
      allowPrivate: true,
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
      clock: () => NOW,
      timeoutMs,
    },
    signal,
  );

describe('a post', () => {
  test('goes to the address that the name was resolved to, with the name in Host', async () => {
    let asked: unknown;
    const result = await posted(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const { method, url, headers } = request;
      asked = { method, url, host: headers.host, body: Buffer.concat(pieces).toString() };
      response.end('thank\u0007 you');
    });
    expect(asked).toEqual({
      ...{ method: 'POST', url: '/hook?x=1', body: '{"a":1}' },
      host: expect.stringMatching(/^receiver\.example:\d+$/),
    });
    expect(result).toEqual({
      ...{ status: 200, error: null, response: 'thank\ufffd you', retryAfterMs: null },
      ...{ fault: 'message', gone: false },
    });
  });

  test.each([
    [200, 'delivered'],
    [202, 'delivered'],
    [204, 'delivered'],
    [301, 'message'],
    [307, 'message'],
    [400, 'message'],
    [404, 'message'],
    [408, 'receiver'],
    [429, 'receiver'],
    [500, 'receiver'],
    [503, 'receiver'],
  ])('that is answered %i is %s', async (status, became) => {
    const { error, fault, gone } = await posted((_request, response) => {
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
    });
    expect(error === null ? 'delivered' : fault).toBe(became);
    expect(gone).toBe(false);
  });

  test('that is answered 410 says that the receiver is gone', async () => {
    const result = await posted((_request, response) => response.writeHead(410).end());
    expect(result).toMatchObject({ gone: true, error: 'it answered 410' });
  });

  test.each([
    ['120', 120_000],
    ['Thu, 01 Mar 2018 08:01:00 GMT', 60_000],
    ['Thu, 01 Mar 2018 07:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
  ])('that is answered Retry-After: %s waits for %p ms', async (said, ms) => {
    const result = await posted((_request, response) => {
      response.writeHead(503, { 'retry-after': said }).end();
    });
    expect(result.retryAfterMs).toBe(ms);
  });

  test('counts by its status, though the answer has no end', async () => {
    let written = 0;
    const result = await posted((_request, response) => {
      const piece = 'x'.repeat(16_384);
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) written += piece.length;
      };
      response.on('drain', more);
      more();
    });
    expect(result).toMatchObject({ status: 200, error: null, response: 'x'.repeat(1_024) });
    expect(written).toBeLessThan(10_000_000);
  });

  test('counts by its status, though the answer stays half', async () => {
    const result = await posted(
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half');
      },
      { timeoutMs: 300 },
    );
    expect(result).toMatchObject({ status: 200, error: null, response: 'half' });
  });

  test('fails in time where there is no answer', async () => {
    const result = await posted(() => undefined, { timeoutMs: 300 });
    expect(result).toMatchObject({ status: null, error: 'no answer within 300 ms' });
  });

  test('fails where nobody listens, or what answers is no HTTP', async () => {
    const signal = new AbortController().signal;
    const server = createSocketServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end('what?\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await send(`http://a.example:${port}/`, 2_000, signal)).toMatchObject({ status: null });
    server.close();
    const refused = await send(`http://a.example:${port}/`, 2_000, signal);
    expect(refused).toMatchObject({ status: null, error: expect.stringMatching('ECONNREFUSED') });
  });

  test('ends at once when it is told to', async () => {
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 50);
    const result = await posted(() => undefined, { signal: stop.signal });
    expect(result).toMatchObject({ status: null, error: expect.stringMatching(/abort/i) });
  });
});
