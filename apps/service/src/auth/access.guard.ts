import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Key } from '@app/database';
import type { FastifyRequest } from 'fastify';
import { RateLimits } from '../access/rate-limits.js';
import { askedOf, readAsked } from '../http/asked.js';
import { servedOf } from '../openapi/serves.js';
import { Problem } from '../problems/problem.js';
import { refuseForged } from '../session/origin.js';
import { keyInCookie } from '../session/session-cookie.js';
import { KeyRing } from './key-ring.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key that the request came with; `null` on routes that need none. */
    key: Key | null;
  }
}

const CHALLENGE = { 'www-authenticate': 'Bearer realm="assay"' };

/** Who may ask what: the key, its role, its organizations, and then whether the question itself is one. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly keys: KeyRing,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const handler = context.getHandler();
    const { roles } = servedOf(handler);
    request.key = roles === 'anybody' ? null : await this.#keyOf(request);
    if (request.key !== null && roles !== 'anybody') {
      await this.limits.countKey(request.key.id);
      allowRole(request.key, roles);
      allowOrganization(request.key, request.params);
    }
    request.asked = readAsked(askedOf(handler), request);
    return true;
  }

  async #keyOf(request: FastifyRequest): Promise<Key> {
    const presented = presentedIn(request);
    if (presented === undefined) {
      await this.limits.countFailure(request.ip);
      throw new Problem('credentials-missing', 'send Authorization: Bearer <key>', {
        headers: CHALLENGE,
      });
    }
    const key = presented === null ? null : await this.keys.find(presented);
    if (key !== null) return key;
    await this.limits.countFailure(request.ip);
    throw new Problem('credentials-invalid', 'the key is unknown, revoked or expired', {
      headers: { 'www-authenticate': `${CHALLENGE['www-authenticate']}, error="invalid_token"` },
    });
  }
}

/** The key in the header, or else in the cookie; `null` where the header holds none, `undefined` where there is neither. */
function presentedIn(request: FastifyRequest): string | null | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return bearerIn(authorization);
  const inCookie = keyInCookie(request);
  if (inCookie !== undefined) refuseForged(request);
  return inCookie;
}

/** The key that an Authorization header presents; `null` where it holds none. */
export function bearerIn(authorization: string): string | null {
  return /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization)?.[1] ?? null;
}

function allowRole({ role }: Key, roles: readonly string[]): void {
  if (roles.includes(role)) return;
  const detail = `a key with the role ${role} may not do this; ${roles.join(', ')} may`;
  throw new Problem('role-not-allowed', detail);
}

function allowOrganization({ organizations }: Key, params: unknown): void {
  const { organizationId } = params as { readonly organizationId?: string };
  if (organizations === undefined || organizationId === undefined) return;
  if (organizations.includes(organizationId)) return;
  throw new Problem('organization-not-allowed', 'the key is limited to other organizations');
}
