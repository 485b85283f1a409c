import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RunningService } from '../../support/service.js';

const directory = mkdtempSync(join(tmpdir(), 'assay-page-'));
const INDEX = '<!doctype html><title>Assay</title>';
const SCRIPT = 'export const page = 1;';
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let withPage: RunningService;
let without: RunningService;

beforeAll(async () => {
  const programs = ['with', 'without'].map(builtProgram);
  layPage(join(String(programs[0]), 'apps/dashboard'));
  [withPage, without] = (await Promise.all(
    programs.map((built, index) =>
      RunningService.start({ built, dataDirectory: join(directory, `data-${index}`) }),
    ),
  )) as [RunningService, RunningService];
});
afterAll(async () => {
  await Promise.all([withPage.stop(), without.stop()]);
  rmSync(directory, { recursive: true, force: true });
});

/** A copy of the built program that has no page. */
function builtProgram(name: string): string {
  const folder = join(directory, name);
  for (const part of ['apps/service', 'chunks']) {
    cpSync(resolve('dist', part), join(folder, 'dist', part), { recursive: true });
  }
  for (const part of ['node_modules', 'libs', 'package.json']) {
    symlinkSync(resolve(part), join(folder, part));
  }
  return join(folder, 'dist');
}

/** As the build leaves a page: texts with what they are compressed to. */
function layPage(folder: string): void {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const [path, text] of [
    ['index.html', INDEX],
    ['assets/index-4f3a.js', SCRIPT],
  ] as const) {
    writeFileSync(join(folder, path), text);
    writeFileSync(join(folder, `${path}.gz`), gzipSync(text));
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(text));
  }
  writeFileSync(join(folder, 'assay.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

async function get(path: string, headers: Record<string, string> = {}, service = withPage) {
  const response = await fetch(`${service.url}${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the page', () => {
  test.each([
    '/',
    '/?lang=fr',
    '/organizations/contoso',
    '/organizations/a.b/people?asOf=2018-01-01',
  ])('is what a browser gets at %s', async (path) => {
    const answer = await get(path, HTML);
    expect(answer).toMatchObject({ status: 200, text: INDEX });
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('runs its own scripts and styles alone, and stands in no frame', async () => {
    const { headers } = await get('/', HTML);
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['br', 'gzip, br'],
    ['gzip', 'gzip'],
    [null, 'identity'],
  ])('has its assets kept for good, compressed as %s for who takes %s', async (encoding, takes) => {
    const { status, headers, text } = await get('/assets/index-4f3a.js', {
      'accept-encoding': takes,
    });
    expect({ status, text }).toEqual({ status: 200, text: SCRIPT });
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('content-type')).toMatch(/^(?:text|application)\/javascript/);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('vary')).toContain('accept-encoding');
  });

  test('is asked for again only when it changed', async () => {
    const etag = (await get('/', HTML)).headers.get('etag') ?? '';
    expect(
      await get('/', { ...HTML, 'if-none-match': etag, 'cache-control': 'max-age=0' }),
    ).toMatchObject({ status: 304 });
  });

  test('has files that need no compression', async () => {
    const { status, headers } = await get('/assay.svg');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/svg+xml');
  });

  test.each([
    ['/v1/nothing', HTML],
    ['/v1', HTML],
    ['/scim/v2/nothing', HTML],
    ['/docs/nothing/there', HTML],
    ['/assets/index-old.js', HTML],
    ['/assets/', HTML],
    ['/organizations/contoso', { accept: 'application/json' }],
    ['/nothing.js', {}],
    ['/assets/..%2f..%2fservice/src/main.js', {}],
    ['/%2e%2e/service/src/main.js', HTML],
  ])('is not what %s is', async (path, headers) => {
    const answer = await get(path, headers as Record<string, string>);
    const isView = answer.text === INDEX;
    // Whatever a browser may make of the address, it never leaves the folder of the page.
    if (path.startsWith('/%2e')) expect(answer.text).not.toContain('import');
    else expect({ status: answer.status, isView }).toEqual({ status: 404, isView: false });
  });

  test('leaves wrong methods to be told', async () => {
    const response = await withPage.fetch('/v1/events');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect((await withPage.fetch('/organizations/contoso', { method: 'POST' })).status).toBe(404);
  });

  test('is asked for by its head, too', async () => {
    const response = await fetch(withPage.url, { method: 'HEAD', headers: HTML });
    expect({ status: response.status, text: await response.text() }).toEqual({
      status: 200,
      text: '',
    });
  });
});

describe('where the page was not built', () => {
  test('the address says so, and what to do', async () => {
    const { status, text } = await get('/', HTML, without);
    expect(status).toBe(404);
    expect(text).toContain('npm run build');
    expect(text).toContain('/docs');
  });

  test('its views are nothing', async () => {
    expect(await get('/organizations/contoso', HTML, without)).toMatchObject({ status: 404 });
  });
});
