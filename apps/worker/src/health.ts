import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { equalHashes, findKey, sha256 } from '@app/database';
import { dayIn } from '@app/domain';
import { condition, type Damage, type Runtime, untilAnswering } from '@app/hosting';
import type { Registry } from 'prom-client';

export interface Health {
  readonly runtime: Runtime;
  readonly damage: Damage;
  readonly registry: Registry;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
  readonly isStopping: () => boolean;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What a worker answers, with the same meaning as the service's: `/livez`, `/readyz`, and `/metrics` for whoever has a key. */
export function healthServer(health: Health): Server {
  return createServer((request, response) => {
    void answered(health, request, response);
  });
}

async function answered(
  health: Health,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, type, body } = await answerOf(health, request).catch((error: unknown) => {
    health.runtime.log.error({ stack: String(error) }, 'a question about health was not answered');
    return problem(500, 'internal-error', 'the worker could not answer');
  });
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  response.writeHead(status, { 'content-type': type, ...challenge }).end(body);
  request.resume();
}

async function answerOf(
  health: Health,
  { method, url, headers }: IncomingMessage,
): Promise<Answer> {
  if (method !== 'GET') return problem(405, 'method-not-allowed', 'a worker is only asked: GET');
  switch (url) {
    case '/livez':
      return json({ status: 'alive' });
    case '/readyz':
      return await readiness(health);
    case '/metrics': {
      if (!(await isKey(health, headers.authorization))) {
        return problem(401, 'credentials-invalid', 'send a key: Authorization: Bearer <key>');
      }
      const { registry } = health;
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    }
    default:
      return problem(404, 'route-unknown', 'a worker answers /livez, /readyz and /metrics');
  }
}

async function readiness({ runtime, damage, isStopping }: Health): Promise<Answer> {
  if (isStopping()) return problem(503, 'shutting-down', 'the worker is stopping');
  try {
    await untilAnswering(runtime);
    return json(await condition(runtime, damage));
  } catch {
    return problem(503, 'store-unavailable', 'the event store or the database does not answer');
  }
}

async function isKey({ runtime, now }: Health, authorization = ''): Promise<boolean> {
  const presented = /^Bearer (\S+)$/i.exec(authorization)?.[1];
  if (presented === undefined) return false;
  const { adminKey, timeZone } = runtime.config;
  if (adminKey !== undefined && equalHashes(sha256(presented), sha256(adminKey))) return true;
  return (await findKey(runtime.database, presented, dayIn(timeZone, now()))) !== null;
}

function json(body: object): Answer {
  return { status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

function problem(status: number, code: string, detail: string): Answer {
  const body = JSON.stringify({ type: `urn:assay:problem:${code}`, status, code, detail });
  return { status, type: 'application/problem+json', body };
}
