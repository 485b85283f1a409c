import { organizationOfStream } from './stored-fact.js';

/** Facts that were sent together, however many pages they are recorded in. States between two of them are nobody's. */
export interface RecordingRequest {
  /** To be called when the last of its facts is recorded, or none will be. */
  end(): void;
}

/** Whether a stream's head is the end of requests and not the middle of one. */
export interface Onlooker {
  /** Nobody was under way in the stream when the onlooker came, and nobody has begun since. */
  readonly isQuiet: boolean;
  leave(): void;
}

/**
 * The requests whose facts are being recorded by this process, so that the log can say where one ends, and nobody looks at a stream
 * in the middle of one.
 */
export class RequestsUnderWay {
  readonly #streams = new Map<string, Set<RequestUnderWay>>();
  readonly #onlookers = new Map<string, Set<{ isQuiet: boolean }>>();
  readonly #listeners = new Set<(organizationIds: readonly string[]) => void>();

  begin(): RequestUnderWay {
    return new RequestUnderWay(this);
  }

  /** `listener` is told the organizations whose facts are no longer in the middle of a request. Returns what ends that. */
  onEnded(listener: (organizationIds: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be asked for before the stream is read, and asked when it is read. */
  onlookerOf(stream: string): Onlooker {
    const onlooker = { isQuiet: !this.#streams.has(stream) };
    const others = this.#onlookers.get(stream) ?? new Set();
    this.#onlookers.set(stream, others.add(onlooker));
    return {
      get isQuiet() {
        return onlooker.isQuiet;
      },
      leave: () => {
        others.delete(onlooker);
        if (others.size === 0) this.#onlookers.delete(stream);
      },
    };
  }

  of(stream: string): ReadonlySet<RequestUnderWay> {
    return this.#streams.get(stream) ?? NONE;
  }

  /** NOTE: called by requests alone. */
  enter(stream: string, request: RequestUnderWay): void {
    const present = this.#streams.get(stream) ?? new Set();
    this.#streams.set(stream, present.add(request));
    for (const onlooker of this.#onlookers.get(stream) ?? []) onlooker.isQuiet = false;
  }

  /** NOTE: called by requests alone. */
  leave(streams: Iterable<string>, request: RequestUnderWay): void {
    const left = [...streams].filter((stream) => {
      const present = this.#streams.get(stream);
      if (present?.delete(request) !== true) return false;
      if (present.size === 0) this.#streams.delete(stream);
      return true;
    });
    const organizationIds = left.map(organizationOfStream).filter((id) => id !== null);
    if (organizationIds.length === 0) return;
    for (const listener of this.#listeners) listener(organizationIds);
  }
}

const NONE: ReadonlySet<RequestUnderWay> = new Set();

export class RequestUnderWay implements RecordingRequest {
  readonly #under: RequestsUnderWay;
  /** Both are made when there is something to hold: a fact sent alone is one request, and enters nothing. */
  #streams: Set<string> | null = null;
  #recordedIn: Set<string> | null = null;

  constructor(under: RequestsUnderWay) {
    this.#under = under;
  }

  /** From now on the stream's head may be in its middle. */
  enter(stream: string): void {
    this.#streams ??= new Set();
    if (this.#streams.has(stream)) return;
    this.#streams.add(stream);
    this.#under.enter(stream, this);
  }

  /** No further facts of it come to the stream. */
  leave(stream: string): void {
    if (this.#streams?.delete(stream) === true) this.#under.leave([stream], this);
  }

  end(): void {
    const streams = this.#streams;
    this.#streams = null;
    if (streams !== null) this.#under.leave(streams, this);
  }

  /** The stream holds facts of it, and further ones may come. */
  recordedIn(stream: string): void {
    (this.#recordedIn ??= new Set()).add(stream);
  }

  hasRecordedIn(stream: string): boolean {
    return this.#recordedIn?.has(stream) === true;
  }
}

/** A request that one append holds facts of. */
export interface RequestOfAppend {
  readonly request: RequestUnderWay;
  /** No further ones come. */
  isLast: boolean;
}

/** The append holds a fact of `request`. */
export function hold(append: RequestOfAppend[], request: RequestUnderWay, isLast: boolean): void {
  const held = heldOf(append, request);
  if (held === undefined) append.push({ request, isLast });
  else held.isLast = isLast;
}

/** What the append holds of `request`. */
export function heldOf(
  append: readonly RequestOfAppend[],
  request: RequestUnderWay,
): RequestOfAppend | undefined {
  const last = append.at(-1);
  return last?.request === request ? last : append.find((held) => held.request === request);
}

/** Whether the next fact of `request` is the first behind the end of every other, given what the append holds before it. */
export function opensRequest(
  stream: string,
  request: RequestUnderWay,
  under: RequestsUnderWay,
  append: readonly RequestOfAppend[],
): boolean {
  if (request.hasRecordedIn(stream)) return false;
  for (const held of append) if (held.request === request || !held.isLast) return false;
  for (const other of under.of(stream)) {
    const isInTheMiddle = other.hasRecordedIn(stream) && heldOf(append, other) === undefined;
    if (other !== request && isInTheMiddle) return false;
  }
  return true;
}
