import { existsSync, readdirSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PAGE_HEADERS } from '../http/security-headers.js';

/** Where `npm run build` leaves it. */
const BUILT = join(findPackageJSON(import.meta.url) ?? 'package.json', '../dist/apps/dashboard');
const INDEX = '/index.html';
/** Their names have a hash of what they hold. */
const ASSETS = '/assets/';
/** What begins so is data or nothing; everything else that a browser goes to is a view of the page. */
const NO_VIEW = /^\/(?:v1|scim|docs|assets)(?:\/|$)/;
const NOT_BUILT =
  'Assay runs, but its page was not built: `npm run build` builds it.\nThe API is at /docs.\n';

/** Serves the page at `/` and at the address of each of its views, as the build left it in `folder`. */
export function servePage(fastify: FastifyInstance, folder = BUILT): void {
  const files = filesIn(folder);
  if (files.has(INDEX)) sendFilesOf(fastify, folder);
  fastify.get('/*', (request, reply) => {
    const [path = ''] = request.url.split('?');
    if (files.has(path)) return reply.sendFile(path);
    if (path === '/' && !files.has(INDEX))
      return reply.code(404).type('text/plain').send(NOT_BUILT);
    if (path === '/' || (isView(path, request) && files.has(INDEX))) return reply.sendFile(INDEX);
    reply.callNotFound();
    return reply;
  });
}

function sendFilesOf(fastify: FastifyInstance, folder: string): void {
  const assets = join(folder, ASSETS);
  void fastify.register(fastifyStatic, {
    root: folder,
    serve: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isAsset = path.startsWith(assets);
      const caching = isAsset ? 'public, max-age=31536000, immutable' : 'no-cache';
      response.headers({ ...PAGE_HEADERS, 'cache-control': caching });
    },
  });
}

function isView(path: string, { headers }: FastifyRequest): boolean {
  return !NO_VIEW.test(path) && headers.accept?.includes('text/html') === true;
}

/** Their addresses; none where the page was not built. */
function filesIn(folder: string): ReadonlySet<string> {
  if (!existsSync(join(folder, INDEX))) return new Set();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `/${relative(folder, join(parentPath, name))}`),
  );
}
