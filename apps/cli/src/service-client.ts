import type { Settings } from './settings.js';

/** The service could not be asked, or answered with a problem. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem';
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
  { body, contentType }: { readonly body?: string; readonly contentType?: string },
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
    );
  }
  if (response.ok) return response;
  const problem = await response.text();
  const hint = response.status === 401 ? ' Set ASSAY_API_KEY to a key of this service.' : '';
  throw new ServiceProblem(`${method} ${url}: ${response.status} ${detailOf(problem)}${hint}`);
}

function detailOf(text: string): string {
  try {
    const { code, detail } = JSON.parse(text) as { code?: string; detail?: string };
    return `${detail ?? text} (${code ?? 'no code'})`;
  } catch {
    return text;
  }
}
