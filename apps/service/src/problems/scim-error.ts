import type { Problem } from './problem.js';

export const SCIM_MEDIA_TYPE = 'application/scim+json';

export function isScim(url: string): boolean {
  return url.startsWith('/scim/');
}

/** A problem as identity providers read it (RFC 7644, section 3.12). */
export function scimErrorOf({ status, detail, code, extras }: Problem): object {
  const scimType = extras.members?.['scimType'];
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
    code,
  };
}
