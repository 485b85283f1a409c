import { type Settings, UsageError } from './settings.js';

/** The service could not be asked, or answered with a problem. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem';

  constructor(
    message: string,
    /** Of the problem. */
    readonly code: string,
    /** Whether it is what was asked for that cannot be understood, or is not there: the service itself works. */
    readonly isOfUsage = false,
  ) {
    super(message);
  }
}

/** Said by whatever is at an address that is not the service's. */
const OF_ADDRESS = ['route-unknown', 'no-problem'];

/** Throws `UsageError` where no service is named, which alone has `what`. */
export function expectService({ serviceUrl }: Settings, what: string): void {
  if (serviceUrl !== undefined) return;
  throw new UsageError(
    `${what} are the service's: set ASSAY_URL, and ASSAY_API_KEY to a key of it`,
  );
}

/** The JSON that the service answers; rejects with `ServiceProblem` on anything but a 2xx. */
export async function callService<T>(
  settings: Settings,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await requestService(settings, method, path, {
    ...(body === undefined ? {} : { body: JSON.stringify(body), contentType: 'application/json' }),
  });
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** As `callService`, with a body of any type. */
export async function requestService(
  { serviceUrl, apiKey }: Settings,
  method: string,
  path: string,
  { body, contentType }: { readonly body?: string | FormData; readonly contentType?: string },
): Promise<Response> {
  const url = `${serviceUrl ?? ''}${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
      },
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    throw new ServiceProblem(
      `${url} cannot be reached (${String(cause)}); is the service running, and ASSAY_URL right?`,
      'service-unreachable',
    );
  }
  if (response.ok) return response;
  const problem = await response.text();
  const hint = response.status === 401 ? ' Set ASSAY_API_KEY to a key of this service.' : '';
  const { code, detail } = problemOf(problem);
  const isOfUsage = [400, 404].includes(response.status) && !OF_ADDRESS.includes(code);
  const message = `${method} ${url}: ${response.status} ${detail} (${code})${hint}`;
  throw new ServiceProblem(message, code, isOfUsage);
}

/** What answers may be something in between that is no service of ours. */
function problemOf(text: string): { readonly code: string; readonly detail: string } {
  try {
    const { code, detail } = JSON.parse(text) as { code?: string; detail?: string };
    return { code: code ?? 'no-problem', detail: detail ?? text };
  } catch {
    return { code: 'no-problem', detail: text };
  }
}
