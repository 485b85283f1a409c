import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { enrolment, rawExchange, ADMIN_KEY, Stage } from './support.js';

/** Input that is meant to break something: each is answered with a problem of the 4xx kind, and the service goes on. */

const ONE = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const LINES = 'application/x-ndjson';
const TYPES = [ONE, BATCH, LINES, 'application/json'];

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
  await stage.submit(enrolment('contoso'));
});
afterAll(() => stage.dispose());
afterEach(async () => {
  expect(stage.service.process.exitCode).toBeNull();
  expect((await stage.get('/readyz')).status).toBe(200);
});

const text = (value: unknown) => JSON.stringify(value);
const good = text(enrolment('hostile'));

describe('bodies', () => {
  const deep = '['.repeat(20_000) + ']'.repeat(20_000);
  const deepObjects = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
  const twice = good.replace('"id":', '"id":"x","id":');
  const twiceEscaped = good.replace('"id":', '"\\u0069d":"x","id":');
  const prototype = good.replace('"data":{', '"data":{"__proto__":{"isAdmin":true},');
  const prototypeEscaped = good.replace('"data":{', '"data":{"__pr\\u006fto__":1,');

  test.each<[string, string | Uint8Array<ArrayBuffer>]>([
    ['20,000 arrays deep', deep],
    ['20,000 objects deep', deepObjects],
    ['deep and unfinished', '[{"a":'.repeat(5_000)],
    [
      'data 33 deep',
      text({ ...enrolment('x'), data: JSON.parse('['.repeat(33) + ']'.repeat(33)) }),
    ],
    ['a key twice', twice],
    ['a key twice, escaped', twiceEscaped],
    ['__proto__', prototype],
    ['__proto__, escaped', prototypeEscaped],
    ['constructor', good.replace('"data":{', '"data":{"constructor":{"prototype":{}},')],
    ['not UTF-8', Buffer.from(good.replace('Contoso', 'Conto\xff'), 'latin1')],
    ['UTF-16', Buffer.from(good, 'utf16le')],
    ['a lone surrogate', good.replace('Contoso', '\\ud800')],
    ['NUL', `${good}\0`],
    ['two values', good + good],
    ['a number too large', good.replace('"Contoso"', '1e400')],
    ['a million digits', good.replace('"Contoso"', '9'.repeat(60_000))],
    ['NaN', good.replace('"Contoso"', 'NaN')],
    ['a string', '"x"'],
    ['null', 'null'],
    ['nothing', ''],
  ])('%s', async (_name, body) => {
    for (const mediaType of [ONE, 'application/json']) {
      const { status, body: problem } = await stage.submit(body, mediaType);
      expect([400, 413, 422]).toContain(status);
      expect(problem).toMatchObject({
        status,
        type: expect.stringMatching(/^urn:assay:problem:/),
      });
    }
    const { status, body: summary } = await stage.submit(body, LINES);
    expect(status).toBe(200);
    expect(summary).toMatchObject({ accepted: 0 });
  });

  test('a key __proto__ pollutes nothing', async () => {
    for (const mediaType of TYPES) await stage.submit(prototype, mediaType);
    const { body } = await stage.get('/v1/organizations/contoso/standing');
    expect(body).not.toHaveProperty('isAdmin');
  });

  test.each(TYPES)('encodings are refused unread, as %s', async (mediaType) => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(50_000_000)));
    for (const encoding of ['gzip', 'br', 'deflate', 'identity', 'gzip, gzip', 'x']) {
      expect(
        await stage.submit(bomb, mediaType, { headers: { 'content-encoding': encoding } }),
      ).toMatchObject({ status: 415, body: { code: 'content-encoding-unsupported' } });
    }
    const { status } = await stage.submit(bomb, mediaType);
    expect(status).toBe(mediaType === LINES ? 200 : 400);
  });

  test.each([
    ['application/cloudevents+json; charset=latin1', 'charset-unsupported'],
    ['application/x-ndjson; charset=utf-16', 'charset-unsupported'],
    ['application/json; charset="iso-8859-1"', 'charset-unsupported'],
    ['application/cloudevents+json; charset', 'media-type-unsupported'],
    ['application/cloudevents+json;;', 'media-type-unsupported'],
    ['application/xml', 'media-type-unsupported'],
    ['text/plain', 'media-type-unsupported'],
    ['multipart/form-data; boundary=x', 'media-type-unsupported'],
    ['application/x-www-form-urlencoded', 'media-type-unsupported'],
    ['nonsense', 'media-type-unsupported'],
    ['/', 'media-type-unsupported'],
  ])('%s is refused', async (mediaType, code) => {
    expect(await stage.submit(good, mediaType)).toMatchObject({ status: 415, body: { code } });
  });

  test('without a Content-Type is refused', async () => {
    const response = await stage.service.fetch('/v1/events', {
      method: 'POST',
      body: new Uint8Array(Buffer.from(good)),
    });
    expect(response.status).toBe(415);
    const none = await stage.service.fetch('/v1/events', { method: 'POST' });
    expect(none.status).toBe(415);
  });

  test('a body too large is refused, whether it says its length or not', async () => {
    async function* endless() {
      for (let n = 0; n < 400; n += 1) yield new Uint8Array(65_536).fill(0x20);
    }
    for (const mediaType of [ONE, 'application/json', BATCH]) {
      const streamed = ReadableStream.from(endless()) as ReadableStream;
      expect(await stage.submit(streamed, mediaType)).toMatchObject({ status: 413 });
    }
  });

  test('a 2 MB id is refused in every place', async () => {
    const id = 'x'.repeat(2_000_000);
    expect(await stage.submit({ ...enrolment('x'), id })).toMatchObject({ status: 413 });
    expect(await stage.submit([{ ...enrolment('x'), id }], BATCH)).toMatchObject({
      status: 200,
      body: { rejected: 1, results: [{ code: 'fact-too-large' }] },
    });
    expect(await stage.submit({ ...enrolment('x'), id }, LINES)).toMatchObject({
      status: 200,
      body: { rejected: 1, results: [{ code: 'fact-too-large' }] },
    });
    expect(await stage.get(`/v1/organizations/${id}/standing`)).toMatchObject({
      status: 431,
      body: { code: 'headers-too-large' },
    });
    expect(await stage.submit(good, ONE, { headers: { 'ce-id': id } })).toMatchObject({
      status: 431,
    });
  });
});

