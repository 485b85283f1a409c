import type { Socket } from 'node:net';
import { Problem } from './problem.js';

interface ParserError extends Error {
  readonly code?: string;
}

/** Answers bytes that never became a request (a header that does not end, no HTTP at all) and closes the connection. */
export function answerClientError(error: ParserError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOfParserError(error.code);
  const body = JSON.stringify(problem.body);
  const headers = {
    ...problem.headers,
    'content-length': String(body.length),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${problem.status} ${REASONS[problem.status] ?? 'Error'}\r\n${lines.join('')}\r\n${body}`,
  );
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

function problemOfParserError(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(
        'headers-too-large',
        'the address and headers are more than 16 kB together',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-timeout', 'the request did not arrive in time');
    default:
      return new Problem('malformed-request', 'the bytes that were sent are not an HTTP request');
  }
}
