import { setTimeout as pause } from 'node:timers/promises';
import type { RunningService } from '../support/service.js';
import { type Figure, none } from './figures.js';
import { type Refusal, type Sender, storedKeys } from './load.js';

/** A request of one append that is answered so was not stored. */
export const NOT_STORED: readonly string[] = ['store-full', 'store-unavailable'];

/** The keys that are stored of an organization. */
type Stored = (organizationId: string) => readonly string[] | Promise<readonly string[]>;

/** What a service told of requests that it did not acknowledge, held against what is then stored. */
export class Refusals {
  readonly #told = new Map<string, number>();
  #wrong = 0;

  async take(stored: Stored, sender: Sender, refusal: Refusal): Promise<void> {
    const name = `${refusal.status} ${refusal.code}`;
    this.#told.set(name, (this.#told.get(name) ?? 0) + 1);
    if (!(await isWrong(stored, sender, refusal))) return;
    this.#wrong += 1;
    process.stderr.write(`${name}, and stored: ${sender.pendingKeys.join(', ')}\n`);
  }

  figures(part: string): Figure[] {
    return [
      ...[...this.#told].map(([told, count]) => ({ part, what: `answers ${told}`, count })),
      none(part, 'answers that nothing was stored, when it was', this.#wrong),
    ];
  }
}

/** Whether it was told that nothing was stored, and it is. */
async function isWrong(stored: Stored, sender: Sender, { code }: Refusal): Promise<boolean> {
  // An earlier answer to the same request may have left it open; of what takes several appends, some may have been made.
  if (!NOT_STORED.includes(code) || sender.mayBeStored || !sender.isOneAppend) return false;
  const keys = new Set(await stored(sender.organizationId));
  return sender.pendingKeys.some((key) => keys.has(key));
}

/** As the service itself reads it, when it can. */
export const storedBy =
  (service: RunningService): Stored =>
  async (organizationId) => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await storedKeys(service, organizationId);
      } catch (error) {
        if (tries === 200) throw error;
        await pause(50);
      }
    }
  };
