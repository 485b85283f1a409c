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

const READ_BYTES = 65_536;

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
  await Promise.all(
    Array.from({ length: Math.min(connections, requests.length) }, () =>
      drive(Number(port), hostname, take, answers),
    ),
  );
  if (answers.length !== requests.length) {
    throw new Error(`${answers.length} answers to ${requests.length} requests`);
  }
  return answers;
}

/** What is read comes into one buffer of the connection: a stream of pieces costs as much as all else that is done here. */
function drive(
  port: number,
  host: string,
  take: () => Buffer | undefined,
  answers: Answered[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    let sentAt = 0;
    const sendNext = (): void => {
      const request = take();
      if (request === undefined) {
        socket.destroy();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    const read = (bytes: number, buffer: Uint8Array): boolean => {
      text += (buffer as Buffer).toString('latin1', 0, bytes);
      try {
        const answer = wholeAnswer(text);
        if (answer === null) return true;
        answers.push({ ...answer, ms: performance.now() - sentAt });
        text = '';
        sendNext();
      } catch (error) {
        socket.destroy(error as Error);
      }
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafe(READ_BYTES), callback: read };
    const socket: Socket = connect({ port, host, noDelay: true, onread });
    socket.once('connect', sendNext).once('error', reject);
    socket.once('close', () => {
      resolve();
    });
  });
}

/** The answer in `text`, which has a character for each byte, or `null` while some of it is on its way. */
function wholeAnswer(text: string): Omit<Answered, 'ms'> | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (length === undefined) throw new Error(`an answer without a length: ${text}`);
  const bodyAt = headEnd + 4;
  if (text.length - bodyAt < Number(length)) return null;
  const body = Buffer.from(text.slice(bodyAt), 'latin1').toString();
  return { status: Number(text.slice(9, 12)), body };
}
