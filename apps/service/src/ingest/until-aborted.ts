import { Problem } from '../problems/problem.js';

/** What `source` gives until `signal` aborts; then rejects with a problem, also while it waits for more. */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const pieces = source[Symbol.asyncIterator]();
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(
        new Problem(
          'shutting-down',
          'the service stopped before the stream ended; send it again: what was recorded is answered as duplicates',
          { retryAfter: 5 },
        ),
      );
    };
  });
  stopped.catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    for (;;) {
      const next = await Promise.race([pieces.next(), stopped]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
