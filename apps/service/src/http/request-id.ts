import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Of this process alone; drawing random bytes for every request costs more than routing it. */
const OUR_IDS = randomBytes(12).toString('hex');
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

let requests = 0;

/** The caller's id for its request where that is fit to be logged, else one of ours, another with each call. */
export function requestIdOf({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && REQUEST_ID.test(given)) return given;
  requests += 1;
  return `${OUR_IDS}-${requests}`;
}
