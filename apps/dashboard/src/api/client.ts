import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type Schemas = components['schemas'];
type Problem = Schemas['Problem'];

/** The service, asked with the cookie of the session. Every answer goes through `answer`. */
export const api = createClient<paths>({ baseUrl: location.origin });

/** What the service refused, or that it could not be reached (`code` `unreachable`). */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    /** 0 = no answer. */
    readonly status: number,
    readonly code: NonNullable<Problem['code']> | 'unreachable' | 'not-understood',
    detail: string,
    readonly errors: NonNullable<Problem['errors']> = [],
    /** Seconds after which to try again, where the service says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
  }
}

interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer; throws a `Refusal` for every other outcome. */
export async function answer<Data>(asked: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Refusal(0, 'unreachable', String(cause));
  });
  if (response.ok) return data as Data;
  throw refusalOf(response, error);
}

function refusalOf(response: Response, error: unknown): Refusal {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const { code, detail, title, errors } = (
    typeof error === 'object' ? error : {}
  ) as Partial<Problem>;
  return new Refusal(
    response.status,
    code ?? 'not-understood',
    detail ?? title ?? response.statusText,
    errors ?? [],
    Number.isFinite(retryAfter) ? retryAfter : null,
  );
}
