import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ADMIN_KEY, booking, enrolment, event, Stage } from './support.js';

const MAIN = resolve('dist/apps/service/src/main.js');
const COMMAND = resolve('dist/apps/cli/src/main.js');

// A test that fails leaves its service behind.
afterAll(() => Stage.disposeAll());

/** Runs the program to its end, or to SIGTERM once it says that it listens; what it wrote and how it ended. */
async function run(environment: Record<string, string>, args: readonly string[] = [MAIN]) {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ASSAY_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  const errors = (async () => {
    let text = '';
    for await (const piece of child.stderr.setEncoding('utf8')) text += String(piece);
    return text;
  })();
  let output = '';
  for await (const piece of child.stdout.setEncoding('utf8')) {
    output += String(piece);
    if (output.includes('npm run demo')) child.kill('SIGTERM');
  }
  await gone;
  return { exitCode: child.exitCode, output, errors: await errors };
}

/** Every file below `directory`, by its path from there. */
function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(directory, path)).isFile(),
  );
}

describe('starting', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'assay-service-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test('is what `assay serve` does, too', async () => {
    const data = mkdtempSync(join(tmpdir(), 'assay-service-'));
    const served = await run({}, [COMMAND, '--data-dir', data, 'serve']);
    expect(served).toMatchObject({ exitCode: 0 });
    expect(served.output).toMatch(/listens on http:\/\/127\.0\.0\.1:\d+/);
    expect(readdirSync(data)).toContain('read-models.db');
    rmSync(data, { recursive: true });
  });

  test("shows an administrator's key at the first start, and never again", async () => {
    const first = await run({ ASSAY_DATA_DIR: directory });
    expect(first).toMatchObject({ exitCode: 0 });
    const [secret = ''] = /assay_[0-9a-f]{16}_[A-Za-z0-9_-]{43}/.exec(first.output) ?? [];
    expect(secret).not.toBe('');
    expect(first.output).toMatch(/listens on http:\/\/127\.0\.0\.1:\d+/);
    expect(first.errors).not.toContain(secret.slice(-43));
    const second = await run({ ASSAY_DATA_DIR: directory });
    expect(second.exitCode).toBe(0);
    expect(second.output + second.errors).not.toMatch(/assay_[0-9a-f]{16}_/);
    for (const file of filesIn(directory)) {
      expect(readFileSync(join(directory, file)).includes(secret.slice(-43))).toBe(false);
    }
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['a short administrator key', { ASSAY_ADMIN_KEY: 'x'.repeat(31) }, /at least 32 characters/],
    ['a folder that cannot be made', { ASSAY_DATA_DIR: '/proc/assay/data' }, /ASSAY_DATA_DIR/],
  ])('is refused with %s', async (_name, environment, message) => {
    const { exitCode, errors, output } = await run({ ASSAY_DATA_DIR: directory, ...environment });
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: '' });
    expect(errors).toMatch(message);
    for (const secret of Object.values(environment).filter((value) => value.length > 30)) {
      expect(errors).not.toContain(secret);
    }
  });

  test('tells of settings that are none, and never what they are set to', async () => {
    const { exitCode, errors } = await run({
      ASSAY_DATA_DIR: directory,
      ASSAY_LOGLEVEL: 'a value that may be secret',
    });
    expect(exitCode).toBe(0);
    expect(errors).toContain('ASSAY_LOGLEVEL is no setting');
    expect(errors).toContain('did you mean ASSAY_LOG_LEVEL?');
    expect(errors).not.toContain('a value that may be secret');
  });

  test('is refused where another has the address or the files, and no key is lost', async () => {
    const stage = await Stage.open();
    const { port } = new URL(stage.service.url);
    const elsewhere = mkdtempSync(join(tmpdir(), 'assay-service-'));
    const sameAddress = await run({ ASSAY_DATA_DIR: elsewhere, ASSAY_PORT: port });
    expect(sameAddress).toMatchObject({ exitCode: 1, output: '' });
    expect(sameAddress.errors).toMatch(/address already in use/);
    const later = await run({ ASSAY_DATA_DIR: elsewhere });
    expect(later.output).toMatch(/assay_[0-9a-f]{16}_/);
    const sameFiles = await run({ ASSAY_DATA_DIR: stage.dataDirectory });
    expect(sameFiles).toMatchObject({ exitCode: 1, output: '' });
    expect(sameFiles.errors).toMatch(/is being written by process/);
    rmSync(elsewhere, { recursive: true });
    await stage.dispose();
  });
});

