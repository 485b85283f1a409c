import { WakeUps } from '@app/event-store';

/** An organization has facts up to `revision`, or an alert more. */
export type Change =
  | { readonly organizationId: string; readonly revision: number }
  | { readonly organizationId: string; readonly alertId: string; readonly type: string };

/** What a listener has not read yet: the last of each kind for each organization, however slowly it reads. */
export class HeardChanges {
  readonly #unread = new Map<string, Change>();
  readonly #told = new WakeUps();

  constructor(private readonly concern: (organizationId: string) => boolean) {}

  tell(change: Change): void {
    if (!this.concern(change.organizationId)) return;
    const kind = 'revision' in change ? 'facts' : 'alert';
    this.#unread.set(`${kind} ${change.organizationId}`, change);
    this.#told.wake();
  }

  /** What came since the last call; where there is nothing, it waits for it up to `timeoutMs`, or until `signal` aborts. */
  async take(signal: AbortSignal, timeoutMs: number): Promise<Change[]> {
    if (this.#unread.size === 0) await this.#told.sleep(signal, timeoutMs);
    const changes = [...this.#unread.values()];
    this.#unread.clear();
    return changes;
  }
}
