import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems/problem.js';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether the page that sends the request is one of ours. Browsers say so in `Sec-Fetch-Site`, and where they do not trust the
 * connection, in `Origin`; `null` = neither is there, and it is no browser's.
 */
function isFromOurPage({ headers, host }: FastifyRequest): boolean | null {
  const site = headers['sec-fetch-site'];
  // `none` is a person who typed the address, which has no method but GET.
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  if (origin === undefined) return null;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/** Throws a problem where the request changes something and does not say that it comes from our page: a cookie goes along unasked. */
export function refuseForged(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method) || isFromOurPage(request) === true) return;
  throw crossOrigin();
}

/** Throws a problem where the request says that it comes from another page. */
export function refuseOtherOrigin(request: FastifyRequest): void {
  if (isFromOurPage(request) === false) throw crossOrigin();
}

function crossOrigin(): Problem {
  return new Problem(
    'cross-origin',
    'who is signed in by a cookie can change something from the page of this service alone; other clients send Authorization: Bearer <key>',
  );
}