test('everything is there after a restart', async () => {
  const stage = await Stage.open();
  const fact = enrolment('contoso');
  await stage.submit(fact);
  await stage.submit(booking('contoso', 'b1'));
  const { key } = await stage.newKey({ role: 'read' });
  const before = await stage.get('/v1/organizations/contoso/facts', key);
  expect(await stage.restart()).toBe(0);
  expect((await stage.get('/v1/organizations/contoso/facts', key)).body).toEqual(before.body);
  expect((await stage.submit(fact)).body).toMatchObject({ status: 'duplicate', revision: 0 });
  expect((await stage.submit(booking('contoso', 'b2'))).body).toMatchObject({ revision: 2 });
  await stage.dispose();
});

describe('stopping', () => {
  test('lets what is under way end, takes nothing new, and loses nothing', async () => {
    const stage = await Stage.open();
    await stage.submit(enrolment('contoso'));
    const bookings = Array.from({ length: 3_000 }, (_, n) => booking('contoso', `b${n}`));
    const lines = bookings.map((item) => `${JSON.stringify(item)}\n`);
    async function* slowly() {
      for (let n = 0; n < lines.length; n += 60) {
        yield new TextEncoder().encode(lines.slice(n, n + 60).join(''));
        await new Promise((wake) => setTimeout(wake, 80));
      }
    }
    const streaming = stage.submit(
      ReadableStream.from(slowly()) as ReadableStream,
      'application/x-ndjson',
    );
    // One that is not taken any more is refused or reset, and not acknowledged.
    const singles = Array.from({ length: 20 }, (_, n) =>
      stage.submit(booking('contoso', `single ${n}`)).catch(() => null),
    );
    await new Promise((wake) => setTimeout(wake, 250));
    const stopped = stage.service.stop('SIGTERM');
    // The signal takes its time to arrive; the stream goes on for seconds.
    const refused = async () =>
      (await fetch(`${stage.service.url}/livez`).catch(() => null)) === null;
    for (let tries = 0; tries < 400 && !(await refused()); tries += 1) {
      await new Promise((wake) => setTimeout(wake, 25));
    }
    expect(await refused()).toBe(true);
    expect(await streaming).toMatchObject({ status: 200, body: { accepted: 3_000, rejected: 0 } });
    const acknowledged = (await Promise.all(singles)).filter(
      (answer) => answer?.status === 201,
    ).length;
    expect(await stopped).toBe(0);
    await stage.restart();
    let facts = 0;
    for (let after = -1; ;) {
      const path = `/v1/organizations/contoso/facts?limit=1000&after=${after}`;
      const page = (await stage.get(path.replace('&after=-1', ''))).body['facts'] as unknown[];
      facts += page.length;
      after += page.length;
      if (page.length < 1_000) break;
    }
    expect(facts).toBe(1 + 3_000 + acknowledged);
    await stage.dispose();
  });

  test('ends a stream that does not end by itself', async () => {
    const stage = await Stage.open();
    let isOver = false;
    async function* endless() {
      while (!isOver) {
        yield new TextEncoder().encode(`${JSON.stringify(booking('nobody', 'b'))}\n`);
        await new Promise((wake) => setTimeout(wake, 200));
      }
    }
    const streaming = stage
      .submit(ReadableStream.from(endless()) as ReadableStream, 'application/x-ndjson')
      .catch(() => null);
    await new Promise((wake) => setTimeout(wake, 300));
    const start = performance.now();
    expect(await stage.service.stop('SIGTERM')).toBe(0);
    expect(performance.now() - start).toBeLessThan(30_000);
    isOver = true;
    // The client may find its connection closed before it has read the answer.
    const answer = await streaming;
    if (answer !== null) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'shutting-down' } });
    }
    await stage.dispose();
  });
});

