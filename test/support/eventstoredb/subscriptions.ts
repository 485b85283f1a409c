import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { type ServerWritableStream, status } from '@grpc/grpc-js';
import { type AskedRead, caughtUp, checkpoint, confirmation, eventMessage } from './messages.js';
import type { RecordedEntry } from './recorded-log.js';

type ReadReq = InstanceType<typeof streams.ReadReq>;
type ReadResp = InstanceType<typeof streams.ReadResp>;
type Call = ServerWritableStream<ReadReq, ReadResp>;

/** What becomes of the next subscription once it has sent `after` messages, the confirmation being the first. */
export interface SubscriptionFault {
  readonly after: number;
  readonly how: 'drop' | 'cut' | 'silence';
}

/** What a node can see of the log, which grows. */
export interface VisibleLog {
  entries(): readonly RecordedEntry[];
  changed(): Promise<unknown>;
}

/** The subscriptions of a node, with faults to order. */
export class Subscriptions {
  /** Faults of the next subscriptions, in turn. */
  readonly faults: SubscriptionFault[] = [];
  /** As some versions do, it says that all has been searched before it has given what it found. */
  saysTooSoonThatAllIsSearched = false;
  /** A reader that does not take what was sent for this long is dropped. */
  patienceMs = Infinity;
  readonly #calls = new Set<Call>();
  readonly #log: VisibleLog;
  readonly #cut: () => void;

  constructor(log: VisibleLog, cut: () => void) {
    this.#log = log;
    this.#cut = cut;
  }

  /** How many there are. */
  get open(): number {
    return this.#calls.size;
  }

  /** Ends every subscription with an error, as a server does with a reader it has lost patience with. */
  drop(): void {
    for (const call of [...this.#calls]) this.#end(call);
  }

  /** They stay open, and nothing comes from them any more. */
  silence(): void {
    this.#calls.clear();
  }

  async serve(call: Call, { from, prefixes, checkpointEvery }: AskedRead): Promise<void> {
    this.#calls.add(call);
    for (const name of ['cancelled', 'close']) call.on(name, () => this.#calls.delete(call));
    const fault = this.faults.shift();
    let messages = 0;
    const send = async (message: ReadResp): Promise<void> => {
      if (messages === fault?.after) this.#fail(call, fault.how);
      messages += 1;
      if (!this.#calls.has(call)) return;
      if (!(await taken(call, message, this.patienceMs))) this.#end(call);
    };
    await send(confirmation());
    if (this.saysTooSoonThatAllIsSearched) await send(checkpoint(this.#log.entries().length));
    let next = typeof from === 'number' ? from : 0; // positions count from 1: the one behind `from`
    let isCaughtUp = false;
    let unmatched = 0;
    while (this.#calls.has(call)) {
      const changed = this.#log.changed();
      for (; next < this.#log.entries().length && this.#calls.has(call); next += 1) {
        const entry = this.#log.entries()[next]!;
        const isWanted = prefixes.some((prefix) => entry.stream.startsWith(prefix));
        unmatched = isWanted ? 0 : unmatched + 1;
        if (isWanted) await send(eventMessage(entry));
        else if (unmatched % checkpointEvery === 0) await send(checkpoint(entry.position));
      }
      if (!isCaughtUp) await send(caughtUp());
      isCaughtUp = true;
      await changed;
    }
  }

  #fail(call: Call, how: SubscriptionFault['how']): void {
    if (how === 'drop') this.#end(call);
    else this.#calls.delete(call);
    if (how === 'cut') this.#cut();
  }

  #end(call: Call): void {
    this.#calls.delete(call);
    call.emit('error', { code: status.ABORTED, details: 'Operation timed out' });
  }
}

/** Sends, and waits for a slow reader or for its end. `false` = it took longer than `patienceMs`. */
export async function taken(
  call: Call,
  message: ReadResp,
  patienceMs = Infinity,
): Promise<boolean> {
  if (call.write(message) || call.destroyed || call.cancelled) return true;
  return new Promise<boolean>((resolve) => {
    const names = ['drain', 'close', 'cancelled', 'error'];
    const settle = (isTaken: boolean): void => {
      clearTimeout(overdue);
      for (const name of names) call.off(name, goOn);
      resolve(isTaken);
    };
    const goOn = (): void => settle(true);
    const overdue = patienceMs === Infinity ? undefined : setTimeout(settle, patienceMs, false);
    for (const name of names) call.on(name, goOn);
  });
}