describe('addresses', () => {
  test.each<[string, number]>([
    ['/v1/organizations/contoso/standing?asOf=2018-02-30', 400],
    ['/v1/organizations/contoso/standing?asOf=1989-12-31', 400],
    ['/v1/organizations/contoso/standing?asOf=', 400],
    ['/v1/organizations/contoso/standing?asof=2018-01-01', 400],
    ['/v1/organizations/contoso/standing?asOf=2018-01-01&asOf=2018-01-01', 400],
    ['/v1/organizations/contoso/standing?organizationId=contoso', 400],
    ['/v1/organizations/contoso/standing?__proto__=1', 400],
    ['/v1/organizations/contoso/standing?constructor=1', 400],
    ['/v1/organizations/contoso/standing?asOf[]=2018-01-01', 400],
    ['/v1/organizations/contoso/standing?knownAt=-1', 400],
    ['/v1/organizations/contoso/standing?knownAt=99999999999999999999', 400],
    ['/v1/organizations/contoso/standing?knownAt=2018', 400],
    ['/v1/organizations/contoso/standing?knownAt=2018-01-01', 400],
    ['/v1/organizations/contoso/standing?option=nonsense', 400],
    ['/v1/organizations/contoso/standing?edition=nonsense', 400],
    ['/v1/organizations/contoso/standing?minRevision=1e3', 400],
    [`/v1/organizations/contoso/standing?option=${'x'.repeat(10_000)}`, 400],
    ['/v1/organizations/contoso/history', 400],
    ['/v1/organizations/contoso/facts?limit=0', 400],
    ['/v1/organizations/contoso/facts?limit=1001', 400],
    ['/v1/organizations/contoso/facts?limit=ten', 400],
    ['/v1/organizations/contoso/facts?after=-1', 400],
    ['/v1/organizations/contoso/facts?type=Unheard', 400],
    ['/v1/organizations?after=%00', 400],
    ['/v1/organizations?after=bm9uc2Vuc2UgaGVyZQ', 400],
    ['/v1/organizations?q=', 400],
    ['/v1/organizations?tier=platinum', 400],
    ['/v1/programs?x', 400],
    ['/v1/keys?x=1', 400],
    ['/livez?x=1', 400],
    ['/v1/organizations/..%2f..%2fetc%2fpasswd/standing', 400],
    ['/v1/organizations/%00/standing', 400],
    ['/v1/organizations/%C3%28/standing', 400],
    ['/v1/organizations/%/standing', 400],
    ['/v1/organizations/a%20b/standing', 400],
    [`/v1/organizations/${'x'.repeat(65)}/standing`, 400],
    [`/v1/organizations/${'x'.repeat(10_000)}/standing`, 400],
    ['/v1/organizations//standing', 404],
    ['/v1/organizations/nobody/standing', 404],
    ['/v1/organizations/constructor/standing', 404],
    ['/v1/organizations/contoso/standings', 404],
    ['/v1', 404],
    ['/v1/events/', 404],
    ['/docs/..%2f..%2fpackage.json', 400],
    ['/docs/package.json', 400],
  ])('%s: %i', async (path, status) => {
    const answer = await stage.get(path);
    expect(answer).toMatchObject({ status, body: { status, code: expect.any(String) } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test.each([
    ['GET', '/v1/events', 'POST'],
    ['PUT', '/v1/keys', 'GET, HEAD, POST'],
    ['POST', '/v1/organizations/contoso/standing', 'GET, HEAD'],
    ['DELETE', '/livez', 'GET, HEAD'],
    ['OPTIONS', '/v1/events', 'POST'],
    ['PROPFIND', '/v1/programs', 'GET, HEAD'],
  ])('%s %s is not allowed', async (method, path, allow) => {
    const response = await stage.service.fetch(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ code: 'method-not-allowed' });
  });
});

describe('bytes on the wire', () => {
  const head = `Host: x\r\nAuthorization: Bearer ${ADMIN_KEY}\r\n`;
  test.each<[string, string | Buffer, number]>([
    ['no HTTP at all', 'nonsense\r\n\r\n', 400],
    ['random bytes', Buffer.from([0, 255, 1, 254, 22, 3, 1, 13, 10, 13, 10]), 400],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['no host', 'GET /livez HTTP/1.1\r\n\r\n', 400],
    ['HTTP/9', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', 400],
    [
      '20 kB of headers',
      `GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['a NUL in a header', 'GET /livez HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n', 400],
    [
      'two lengths',
      `POST /v1/events HTTP/1.1\r\n${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx`,
      400,
    ],
    [
      'a length and chunks',
      `POST /v1/events HTTP/1.1\r\n${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'a length that is none',
      `POST /v1/events HTTP/1.1\r\n${head}Content-Length: ten\r\n\r\n`,
      400,
    ],
    [
      'a chunk that is none',
      `POST /v1/events HTTP/1.1\r\n${head}Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
    ['an expectation', 'GET /livez HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n', 417],
  ])('%s', async (_name, bytes, status) => {
    const answer = await rawExchange(stage.service.url, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ status });
  });

  test('a body that ends before its length is recorded no further, and nothing breaks', async () => {
    const line = text(enrolment('half-a-line'));
    const answer = await rawExchange(
      stage.service.url,
      `POST /v1/events HTTP/1.1\r\n${head}Connection: close\r\nContent-Type: application/x-ndjson\r\n` +
        `Content-Length: ${line.length + 10}\r\n\r\n${line.slice(0, 20)}`,
    );
    expect(answer).toBe('');
    expect((await stage.get('/v1/organizations/half-a-line/facts')).status).toBe(404);
  });
});

test('header values that could be a key in disguise', async () => {
  for (const authorization of [
    'Bearer',
    'Bearer ',
    `Basic ${ADMIN_KEY}`,
    `Bearer ${ADMIN_KEY} x`,
    'é',
  ]) {
    const response = await fetch(`${stage.service.url}/v1/programs`, {
      headers: { authorization: Buffer.from(authorization).toString('latin1') },
    });
    expect({ authorization, status: response.status }).toEqual({ authorization, status: 401 });
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
  }
});