test('personal data is in one file, then in none, and never in a log', async () => {
  const stage = await Stage.open({ ASSAY_LOG_LEVEL: 'trace' });
  const person = { organizationId: 'contoso', individualId: 'p1', effectiveOn: '2016-01-01' };
  const name = 'Zyxwvut Unforgettable';
  const email = 'unforgettable@example.org';
  await stage.submit(enrolment('contoso'));
  expect((await stage.submit(event('IndividualJoined', { ...person, name, email }))).status).toBe(
    201,
  );
  await stage.submit(event('IndividualJoined', { ...person, name: `${name}\u0000`, email }));
  await stage.get(`/v1/organizations?q=${encodeURIComponent(name)}`);
  await stage.get(`/v1/organizations/${encodeURIComponent(name)}/standing`);
  await stage.get(`/${encodeURIComponent(email)}`);
  const holders = () =>
    filesIn(stage.dataDirectory).filter((file) => {
      const bytes = readFileSync(join(stage.dataDirectory, file));
      return bytes.includes('Unforgettable') || bytes.includes('unforgettable@');
    });
  expect(holders().every((file) => file.startsWith('read-models.db'))).toBe(true);
  expect(holders()).not.toEqual([]);
  const path = '/v1/organizations/contoso/individuals/p1/personal-data';
  expect((await stage.service.fetch(path, { method: 'DELETE' })).status).toBe(204);
  expect(holders()).toEqual([]);
  expect((await stage.service.fetch(path, { method: 'DELETE' })).status).toBe(204);
  const nobody = path.replace('contoso', 'nobody');
  expect((await stage.service.fetch(nobody, { method: 'DELETE' })).status).toBe(404);
  await stage.service.stop();
  expect(stage.service.output()).toContain('"route":"/v1/events"');
  expect(stage.service.output()).not.toMatch(/unforgettable/i);
  expect(stage.service.output()).not.toContain(ADMIN_KEY);
  await stage.dispose();
});

test('the pages, the metrics and the headers', async () => {
  const stage = await Stage.open();
  await stage.submit(enrolment('contoso'));
  await stage.get('/v1/organizations/contoso/standing');
  await stage.get('/v1/organizations/nobody/standing');
  const metrics = await (await stage.service.fetch('/metrics')).text();
  expect(metrics).toMatch(/assay_facts_total\{outcome="accepted"\} 1/);
  expect(metrics).toMatch(
    /assay_http_request_duration_seconds_count\{method="GET",route="\/v1\/organizations\/:organizationId\/standing",status="404"\} 1/,
  );
  expect(metrics).toMatch(/assay_recording_duration_seconds_count 1/);
  expect(metrics).toMatch(/process_resident_memory_bytes/);
  expect(metrics).not.toContain('contoso');
  const docs = await fetch(`${stage.service.url}/docs`);
  expect(docs.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
  const page = await docs.text();
  expect(page).not.toMatch(/<script>|<style|style=|onload=/);
  for (const [, path] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
    const response = await fetch(`${stage.service.url}${path ?? ''}`);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
  }
  for (const path of ['/livez', '/nothing', '/v1/keys', '/docs', '/v1/organizations/%/standing']) {
    const { headers } = await fetch(`${stage.service.url}${path}`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(headers.get('x-request-id')).not.toBeNull();
  }
  const named = await stage.service.fetch('/livez', { headers: { 'x-request-id': 'mine-1' } });
  expect(named.headers.get('x-request-id')).toBe('mine-1');
  await stage.dispose();
});
