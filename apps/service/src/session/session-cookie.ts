import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * A browser keeps the key itself, where no script reads it. There is no table of sessions: any instance takes the cookie, and a key
 * that is revoked ends every session it began.
 */
const NAME = 'assay';
/** Browsers take a cookie of such a name only over https, and only from the host itself. */
const SECURE_NAME = `__Host-${NAME}`;

/** The key that a browser was signed in with; `undefined` where the request brings none. */
export function keyInCookie(request: FastifyRequest): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined) return undefined;
  const key = request.server.parseCookie(cookie)[nameFor(request)];
  return key === '' ? undefined : key;
}

/** Signs the browser in with `key` until it is closed. */
export function setKeyCookie(reply: FastifyReply, key: string): void {
  void reply.setCookie(nameFor(reply.request), key, attributesFor(reply.request));
}

/** Signs the browser out. */
export function clearKeyCookie(reply: FastifyReply): void {
  void reply.clearCookie(nameFor(reply.request), attributesFor(reply.request));
}

function nameFor(request: FastifyRequest): string {
  return isSecure(request) ? SECURE_NAME : NAME;
}

function attributesFor(request: FastifyRequest) {
  return { httpOnly: true, path: '/', sameSite: 'strict', secure: isSecure(request) } as const;
}

/** As the trusted proxies tell it, too. */
function isSecure({ protocol }: FastifyRequest): boolean {
  return protocol === 'https';
}
