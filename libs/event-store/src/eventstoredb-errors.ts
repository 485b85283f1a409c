import { ErrorType, isCommandError } from '@eventstore/db-client';
import {
  OutcomeUnknown,
  StoreAddressInvalid,
  type StoreError,
  StoreUnavailable,
} from './errors.js';

/** Refusals that a server gives before it writes anything. */
const REFUSALS: ReadonlySet<string> = new Set([
  ErrorType.ACCESS_DENIED,
  ErrorType.INVALID_ARGUMENT,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.STREAM_DELETED,
]);

/** Said before a call has got a connection to be sent on: by the gRPC client, and by the search for a node. */
const NOTHING_WAS_SENT = /No connection established|Name resolution failed|^Failed to discover/;

/** What is to be added to an error: the real cause and what to do, where more is known than the client says. */
export interface Details {
  /** Sentences, or empty. */
  readonly text: string;
  /** Whether it stays so until the address is changed. */
  readonly isMendedInAddress: boolean;
}

export const NO_DETAILS: Details = { text: '', isMendedInAddress: false };

/** The client's name for what went wrong, or `''` where the error is none of its own. */
export function errorType(error: unknown): string {
  return error instanceof Error && isCommandError(error) ? error.type : '';
}

/**
 * The operating error for an append that failed. Whatever is not certain to have stored nothing is of unknown outcome: a
 * deadline, a lost connection, a cancelled call, an error nobody foresaw; and all of an append that was sent before: what ended the
 * call of the first one may have come when that was stored.
 */
export async function errorOfAppend(
  error: unknown,
  { stream, isFirst }: { readonly stream: string; readonly isFirst: boolean },
  detailsOf: (error: unknown) => Promise<Details>,
): Promise<StoreError> {
  const because = messageOf(error);
  if (isFirst && (REFUSALS.has(errorType(error)) || NOTHING_WAS_SENT.test(because))) {
    return unavailable(
      `EventStoreDB took no append to ${stream} (${because}); nothing was stored.`,
      error,
      await detailsOf(error),
    );
  }
  return outcomeUnknown(stream, because, error);
}

/** Nobody can tell what became of an append, because of `because`. */
export function outcomeUnknown(stream: string, because: string, cause: unknown): OutcomeUnknown {
  return new OutcomeUnknown(
    `EventStoreDB gave no answer to an append to ${stream} (${because}). The same append again settles it.`,
    { cause },
  );
}

export function errorOfRead(error: unknown, details: Details): StoreUnavailable {
  return unavailable(`EventStoreDB cannot be read now (${messageOf(error)}).`, error, details);
}

function unavailable(
  message: string,
  cause: unknown,
  { text, isMendedInAddress }: Details,
): StoreUnavailable {
  const whole = text === '' ? message : `${message} ${text}`;
  return isMendedInAddress
    ? new StoreAddressInvalid(whole, { cause })
    : new StoreUnavailable(whole, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
