import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request as bytes, made before anything is timed. */
export function requestBytes({ method, path, headers = {}, body = '' }: Sent): Buffer {
  const lines = Object.entries({
    host: 'bench',
    ...headers,
    ...(method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/**
 * Sends `requests` over `connections` kept open, one at a time on each, and returns the answers in the order in which they came. It
 * reads no more of HTTP than that takes: on a machine with two cores a client of its own weight would be measured, too.
 */
export async function overConnections(
  url: string,
  connections: number,
  requests: readonly Buffer[],
): Promise<Answered[]> {
  const { hostname, port } = new URL(url);
  const answers: Answered[] = [];
  let next = 0;
  const take = (): Buffer | undefined => requests[next++];
  const sockets = await Promise.all(
    Array.from({ length: Math.min(connections, requests.length) }, async () => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      await once(socket, 'connect');
      return socket;
    }),
  );
  await Promise.all(sockets.map((socket) => drive(socket, take, answers)));
  if (answers.length !== requests.length) {
    throw new Error(`${answers.length} answers to ${requests.length} requests`);
  }
  return answers;
}

async function drive(
  socket: Socket,
  take: () => Buffer | undefined,
  answers: Answered[],
): Promise<void> {
  let text = '';
  let sentAt = performance.now();
  const first = take();
  if (first === undefined) return void socket.destroy();
  socket.write(first);
  socket.setEncoding('utf8');
  for await (const piece of socket as AsyncIterable<string>) {
    text += piece;
    const answer = wholeAnswer(text);
    if (answer === null) continue;
    const now = performance.now();
    answers.push({ ...answer, ms: now - sentAt });
    text = '';
    const request = take();
    if (request === undefined) break;
    sentAt = now;
    socket.write(request);
  }
  socket.destroy();
}

/** The answer, or `null` while some of it is on its way. */
function wholeAnswer(text: string): Omit<Answered, 'ms'> | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = text.slice(0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${head}`);
  const body = text.slice(headEnd + 4);
  if (Buffer.byteLength(body) < Number(length)) return null;
  return { status: Number(head.slice(9, 12)), body };
}
