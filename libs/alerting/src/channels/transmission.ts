/** What came of sending one message. */
export interface Transmission {
  /** HTTP's or SMTP's; `null` = there was no answer. */
  readonly status: number | null;
  /** `null` = delivered. */
  readonly error: string | null;
  /** The beginning of the answer. */
  readonly response: string | null;
  /** What the answer asks to wait, in milliseconds; `null` = it does not say. */
  readonly retryAfterMs: number | null;
  /** Whose fault a failure is: of this message alone, or of the receiver, which will not take others either. */
  readonly fault: 'message' | 'receiver';
  /** The receiver says that it will never take anything again. */
  readonly gone: boolean;
}

const MAX_ERROR_CHARACTERS = 300;

/** There was no answer. */
export function unanswered(error: unknown): Transmission {
  return {
    status: null,
    error: describe(error),
    response: null,
    retryAfterMs: null,
    fault: 'receiver',
    gone: false,
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, MAX_ERROR_CHARACTERS);
  const { code } = error as NodeJS.ErrnoException;
  // An attempt at several addresses has its reasons inside.
  const said = error.message === '' ? String(code ?? error.name) : error.message;
  const prefix = code === undefined || said.includes(code) ? '' : `${code}: `;
  return `${prefix}${said}`.slice(0, MAX_ERROR_CHARACTERS);
}
