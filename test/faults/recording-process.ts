/**
 * The part of the built program in `ASSAY_BUILT` that records: its log, its database and its recorder, behind the routes by which facts come in. It is
 * there in a fifth of the time that all of the program takes, so that it can be killed a thousand times.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type * as Databases from '@app/database';
import type { Fact } from '@app/domain';
import type * as EventStores from '@app/event-store';
import type * as Recording from '@app/recording';

const library = async (name: string): Promise<unknown> =>
  await import(
    pathToFileURL(join(process.env['ASSAY_BUILT'] ?? '', 'modules/libs', name, 'src/index.js')).href
  );
const { OutcomeUnknown, openEventStore, StoreFull, StoreUnavailable } = (await library(
  'event-store',
)) as typeof EventStores;
const { isUnavailable, keepPersonalData, openDatabase } = (await library(
  'database',
)) as typeof Databases;
const { readFacts, Recorder } = (await library('recording')) as typeof Recording;

/** Who it is that sends. */
const SENDER = { recordedBy: 'faults' };

interface Answer {
  readonly status: number;
  readonly body: object;
}

async function start(): Promise<void> {
  const directory = process.env['ASSAY_DATA_DIR'] ?? '';
  const writesInThread = process.env['ASSAY_WRITES_IN_THREAD'] !== 'false';
  const store = await openEventStore({ directory, writesInThread });
  const database = await openDatabase({ directory });
  const recorder = new Recorder({
    store,
    keepPersonalData: (rows) => keepPersonalData(database, rows),
  });

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const organizationId = /^\/v1\/organizations\/(\w+)\/facts$/.exec(pathname)?.[1];
    if (organizationId !== undefined) {
      const after = Number(searchParams.get('after') ?? -1);
      const facts = await readFacts(store, organizationId, { after, limit: 1_000 });
      const body = { facts: facts.map((fact) => ({ revision: fact.revision, event: fact })) };
      return { status: after === -1 && facts.length === 0 ? 404 : 200, body };
    }
    if (pathname !== '/v1/events') return { status: 200, body: {} };
    const facts = factsIn(await text(request), String(request.headers['content-type']));
    const { outcomes } =
      searchParams.get('atomic') === 'true'
        ? await recorder.recordAtomically(facts, SENDER)
        : { outcomes: await recorder.record(facts, SENDER) };
    const count = (status: string): number =>
      outcomes.filter((outcome) => outcome.status === status).length;
    const [accepted, duplicates] = [count('accepted'), count('duplicate')];
    const isOneAccepted = facts.length === 1 && accepted === 1;
    return { status: isOneAccepted ? 201 : 200, body: { accepted, duplicates } };
  };

  const server = createServer((request, response) => {
    void answerTo(request).catch(answerOf).then(sentTo(response));
  });
  // A connection that is closed for having been idle may be one that a request is on its way on.
  server.keepAliveTimeout = 0;
  process.once('SIGTERM', () => {
    server.close(() => void store.close().then(() => database.close()));
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`What records listens on http://127.0.0.1:${port}\n`);
  });
}

function factsIn(body: string, mediaType: string): Fact[] {
  if (mediaType.includes('ndjson')) {
    return body.split('\n').map((line) => JSON.parse(line) as Fact);
  }
  const said = JSON.parse(body) as Fact | Fact[];
  return Array.isArray(said) ? said : [said];
}

/** In the words of the API. */
function answerOf(error: unknown): Answer {
  const code =
    error instanceof OutcomeUnknown
      ? 'outcome-unknown'
      : error instanceof StoreFull
        ? 'store-full'
        : error instanceof StoreUnavailable || isUnavailable(error)
          ? 'store-unavailable'
          : 'internal-error';
  return { status: code === 'internal-error' ? 500 : 503, body: { code, detail: String(error) } };
}

const sentTo =
  (response: ServerResponse) =>
  ({ status, body }: Answer): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

try {
  await start();
} catch (error) {
  process.stderr.write(`Assay could not start.\n${String(error)}\n`);
  process.exitCode = 1;
}
