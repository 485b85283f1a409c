import { Problem } from '../problems/problem.js';

/** What `source` gives until `signal` aborts; then rejects with a problem, also while it waits for more. */
export async function* untilAborted<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const pieces = source[Symbol.asyncIterator]();
  let stop: (problem: Problem) => void = () => undefined;
  const onAbort = () => {
    stop(stopped());
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      if (signal.aborted) throw stopped();
      // No `Promise.race` with one promise of the abort: it would hold every piece until then.
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        stop = reject;
        pieces.next().then(resolve, reject);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function stopped(): Problem {
  return new Problem(
    'shutting-down',
    'the service stopped before the stream ended; send it again: what was recorded is answered as duplicates',
    { retryAfter: 5 },
  );
}
