import { ErrorType, isCommandError } from '@eventstore/db-client';
import { OutcomeUnknown, type StoreError, StoreUnavailable } from './errors.js';

/** Refusals that a server gives before it writes anything. */
const REFUSALS: ReadonlySet<string> = new Set([
  ErrorType.NOT_LEADER,
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.STREAM_DELETED,
]);

/** Said before a call has got a connection to be sent on: by the gRPC client, and by the search for a node. */
const NOTHING_WAS_SENT = /No connection established|^Failed to discover/;

/** The client's name for what went wrong, or `''` where the error is none of its own. */
export function errorType(error: unknown): string {
  return error instanceof Error && isCommandError(error) ? error.type : '';
}

/**
 * The operating error for an append that failed. Whatever is not certain to have stored nothing is of unknown outcome: a
 * deadline, a lost connection, a cancelled call, an error nobody foresaw. `details` end the message.
 */
export function errorOfAppend(error: unknown, stream: string, details: string): StoreError {
  const because = error instanceof Error ? error.message : String(error);
  if (REFUSALS.has(errorType(error)) || NOTHING_WAS_SENT.test(because)) {
    return new StoreUnavailable(
      `EventStoreDB took no append to ${stream} (${because}); nothing was stored.${details}`,
      { cause: error },
    );
  }
  return new OutcomeUnknown(
    `EventStoreDB gave no answer to an append to ${stream} (${because}). The same append again settles it.`,
    { cause: error },
  );
}

export function errorOfRead(error: unknown, details: string): StoreError {
  const because = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(`EventStoreDB cannot be read now (${because}).${details}`, {
    cause: error,
  });
}

/** Whether the client has given up looking for a node, which hides what is wrong with each. */
export function isFailedDiscovery(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Failed to discover');
}
