/** One event as the server keeps it: bytes, and the names it was sent with. */
export interface RecordedEntry {
  readonly stream: string;
  readonly revision: number;
  /** Place in the whole log, from 1 on. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type Proposal = Pick<RecordedEntry, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

export type AppendAnswer =
  | { readonly outcome: 'success'; readonly revision: number; readonly position: number }
  | { readonly outcome: 'wrong-expected-version'; readonly current: number };

/** The server's log in memory, with EventStoreDB's own rules of what an append with an expected version means. */
export class RecordedLog {
  readonly entries: RecordedEntry[] = [];
  /** While `false`, an append that is repeated is refused like any other with an old expected version. */
  recognisesRepeats = true;
  readonly #streams = new Map<string, RecordedEntry[]>();
  #changed = Promise.withResolvers<null>();

  /** Empty where the stream does not exist. */
  stream(name: string): readonly RecordedEntry[] {
    return this.#streams.get(name) ?? [];
  }

  /** Resolves at the next append, or `touch`. */
  changed(): Promise<null> {
    return this.#changed.promise;
  }

  /** Has everybody who waits look again. */
  touch(): void {
    this.#changed.resolve(null);
    this.#changed = Promise.withResolvers();
  }

  /** Takes the last `count` events back. */
  truncate(count: number): void {
    for (const { stream } of this.entries.splice(-count)) this.#streams.get(stream)!.pop();
  }

  /** `expected` is -1 for "no stream". The ids at the expected place make an append a repeated one: success, nothing stored. */
  append(name: string, expected: number, proposals: readonly Proposal[]): AppendAnswer {
    const stream = this.#streams.get(name) ?? [];
    const current = stream.length - 1;
    if (expected < current && this.recognisesRepeats) {
      const isRepeated = proposals.every(({ id }, n) => stream[expected + 1 + n]?.id === id);
      const last = stream[expected + proposals.length];
      if (isRepeated && last !== undefined) {
        return { outcome: 'success', revision: last.revision, position: last.position };
      }
    }
    if (expected !== current) return { outcome: 'wrong-expected-version', current };
    for (const proposal of proposals) {
      const entry = {
        ...proposal,
        stream: name,
        revision: stream.length,
        position: this.entries.length + 1,
      };
      stream.push(entry);
      this.entries.push(entry);
    }
    this.#streams.set(name, stream);
    this.touch();
    return { outcome: 'success', revision: stream.length - 1, position: this.entries.length };
  }
}
